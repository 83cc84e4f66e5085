"""An entry of any page's link: whether the page is presented."""

import pytest

from core.links.presented import read_presented, with_presented


@pytest.mark.parametrize("presented", [True, False])
def test_what_is_written_is_read_and_the_pages_own_entries_stay(presented):
    own = {"steps": "7", "loss": "w**2"}
    written = with_presented(own, presented)
    assert ("present" in written) == presented
    assert read_presented(written) == (presented, own, ())


@pytest.mark.parametrize("text", ["", "yes", "<b>", "11"])
def test_what_is_unknown_is_repaired_and_said(text):
    presented, own, (said,) = read_presented({"present": text, "steps": "7"})
    assert (presented, own) == (False, {"steps": "7"})
    assert said == "present was unknown and is now 0"
