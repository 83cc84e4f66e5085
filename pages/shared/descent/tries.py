"""What a first visitor is offered to try, and the sentence that says what to look at."""

from core.descent.tries import STORY, TRIES, link_of
from pages.shared.components import path_shown
from pages.shared.descent.state import DESCENT
from pages.shared.frontend_files import component

# On another page, by the place to which it is scrolled.
ELSEWHERE = ({"words": "Why None?", "path": "/tape", "place": ".st-key-none_lab"},)

_tries = component("tries")


def strip() -> None:
    """Things to try, each a link that sets the whole screen, in a row that folds away and stays so in this browser."""
    tries = [
        {"words": each.words, "of": each.of, "look_at": each.look_at, "query": link_of(name)}
        for name, each in TRIES.items()
    ]
    data = {"tries": tries, "story": STORY, "elsewhere": ELSEWHERE, "query": DESCENT.query(), "path": path_shown()}
    _tries(key="tries", data=data)
