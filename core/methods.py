"""The two methods by name, and both runs of one problem. Nothing else knows both."""

from collections.abc import Callable, Mapping

from core.manual_descent import descend_by_hand
from core.settings import DescentSettings
from core.tape_descent import descend_with_tape
from core.trajectory import Trajectory

METHODS: Mapping[str, Callable[[DescentSettings], Trajectory]] = {"tape": descend_with_tape, "manual": descend_by_hand}


def run_both(settings: DescentSettings) -> dict[str, Trajectory]:
    """Both runs of `settings` by the method's name, in the order of `METHODS`."""
    return {name: descend(settings) for name, descend in METHODS.items()}
