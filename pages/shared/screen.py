"""What one visitor has chosen on a page, in `st.session_state`, kept while another page is shown."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from core.links.presented import read_presented, with_presented
from core.queries import read_query, write_query
from pages.shared.components import address
from pages.shared.presenting import PRESENTED, presenting_style
from pages.shared.written import literal


@dataclass(frozen=True, kw_only=True)
class Screen:
    """One page's state: how a link is read and written, and how its values stand in the session's entries."""

    name: str
    read: Callable[[Mapping[str, str]], tuple[Any, tuple[str, ...]]]
    write: Callable[[Any], dict[str, str]]
    entries: Callable[[Any], dict[str, Any]]
    gathered: Callable[[Mapping[str, Any]], Any]

    def fragment(self, part: Callable[[], None]) -> Callable[[], None]:
        """A part of this page that runs alone, under a name that no other page has.

        Streamlit tells fragments apart by module, which is the same for all pages, name and place: an answer that came after
        its page was left would be drawn into the page that has a fragment of its name.
        """
        part.__qualname__ = f"{self.name}.{part.__qualname__}"
        return st.fragment(part)

    def begin(self) -> None:
        """Give every control a value: from the address, if the visitor came by a link, back or forward; else the last."""
        st.session_state.setdefault("visit", uuid4().hex)
        run = get_script_run_ctx()
        query, returned = (run.query_string, run.is_history_navigation) if run else ("", False)
        if f"{self.name}.opened" not in st.session_state or (returned and read_query(query)):
            self.open_query(query)
        # Streamlit drops or empties the entry of a control that was not on screen; what was just chosen stays.
        for entry, value in self.entries(st.session_state[f"{self.name}.last"]).items():
            if st.session_state.get(entry) is None:
                st.session_state[entry] = value
        presenting_style()

    def open_query(self, query: str) -> None:
        """Take what a link says after its question mark, and remember what had to be repaired."""
        st.session_state[PRESENTED], entries, repairs = read_presented(read_query(query))
        # Back to what is on screen: what is half typed stays.
        if f"{self.name}.last" not in st.session_state or entries != self.write(self.current()):
            chosen, of_page = self.read(entries)
            self.restore(chosen)
            st.session_state[f"{self.name}.repairs"] = (*repairs, *of_page)
        # Said when all is done: a run may give way to the next at any entry of the session's state, and is then asked again.
        st.session_state[f"{self.name}.opened"] = {"query": query, "id": uuid4().hex}

    def opened_by_no_link(self) -> bool:
        """Whether the page stands as it does for who comes by its plain address."""
        return not st.session_state[f"{self.name}.opened"]["query"]

    def opening(self) -> str:
        """An id of the opening by which the page came to what it shows; another one after every link, back and forward."""
        return st.session_state[f"{self.name}.opened"]["id"]

    def keep_address(self) -> None:
        """Have the browser's address and its history say what is on screen.

        The last thing on a page: when the browser hears of an address that was opened, all controls have what it says.
        """
        opened = st.session_state[f"{self.name}.opened"]
        address(self.query(), key=f"{self.name}.address", opened=opened, on_return=self.open_query)

    def restore(self, chosen: Any) -> None:
        """Set every control."""
        st.session_state.update({**self.entries(chosen), f"{self.name}.last": chosen})

    def current(self) -> Any:
        """What all controls say now."""
        last = st.session_state[f"{self.name}.last"]
        # An emptied number is None: what stood there last holds.
        now = {key: value for key, value in st.session_state.to_dict().items() if value is not None}
        chosen = self.gathered({**self.entries(last), **now})
        if chosen != last:
            st.session_state[f"{self.name}.last"] = chosen
            st.session_state[f"{self.name}.repairs"] = ()
        return chosen

    def query(self, chosen: Any = None) -> str:
        """The text after the question mark of a link to this screen; `chosen` is what is current, where that is known."""
        presented = bool(st.session_state.get(PRESENTED))
        return write_query(with_presented(self.write(chosen or self.current()), presented))

    def show_repairs(self) -> None:
        """Say in one line what had to be changed in a link, until something else is chosen."""
        repairs = st.session_state.get(f"{self.name}.repairs")
        if repairs:
            said = literal("; ".join(repairs))
            st.warning(f"The link was not quite right: {said}.", icon=":material/build:")
