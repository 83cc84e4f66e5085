"""The text after a link's question mark, and the entries that it means, also where others have touched it on its way."""

import re
from collections.abc import Mapping
from urllib.parse import quote, unquote, urlencode

from core.formulas.functions import FUNCTIONS

LONGEST = 100_000
_MOST_ENTRIES = 1000
# Programs that send links on escape them once more, some of them twice.
_MOST_ESCAPES = 3
# Streamlit's own, and what is put on links by those who count who follows them.
_NOT_OURS = re.compile(
    r"embed(_options)?|utm_.*|mtm_.*|pk_.*|hsa_.*|mc_[ce]id|_g[al]|_hs\w+|\w*clk?id|gclsrc|[gw]braid|li_fat_id|igsh(id)?|mkt_tok"
    r"|ref_(src|url)"
)
_PLUS = "\ue000"
# Where no plus can stand: it is the space that forms write so, and then so is every other in the same text.
_SPACE = re.compile(rf"{_PLUS}(?:[*/^=<>,)]|[-+*]+[{_PLUS}=])|,{_PLUS}|\b(?:{'|'.join(FUNCTIONS)}){_PLUS}")


def write_query(entries: Mapping[str, str]) -> str:
    """Entries as a query in which every sign that can mean something in an address is escaped; a space is %20."""
    return urlencode(entries, quote_via=quote, safe="")


def read_query(query: str) -> dict[str, str]:
    """The entries of a query, without those that are Streamlit's or a tracker's; of two alike the last; none if too long.

    Reads `&amp;` between entries and what was escaped more than once. A `+` is the plus that a visitor sees, unless no plus
    can stand there: links of forms write a space so.
    """
    separated = _separated(query)
    if len(query) > LONGEST or len(separated) > _MOST_ENTRIES:
        return {}
    pairs = (entry.partition("=") for entry in separated if entry)
    entries = {_decoded(key).removeprefix("amp;"): _decoded(value) for key, _, value in pairs}
    return {key: value for key, value in entries.items() if not _NOT_OURS.fullmatch(key)}


def _separated(query: str) -> list[str]:
    """The entries, still escaped. No value has an `&` of its own, so an escaped one stands between entries."""
    for _ in range(_MOST_ESCAPES):
        if "=" in query:
            break
        query = unquote(query)
    return re.split("(?:&|%(?:25)*26)(?:amp;)*", query)


def _decoded(text: str) -> str:
    for _ in range(_MOST_ESCAPES - 1):
        once = unquote(text)
        if not re.search("%[0-9A-Fa-f]{2}", once):
            break
        text = once
    # Who escapes a plus and no space writes spaces as `+`, too.
    of_forms = "%2B" in text.upper() and "%20" not in text
    text = unquote(text.replace("+", _PLUS))
    return text.replace(_PLUS, " " if of_forms or _SPACE.search(text) else "+")
