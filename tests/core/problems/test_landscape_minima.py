import numpy as np
import pytest

from core.formulas import parse
from core.problems import LANDSCAPES, TYPED, typed_landscape
from core.problems.landscape_minima import MOST_MINIMA


@pytest.mark.parametrize("name", [name for name in LANDSCAPES if name not in ("ravine", "goldstein_price")])
def test_typed_in_a_built_in_landscape_has_the_same_minima(name):
    known = LANDSCAPES[name]
    found = typed_landscape(known.loss, known.domain)
    assert found.name == TYPED
    assert found.domain == known.domain
    assert len(found.minima) == len(known.minima)
    for minimum in known.minima:
        assert np.hypot(*(np.array(found.minima) - minimum).T).min() < 1e-11
    losses = [float(parse(known.loss, ("x", "y")).numpy(*map(np.float64, minimum))) for minimum in found.minima]
    assert losses == sorted(losses)


@pytest.mark.parametrize(
    ("text", "minima"),
    [
        ("(x - 1.003)**4 + (y + 2)**2", [(1.003, -2)]),
        ("abs(x) + abs(y - 1)", [(0, 1)]),
        ("(1.003 - x)**2 + 100*(y - x**2)**2", [(1.003, 1.006009)]),
        ("x**2", []),
        ("(x - 0.3*y)**2", []),
        ("(y - x**2)**2", []),
        ("x + y", []),
        ("1 + 0*x", []),
        ("1/(x - 0.013) + y**2", []),
        ("log(x) + y**2", []),
        ("log((x - 0.013)**2 + y**2)", []),
        ("x**2 - y**2", []),
    ],
)
def test_minima_are_points_and_no_floors_no_poles_no_edges(text, minima):
    found = typed_landscape(text).minima
    assert len(found) == len(minima)
    np.testing.assert_allclose(np.reshape(found, (-1, 2)), np.reshape(minima, (-1, 2)), atol=1e-3)


def test_there_are_no_more_minima_than_a_map_can_show():
    assert len(typed_landscape("sin(9*x)*sin(9*y)").minima) == MOST_MINIMA
