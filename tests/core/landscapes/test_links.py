from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import settings as sized
from hypothesis import strategies as st

from core.hyperparameters import known
from core.landscapes.expedition import MOST_RACERS, STEPS, Racer, first_expedition, first_racer
from core.landscapes.links import PICTURES, SWITCH, SharedExpedition, from_query, to_query
from core.problems import LANDSCAPES, typed_landscape
from core.problems.typed_landscape import FIRST_TEXT
from core.rules import RULES
from core.settings import DTYPES, SCALES


@st.composite
def racers(draw) -> Racer:
    optimizer = draw(st.sampled_from(list(RULES)))
    options = {n: h for n, h in known(optimizer).items() if not n.startswith(("clip", "global"))}
    values = {}
    for name in draw(st.lists(st.sampled_from(sorted(options)), unique=True, max_size=3)) if options else []:
        of = options[name]
        low, high = of.limits
        numbers = st.integers(int(low), int(high)) if of.whole else st.floats(low, high)
        values[name] = draw(st.booleans() if isinstance(of.first, bool) else numbers)
    ordered = tuple((name, values[name]) for name in known(optimizer) if name in values)
    return Racer(
        optimizer=optimizer,
        method=draw(st.sampled_from(["tape", "manual"])),
        learning_rate=draw(st.floats(1e-7, 100)),
        hyperparameters=ordered,
    )


@st.composite
def shared(draw) -> SharedExpedition:
    problem = draw(st.sampled_from([*LANDSCAPES.values(), typed_landscape("x**2 + y**4", ((-3.5, 2.0), (-1.0, 1e3)))]))
    settings = replace(
        first_expedition(problem),
        racers=tuple(draw(st.lists(racers(), min_size=1, max_size=MOST_RACERS))),
        start=tuple(draw(st.floats(*side)) for side in problem.domain),
        steps=draw(st.integers(*STEPS)),
        dtype=draw(st.sampled_from(DTYPES)),
    )
    return SharedExpedition(
        settings=settings,
        scale=draw(st.sampled_from(SCALES)),
        picture=draw(st.sampled_from(PICTURES)),
        equal=draw(st.sampled_from(SWITCH)),
        field=draw(st.sampled_from(SWITCH)),
    )


@given(shared())
@sized(max_examples=80)
def test_a_link_brings_everything_back(given_one):
    assert from_query(to_query(given_one)) == (given_one, ())


@given(
    st.dictionaries(
        st.sampled_from(["problem", "loss", "racer_1", "racer_2", "steps", "start_x", "x_to", "z"]), st.text()
    )
)
@sized(max_examples=100)
def test_any_link_is_some_expedition_and_never_repeats_what_it_said(query):
    found, sentences = from_query(query)
    assert from_query(to_query(found)) == (found, ())
    for text in query.values():
        if len(text) > 12:
            assert not any(text in sentence for sentence in sentences)


def test_no_link_is_the_first_visit():
    assert from_query({}) == (SharedExpedition(settings=first_expedition(LANDSCAPES["rosenbrock"])), ())


def test_what_is_missing_of_a_racer_is_where_it_begins():
    found, sentences = from_query({"racer_1": "adam", "racer_3": "momentum:manual"})
    problem = LANDSCAPES["rosenbrock"]
    assert found.settings.racers == (first_racer(problem, "adam"), first_racer(problem, "momentum", "manual"))
    assert sentences == ()


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ({"problem": "parabola"}, "problem was unknown and is now rosenbrock"),
        ({"start_x": "inf"}, f"start_x was too large and is now {LANDSCAPES['rosenbrock'].start[0]:g}"),
        ({"steps": "0"}, "steps was out of range and is now 1"),
        ({"racer_1": "gauss"}, "racer_1 had an unknown optimizer and was left out"),
        ({"racer_2": "adam:eager"}, "racer_2: method was unknown and is now tape"),
        ({"racer_1": "adam:tape:nan"}, "racer_1: learning_rate was not a number and is now 0.04"),
        ({"racer_1": "adam:tape:0.1:beta_1=0.5:momentum=2"}, "racer_1: 1 unknown entry was left out"),
        ({"racer_1": "rmsprop:tape:0.1:centered=perhaps"}, "racer_1: centered was unknown and is now False"),
        ({"racer_7": "adam"}, "1 unknown entry was left out"),
        ({"field": "maybe"}, "field was unknown and is now off"),
        ({"problem": "typed", "loss": "x +"}, f"loss was no formula that can be used and is now {FIRST_TEXT}"),
        ({"problem": "typed", "x_from": "5", "x_to": "5"}, "the map had no inside and is now 10 wide and 10 high"),
    ],
)  # fmt: skip
def test_what_had_to_be_changed_is_said(query, sentence):
    _, sentences = from_query(query)
    assert sentences == (sentence,)


def test_of_several_clippings_one_is_kept():
    found, sentences = from_query({"racer_1": "sgd:tape:0.1:clipvalue=1.0:clipnorm=2.0"})
    assert found.settings.racers[0].hyperparameters == (("clipvalue", 1.0),)
    assert sentences == ("racer_1: 1 unknown entry was left out",)


@pytest.mark.parametrize(
    ("steps", "step", "shown"), [(200, 13, 13), (200, 200, None), (9999, 13, 25), (9999, 12, 0), (9999, 9990, None)]
)
def test_a_step_is_where_the_player_stops(steps, step, shown):
    shared, repairs = from_query({"problem": "beale", "steps": str(steps), "step": str(step)})
    assert (shared.step, repairs) == (shown, ())
    assert from_query(to_query(shared))[0].step == shown
