import re

import pytest

from core.pictures.looks import GRADIENT
from core.recording.expressions import EXPRESSIONS
from core.recording.graphs import dot, edge_id, node_id, symbol
from core.recording.record import record


@pytest.mark.parametrize("name", EXPRESSIONS)
def test_every_node_and_every_edge_is_drawn_once(name):
    expression = EXPRESSIONS[name]
    recording = record(expression, expression.start)
    drawn = re.findall(r'id="(\w+)"', dot(recording))
    nodes = [*map(node_id, recording.values), *(node_id(row.number) for row in recording.operations)]
    edges = [
        edge_id(row.number, place)
        for row in recording.operations
        for place, taken in enumerate(row.inputs)
        if taken.source is not None
    ]
    assert sorted(drawn) == sorted([*nodes, *edges])
    assert len(nodes) <= 30


@pytest.mark.parametrize("name", EXPRESSIONS)
def test_a_slider_does_not_lay_the_graph_out_again(name):
    expression = EXPRESSIONS[name]
    moved = tuple(value + 0.5 for value in expression.start)
    assert dot(record(expression, expression.start)) == dot(record(expression, moved, "float64"))


def test_numbers_stand_in_their_operation():
    signs = [symbol(row) for row in record(EXPRESSIONS["micrograd"], (-4.0, 2.0)).operations]
    assert signs[:5] == ["+", "×", "^ 3", "+", "+ 1"]
    assert signs[-3:] == ["÷ 2", "10 ÷", "+"]


def luminance(color: str) -> float:
    parts = [int(color[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


@pytest.mark.parametrize(("color", "background"), [(GRADIENT[False], "#FFFFFF"), (GRADIENT[True], "#0E1117")])
def test_the_gradients_colour_can_be_read(color, background):
    low, high = sorted((luminance(color), luminance(background)))
    assert (high + 0.05) / (low + 0.05) > 4.5
