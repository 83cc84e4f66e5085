"""The script shown is run: it prints where every racer on screen ended."""

from dataclasses import replace

import pytest

from core.landscapes.expedition import ExpeditionSettings, first_expedition, first_racer, runs, titles
from core.landscapes.export import as_notebook, script
from core.problems import LANDSCAPES, typed_landscape
from core.rules import RULES
from tests.core.exported import code_of, output_of, printed_by, without_blank_lines, words_of


def printed(code: str) -> dict[str, list[float]]:
    return read(output_of(code))


def read(said: str) -> dict[str, list[float]]:
    lines = (line.rpartition(": ") for line in said.splitlines())
    return {title: [float(number) for number in numbers.split()] for title, _, numbers in lines}


def prints_what_is_on_screen(settings: ExpeditionSettings) -> None:
    expected = {
        title: [*map(float, run.parameters[-1]), float(run.loss[-1])]
        for title, run in zip(titles(settings), runs(settings), strict=True)
    }
    assert printed(script(settings)) == expected
    assert code_of(as_notebook(settings)) == without_blank_lines(script(settings))


@pytest.mark.parametrize(
    "name", ["bowl_100", "rosenbrock", "himmelblau", "goldstein_price", "saddle", "ackley", "mccormick"]
)
def test_every_script_prints_where_the_racers_ended(name):
    prints_what_is_on_screen(replace(first_expedition(LANDSCAPES[name]), steps=15))


@pytest.mark.parametrize("dtype", ["float16", "float64"])
def test_in_every_precision(dtype):
    prints_what_is_on_screen(replace(first_expedition(LANDSCAPES["booth"]), steps=15, dtype=dtype))


@pytest.mark.parametrize("optimizer", RULES)
def test_every_optimizer_by_both_methods(optimizer):
    problem = LANDSCAPES["himmelblau"]
    racers = tuple(first_racer(problem, optimizer, method) for method in ("tape", "manual"))
    prints_what_is_on_screen(replace(first_expedition(problem), racers=racers, steps=6))


def test_with_clipping_decay_and_switches():
    problem = LANDSCAPES["booth"]
    racers = tuple(
        replace(first_racer(problem, optimizer, method), hyperparameters=values)
        for optimizer, values in (
            ("adam", (("beta_1", 0.6), ("weight_decay", 0.02), ("global_clipnorm", 0.5))),
            ("rmsprop", (("centered", True), ("momentum", 0.3), ("clipvalue", 2.0))),
            ("sgd", (("clipnorm", 0.3),)),
        )
        for method in ("tape", "manual")
    )
    prints_what_is_on_screen(replace(first_expedition(problem), racers=racers, steps=8, dtype="float64"))


def test_a_formula_that_was_typed_and_a_run_that_overflows():
    prints_what_is_on_screen(replace(first_expedition(typed_landscape("x**2 * y**2 + x**4")), steps=10))
    wild = replace(first_expedition(LANDSCAPES["beale"]), start=(4.0, -4.0), steps=6)
    wild = replace(wild, racers=(replace(wild.racers[0], method="manual"),))
    assert "nan" in str(printed(script(wild)))


def test_a_script_of_one_method_needs_nothing_of_the_other():
    settings = first_expedition()
    assert "numpy" not in script(replace(settings, racers=settings.racers[:3]))
    assert "tensorflow" not in script(replace(settings, racers=settings.racers[3:]))


def test_a_notebook_says_what_its_cells_run():
    settings = replace(first_expedition(LANDSCAPES["booth"]), steps=15)
    assert read(printed_by(as_notebook(settings))) == printed(script(settings))
    words = words_of(as_notebook(settings))
    for said in (
        "Landscapes: ",
        r"\frac{\partial L}{\partial x}",
        "- Adam, manual: `learning_rate=",
        "The manual method",
    ):
        assert said in words
    assert "The manual method" not in words_of(as_notebook(replace(settings, racers=settings.racers[:3])))
