from dataclasses import replace

import numpy as np
import pytest

from core.comparison import MOST_BUCKETS, MOST_MARKS, compare_methods
from core.problems import PROBLEMS
from core.settings import LESSON, SCALES, first_settings


def test_the_lesson_side_by_side(numbers):
    lesson = compare_methods(LESSON)
    assert lesson.final_loss("tape") == lesson.final_loss("manual") == numbers["lesson"]["final_loss_tape"]
    assert lesson.largest_gap.headline == "none"
    assert lesson.outcomes["tape"].word == lesson.outcomes["manual"].word == "converged"
    assert lesson.minimum == 0


def test_the_largest_gap_says_where():
    wrong = replace(LESSON, problem=replace(LESSON.problem, gradient=("2.1*w",)))
    gap = compare_methods(wrong).largest_gap
    assert gap.headline.endswith(" ULP")
    assert gap.detail.startswith("at step ")


@pytest.mark.parametrize("scale", SCALES)
@pytest.mark.parametrize("rate", [0.1, 0.5, 1.0, 3.0, 100.0])
@pytest.mark.parametrize("name", PROBLEMS)
def test_every_height_has_a_place_on_its_axis(name, rate, scale):
    tables = compare_methods(replace(first_settings(PROBLEMS[name]), learning_rate=rate)).loss_tables(scale)
    for method in ("tape", "manual", "theory"):
        heights = tables[method]["height"].drop_null().to_numpy()
        assert np.isfinite(heights).all()
        assert scale == "linear" or (heights > 0).all()


def test_on_the_linear_axis_the_losses_themselves_are_drawn():
    lesson = compare_methods(LESSON)
    drawn = lesson.loss_tables("linear")["tape"]["height"].to_numpy()
    np.testing.assert_array_equal(drawn, lesson.runs["tape"].loss.astype(np.float64))


def test_a_negative_loss_is_drawn_above_the_minimum_reached_on_the_log_axis():
    well = compare_methods(first_settings(PROBLEMS["double_well"]))
    drawn = well.loss_tables("log")["manual"]["height"].to_numpy(zero_copy_only=False)
    assert drawn[0] == pytest.approx(6 + 1.0702, abs=1e-4)
    assert drawn[30] == pytest.approx(float(well.runs["manual"].loss[30]) + 1.0702301, abs=1e-6)


def test_a_long_line_keeps_its_extremes_and_only_rows_of_the_run():
    settings = replace(first_settings(PROBLEMS["absolute"]), steps=1000, learning_rate=0.3)
    hops = compare_methods(settings)
    drawn = hops.loss_tables("linear")["tape"]
    losses, steps = hops.runs["tape"].loss, drawn["step"].to_numpy()
    assert len(steps) <= 2 * MOST_BUCKETS + 2
    assert (steps[0], steps[-1]) == (0, 1000)
    np.testing.assert_array_equal(drawn["height"].to_numpy(), losses[steps].astype(np.float64))
    late = drawn["height"].to_numpy()[steps > 500]
    assert {late.min(), late.max()} == {float(losses[501:].min()), float(losses[501:].max())}


def test_the_axis_stays_while_a_slider_moves_a_little():
    extents = {
        tuple(compare_methods(replace(LESSON, learning_rate=rate)).loss_tables("log")["extent"]["height"].to_pylist())
        for rate in (0.05, 0.06, 0.08, 0.1)
    }
    assert extents == {(1e-10, 100.0)}


def test_a_diverging_path_is_drawn_as_far_as_the_pictures_edge():
    table = compare_methods(replace(LESSON, learning_rate=3.0)).path_tables()["tape"]
    drawn = table["parameter"].drop_null().to_numpy()
    assert np.abs(drawn).max() > 6
    assert table["parameter"].null_count > 0


def test_hovering_needs_few_marks():
    long = compare_methods(replace(LESSON, steps=1000))
    assert len(long.loss_tables("log")["hover"]) <= MOST_MARKS
    assert len(long.gap_tables()["hover"]) <= MOST_MARKS
    assert long.loss_tables("log")["hover"]["tape"][0].as_py() == "25"


def test_the_worked_table_has_every_step():
    table = compare_methods(LESSON).worked_table("log")
    assert len(table) == 51
    assert table["tape_parameter"][1].as_py() == table["ring_parameter"][1].as_py() == 4.0
    assert str(table["manual_loss"].type) == "float"
