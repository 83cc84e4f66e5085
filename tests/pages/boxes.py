"""What a browser tells of our own components, in AppTest, which knows only Streamlit's."""

import json
from typing import Any

from streamlit.testing.v1 import AppTest


def components(page: AppTest) -> dict[str, Any]:
    """Our own components on the page, as they were sent to the browser, by their keys."""
    return {each.proto.id.split("-", 2)[-1]: each.proto for each in page.get("bidi_component")}


def post(page: AppTest, messages: dict[str, Any]) -> AppTest:
    """Run the page as if its components had sent these states, by their keys."""
    found = components(page)
    states = page._tree.get_widget_states()
    for key, state in messages.items():
        states.widgets.add(id=found[key].id, json_value=json.dumps(state))
    page._run(states)
    assert not page.exception
    return page


def tell(page: AppTest, key: str, **sent: Any) -> AppTest:
    """Run the page as if its component `key` had sent this."""
    return post(page, {key: {"sent": {**sent, "turn": 1}}})
