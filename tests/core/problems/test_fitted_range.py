"""A bank of losses with the range that shows what each of them does, and with all its minima there."""

import math

import pytest

from core.formulas import FormulaError, parse
from core.problems import derived, typed_problem
from core.problems.flat_ground import flat_bottoms
from core.problems.minima import local_minima

INF = math.inf
# Loss, range, minima, flat bottoms. Ranges are as a person would draw them; minima are by pen and paper.
BANK = [
    ("max(0, 1 - w)", (-5, 7), [], [(1, INF)]),
    ("max(0, 1 - w)^2", (-5, 7), [], [(1, INF)]),
    ("1 + max(0, 1 - w)^2", (-5, 7), [], [(1, INF)]),
    ("max(0, 1 - w)^4", (-5, 7), [], [(1, INF)]),
    ("max(w, 0)", (-6, 6), [], [(-INF, 0)]),
    ("max(0, 100 - w)", (94, 106), [], [(100, INF)]),
    ("max(0, |w| - 1)", (-2.2, 2.2), [], [(-1, 1)]),
    ("max(0, |w| - 1)^2", (-2.2, 2.2), [], [(-1, 1)]),
    ("max(0, |w| - 2) - 1", (-4.4, 4.4), [], [(-2, 2)]),
    ("|w - 1| + |w + 1|", (-2.2, 2.2), [], [(-1, 1)]),
    ("(|w - 1| + |w + 1| - 2)^2", (-2.2, 2.2), [], [(-1, 1)]),
    ("max(0, 1 - w) + max(0, 1 + w)", (-2.2, 2.2), [], [(-1, 1)]),
    ("max(0, 1 - w) + max(0, w - 3)", (-0.2, 4.2), [], [(1, 3)]),
    ("min(max(w, 0), 1)", (-0.6, 1.6), [], [(-INF, 0)]),
    ("where(w > 0, 1, 0)", (-6, 6), [], [(-INF, 0)]),
    ("max(0, 1 - w) - max(0, w - 20)", (-5, 7), [], []),
    ("-max(0, w - 10)", (4, 16), [], []),
    ("3 + 0w", (-6, 6), [], []),
    ("tanh(w)", (-6, 6), [], []),
    ("erf(w)", (-6, 6), [], []),
    ("1 - sigmoid(10w)", (-6, 6), [], []),
    ("w/(w + 1)", (-7, 5), [], []),
    ("2w/(3w + 2)", (-6.7, 5.4), [], []),
    ("1/(w - 2)", (-4, 8), [], []),
    ("1/(w - sqrt(2))", (-4.6, 7.4), [], []),
    ("1/(w - sqrt(2))^2", (-4.6, 7.4), [], []),
    ("1/(w - 50)", (44, 56), [], []),
    ("(w^2 + 1)/(w - 1)", (-3.3, 5.3), [1 + math.sqrt(2)], []),
    ("tan(w)", (-7.8, 7.8), [], []),
    ("1/tan(w)", (-6.3, 6.3), [], []),
    ("|tan(w)|", (-6.3, 6.3), [0, math.pi, -math.pi, 2 * math.pi, -2 * math.pi], []),
    ("1/sin(w)", (-7.8, 7.8), [-3 * math.pi / 2, math.pi / 2, 5 * math.pi / 2], []),
    ("log|w|", (-6, 6), [], []),
    ("1/w^2", (-6, 6), [], []),
    ("1/w^3", (-6, 6), [], []),
    ("1/(w^2 - 2)", (-4.3, 4.3), [], []),
    ("w/(w^2 - 1)", (-3, 3), [], []),
    ("log(w^2 - 2)", (-3.2, 3.2), [], []),
    ("1/w + w", (-3, 3), [1], []),
    ("w^2 + 1/w", (-0.8, 1.6), [0.5 ** (1 / 3)], []),
    ("w + 1/w^2", (-1.3, 2.6), [2 ** (1 / 3)], []),
    ("exp(1/w) + w", (-1.5, 2.9), [1.4215299], []),
    ("where(w < 1, w^2, 5 - w)", (-0.6, 1.6), [0], []),
    ("where(w < 0, 1, w^2)", (-6, 6), [0], []),
    ("log(w - 5)", (4.7, 11), [], []),
    ("sqrt(w)", (-0.3, 6), [], []),
    ("w log(w)", (-0.3, 6.3), [1 / math.e], []),
    ("(log(w) - 3)^2", (14, 26), [math.exp(3)], []),
    ("sin(1000w)", (-0.07, 0.07), None, []),
    ("sin(w)^2 + cos(w)^2", (-6, 6), [], []),
    ("sin(w)/w", (-9, 9), [4.493409458, -4.493409458], []),
    ("exp(-w) + w", (-3, 3), [0], []),
    ("sqrt(|w^2 - 2|)", (-2.6, 2.6), [math.sqrt(2), -math.sqrt(2)], []),
    ("min(w^2, (w - 3)^2 + 1)", (-1.2, 4.2), [0, 3], []),
    ("w^8", (-0.8, 0.8), [0], []),
    ("w^3 - 3w", (-2.2, 2.2), [1], []),
]


@pytest.mark.parametrize(("loss", "domain", "minima", "bottoms"), BANK, ids=[case[0] for case in BANK])
def test_range_and_minima_of_the_bank(loss, domain, minima, bottoms):
    problem = typed_problem(loss)
    low, high = problem.domain[0]
    assert (low, high) == pytest.approx(domain, abs=0.1 * (domain[1] - domain[0]))
    assert low <= problem.start[0] <= high
    ends = [end for (first,), (last,) in problem.bottoms for end in (first, last)]
    assert ends == pytest.approx([end for bottom in bottoms for end in bottom], abs=1e-6)
    if minima is not None:
        assert sorted(minimum for (minimum,) in problem.minima) == pytest.approx(sorted(minima), abs=1e-6)


def test_a_visit_begins_where_there_is_a_slope():
    assert typed_problem("max(0, 1 - w)").start == (-0.2,)
    assert typed_problem("max(0, 100 - w)").start[0] < 100
    assert typed_problem("where(w > 0, 1, 0)").start == (5.0,)


def test_a_loss_that_turns_too_often_is_looked_at_more_closely():
    problem = typed_problem("sin(1000w)")
    assert 5 <= len(problem.minima) <= 40
    for (minimum,) in problem.minima:
        assert math.sin(1000 * minimum) == pytest.approx(-1, abs=1e-12)


@pytest.mark.parametrize(("low", "high"), [(0.0, 2.0), (-1000.0, 1000.0), (0.99, 1.01), (-3.0, 1e6)])
def test_a_flat_bottom_is_found_in_any_range_that_shows_its_end(low, high):
    loss = parse("max(0, 1 - w)", ("w",))
    assert flat_bottoms(loss, low, high) == ((1.0, INF),)


@pytest.mark.parametrize("place", [0.1, math.pi, -2.7182818, 1234.5678])
def test_a_pole_at_any_place_is_no_minimum_in_any_range(place):
    for text in ("1/({})", "-1/({})^2", "log|{}|", "-1/|{}|^0.5"):
        loss = parse(text.format(f"w - {place!r}" if place > 0 else f"w + {-place!r}"), ("w",))
        slope = derived(loss)[1][0]
        for reach in (0.003, 1.0, 50.0, 4000.0):
            assert local_minima(loss, slope, place - reach, place + 0.7 * reach) == ()


def test_a_loss_without_a_value_has_no_range():
    with pytest.raises(FormulaError, match="no value"):
        typed_problem("sqrt(-1 - w^2)")
