import json
from dataclasses import replace

import pytest

from core.descent.charts import gap_chart, loss_chart, path_chart, rule_chart, schedule_chart
from core.descent.comparison import compare_methods
from core.descent.paths import path_tables
from core.descent.tables import gap_tables, loss_tables, rule_quantities, rule_tables, schedule_tables
from core.hyperparameters import SCHEDULE_HYPERPARAMETERS
from core.problems import PROBLEMS
from core.rules import RULES, conventions_of
from core.settings import LESSON, SCALES, first_settings, with_optimizer
from tests.core.specs import assert_draws


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("scale", SCALES)
@pytest.mark.parametrize("name", PROBLEMS)
def test_every_chart_is_valid_and_names_exactly_the_tables_it_is_given(name, scale, dark):
    problem = PROBLEMS[name]
    comparison = compare_methods(first_settings(problem))
    for spec, tables in (
        (loss_chart(problem, scale, dark), loss_tables(comparison, scale)),
        (path_chart(problem, comparison.seen, dark), path_tables(comparison)),
        (gap_chart(comparison.measure or "ulp", dark), gap_tables(comparison)),
    ):
        assert_draws(spec, tables)


def test_a_specification_is_built_once_and_knows_nothing_of_the_sliders():
    problem = PROBLEMS["parabola"]
    assert loss_chart(problem, "log", False) is loss_chart(problem, "log", False)
    assert "transform" not in json.dumps(loss_chart(problem, "log", False))


def test_curves_that_coincide_differ_in_width_and_dash_too():
    spec = json.dumps(loss_chart(PROBLEMS["parabola"], "log", False))
    for channel in ("color", "strokeWidth", "strokeDash"):
        assert f'"{channel}"' in spec


def test_a_large_gap_is_drawn_as_a_share():
    wrong = compare_methods(replace(LESSON, problem=replace(LESSON.problem, gradient=("2.1*w",))))
    assert wrong.measure == "relative"
    tables = gap_tables(wrong)
    assert_draws(gap_chart("relative", False), tables)
    assert tables["gap"]["relative"].to_pylist() == pytest.approx(wrong.gap["relative"].to_list())


def test_every_axis_writes_its_numbers_in_one_way_and_none_has_a_minor_grid():
    # Numbers stand where we say, or Vega puts one at every multiple of a power of ten.
    spec = loss_chart(PROBLEMS["parabola"], "log", False)
    y = next(layer["encoding"]["y"] for layer in spec["layer"] if layer.get("data") == {"name": "extent"})
    assert y["axis"]["values"] == {"expr": "slice(pluck(data('extent'), 'height'), 2)"}
    assert "format" not in y["axis"]


def test_the_log_axis_says_what_it_shows():
    assert "above the minimum reached" in json.dumps(loss_chart(PROBLEMS["double_well"], "log", False))
    assert "above the minimum reached" not in json.dumps(loss_chart(PROBLEMS["double_well"], "linear", False))


@pytest.mark.parametrize("scale", SCALES)
@pytest.mark.parametrize("name", RULES)
def test_the_inside_of_every_rule_can_be_drawn(name, scale):
    for convention in ("keras", *conventions_of(with_optimizer(LESSON, name))):
        settings = replace(with_optimizer(LESSON, name), convention=convention, steps=5)
        spec, tables = (
            rule_chart(rule_quantities(settings), scale, False),
            rule_tables(compare_methods(settings), scale),
        )
        assert_draws(spec, tables)
        assert tuple(dict.fromkeys(tables["quantities"]["name"].to_pylist())) == rule_quantities(settings)


@pytest.mark.parametrize("name", SCHEDULE_HYPERPARAMETERS)
def test_every_schedule_can_be_drawn(name):
    tables = schedule_tables(compare_methods(with_optimizer(LESSON, "sgd", name)))
    assert_draws(schedule_chart(True), tables)
    assert len(tables["tape"]) == LESSON.steps + 1


def test_what_all_layers_have_in_common_is_sent_once():
    spec = path_chart(LESSON.problem, LESSON.problem, False)
    for channel in ("x", "y"):
        assert sum(channel in layer["encoding"] for layer in spec["layer"]) > 5
        assert sum(bool(layer["encoding"].get(channel, {}).get("axis")) for layer in spec["layer"]) == 1
