"""What is chosen most, on a phone: the same entries as the sidebar's, with the same consequences."""

import pytest

from tests.pages.boxes import tell
from tests.pages.test_presenting import visit


@pytest.mark.parametrize(
    ("page", "name", "value", "rate"),
    [
        ("descent", "problem", "double_well", "learning_rate"),
        ("compare", "race.problem", "double_well", "race.rate_adam"),
        ("landscapes", "landscape.problem", "booth", "landscape.0.learning_rate"),
    ],
)
def test_another_problem_begins_as_it_does_by_the_sidebar(page, name, value, rate):
    by_thumb, by_sidebar = visit(page), visit(page)
    tell(by_thumb, "at_hand", name=name, value=value)
    by_sidebar.selectbox(key=name).select(value).run()
    for app in (by_thumb, by_sidebar):
        assert not app.exception
        assert app.selectbox(key=name).value == value
    assert by_thumb.session_state[rate] == by_sidebar.session_state[rate]


def test_another_optimizer_begins_with_its_own_numbers_and_what_is_none_changes_nothing():
    app = visit("descent", optimizer="rmsprop", momentum="0.5")
    tell(app, "at_hand", name="optimizer", value="momentum")
    assert app.session_state["momentum"] == 0.9
    for sent in ({"name": "optimizer", "value": "nobody"}, {"name": "steps", "value": "7"}, {"name": "problem"}):
        tell(app, "at_hand", **sent)
        assert not app.exception
        assert app.session_state["optimizer"] == "momentum"
        assert app.session_state["steps"] == 50
