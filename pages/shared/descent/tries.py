"""What a first visitor is offered to try, and the sentence that says what to look at."""

from core.descent.tries import STORY, TRIES, link_of
from pages.shared.descent.state import DESCENT
from pages.shared.tries import tries

# On another page, by the place to which it is scrolled.
ELSEWHERE = ({"words": "Why None?", "path": "/tape", "place": ".st-key-none_lab"},)


def strip() -> None:
    """Things to try, each a link that sets the whole screen."""
    offered = {name: (each, link_of(name)) for name, each in TRIES.items()}
    tries(offered, story=STORY, query=DESCENT.query(), key="tries", elsewhere=ELSEWHERE)
