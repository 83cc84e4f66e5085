"""The code shown is run: it prints the final losses on screen."""

import itertools
import math
import random
from dataclasses import replace

import pytest

from core.descent.comparison import compare_methods
from core.descent.export import as_notebook, manual_code, script, tape_code
from core.hyperparameters import SCHEDULE_HYPERPARAMETERS
from core.problems import PROBLEMS, typed_problem
from core.rules import RULES, conventions_of
from core.settings import DTYPES, LESSON, first_settings, with_optimizer
from tests.benchmarks.exactness import random_settings, script_prints_the_end
from tests.core.exported import output_of, printed_by, words_of
from tests.core.rules.test_rules import EVERY_FORM


def printed(code: str) -> dict[str, float]:
    return read(output_of(code))


def read(said: str) -> dict[str, float]:
    return {method: float(value) for method, value in (line.split() for line in said.splitlines())}


def prints_what_is_on_screen(settings) -> None:
    comparison = compare_methods(settings)
    assert printed(script(settings)) == {method: comparison.final_loss(method) for method in ("tape", "manual")}


def test_the_lesson_as_a_script(numbers):
    final = numbers["lesson"]["final_loss_tape"]
    assert printed(script(LESSON)) == {"tape": final, "manual": final}


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("name", PROBLEMS)
def test_every_script_prints_the_final_losses_on_screen(name, dtype):
    settings = replace(first_settings(PROBLEMS[name]), dtype=dtype, steps=12, learning_rate=0.037)
    prints_what_is_on_screen(settings)


@pytest.mark.parametrize("name", RULES)
def test_every_optimizers_script_prints_the_final_losses_on_screen(name):
    """Plain eager Keras, and the rule in plain variables: bit for bit what the compiled tape and the page's rule gave."""
    for dtype in ("float32", "float64"):
        settings = with_optimizer(replace(LESSON, dtype=dtype, steps=6), name)
        values = dict(settings.hyperparameters)
        if name == "rmsprop":
            values |= {"centered": dtype == "float64", "momentum": 0.3}
        prints_what_is_on_screen(replace(settings, hyperparameters=tuple(values.items())))


@pytest.mark.parametrize("extra", ["clipvalue", "clipnorm", "global_clipnorm", "weight_decay"])
def test_clipping_and_decay_are_in_the_script(extra):
    settings = with_optimizer(replace(LESSON, steps=6), "adam")
    prints_what_is_on_screen(replace(settings, hyperparameters=(*settings.hyperparameters, (extra, 0.7))))


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("name", SCHEDULE_HYPERPARAMETERS)
def test_every_schedule_is_in_the_script(name, dtype):
    prints_what_is_on_screen(with_optimizer(replace(LESSON, steps=18, dtype=dtype), "sgd", name))


def test_what_keras_would_round_on_its_way_is_written_so_that_it_does_not():
    """float16 with a share alpha that Keras subtracts from 1 before it rounds, and a rate that it would hold in float32."""
    settings = with_optimizer(replace(first_settings(PROBLEMS["steep"]), steps=13, dtype="float16"), "nadam", "cosine")
    values = dict(settings.hyperparameters) | {"decay_steps": 50, "alpha": 0.3}
    prints_what_is_on_screen(replace(settings, hyperparameters=tuple(values.items())))


def test_a_memory_begins_in_the_script_with_the_number_that_was_chosen():
    settings = with_optimizer(replace(LESSON, dtype="float16", steps=3), "adagrad")
    assert "accumulator = np.float16(0.1)" in manual_code(settings)


def test_random_settings_are_in_the_script():
    rng = random.Random(7)
    one = (s for s in iter(lambda: random_settings(rng), None) if len(s.problem.parameters) == 1)
    for settings in itertools.islice(one, 60):
        form = replace(settings, convention=rng.choice(["keras", *conventions_of(settings)]))
        assert script_prints_the_end(form), form


@pytest.mark.parametrize(("name", "convention"), EVERY_FORM)
def test_every_form_is_in_the_script(name, convention):
    settings = replace(with_optimizer(replace(LESSON, steps=9), name, "exponential"), convention=convention)
    assert printed(manual_code(settings)) == {"manual": compare_methods(settings).final_loss("manual")}


def test_each_method_stands_alone():
    assert "numpy" not in tape_code(LESSON)
    assert "tensorflow" not in manual_code(LESSON)


@pytest.mark.parametrize(
    ("loss", "gradient", "update"),
    [
        ("w²", "w", "w + learning_rate*g"),
        ("erf(w)^2 + sigmoid(w)", "", ""),
        ("relu(w) + softplus(-w)", "", "w - learning_rate*sigmoid(g)/step"),
        ("where(w > 0, 1, 0)", "", ""),
        ("max(w, 0, -w) + cbrt(w)", "", ""),
        ("|w|^1.5 + e^w", "", "w - learning_rate*sign(g)"),
        ("w - 2 ln w", "1 - 2/w", ""),
    ],
)
def test_what_was_typed_is_a_script_too(loss, gradient, update):
    for dtype in ("float32", "float64"):
        settings = replace(first_settings(typed_problem(loss, gradient)), update=update, dtype=dtype, steps=15)
        prints_what_is_on_screen(settings)


@pytest.mark.filterwarnings("ignore:invalid value:RuntimeWarning")
def test_a_script_stops_where_the_loss_has_no_value():
    settings = replace(first_settings(typed_problem("log(w)")), start=(0.5,), learning_rate=0.4)
    assert all(map(math.isnan, printed(script(settings)).values()))


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize(
    ("settings", "said"),
    [
        (LESSON, "SGD: `learning_rate=0.1`"),
        (with_optimizer(LESSON, "adam", "cosine"), "Adam on the schedule `cosine`"),
        (replace(with_optimizer(LESSON, "adam"), convention="paper"), "By hand: paper"),
        (first_settings(typed_problem("erf(w)^2 + sigmoid(w)")), "Your own loss"),
        (replace(LESSON, update="w + learning_rate*g"), r"By hand: $w \leftarrow w + "),
        (replace(LESSON, steps=0), "0 steps"),
    ],
)
def test_the_cells_of_the_notebook_print_what_is_on_screen(settings, said, dtype):
    settings = replace(settings, dtype=dtype, steps=min(settings.steps, 9))
    comparison, made = compare_methods(settings), as_notebook(settings)
    assert read(printed_by(made)) == {method: comparison.final_loss(method) for method in ("tape", "manual")}
    assert said in words_of(made)
