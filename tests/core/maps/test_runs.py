"""Every cell of a map is the single run of Descent: by hand to the last bit, with the tape to the last digits."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.hyperparameters import schedules_of
from core.manual_descent import descend_by_hand
from core.maps.axes import axes_of
from core.maps.grid import Block, Map, settings_at
from core.maps.runs import NEVER, NO_MINIMUM, ends_by_hand, ends_of, ends_with_tape, minima_of
from core.problems import LANDSCAPES, PROBLEMS, typed_landscape, typed_problem
from core.rules import RULES, conventions_of
from core.settings import DTYPES, DescentSettings, first_settings, with_optimizer
from core.tape.side_by_side import RUNS, CompiledDescents, TapeMapError
from core.tape_descent import descend_side_by_side_with_tape, descend_with_tape
from core.theory.findings import NO_STEP, WORDS, judge
from core.theory.walk import Walks

TYPED = (
    typed_problem("w^3 - w*log(w)"),
    typed_problem("(w^2 - 1)^2/4"),
    typed_problem("w^w + sqrt(w)"),
    typed_problem("where(w < 1, 1/w, w^2)"),
    typed_problem("e^w - 2*w + sin(3*w)^2"),
    typed_landscape("(x*y - 1)^2/2"),
    typed_landscape("x^4 + y^2 - cos(x*y)^3"),
)
EVERY = (*PROBLEMS.values(), *LANDSCAPES.values(), *TYPED)
STEPS = 45


@st.composite
def maps(draw: st.DrawFn, dtypes: tuple[str, ...] = ("float64",)) -> Map:
    optimizer = draw(st.sampled_from(tuple(RULES)))
    schedule = draw(st.sampled_from(schedules_of(optimizer)))
    chosen = with_optimizer(first_settings(draw(st.sampled_from(EVERY))), optimizer, schedule)
    more = draw(st.sampled_from(((), (("clipvalue", 1.0),), (("clipnorm", 1.0),), (("global_clipnorm", 2.0),))))
    chosen = replace(chosen, hyperparameters=(*chosen.hyperparameters, *more))
    update = draw(st.sampled_from(("",) * 8 + ("w - learning_rate^2*g", "w - learning_rate*g/(1 + g^2)^learning_rate")))
    convention = draw(st.sampled_from(("keras", *conventions_of(chosen))))
    chosen = replace(chosen, convention=convention, update=update, dtype=draw(st.sampled_from(dtypes)), steps=STEPS)
    along = st.sampled_from(tuple(axes_of(chosen).values()))
    across, up = draw(st.tuples(along, along).filter(lambda two: two[0] != two[1]))
    return Map(settings=chosen, across=across, up=draw(st.sampled_from((up, None))), columns=9, rows=7)


def same(a: object, b: object) -> bool:
    return bool(np.array_equal(np.asarray(a, np.float64), np.asarray(b, np.float64), equal_nan=True))


def assert_is_the_single_run(map: Map, column: int, row: int) -> None:
    ends, single = ends_by_hand(map), settings_at(map, column, row)
    run = descend_by_hand(single)
    walks = Walks.of(single.problem, run)
    judged = judge(walks)
    assert same(ends.loss[row, column], run.loss[-1])
    assert same(ends.place[row, column], run.parameters[-1])
    assert WORDS[ends.word[row, column]] == WORDS[judged.word[0]]
    assert same(ends.factor[row, column], walks.factor[0])
    converged = WORDS[judged.word[0]] == "converged"
    assert ends.step[row, column] == (judged.step[0] if converged and judged.step[0] != NO_STEP else NEVER)
    assert (ends.minimum[row, column] != NO_MINIMUM) == converged


@settings(max_examples=60)
@given(maps(), st.integers(0, 8), st.integers(0, 6))
def test_a_cell_is_the_single_run_to_the_last_bit(map, column, row):
    assert_is_the_single_run(map, column, row % map.shape[0])


@settings(max_examples=25)
@given(maps(DTYPES), st.integers(0, 8), st.integers(0, 6))
def test_a_cell_is_the_single_run_in_every_precision(map, column, row):
    assert_is_the_single_run(map, column, row % map.shape[0])


def lie(settings: DescentSettings, across: str, up: str, cells: int) -> Map:
    axes = axes_of(settings)
    return Map(settings=settings, across=axes[across], up=axes[up], columns=cells, rows=cells)


@pytest.mark.parametrize("optimizer", ["sgd", "momentum", "adam"])
def test_with_the_tape_a_stable_cell_is_the_single_run_to_twelve_digits(optimizer):
    settings = replace(with_optimizer(first_settings(PROBLEMS["double_well"]), optimizer), dtype="float64")
    map = lie(settings, "learning_rate", "w" if optimizer != "momentum" else "momentum", 12)
    ends = ends_with_tape(map)
    stable = np.argwhere(np.abs(ends.factor) < 0.99)
    assert len(stable) > 20
    for row, column in stable[::7]:
        loss = float(descend_with_tape(settings_at(map, column, row)).loss[-1])
        assert ends.loss[row, column] == pytest.approx(loss, rel=1e-12)


@pytest.mark.parametrize(("problem", "optimizer"), [("double_well", "sgd"), ("wavy", "momentum"), ("booth", "sgd")])
def test_with_the_tape_the_last_rows_and_notes_of_the_others_tell_as_much_as_all_rows(problem, optimizer):
    settings = replace(
        with_optimizer(first_settings((PROBLEMS | LANDSCAPES)[problem]), optimizer), dtype="float64", steps=300
    )
    map = lie(settings, "learning_rate", settings.problem.parameters[0], 24)
    followed, whole = ends_with_tape(map), ends_of(map, None, descend_side_by_side_with_tape, RUNS)
    assert len(np.unique(whole.word)) > 1
    for name in ("word", "step", "loss", "minimum", "factor", "place"):
        assert same(getattr(followed, name), getattr(whole, name))


def test_what_is_compiled_knows_no_number_of_steps():
    # XLA compiles anew for every shape: each number of steps would have its own executable, which nothing ever frees.
    compiled = CompiledDescents("w**2", ("w",), "sgd", (), (), "float64", frozenset(), True, minima=1, xla=True)
    assert all(
        of.shape.is_fully_defined() for of in (*compiled._run.inputs, *compiled._run.outputs) if of.dtype != "resource"
    )


def test_a_block_is_a_part_of_the_map():
    map = lie(replace(first_settings(PROBLEMS["quartic"]), dtype="float64"), "learning_rate", "w", 16)
    whole = ends_by_hand(map)
    part = ends_by_hand(map, Block(rows=slice(0, 9, 4), columns=slice(3, 16, 2)))
    for name in ("word", "step", "loss", "minimum", "factor", "place"):
        assert same(getattr(part, name), getattr(whole, name)[0:9:4, 3:16:2])


def test_every_minimum_has_its_basin():
    landscape = LANDSCAPES["himmelblau"]
    map = lie(replace(first_settings(landscape), dtype="float64", steps=200, learning_rate=0.01), "x", "y", 24)
    ends = ends_by_hand(map)
    assert set(np.unique(ends.minimum)) - {NO_MINIMUM} == {0, 1, 2, 3}
    for minimum, place in enumerate(minima_of(landscape)):
        assert np.abs(ends.place[ends.minimum == minimum] - place).max() < 0.02


@pytest.mark.parametrize(("optimizer", "more"), [("lamb", ()), ("adafactor", ()), ("sgd", (("clipnorm", 1.0),))])
def test_the_tape_says_where_keras_would_mix_runs_up(optimizer, more):
    settings = with_optimizer(first_settings(PROBLEMS["parabola"]), optimizer)
    settings = replace(settings, hyperparameters=(*settings.hyperparameters, *more))
    with pytest.raises(TapeMapError, match="runs side by side would mix"):
        ends_with_tape(lie(settings, "learning_rate", "w", 2))
