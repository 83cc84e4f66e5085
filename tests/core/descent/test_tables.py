from dataclasses import replace

import numpy as np
import pytest

from core.descent.comparison import compare_methods
from core.descent.paths import curve_table, losses_seen, path_tables
from core.descent.tables import (
    gap_tables,
    loss_tables,
    quantity_table,
    rule_quantities,
    rule_tables,
    schedule_tables,
    worked_stops,
    worked_table,
)
from core.pictures.extents import extent_in
from core.pictures.marks import MOST_BUCKETS, MOST_MARKS, stops_of, stride_of
from core.problems import PROBLEMS, typed_problem
from core.settings import LESSON, SCALES, first_settings, with_optimizer


@pytest.mark.parametrize("scale", SCALES)
@pytest.mark.parametrize("rate", [0.1, 0.5, 1.0, 3.0, 100.0])
@pytest.mark.parametrize("name", PROBLEMS)
def test_every_height_has_a_place_on_its_axis(name, rate, scale):
    tables = loss_tables(compare_methods(replace(first_settings(PROBLEMS[name]), learning_rate=rate)), scale)
    for method in ("tape", "manual", "theory"):
        heights = tables[method]["height"].drop_null().to_numpy()
        assert np.isfinite(heights).all()
        assert scale == "linear" or (heights > 0).all()


def test_on_the_linear_axis_the_losses_themselves_are_drawn():
    lesson = compare_methods(LESSON)
    drawn = loss_tables(lesson, "linear")["tape"]["height"].to_numpy()
    np.testing.assert_array_equal(drawn, lesson.runs["tape"].loss.astype(np.float64))


def test_a_negative_loss_is_drawn_above_the_minimum_reached_on_the_log_axis():
    well = compare_methods(first_settings(PROBLEMS["double_well"]))
    drawn = loss_tables(well, "log")["manual"]["height"].to_numpy(zero_copy_only=False)
    assert drawn[0] == pytest.approx(6 + 1.0702, abs=1e-4)
    assert drawn[30] == pytest.approx(float(well.runs["manual"].loss[30]) + 1.0702301, abs=1e-6)


def test_a_long_line_keeps_its_extremes_and_only_rows_of_the_run():
    settings = replace(first_settings(PROBLEMS["absolute"]), steps=1000, learning_rate=0.3)
    hops = compare_methods(settings)
    drawn = loss_tables(hops, "linear")["tape"]
    losses, steps = hops.runs["tape"].loss, drawn["step"].to_numpy()
    assert len(steps) <= 2 * MOST_BUCKETS + 2
    assert (steps[0], steps[-1]) == (0, 1000)
    np.testing.assert_array_equal(drawn["height"].to_numpy(), losses[steps].astype(np.float64))
    late = drawn["height"].to_numpy()[steps > 500]
    assert {late.min(), late.max()} == {float(losses[501:].min()), float(losses[501:].max())}


def test_the_axis_stays_while_a_slider_moves_a_little():
    extent = None
    for rate in (0.1, 0.098, 0.09, 0.11, 0.13):
        tables = loss_tables(compare_methods(replace(LESSON, learning_rate=rate)), "log", extent)
        extent = extent_in(tables)
        assert extent in {(1e-9, 100.0), (1e-13, 100.0)}
    assert extent == (1e-13, 100.0)


def test_a_path_that_ends_outside_of_its_picture_is_said():
    def said(settings):
        return path_tables(compare_methods(settings))["left"]["said"].to_pylist()

    assert said(LESSON) == []
    assert said(replace(LESSON, learning_rate=1.3)) == ["out of the picture from step 1 on"]
    runaway = replace(LESSON, problem=replace(LESSON.problem, gradient=("-2*w",)))
    assert said(runaway) == ["manual: out of the picture from step 2 on"]


def test_theory_has_rows_only_where_it_is_drawn():
    assert len(loss_tables(compare_methods(LESSON), "log")["theory"]) == LESSON.steps + 1
    assert len(loss_tables(compare_methods(with_optimizer(LESSON, "adam")), "log")["theory"]) == 0


def test_a_diverging_path_is_drawn_as_far_as_the_pictures_edge():
    table = path_tables(compare_methods(replace(LESSON, learning_rate=3.0)))["tape"]
    drawn = table["parameter"].drop_null().to_numpy()
    assert np.abs(drawn).max() > 6
    assert table["parameter"].null_count > 0


def test_hovering_needs_few_marks():
    long = compare_methods(replace(LESSON, steps=1000))
    assert len(loss_tables(long, "log")["hover"]) <= MOST_MARKS
    assert len(gap_tables(long)["hover"]) <= MOST_MARKS
    assert loss_tables(long, "log")["hover"]["tape"][0].as_py() == "25"


def test_the_worked_table_has_every_step():
    table = worked_table(compare_methods(LESSON), "log")
    assert len(table) == 51
    assert table["tape_parameter"][1].as_py() == table["ring_parameter"][1].as_py() == 4.0
    assert str(table["manual_loss"].type) == "float"


def test_the_worked_table_has_every_quantity_of_the_rule_and_the_rate_of_a_schedule():
    settings = with_optimizer(LESSON, "adam", "exponential")
    table = worked_table(compare_methods(settings), "log")
    assert {"manual_m", "manual_v", "manual_alpha", "manual_step", "manual_learning_rate"} <= set(table.column_names)
    assert table["manual_m"][0].as_py() == pytest.approx(1.0)


def test_of_a_long_run_the_scrubber_gets_the_rows_about_each_of_its_stops():
    long = compare_methods(replace(LESSON, learning_rate=1e-3, steps=10_000))
    table, stops = worked_stops(long, "log"), stops_of(10_000)
    assert (stride_of(10_000), len(stops), stops[1], stops[-1]) == (25, 401, 25, 10_000)
    assert table.nbytes < 100_000
    np.testing.assert_array_equal(table["ring_step"].to_numpy()[3:6], [24, 25, 26])
    np.testing.assert_array_equal(table["tape_parameter"].to_numpy()[1::3], long.runs["tape"].parameters[stops, 0])
    assert len(long.table) == 2 * 10_001  # the table to take away is whole
    assert worked_stops(compare_methods(LESSON), "log")["ring_step"].to_pylist() == list(range(51))


@pytest.mark.parametrize(
    ("steps", "stops"), [(0, [0]), (3, [0, 1, 2, 3]), (1000, range(1001)), (1001, [*range(0, 1001, 3), 1001])]
)
def test_a_scrubber_stops_at_the_first_and_the_last_step(steps, stops):
    assert stops_of(steps).tolist() == list(stops)


def test_the_path_is_seen_from_a_start_beyond_the_domain():
    far = compare_methods(replace(LESSON, start=(10.0,)))
    tables = path_tables(far)
    assert tables["tape"]["parameter"][0].as_py() == 10.0
    assert tables["tape"]["loss"][0].as_py() == 100.0
    assert tables["curve"]["parameter"].to_pylist()[:: len(tables["curve"]) - 1] == [-12.0, 12.0]
    assert losses_seen(far.settings.problem, far.seen) == (0.0, 144.0)
    assert far.outcomes["tape"].word == "converged"


@pytest.mark.parametrize("start", [1e7, -1e7])
def test_the_wall_that_a_far_start_stands_on_is_seen(start):
    far = compare_methods(replace(LESSON, start=(start,), steps=2))
    _, top = losses_seen(far.settings.problem, far.seen)
    assert top >= start**2
    assert path_tables(far)["tape"]["loss"][0].as_py() == np.float32(start) ** 2


def test_what_is_drawn_of_a_rule():
    assert rule_quantities(LESSON) == ("gradient", "step")
    assert rule_quantities(with_optimizer(LESSON, "adam")) == ("gradient", "m", "v", "alpha", "step")
    drawn = rule_tables(compare_methods(LESSON), "linear")["quantities"].to_pandas()
    steps = drawn[drawn["name"] == "step"]["value"].to_numpy()
    assert steps[0] == pytest.approx(-1.0)
    assert np.isnan(steps[-1])
    sizes = rule_tables(compare_methods(LESSON), "log")["quantities"].to_pandas()
    assert sizes[sizes["name"] == "step"]["value"].to_numpy()[0] == pytest.approx(1.0)


def test_the_rules_table_to_take_away():
    table = quantity_table(compare_methods(with_optimizer(LESSON, "lion")))
    assert list(table.columns) == ["step", "learning_rate", "m", "direction"]
    assert table["direction"][0] == 1.0


def test_both_schedules_are_drawn():
    tables = schedule_tables(compare_methods(with_optimizer(LESSON, "sgd", "piecewise")))
    assert tables["tape"]["rate"].to_pylist() == tables["manual"]["rate"].to_pylist()
    assert tables["tape"]["rate"][20].as_py() == pytest.approx(0.05)


@pytest.mark.parametrize(
    ("settings", "parting", "end"),
    [
        (LESSON, [], []),
        (replace(LESSON, update="w + learning_rate*g"), ["they part at step 1"], []),
        (replace(LESSON, learning_rate=100.0, steps=30), [], ["overflow from step 9 on"]),
        (
            replace(first_settings(typed_problem("log(w)")), start=(0.5,), learning_rate=0.4),
            [],
            ["no loss from step 1 on"],
        ),
        (replace(first_settings(typed_problem("w")), steps=40), [], ["the lowest reached from step 40 on"]),
        (first_settings(typed_problem("exp(exp(w))")), [], ["w infinite from step 1 on"]),
    ],
)
def test_the_loss_picture_says_where_they_part_and_where_a_run_ends(settings, parting, end):
    tables = loss_tables(compare_methods(settings), "log")
    assert tables["parting"]["said"].to_pylist() == parting
    assert tables["end"]["said"].to_pylist() == end


def test_a_rule_that_has_zeros_and_no_numbers_is_said_to_have_both():
    """exp(exp(5)) is beyond float32, so the first gradient is infinite; at w = -inf all further ones are 0."""
    beyond = compare_methods(first_settings(typed_problem("exp(exp(w))")))
    assert rule_tables(beyond, "log")["end"]["said"].to_pylist() == ["0 or no numbers at every step"]
    far = compare_methods(replace(LESSON, learning_rate=100.0, steps=60))
    assert rule_tables(far, "log")["end"]["said"].to_pylist() == ["no numbers from step 17 on"]


@pytest.mark.parametrize("loss", ["exp(exp(w))", "-exp(exp(w))", "w^2", "exp(w)", "1/w^2"])
def test_of_a_loss_that_grows_beyond_measure_the_picture_shows_a_shape(loss):
    problem = typed_problem(loss)
    low, high = losses_seen(problem, problem)
    losses = curve_table(problem)["loss"].drop_null().to_numpy()
    share = (losses - low) / (high - low)
    assert np.mean((share > 0.01) & (share < 0.99)) >= 0.05


def test_two_ends_beside_each_other_are_named_to_either_side():
    settings = replace(
        with_optimizer(first_settings(PROBLEMS["exponential"]), "adam"),
        convention="uncorrected",
        learning_rate=0.3,
        start=(3.0,),
    )
    named = path_tables(compare_methods(settings))["ends"].to_pylist()
    assert [row["said"] for row in named] == ["start", "end, tape", "end, manual"]
    tape, manual = named[1:]
    first, last = sorted((tape, manual), key=lambda row: row["parameter"])
    assert (first["side"], last["side"]) == ("left", "right")
