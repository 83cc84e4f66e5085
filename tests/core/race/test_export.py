"""The script shown is run: it prints the losses of the ranking on screen."""

from dataclasses import replace

import pytest

from core.methods import METHODS
from core.problems import PROBLEMS
from core.race.contest import RaceSettings, first_race, ranking
from core.race.export import as_notebook, script
from core.rules import RULES
from core.settings import DTYPES
from tests.core.exported import output_of, printed_by, words_of


def printed(code: str) -> dict[str, float]:
    return read(output_of(code))


def read(said: str) -> dict[str, float]:
    lines = (line.rpartition(": ") for line in said.splitlines())
    return {title: float(loss) for title, _, loss in lines}


def prints_what_is_on_screen(settings: RaceSettings) -> None:
    table = ranking(settings)
    assert printed(script(settings)) == dict(zip(table["optimizer"], table["loss"], strict=True))


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("method", METHODS)
def test_both_methods_in_every_precision(method, dtype):
    prints_what_is_on_screen(replace(first_race(PROBLEMS["parabola"]), method=method, dtype=dtype))


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("name", PROBLEMS)
def test_every_problem(name, method):
    prints_what_is_on_screen(replace(first_race(PROBLEMS[name]), steps=9, method=method))


EVERYONE = tuple(RULES)


@pytest.mark.parametrize(
    ("method", "dtype", "names"),
    [
        *(("manual", dtype, EVERYONE) for dtype in DTYPES),
        ("tape", "float16", EVERYONE),
        # Each of these in both precisions is in the scripts of the Descent page, which are written by the same lines.
        ("tape", "float32", EVERYONE[::2]),
        ("tape", "float64", EVERYONE[1::2]),
    ],
)
def test_every_optimizer(method, dtype, names):
    racers = tuple((name, 0.037) for name in names)
    settings = replace(first_race(PROBLEMS["steep"]), racers=racers, steps=6, method=method, dtype=dtype)
    prints_what_is_on_screen(settings)


@pytest.mark.parametrize("method", METHODS)
def test_a_run_that_overflows_is_a_result(method):
    settings = replace(first_race(PROBLEMS["parabola"]), racers=(("sgd", 5.0),), dtype="float16", method=method)
    assert set(map(str, printed(script(settings)).values())) <= {"inf", "nan"}


def test_a_script_of_one_method_needs_nothing_of_the_other():
    settings = first_race(PROBLEMS["parabola"])
    assert "numpy" not in script(settings)
    assert "tensorflow" not in script(replace(settings, method="manual"))


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("method", METHODS)
def test_the_cells_of_the_notebook_print_what_is_on_screen(method, dtype):
    settings = replace(first_race(PROBLEMS["steep"]), method=method, dtype=dtype, steps=9)
    table, made = ranking(settings), as_notebook(settings)
    assert read(printed_by(made)) == dict(zip(table["optimizer"], table["loss"], strict=True))
    for said in ("Compare: Steep parabola", "$$L(w) = 8 w^{2}$$", "9 steps", "- Momentum: `learning_rate=", "The runs"):
        assert said in words_of(made)
