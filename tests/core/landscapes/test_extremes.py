"""Landscapes up to the ends of float64: every picture is made, within what it may cost, and says what it leaves out."""

from dataclasses import replace

import numpy as np
import pytest

from core.landscapes.charts import map_chart
from core.landscapes.contours import MOST_PIECES, MOST_POINTS, contours, drawn_levels, pieces
from core.landscapes.field import gradient_field, surface_table
from core.landscapes.ground import MOST_LEVELS, grid, height_of, height_scale, levels, place_type
from core.landscapes.map_tables import ground_tables, whole_map
from core.landscapes.notice import notice
from core.problems import LANDSCAPES, typed_landscape
from core.theory.quadratic import Quadratic, quadratic_at

SAME = "The loss is the same {},\nto twelve digits: no contour lines."
# Formulas, half of the map's width, and how many contour levels there are at least.
EXTREMES = {
    "cosh(x) + y^2": (1000.0, 10),
    "exp(x*y)": (30.0, 10),
    "exp(709 + 0x)*(x^2 + y^2 - 1)": (1.0, 5),
    "exp(709.7 + 0x)*sin(x) + 0y": (5.0, 5),
    "(x^2 + y^2)^50": (1e-3, 10),
    "exp(-735)*(x^2 + y^2)": (1.0, 5),
    "exp(exp(x^2 + y^2))": (5.0, 10),
    "where(x < 0, exp(999 + 0x), y)": (5.0, 5),
    "where(x < 0, exp(709 + 0x), -exp(709 + 0x)) + 0y": (5.0, 1),
    "0x + exp(709.5 + 0x)": (5.0, 0),
    "1 + x^50*y^50": (1.0, 3),
    "log(x) + log(y)": (5.0, 5),
}


def landscape(text, half):
    return typed_landscape(text, ((-half, half), (-half, half)))


@pytest.mark.parametrize("text", EXTREMES)
def test_a_map_up_to_the_ends_of_float64_has_levels_and_lines_and_heights(text):
    half, least = EXTREMES[text]
    problem = landscape(text, half)
    found, (_, _, loss) = levels(problem), grid(problem)
    assert least <= len(found) <= MOST_LEVELS
    assert list(found) == sorted(set(found))
    assert np.isfinite(height_scale(problem)).all()
    heights = height_of(problem, loss)[np.isfinite(loss)]
    assert ((heights >= 0) & (heights <= 1)).all()
    assert not found or np.ptp(heights) > 0.99
    assert len(drawn_levels(problem)) == len(found)
    for name, table in ground_tables(problem, False, True).items():
        for column in table.columns:
            assert column.null_count == 0, name
            assert column.type == "string" or np.isfinite(column.to_numpy()).all(), name
    assert surface_table(problem)["height"].null_count < 45 * 45


def test_levels_are_round_at_both_ends_of_float64():
    assert levels(landscape("exp(-735)*(x^2 + y^2)", 1.0))[:2] == (1e-320, 2e-320)
    assert levels(landscape("cosh(x) + y^2", 1000.0))[-1] == pytest.approx(1e295, rel=1e-9)


def test_the_way_downhill_is_known_where_the_length_of_the_gradient_is_not():
    problem = landscape("exp(709.7 + 0x)*(x + y)", 1.0)
    field = gradient_field(problem)
    assert len(field) > 100
    assert np.isfinite(field["x2"].to_numpy()).all()


@pytest.mark.parametrize(
    ("text", "half", "drawn"),
    [
        ("sin(30x)*sin(30y)", 5.0, False),
        ("sin(x)*cos(y)", 300.0, False),
        ("where(sin(50x)*sin(50y) < 0, 0, 1) + 0x", 5.0, False),
        ("sin(1000x*y)", 1000.0, False),
        ("sin(6x)*cos(6y) + x^2/9", 5.0, True),
    ],
)
def test_a_map_that_costs_too_much_has_fewer_lines_and_says_so(text, half, drawn):
    problem = landscape(text, half)
    table = contours(problem)
    assert len(table) <= MOST_POINTS
    assert len(np.unique(table["line"])) <= MOST_PIECES < sum(pieces(problem))
    assert bool(drawn_levels(problem)) == drawn
    said = notice(problem)
    assert f"{sum(pieces(problem)):,} pieces" in said
    assert ("levels: all would be" if drawn else "Shades alone; zoom in for lines.") in said
    assert ground_tables(problem, False, False)["notice"]["said"].to_pylist() == [said]
    assert ground_tables(problem, False, False)["ground"].num_rows == 1


@pytest.mark.parametrize("name", LANDSCAPES)
def test_the_built_in_maps_have_all_their_lines(name):
    assert drawn_levels(LANDSCAPES[name]) == levels(LANDSCAPES[name])
    assert notice(LANDSCAPES[name]) == ""
    assert ground_tables(LANDSCAPES[name], False, False)["notice"].num_rows == 0


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("0x + 3", SAME.format("everywhere here")),
        ("1 + 1e-16*(x^2 + y^2)", SAME.format("everywhere here")),
        ("where(x^2 + y^2 <= 5, 0x, exp(999 + 0x))", SAME.format("wherever it has a value here")),
        ("sqrt(x - 4.9999) + y", "The loss has a value in few places here."),
    ],
)
def test_a_map_without_lines_says_why(text, said):
    assert notice(landscape(text, 5.0)) == said


def test_a_part_without_any_value_says_so():
    problem = replace(landscape("log(x)", 5.0), domain=((-5.0, -4.0), (0.0, 1.0)))
    assert notice(problem) == "The loss has no finite value on this part of the map."
    assert height_scale(problem) == (0.0, 0.0)
    assert len(contours(problem)) == 0


def test_places_far_from_zero_are_sent_in_digits_that_tell_pixels_apart():
    near, far = LANDSCAPES["rosenbrock"], landscape("(x - 999990)^2 + (y - 999990)^2", 1e6)
    far = replace(far, domain=((999_980.0, 1e6), (999_980.0, 1e6)))
    assert place_type(near) is np.float32
    assert place_type(far) is np.float64
    x = contours(far)["x"].to_numpy()
    assert len(np.unique(x)) > 0.8 * len(np.unique(np.column_stack([x, contours(far)["y"].to_numpy()]), axis=0)) / 2
    assert np.ptp(x) == pytest.approx(20)


def test_curvatures_at_the_ends_of_float64_have_rates():
    flat = Quadratic(
        point=(0.0, 0.0),
        hessian=((1e-320, 0.0), (0.0, 5e-324)),
        least=5e-324,
        most=1e-320,
        axes=((1, 0), (0, 1)),
        everywhere=False,
    )
    assert flat.best_momentum_rate == np.inf
    assert 0 < flat.best_momentum < flat.best_factor < 1
    wide = replace(flat, least=5e-324, most=1e300)
    assert wide.best_factor == wide.best_momentum_factor == 1
    assert quadratic_at(landscape("exp(709 + 0x)*(x^2 + y^2 - 1)", 1.0), (0.5, 0.5)) is None


def test_the_map_has_a_place_for_its_notice():
    layers = map_chart(whole_map(LANDSCAPES["bowl_1"]), ("tape",), False)["layer"]
    assert {"name": "notice"} in [layer["data"] for layer in layers if "data" in layer]
