import json

import altair as alt
import pytest

from core.charts import gap_chart, loss_chart, path_chart
from core.comparison import compare_methods
from core.problems import PROBLEMS
from core.settings import SCALES, first_settings


def named_data(spec) -> set[str]:
    if isinstance(spec, dict):
        here = {spec["data"]["name"]} if isinstance(spec.get("data"), dict) and "name" in spec["data"] else set()
        return here.union(*map(named_data, spec.values()))
    return set().union(*map(named_data, spec)) if isinstance(spec, list) else set()


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("scale", SCALES)
@pytest.mark.parametrize("name", PROBLEMS)
def test_every_chart_is_valid_and_names_exactly_the_tables_it_is_given(name, scale, dark):
    problem = PROBLEMS[name]
    comparison = compare_methods(first_settings(problem))
    for spec, tables in (
        (loss_chart(problem, scale, dark), comparison.loss_tables(scale)),
        (path_chart(problem, dark), comparison.path_tables()),
        (gap_chart(dark), comparison.gap_tables()),
    ):
        alt.Chart.from_dict(spec, validate=True)
        assert named_data(spec) == set(tables)


def test_a_specification_is_built_once_and_knows_nothing_of_the_sliders():
    problem = PROBLEMS["parabola"]
    assert loss_chart(problem, "log", False) is loss_chart(problem, "log", False)
    assert "transform" not in json.dumps(loss_chart(problem, "log", False))


def test_curves_that_coincide_differ_in_width_and_dash_too():
    spec = json.dumps(loss_chart(PROBLEMS["parabola"], "log", False))
    for channel in ("color", "strokeWidth", "strokeDash"):
        assert f'"{channel}"' in spec


def test_the_log_axis_says_what_it_shows():
    assert "above the minimum reached" in json.dumps(loss_chart(PROBLEMS["double_well"], "log", False))
    assert "above the minimum reached" not in json.dumps(loss_chart(PROBLEMS["double_well"], "linear", False))
