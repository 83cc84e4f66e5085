from dataclasses import replace

import numpy as np
import pytest

from core.formulas import parse
from core.landscapes.expedition import descent, first_expedition, runs
from core.landscapes.field import surface_table
from core.landscapes.ground import height_of, height_scale
from core.landscapes.map_tables import (
    CLEAR,
    beyond,
    level_labels,
    map_tables,
    part_of,
    profile_tables,
    whole_map,
)
from core.landscapes.profile import profile
from core.problems import LANDSCAPES, typed_landscape
from tests.core.landscapes.by_hand import expedition_by_hand


def test_part_of_a_map_is_the_same_problem_as_far_as_the_map_reaches():
    problem = LANDSCAPES["rosenbrock"]
    part = part_of(problem, (-9.0, 0.5, 0.0, 9.0))
    assert part.domain == ((-2.0, 0.5), (0.0, 3.0))
    assert replace(part, domain=problem.domain) == problem
    assert part_of(problem, None) is problem
    assert part_of(problem, (5.0, 6.0, 0.0, 1.0)) is problem


def test_where_a_part_is_seen_nobody_runs_twice():
    settings = replace(expedition_by_hand(LANDSCAPES["himmelblau"]), start=(0.3, 0.4))
    runs(settings)
    before = descent.cache_info().misses
    map_tables(settings, (2.5, 3.5, 1.5, 2.5), False, True)
    assert descent.cache_info().misses == before


def test_a_part_has_contour_lines_and_a_ground_of_its_own():
    settings = expedition_by_hand(LANDSCAPES["himmelblau"])
    part = map_tables(settings, (2.5, 3.5, 1.5, 2.5), False, True)
    assert part["ground"].to_pylist()[0] | {"url": ""} == {"x": 2.5, "x2": 3.5, "y": 1.5, "y2": 2.5, "url": ""}
    for name in ("contours", "field"):
        x, y = (part[name][axis].to_numpy() for axis in "xy")
        assert x.min() >= 2.5 - 1e-6
        assert x.max() <= 3.5 + 1e-6
        assert y.max() <= 2.5 + 1e-6
    assert len(np.unique(part["contours"]["line"])) >= 4


@pytest.mark.parametrize("name", LANDSCAPES)
def test_paths_on_the_map_are_rows_of_the_runs(name):
    settings = expedition_by_hand(LANDSCAPES[name])
    paths = map_tables(settings, None, False, False)["paths"].to_pandas()
    for k, run in enumerate(runs(settings)):
        mine = paths[paths["racer"] == k]
        assert (mine.iloc[0][["x", "y"]].to_numpy(float) == run.parameters[0]).all()


def test_the_field_is_there_by_choice():
    settings = expedition_by_hand()
    assert len(map_tables(settings, None, False, False)["field"]) == 0
    assert len(map_tables(settings, None, False, True)["field"]) > 100


@pytest.mark.parametrize("name", ["rosenbrock", "ackley", "bowl_10"])
def test_the_browser_finds_the_heights_that_core_has(name):
    problem = LANDSCAPES[name]
    (x0, x1, y0, y1), edges = whole_map(problem), height_scale(problem)
    x, y = np.meshgrid(np.linspace(x0, x1, 20), np.linspace(y0, y1, 20))
    losses = parse(problem.loss, problem.parameters).numpy(x, y).ravel()
    assert (np.diff(edges) > 0).all()
    # What landscape_surface.js does.
    by_hand = [np.interp(loss, edges, np.arange(len(edges)) / (len(edges) - 1)) for loss in losses]
    assert by_hand == pytest.approx(height_of(problem, losses).tolist())


def test_a_profile_shows_the_point_the_slope_and_who_lands_on_it():
    settings = first_expedition(LANDSCAPES["bowl_10"])
    cut = profile(settings, 0, 3)
    tables = profile_tables(settings, cut)
    assert tables["point"].to_pylist() == [
        {"distance": 0.0, "loss": pytest.approx(float(runs(settings)[0].loss[3]), rel=1e-5)}
    ]
    curve, touching = tables["curve"]["loss"].to_numpy(), tables["touching"]["loss"].to_numpy()
    assert curve.min() <= touching.min()
    assert touching.max() <= curve.max()
    assert tables["landings"]["racer_title"].to_pylist()[0] == "SGD, tape"


def test_whoever_lands_in_a_profile_is_named_in_a_line_of_its_own_or_with_its_neighbours():
    settings = first_expedition(LANDSCAPES["rosenbrock"])
    cut = profile(settings, 0, 40)
    assert cut
    names = profile_tables(settings, cut)["names"]
    assert names["said"].to_pylist() == ["SGD, tape · Momentum, tape", "\nAdam, tape · Adam, manual"]
    assert names["side"].to_pylist() == ["right", "left"]


def test_the_start_and_the_ends_of_all_paths_are_on_the_map_where_it_shows_them():
    settings = expedition_by_hand(LANDSCAPES["himmelblau"])
    tables = map_tables(settings, None, False, False)
    assert tables["start"].select(["x", "y"]).to_pylist() == [dict(zip("xy", settings.start, strict=True))]
    for row in tables["ends"].to_pylist():
        assert (row["x"], row["y"]) == pytest.approx(tuple(runs(settings)[row["racer"]].parameters[-1]))
    x, y = settings.start
    elsewhere = map_tables(settings, (x + 1, x + 2, y + 1, y + 2), False, False)
    assert len(elsewhere["start"]) == 0


def test_who_lands_beyond_the_profile_is_named_instead_of_drawn():
    first = first_expedition(LANDSCAPES["bowl_10"])
    settings = replace(first, racers=(replace(first.racers[0], learning_rate=100.0), *first.racers[1:]))
    cut = profile(settings, 0, 0)
    assert beyond(settings, cut).startswith("SGD, tape at ")
    assert 0 not in profile_tables(settings, cut)["landings"]["racer"].to_pylist()


def test_a_constant_loss_has_a_ground_too():
    settings = expedition_by_hand(typed_landscape("0*x + 0*y + 3"))
    tables = map_tables(settings, None, False, True)
    assert len(tables["contours"]) == 0
    assert len(tables["ground"]) == 1


@pytest.mark.parametrize("name", LANDSCAPES)
def test_levels_are_written_where_the_loss_has_them_and_clear_of_each_other(name):
    problem = LANDSCAPES[name]
    labels, (x0, x1, y0, y1) = level_labels(problem).to_pandas(), whole_map(problem)
    assert len(labels) >= 3
    losses = parse(problem.loss, problem.parameters).numpy(labels["x"].to_numpy(float), labels["y"].to_numpy(float))
    span = abs(labels["level"].astype(float)).max()
    assert losses == pytest.approx(labels["level"].astype(float).tolist(), rel=2e-3, abs=1e-3 * span)
    places = np.column_stack([(labels["x"] - x0) / (x1 - x0), (labels["y"] - y0) / (y1 - y0)])
    apart = np.hypot(*(places[:, np.newaxis] - places).T) + np.eye(len(places))
    assert apart.min() > CLEAR - 1e-6


@pytest.mark.parametrize("loss", ["exp(exp(exp(x))) + y", "exp(exp(x))*y^2 + 1/x", "x^99 + y^98"])
def test_losses_beyond_float32_have_a_map_and_a_surface(loss):
    settings = expedition_by_hand(typed_landscape(loss))
    tables = {**map_tables(settings, None, False, True), "surface": surface_table(settings.problem)}
    for name, column in (("contours", "x"), ("field", "x2"), ("surface", "height")):
        values = tables[name][column].drop_null().to_numpy()
        assert len(values) > 0
        assert np.isfinite(values).all()
