"""What a page offers to try: links in a row that folds away, and the sentence that says what to look at."""

from collections.abc import Mapping, Sequence

from core.links.tries import Try
from pages.shared.components import path_shown
from pages.shared.frontend_files import component

_tries = component("tries")


def tries(
    offered: Mapping[str, tuple[Try, str]],
    *,
    story: str,
    query: str,
    key: str,
    elsewhere: Sequence[Mapping[str, str]] = (),
) -> None:
    """Things to try, each with the query of its link, in a row that folds away and stays so in this browser.

    `story` is said where none of them is on screen, `query` is that of what is. `elsewhere` are places on other pages.
    """
    described = [
        {"words": each.words, "of": each.of, "look_at": each.look_at, "query": link} for each, link in offered.values()
    ]
    data = {"tries": described, "story": story, "elsewhere": elsewhere, "query": query, "path": path_shown()}
    _tries(key=key, data=data)
