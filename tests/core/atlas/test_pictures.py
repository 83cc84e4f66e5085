"""The pictures beside a map: what has no place on a log axis is said in it."""

import pytest

from core.atlas.links import from_query
from core.atlas.pictures import sweep_tables
from core.atlas.shown import sweeps, titles


def floor(**query: str) -> list[dict]:
    shared, _ = from_query({"kind": "sweep", "cells": "64", **query})
    ends = {settings.optimizer: found for settings, found in reversed(sweeps(shared))}
    tables = sweep_tables(shared.settings.problem, shared.across, ends, dict(zip(ends, titles(shared), strict=True)))
    return tables["floor"].to_pylist()


@pytest.mark.parametrize(
    ("problem", "words"), [("parabola", "0"), ("double_well", "minimum or less")], ids=["zero", "another ground"]
)
def test_last_losses_as_low_as_the_axis_never_gets_are_bars_under_it(problem, words):
    bars = floor(problem=problem, also="momentum", steps="200")
    assert {bar["name"] for bar in bars} <= {"SGD", "Momentum"}
    assert all(0 <= bar["from"] < bar["to"] <= 1 for bar in bars)
    assert [bar["said"] for bar in bars if bar["said"]] == [words]


def test_without_them_there_is_no_bar_and_nothing_is_said():
    assert floor(problem="parabola", steps="1") == []
