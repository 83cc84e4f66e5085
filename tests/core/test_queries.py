"""A link's query as entries: what the app wrote itself, and what others made of it on its way."""

from urllib.parse import quote, urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.queries import LONGEST, read_query, write_query

ENTRIES = {"problem": "typed", "loss": "w^2 + 2w/(1 - w)", "racer_1": "adam:tape:0.1:beta_1=0.9", "shape": "(2, 2)"}


def escaped_once_more(query: str) -> str:
    return query.replace("%", "%25")


@pytest.mark.parametrize(
    "touched",
    [
        str,
        escaped_once_more,
        lambda query: escaped_once_more(escaped_once_more(query)),
        lambda query: query.replace("&", "&amp;"),
        lambda query: query.replace("&", "&amp;amp;"),
        lambda query: query.replace("&", "&amp%3B"),
        quote,
        lambda query: quote(quote(query)),
        lambda query: query.replace("&", "%26"),
        lambda query: f"fbclid=IwAR0&utm_source=mail&{query}&utm_campaign=x%20y&gclid=1&msclkid=2&mc_eid=3&_ga=1.2",
        lambda query: f"{query}&embed=true&embed_options=light_theme",
        lambda query: f"&{query}&&",
    ],
    ids=range(12),
)
def test_a_link_means_the_same_after_its_way_through_other_programs(touched):
    assert read_query(touched(write_query(ENTRIES))) == ENTRIES
    # So did links before, which wrote a space as a plus.
    assert read_query(touched(urlencode(ENTRIES))) == ENTRIES


@pytest.mark.parametrize(
    ("query", "loss"),
    [
        ("loss=w^2+w", "w^2+w"),
        ("loss=w%5E2+w", "w^2+w"),
        ("loss=(w-1)^2+|w|+-w", "(w-1)^2+|w|+-w"),
        ("loss=sin(w)+w", "sin(w)+w"),
        ("loss=w^2%20+%20w", "w^2 + w"),
        ("loss=+w", "+w"),
        ("loss=w%5E4+-+3w", "w^4 - 3w"),
        ("loss=w%5E2+%2B+3+w", "w^2 + 3 w"),
        ("loss=%28w-1%29+%28w%2B2%29", "(w-1) (w+2)"),
        ("loss=w+*+w", "w * w"),
        ("loss=max%28w%2C+0%29", "max(w, 0)"),
        ("loss=w+-%3D+lr+g%2F2g", "w -= lr g/2g"),
        ("loss=2w+log+w", "2w log w"),
        ("loss=2%20w", "2 w"),
        ("loss=1e+5w", "1e+5w"),
    ],
)
def test_a_plus_is_the_plus_that_is_seen_unless_none_can_stand_there(query, loss):
    assert read_query(query) == {"loss": loss}


def test_numbers_keep_their_signs():
    assert read_query("learning_rate=1e+1&start=+2") == {"learning_rate": "1e+1", "start": "+2"}


@pytest.mark.parametrize("query", ["", "&", "a" * (LONGEST + 1), "&".join(f"k{k}=1" for k in range(1001))])
def test_nothing_and_too_much_are_no_entries(query):
    assert read_query(query) == {}


@given(st.text())
def test_no_query_is_refused(query):
    assert all(isinstance(value, str) for value in read_query(query).values())


@given(st.text(alphabet="w0123456789.+-*/^()|,= esincolg", max_size=30))
def test_what_is_written_is_read_back_exactly(text):
    assert read_query(write_query({"loss": text})) == {"loss": text}
    assert "+" not in write_query({"loss": text})
