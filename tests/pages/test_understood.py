"""What was understood of a typed text, and what a book could mean instead, on the pages that take formulas."""

import pytest
from streamlit.testing.v1 import AppTest

from tests.conftest import PATIENCE_S, ROOT


def visit(name: str, **query: str) -> AppTest:
    page = AppTest.from_file(str(ROOT / "pages" / f"{name}.py"), default_timeout=PATIENCE_S)
    for key, value in query.items():
        page.query_params[key] = value
    page.run()
    assert not page.exception
    return page


def sentences(page: AppTest) -> str:
    return " ".join(element.proto.body for element in page.get("html") if "understood" in element.proto.body)


def others(page: AppTest) -> dict[str, str]:
    return {button.key: button.label for button in page.button if ".other." in (button.key or "")}


TYPED = {"problem": "typed", "loss": "sin x/2", "gradient": "L'(x) = cos(x/2)/2", "update": "w -= eta g/2g"}


@pytest.mark.parametrize(
    ("name", "pressed", "after"),
    [("loss", "sin (x/2)", {"update.other.0"}), ("update", "w -= eta g/(2g)", {"loss.other.0"})],
)
def test_what_a_book_could_mean_is_pressed_on_descent(name, pressed, after):
    page = visit("descent", **TYPED)
    assert "x is read as w" in sentences(page)
    assert "eta is read as learning_rate" in sentences(page)
    assert set(others(page)) == {"loss.other.0", "update.other.0"}
    assert others(page)["loss.other.0"] == r"$\sin\left(\frac{w}{2}\right)$"
    page.button(key=f"{name}.other.0").click().run()
    assert page.session_state[name] == pressed
    assert set(others(page)) == after
    assert page.session_state["descent.last"].settings.problem.name == "typed"


def test_what_a_book_could_mean_of_a_derivative_is_pressed():
    page = visit("descent", problem="typed", loss="w^2", gradient="6w/3w")
    page.button(key="gradient.other.0").click().run()
    assert page.session_state["gradient"] == "6w/(3w)"
    assert not others(page)


def test_what_a_book_could_mean_is_pressed_on_landscapes():
    page = visit("landscapes", problem="typed", loss="a^2 + 1/ab + b^2")
    assert "a is read as x and b is read as y" in sentences(page)
    page.button(key="landscape.loss.other.0").click().run()
    assert page.session_state["landscape.loss"] == "a^2 + 1/(ab) + b^2"
    assert not others(page)


def test_what_is_plain_is_left_without_a_word():
    page = visit("descent", problem="typed", loss="L(w) = w^2/2", update="w <- w - 0.1g")
    assert not others(page)
    assert not sentences(page)


def test_what_was_typed_is_no_markup():
    page = visit("descent", problem="typed", loss="w^2", gradient="L_[w](w)_ = 2w", update="x<b> = w")
    assert "<b>" not in sentences(page)
