"""A map's script prints the shares that the page's map has, and its table has a row for each cell."""

import re
import subprocess
import sys
from dataclasses import replace

import numpy as np
import pytest

from core.atlas.cells import cell_settings, ended, numbers
from core.atlas.export import as_notebook, script
from core.atlas.links import SWEEP, from_query
from core.atlas.pieces import computed, pieces
from core.atlas.places import PLACES
from core.atlas.sentences import counted, shown
from core.atlas.shown import sweeps
from core.atlas.tables import table
from core.atlas.told import so_far, told
from core.maps.grid import settings_at
from core.maps.runs import NO_MINIMUM, ends_by_hand, minima_of
from core.methods import run_both
from core.theory.findings import WORDS


def place(name: str, **query: str):
    shared, _ = from_query({**dict(PLACES[name].query), "cells": "64", **query})
    return shared


def printed(text: str) -> dict[str, float]:
    run = subprocess.run([sys.executable, "-c", text], capture_output=True, text=True, check=True)
    assert run.stderr == ""
    return {name.strip(" :"): float(value) for name, value in re.findall(r"^(.*?):? ([\d.e+-]+)$", run.stdout, re.M)}


@pytest.mark.parametrize(
    "shared",
    [
        place("start_rate"),
        place("basins"),
        place("momentum", across="momentum", up="steps", learning_rate="0.5"),
        place("valleys", optimizer="adam", across="beta_1", up="epsilon", learning_rate="0.05", dtype="float64"),
    ],
    ids=["start and rate", "basins", "momentum and steps", "adam"],
)
def test_the_script_prints_the_shares_of_the_map(shared):
    ends, problem = ends_by_hand(shared.map), shared.settings.problem
    said = printed(script(shared))
    optimizer = shared.settings.optimizer
    assert said[f"{optimizer}: share with a finite loss"] == pytest.approx(np.mean(np.isfinite(ends.loss)), abs=2e-3)
    for minimum in problem.minima:
        near = np.linalg.norm(ends.place - np.array(minimum), axis=-1) <= 1e-3 * max(np.ptp(problem.domain, axis=1))
        name = ", ".join(f"{value:.4g}" for value in minimum)
        assert said[f"at {name}"] == pytest.approx(np.mean(near), abs=5e-3)


def test_the_script_of_a_sweep_runs_every_optimizer():
    said = printed(script(place("sweep", dtype="float64")))
    for settings, ends in sweeps(place("sweep", dtype="float64")):
        share = np.mean(np.isfinite(ends.loss))
        assert said[f"{settings.optimizer}: share with a finite loss"] == pytest.approx(share, abs=0.02)


def test_the_script_of_a_doubling_counts_places():
    run = subprocess.run([sys.executable, "-c", script(place("doubling"))], capture_output=True, text=True, check=True)
    first, last = (line.split() for line in run.stdout.splitlines()[-2:])
    assert int(first[0]) == 1
    assert int(last[0]) > 8


def test_a_notebook_holds_the_script():
    shared = place("valleys")
    assert "def runs_of_sgd" in as_notebook(shared)


def test_the_table_has_every_cell_with_its_numbers():
    shared = place("valleys", steps="40")
    rows, ends = table(shared), ends_by_hand(shared.map)
    assert list(rows.columns) == [
        "learning_rate",
        "w",
        "outcome",
        "final_loss",
        "steps_to_minimum",
        "minimum",
        "factor",
    ]
    assert len(rows) == 64 * 64
    row, column = 10, 40
    cell = rows.iloc[row * 64 + column]
    settings = settings_at(shared.map, column, row)
    assert (cell.learning_rate, cell.w) == (settings.learning_rate, settings.start[0])
    assert cell.outcome == WORDS[ends.word[row, column]]
    assert cell.final_loss == ends.loss[row, column]
    known = ends.minimum[row, column] != NO_MINIMUM
    assert np.isnan(cell.minimum) != known
    assert not known or minima_of(shared.settings.problem)[int(cell.minimum) - 1]


def test_the_table_of_a_sweep_names_the_optimizer_and_that_of_a_doubling_the_step():
    swept = table(place("sweep"))
    assert list(dict.fromkeys(swept.optimizer)) == ["sgd", "momentum", "adam", "rmsprop"]
    places = table(place("doubling"))
    assert len(places) == 64 * 64
    assert places.step.max() == 2000


def test_a_cell_is_the_run_that_it_opens():
    shared = place("valleys", steps="40")
    settings = cell_settings(shared, 40, 10)
    assert settings == settings_at(shared.map, 40, 10)
    loss = float(run_both(settings)["manual"].loss[-1])
    assert ("final loss", f"{loss:.6g}") in numbers(shared, settings)
    assert ended(shared, settings).word == WORDS[ends_by_hand(shared.map).word[10, 40]]
    assert cell_settings(shared, 64, 0) is None
    assert cell_settings(shared, 0, -1) is None


def test_a_sweep_along_what_an_optimizer_does_not_have_leaves_it_out():
    shared = place("sweep", optimizer="momentum", across="momentum", also="adam,nesterov")
    assert [cell_settings(shared, 3, row).optimizer for row in range(2)] == ["nesterov", "momentum"]
    assert cell_settings(shared, 3, 2) is None


def test_the_factor_is_predicted_at_the_minimum_that_the_run_comes_to():
    shared, _ = from_query({"learning_rate": "0.12", "start": "2"})
    (told_,) = [text for name, text in numbers(shared, shared.settings) if name == "factor of a step"]
    measured, foreseen = (float(number) for number in re.findall(r"[\d.]+(?= )", told_))
    assert measured == pytest.approx(foreseen, rel=0.05)


def test_a_cell_of_a_sweep_is_a_run_of_that_rows_optimizer():
    shared = place("sweep")
    assert [cell_settings(shared, 3, row).optimizer for row in range(4)] == ["rmsprop", "adam", "momentum", "sgd"]


@pytest.mark.parametrize("name", PLACES)
def test_what_is_said_names_problem_axes_and_shares(name):
    shared = place(name, steps="70")
    said = " ".join([shown(shared), *told(shared), so_far(shared)])
    assert shared.settings.problem.title in said
    assert f"{shared.across.low:.4g}" in said
    assert shared.kind == SWEEP or "computed" in said.lower() or "So far" in said
    if shared.kind == "map":
        shares = [float(share) for share in re.findall(r"([\d.]+)% ", said)]
        assert sum(shares) == pytest.approx(100, abs=0.5)
        assert counted(shared.settings, ends_by_hand(shared.map)) in said


@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_where_no_numbers_are_left_between_cells_it_is_said(dtype):
    ends = {"across_from": "0.1", "across_to": "0.1000000001", "across": "learning_rate", "across_spacing": "even"}
    said = told(place("valleys", steps="5", dtype=dtype, **ends))
    assert any("no more numbers for the learning rate" in sentence for sentence in said) == (dtype == "float32")


def test_where_keras_would_mix_runs_the_tape_is_said_to_have_no_map():
    plain = place("valleys", steps="20")
    clipped = replace(plain, settings=replace(plain.settings, hyperparameters=(("clipnorm", 1.0),)))
    assert any("The tape has no such map" in sentence for sentence in told(clipped))


def test_a_map_that_is_there_in_full_counts_each_cell_once():
    shared = place("valleys", steps="1000")
    for index in range(len(pieces(shared.map))):
        assert "Computed" not in so_far(shared)
        computed(shared.map, "manual", index)
    assert so_far(shared).startswith("Computed: 4,096 runs, 4,096,000 steps by hand in float32, in ")


def test_of_fewer_steps_than_last_places_as_many_are_taken_also_by_the_script_and_it_is_said():
    shared = place("doubling", steps="50")
    assert "for k in range(64):" in script(shared)
    assert "the last 64 of 64 steps (the fewest here)" in shown(shared)
