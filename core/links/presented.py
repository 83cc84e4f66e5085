"""An entry that a link to any page may have, beside the page's own: whether the page is presented."""

from collections.abc import Mapping

from core.links.reader import Reader

PRESENT, NO, YES = "present", "0", "1"


def read_presented(entries: Mapping[str, str]) -> tuple[bool, dict[str, str], tuple[str, ...]]:
    """Whether a link presents its page; its other entries, which are the page's own; and what had to be changed."""
    read = Reader(entries)
    presented = read.choice(PRESENT, (NO, YES), NO) == YES
    return presented, {key: value for key, value in entries.items() if key != PRESENT}, tuple(read.repairs)


def with_presented(entries: Mapping[str, str], presented: bool) -> dict[str, str]:
    """A page's own entries with this one, which stands in no link while the page is not presented."""
    return {**entries, **({PRESENT: YES} if presented else {})}
