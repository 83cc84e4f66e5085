"""What is minimised: built-in problems of one and of two parameters by name, and whatever somebody types.

A problem is a record (`record`); the built-in ones stand in `curves` and `landscapes`. A typed loss becomes one in
`typed_curve` or `typed_landscape`: its range (`typed_range`, `fitted_range`), its samples (`samples`), its minima (`minima`,
`flat_ground`; `landscape_minima`, `around`, `valleys`). `bottoms` is about minima that are flat.
"""

from core.problems.curves import PROBLEMS
from core.problems.landscapes import LANDSCAPES
from core.problems.record import TYPED, Problem, derived, gradient_at, gradient_of, loss_at
from core.problems.typed_curve import typed_problem
from core.problems.typed_landscape import typed_landscape

__all__ = [
    "LANDSCAPES",
    "PROBLEMS",
    "TYPED",
    "Problem",
    "derived",
    "gradient_at",
    "gradient_of",
    "loss_at",
    "typed_landscape",
    "typed_problem",
]
