"""The Descent page in Streamlit's AppTest: what is drawn and said for a link."""

import json
import re

import pyarrow as pa
import pytest
from streamlit.testing.v1 import AppTest

from core.descent.comparison import compare_methods
from core.glossary import WORDS
from core.hyperparameters import HYPERPARAMETERS, SCHEDULE_HYPERPARAMETERS
from core.problems import PROBLEMS
from core.rules import RULES
from core.rules.schedules import learning_rates
from core.settings import LESSON, SCALES, with_optimizer
from pages.shared.descent.pictures import NO_GAP
from tests.conftest import PATIENCE_S, ROOT


def visit(**query: str) -> AppTest:
    page = AppTest.from_file(str(ROOT / "pages" / "descent.py"), default_timeout=PATIENCE_S)
    for key, value in query.items():
        page.query_params[key] = value
    page.run()
    assert not page.exception
    return page


def table(page: AppTest, chart: int, name: str) -> pa.Table:
    for dataset in page.get("vega_lite_chart")[chart].proto.datasets:
        if dataset.name == name:
            return pa.ipc.open_stream(dataset.data.data).read_all()
    raise AssertionError(f"no table {name}")


def readouts(page: AppTest) -> str:
    """What is said in HTML, without the tags of words that explain themselves."""
    return re.sub("</?button[^>]*>", "", " ".join(element.proto.body for element in page.get("html")))


def marks(page: AppTest) -> dict[str, dict | None]:
    """What is marked on the rail of each live slider."""
    (sliders,) = [each.proto for each in page.get("bidi_component") if each.proto.id.endswith("-sliders")]
    return {slider["name"]: slider["mark"] for slider in json.loads(sliders.json)["sliders"]}


def test_the_lesson_is_the_first_thing_seen(numbers):
    page = visit()
    assert readouts(page).count(repr(numbers["lesson"]["final_loss_tape"])) == 2
    assert "bit for bit the same" in readouts(page)
    assert "converged" in readouts(page)
    # Without a gap there is no picture of it.
    assert len(page.get("vega_lite_chart")) == 3
    assert NO_GAP in [caption.value for caption in page.caption]


def test_the_numbers_drawn_are_the_numbers_computed():
    page = visit()
    drawn = table(page, 0, "tape")["height"].to_pylist()
    assert drawn == [float(loss) for loss in compare_methods(LESSON).runs["tape"].loss]


@pytest.mark.parametrize("name", PROBLEMS)
def test_every_problem_has_a_page(name):
    page = visit(problem=name)
    assert page.selectbox(key="problem").value == name
    assert len(table(page, 0, "manual")) == PROBLEMS[name].steps + 1
    assert PROBLEMS[name].look_for in [caption.value for caption in page.caption]


@pytest.mark.parametrize("optimizer", ["sgd", "momentum", "nesterov"])
def test_a_limit_is_marked_where_there_is_one_and_nothing_where_every_learning_rate_is_small_enough(optimizer):
    limits = {"sgd": 1.0, "momentum": 1.9, "nesterov": 1.9 / 2.8}
    assert marks(visit(optimizer=optimizer))["learning_rate"] == {
        "value": pytest.approx(limits[optimizer]),
        "label": "limit",
        "word": WORDS["limit"],
    }
    for loss in ("w^4", "(w-1)^4"):
        assert marks(visit(problem="typed", loss=loss, optimizer=optimizer))["learning_rate"] is None
    flat = visit(problem="quartic", optimizer=optimizer)
    assert marks(flat)["learning_rate"] is None
    assert "no learning-rate limit holds there" in readouts(flat)


def test_every_chart_has_a_description():
    for chart in visit().get("vega_lite_chart"):
        spec = json.loads(chart.proto.spec)
        assert "chart of" in (chart.proto.alt or spec.get("description", ""))


def test_a_specification_stays_while_a_slider_moves():
    specs = [[c.proto.spec for c in visit(learning_rate=rate).get("vega_lite_chart")] for rate in ("0.1", "0.7")]
    # The fourth is that of the gap, where there is one.
    assert specs[0] == specs[1][:3]


def test_the_live_sliders_values_come_from_the_session():
    page = visit()
    page.session_state["learning_rate"] = 0.3
    page.run()
    assert repr(float(compare_methods(_lesson(learning_rate=0.3)).final_loss("tape"))) in readouts(page)


def test_choosing_a_problem_puts_the_sliders_where_it_begins():
    page = visit(learning_rate="3.0")
    page.selectbox(key="problem").select("double_well").run()
    assert page.session_state["learning_rate"] == PROBLEMS["double_well"].learning_rate
    assert page.session_state["start"] == PROBLEMS["double_well"].start[0]


def test_reset_puts_the_sliders_back_and_keeps_the_rest():
    page = visit(learning_rate="3.0", steps="7", dtype="float64", scale="linear")
    page.sidebar.button[0].click().run()
    state = page.session_state
    assert (state["learning_rate"], state["steps"]) == (0.1, 50)
    assert (state["dtype"], state["scale"]) == ("float64", "linear")


def test_every_optimizer_is_shown_with_its_hyperparameters():
    page = visit()
    for name in RULES:
        page.selectbox(key="optimizer").select(name).run()
        assert not page.exception, name
        assert RULES[name].look_for in [caption.value for caption in page.caption]
        assert {of.name: page.session_state[of.name] for of in HYPERPARAMETERS[name]} == {
            of.name: of.first for of in HYPERPARAMETERS[name]
        }
        assert "bit for bit the same at every step" in readouts(page), name


@pytest.mark.parametrize("name", SCHEDULE_HYPERPARAMETERS)
def test_every_schedule_is_drawn_under_the_loss(name):
    page, settings = visit(schedule=name), with_optimizer(LESSON, "sgd", name)
    gap = compare_methods(settings).measure is not None
    assert len(page.get("vega_lite_chart")) == 3 + gap + (name != "constant")
    if name != "constant":
        rates = [float(rate) for rate in learning_rates(settings)]
        assert table(page, 2, "manual")["rate"].to_pylist() == rates
        assert table(page, 2, "tape")["rate"].to_pylist() == pytest.approx(rates, rel=1e-6)


def test_another_optimizer_brings_its_hyperparameters_and_leaves_the_sliders():
    page = visit(learning_rate="0.3", steps="20", clipvalue="2.0")
    page.selectbox(key="optimizer").select("rmsprop").run()
    assert not page.exception
    assert (page.session_state["learning_rate"], page.session_state["steps"]) == (0.3, 20)
    assert (page.session_state["rho"], page.session_state["centered"]) == (0.9, False)
    assert page.selectbox(key="clipping").value == "clipvalue"
    page.checkbox(key="centered").check().run()
    assert "bit for bit the same" in readouts(page)
    page.selectbox(key="optimizer").select("sgd").run()
    assert not page.exception


def test_through_all_optimizers_one_after_the_other():
    page = visit(weight_decay="0.1")
    for name in reversed(RULES):
        page.selectbox(key="optimizer").select(name).run()
        page.run()
        assert not page.exception, name
        assert page.session_state["optimizer"] == name


def test_another_problem_leaves_the_optimizer():
    page = visit(optimizer="adam", beta_1="0.5")
    page.selectbox(key="problem").select("quartic").run()
    assert page.selectbox(key="optimizer").value == "adam"
    assert page.session_state["beta_1"] == 0.5


def test_a_convention_changes_the_manual_side_alone():
    keras, paper = (visit(optimizer="adam", epsilon="0.1", convention=form) for form in ("keras", "paper"))
    assert table(keras, 0, "tape") == table(paper, 0, "tape")
    assert table(keras, 0, "manual") != table(paper, 0, "manual")
    assert table(paper, 3, "gap")["relative"].to_numpy().max() > 1e-3


def test_a_convention_goes_when_what_it_belongs_to_goes():
    page = visit(optimizer="sgd", weight_decay="0.1", convention="coupled")
    assert page.selectbox(key="convention").value == "coupled"
    page.checkbox(key="decays").uncheck().run()
    assert not page.exception
    assert page.get("vega_lite_chart")
    assert "bit for bit the same" in readouts(page)


def test_reset_takes_schedule_and_clipping_away():
    page = visit(optimizer="adam", schedule="cosine", clipnorm="1.0", beta_1="0.2")
    page.sidebar.button[0].click().run()
    assert not page.exception
    assert page.session_state["beta_1"] == 0.9
    assert (page.session_state["schedule"], page.session_state["clipping"]) == ("constant", "none")
    assert page.session_state["optimizer"] == "adam"


def test_a_bad_link_is_repaired_and_said_in_one_line():
    page = visit(problem="<script>", learning_rate="1e99", dtype="float32", steps="x")
    (warning,) = page.warning
    assert "problem was unknown" in warning.value
    assert "learning_rate was out of range and is now 1e+12" in warning.value
    assert "<script>" not in warning.value


def test_past_the_limit_the_explosion_is_named():
    page = visit(learning_rate="2.1")
    assert "diverged" in readouts(page)
    assert "overflow of float32 at step 37" in readouts(page)
    assert table(page, 0, "tape")["height"].null_count == 51 - 37


@pytest.mark.parametrize(
    ("steps", "rate", "scale"),
    [
        (steps, rate, SCALES[(row + column) % 2])
        for row, steps in enumerate(("0", "1", "2", "10000"))
        for column, rate in enumerate(("1e-12", "1e12"))
    ],
)
def test_the_corners_of_the_controls(steps, rate, scale):
    visit(steps=steps, learning_rate=rate, scale=scale, dtype="float16")


def _lesson(**changes):
    from dataclasses import replace

    return replace(LESSON, **changes)


def test_a_typed_loss_from_a_link_is_understood_and_minimised():
    page = visit(problem="typed", loss="sin(3w) + w^2/10", learning_rate="0.02")
    assert r"L(w) = \sin\left(3 w\right) + \frac{w^{2}}{10}" in [latex.value.strip("$\n") for latex in page.latex]
    assert any("minima were found from" in caption.value for caption in page.caption)
    assert "Derived by SymPy, until you type yours." in [caption.value for caption in page.caption]
    assert "converged" in readouts(page)
    assert "part at step" not in readouts(page)
    assert not page.warning


def test_a_wrong_derivative_is_judged_and_the_parting_is_named():
    page = visit(problem="typed", loss="sin(3w) + w^2/10", gradient="cos(3w) + w/5", learning_rate="0.02")
    (error,) = page.error
    assert "Wrong, but for" in error.value
    assert "You left out the inner derivative of sin(3w), which is 3." in error.value
    assert "The two descents part at step 1" in readouts(page)
    assert table(page, 0, "parting")["said"].to_pylist() == ["they part at step 1"]
    assert readouts(page).count('class="wrong"') == 1
    assert len(page.get("vega_lite_chart")) == 5


def test_a_right_derivative_is_praised():
    page = visit(problem="double_well", gradient="4w³ - 6w + 1")
    (success,) = page.success
    assert success.value.startswith("Right: it is the slope of the loss")
    assert "part at step" not in readouts(page)


def test_a_typed_update_climbs():
    page = visit(update="w + learning_rate*g")
    assert "(manual: left the domain)" in readouts(page)
    assert "Yours, from the manual method alone. In the first step t is 1." in [c.value for c in page.caption]


def test_the_derivation_is_revealed_step_by_step():
    page = visit(problem="double_well")
    shown = [len(page.latex)]
    for _ in range(2):
        page.button(key="derivation.next").click().run()
        shown.append(len(page.latex))
    page.button(key="derivation.all").click().run()
    assert page.main.latex[-1].value.strip("$\n").startswith("= 4 w^{3} - 3")
    assert page.button(key="derivation.next").disabled
    page.button(key="derivation.hide").click().run()
    assert [len(page.latex), shown[1] - shown[0], shown[2] - shown[1]] == [shown[0], 1, 1]


def test_what_is_typed_and_refused_stays_beside_the_last_good_picture():
    page = visit(problem="typed", loss="w^2 + 1")
    page.session_state["loss.refused"] = {"text": "w^", "position": 2, "sentence": "Something is missing."}
    page.run()
    assert not page.exception
    assert any("w^{2} + 1" in latex.value for latex in page.latex)


def test_another_problem_takes_its_own_derivative_and_keeps_the_update():
    page = visit(problem="steep", gradient="8w", update="w - learning_rate*g/2")
    page.selectbox(key="problem").select("double_well").run()
    assert not page.exception
    assert page.session_state["gradient"] == ""
    assert page.session_state["loss"] == PROBLEMS["double_well"].loss
    assert page.session_state["update"] == "w - learning_rate*g/2"


def test_your_own_loss_begins_with_the_one_on_screen():
    page = visit(problem="wavy")
    page.selectbox(key="problem").select("typed").run()
    assert not page.exception
    assert page.session_state["loss"] == PROBLEMS["wavy"].loss


@pytest.mark.parametrize(
    ("start", "dtype"), [("1e5", "float16"), ("-1e300", "float32"), ("1.7e308", "float64"), ("10", "float32")]
)
def test_any_number_may_be_the_start(start, dtype):
    page = visit(start=start, dtype=dtype)
    assert page.session_state["start"] == float(start)
    assert not page.warning


def test_the_range_of_a_typed_loss_comes_from_a_link_and_goes_with_a_reset():
    page = visit(problem="typed", loss="cos(w)", range_from="0", range_to="20")
    assert page.session_state["range_to"] == "20"
    assert any("from 0 to 20" in caption.value for caption in page.sidebar.caption)
    page.sidebar.button[0].click().run()
    assert (page.session_state["range_from"], page.session_state["range_to"]) == ("", "")
    assert page.session_state["loss"] == "cos(w)"


def test_what_a_link_says_and_cannot_be_used_stays_in_its_box():
    page = visit(problem="typed", loss="sin(w", gradient="2w +", update="w - lerning_rate g")
    assert page.selectbox(key="problem").value == "typed"
    drafts = {name: page.session_state[f"{name}.refused"] for name in ("loss", "gradient", "update")}
    assert [draft["text"] for draft in drafts.values()] == ["sin(w", "2w +", "w - lerning_rate g"]
    assert all(draft["sentence"] for draft in drafts.values())
    boxes = [json.loads(box.proto.json) for box in page.get("bidi_component") if box.proto.id.endswith("loss.box")]
    assert [box["text"] for box in boxes] == ["sin(w"]
    assert page.session_state["loss"] == "w**2"
    assert any(each.proto.expanded for each in page.expander)
