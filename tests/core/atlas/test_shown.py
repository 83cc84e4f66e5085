"""What goes to the browser: pieces that make up the whole map, bytes that have a colour, and axes with their ticks."""

import json
import zlib
from base64 import b64decode
from dataclasses import replace

import numpy as np
import pytest

from core.atlas.links import DOUBLING, GRID, SWEEP, from_query
from core.atlas.paints import PAINTS
from core.atlas.pieces import computed, pieces
from core.atlas.places import PLACES
from core.atlas.shown import count, data_of, identity, legend_of, piece_of, shape_of
from core.maps.runs import Ends, ends_by_hand
from pages.shared.wire import sendable


def place(name: str, **query: str):
    shared, _ = from_query({**dict(PLACES[name].query), "cells": "64", **query})
    return shared


def unpacked(piece: dict) -> tuple[np.ndarray, np.ndarray]:
    cells = np.frombuffer(zlib.decompress(b64decode(piece["bytes"])), np.uint8)
    kinds, shades = cells.reshape(2, piece["high"], piece["wide"])
    return kinds, shades


@pytest.mark.parametrize("name", PLACES)
def test_of_every_place_each_cell_has_a_colour_and_all_can_be_sent(name):
    shared = place(name)
    data = data_of(shared, dark=False, index=0)
    assert json.dumps(sendable(data))
    kinds, _ = unpacked(data["piece"])
    assert kinds.max() < len(data["colors"])
    assert (data["rows"], data["columns"]) == shape_of(shared)
    assert data["across"]["ticks"]
    assert all(0 <= share <= 1 for share, _ in data["across"]["ticks"])


def test_a_map_with_few_steps_is_one_piece_and_a_larger_one_is_coarse_first():
    small = place("valleys", steps="20")
    assert len(pieces(small.map)) == 1
    large = place("valleys", steps="1000", cells="256").map
    first, *others = pieces(large)
    assert first.stride > 1
    seen = np.zeros(large.shape, int)
    for piece in others:
        seen[piece.row : piece.row + piece.high] += 1
        assert piece.stride == 1
    assert np.all(seen == 1)


def test_the_pieces_of_a_map_are_the_cells_of_the_whole():
    shared = place("valleys", steps="1000", cells="128")
    whole = ends_by_hand(shared.map)
    first, *others = pieces(shared.map)
    for name in Ends.__dataclass_fields__:
        rows = [getattr(computed(shared.map, "manual", index), name) for index in range(1, len(others) + 1)]
        np.testing.assert_array_equal(np.concatenate(rows), getattr(whole, name))
        coarse = getattr(computed(shared.map, "manual", 0), name)
        np.testing.assert_array_equal(coarse, getattr(whole, name)[:: first.stride, :: first.stride])


@pytest.mark.parametrize("paint", PAINTS)
@pytest.mark.parametrize("dark", [False, True])
def test_every_paint_gives_each_cell_a_kind_of_its_legend(paint, dark):
    shared = replace(place("valleys", steps="30"), paint=paint)
    legend, ends = legend_of(shared, dark)
    kinds, shades = unpacked(piece_of(shared, 0))
    assert len(np.unique(kinds)) > 1 or paint.startswith("fragile")
    assert kinds.max() < len(legend)
    assert len(np.unique(shades)) > 1 or paint.startswith("fragile")
    assert all(ends)


def test_outcomes_are_painted_as_the_words_that_the_runs_get():
    shared = place("valleys", steps="30", paint="outcome")
    np.testing.assert_array_equal(unpacked(piece_of(shared, 0))[0], ends_by_hand(shared.map).word)


def test_whatever_changes_the_picture_changes_its_name():
    shared = place("valleys")
    others = [
        replace(shared, paint="loss"),
        replace(shared, method="tape"),
        replace(shared, kind=SWEEP),
        replace(shared, settings=replace(shared.settings, steps=7)),
    ]
    names = {identity(each, dark) for each in [shared, *others] for dark in (False, True)}
    assert len(names) == 10


def test_a_sweep_is_a_row_for_each_optimizer_from_the_first_on_top():
    shared = place("sweep")
    assert shape_of(shared) == (4, 64)
    assert count(shared) == 1
    titles = [text for _, text in data_of(shared, False, 0)["up"]["ticks"]]
    assert titles == ["RMSprop", "Adam", "Momentum", "SGD"]


def test_of_a_sweep_the_first_optimizers_fastest_value_is_marked():
    shared = place("sweep", steps="30")
    mark = next(mark for mark in data_of(shared, False, 0)["marks"] if mark["label"] == "fastest")
    ends = ends_by_hand(shared.map)
    column = int(mark["points"][0][0] * 64)
    assert ends.step[0, column] == ends.step.min()


def test_of_a_doubling_one_place_is_marked_before_the_limit_and_many_after_it():
    shared = place("doubling", up_from="-1.7")
    assert shared.kind == DOUBLING
    kinds, _ = unpacked(piece_of(shared, 0))
    marked = np.count_nonzero(kinds == 0, axis=0)
    assert marked[2] == 1
    assert 2 in marked
    assert marked.max() > 20


def test_what_the_tape_has_no_map_of_is_computed_by_hand():
    plain = place("valleys", steps="20")
    clipped = replace(plain, settings=replace(plain.settings, hyperparameters=(("clipnorm", 1.0),)))
    by_tape = replace(clipped, method="tape")
    assert plain.kind == GRID
    assert unpacked(piece_of(by_tape, 0))[0].tolist() == unpacked(piece_of(clipped, 0))[0].tolist()


def test_the_legend_begins_with_what_is_best_and_ends_with_what_is_fragile():
    shared = replace(place("valleys", steps="20"), paint="fragile_precision")
    titles = [entry["title"] for entry in data_of(shared, False, 0)["legend"]]
    assert (titles[0], titles[-2], titles[-1]) == ("converged", "undefined", "another outcome in the other precision")
