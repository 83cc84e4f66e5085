"""What a browser tells of our own components, in AppTest, which knows only Streamlit's."""

import json
from typing import Any

from streamlit.testing.v1 import AppTest


def tell(page: AppTest, key: str, **sent: Any) -> AppTest:
    """Run the page as if its component `key` had sent this."""
    (box,) = [each.proto for each in page.get("bidi_component") if each.proto.id.endswith(f"-{key}")]
    states = page._tree.get_widget_states()
    states.widgets.add(id=box.id, json_value=json.dumps({"sent": {**sent, "turn": 1}}))
    page._run(states)
    assert not page.exception
    return page
