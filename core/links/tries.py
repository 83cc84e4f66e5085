"""A screen that is offered to be tried: a few words, a link, and what to look at."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Try:
    """Something to try: a few words, the sentence that says what is seen then, and the link's query that sets the screen.

    `of` is what several in a row are values of.
    """

    words: str
    look_at: str
    query: tuple[tuple[str, str], ...]
    of: str = ""


def to_try(words: str, look_at: str, of: str = "", **query: str) -> Try:
    """One of them, its query by names."""
    return Try(words=words, look_at=look_at, of=of, query=tuple(query.items()))
