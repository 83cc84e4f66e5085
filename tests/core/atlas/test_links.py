"""A map is a link: what stands in it comes back, and whatever is wrong in one becomes the nearest map and a sentence."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.atlas.links import DOUBLING, GRID, SWEEP, from_query, to_query
from core.atlas.places import PLACES, link_of
from core.maps.axes import axes_of
from core.queries import read_query
from core.rules import RULES


def opened(**query: str):
    shared, repairs = from_query(query)
    again, none = from_query(to_query(shared))
    assert again == shared
    assert none == ()
    return shared, repairs


@pytest.mark.parametrize("name", PLACES)
def test_every_place_is_a_link_that_needs_no_repair(name):
    shared, repairs = opened(**dict(PLACES[name].query))
    assert repairs == ()
    assert from_query(read_query(link_of(name))) == (shared, ())


def test_a_link_without_entries_is_a_map_of_the_double_well():
    shared, repairs = opened()
    assert repairs == ()
    assert (shared.settings.problem.name, shared.kind, shared.across.name, shared.up.name) == (
        "double_well",
        GRID,
        "learning_rate",
        "w",
    )


@given(optimizer=st.sampled_from(sorted(RULES)), data=st.data())
def test_any_two_numbers_of_an_optimizer_are_axes(optimizer, data):
    settings = opened(optimizer=optimizer)[0].settings
    names = list(axes_of(settings))
    across = data.draw(st.sampled_from(names))
    up = data.draw(st.sampled_from([name for name in names if name != across]))
    shared, repairs = opened(optimizer=optimizer, across=across, up=up)
    assert repairs == ()
    assert (shared.across.name, shared.up.name) == (across, up)


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ({"across": "nonsense"}, "across was unknown and is now learning_rate"),
        ({"across": "w", "up": "w"}, "up was unknown and is now learning_rate"),
        ({"across_from": "2", "across_to": "1"}, "across had no inside and is now from 0.001 to 1"),
        ({"across_from": "1e-300"}, "across_from was out of range and is now 1e-12"),
        ({"across_to": "much"}, "across_to was not a number and is now 1"),
        ({"up_from": "1", "up_to": "1"}, "up had no inside and is now from -2.2 to 2.2"),
        ({"kind": "globe"}, "kind was unknown and is now map"),
        ({"paint": "red"}, "paint was unknown and is now outcome"),
        ({"cells": "4096"}, "cells was unknown and is now 256"),
        (
            {"kind": SWEEP, "also": "adam,sgd,nonsense"},
            "of the other optimizers some were unknown",
        ),
        ({"problem": "typed_of_two", "loss": "x +"}, "loss was no formula that can be used"),
        ({"problem": "typed", "loss": "w +"}, "loss was no formula that can be used"),
        ({"kind": DOUBLING, "across": "w"}, "across was unknown and is now learning_rate"),
        ({"kind": DOUBLING, "problem": "himmelblau"}, "the last places are a picture of one parameter"),
        ({"schedule": "cosine"}, "a map keeps the learning rate of a run as it is, so the schedule was left out"),
        ({"utm_campaign": "x", "nonsense": "1"}, "unknown entr"),
    ],
)
def test_what_is_wrong_in_a_link_is_repaired_and_said(query, said):
    _, repairs = opened(**query)
    assert any(said in repair for repair in repairs), repairs


def test_of_a_doubling_the_parameter_is_up_whatever_a_link_says():
    assert opened(kind=DOUBLING, up="steps")[0].up.name == "w"


def test_an_axis_may_be_spaced_evenly_and_then_reach_zero():
    shared, repairs = opened(across="learning_rate", across_from="0", across_spacing="even")
    assert repairs == ()
    assert (shared.across.low, shared.across.spacing) == (0, "even")
    assert replace(shared.across, spacing="log") != shared.across
