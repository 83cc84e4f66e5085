"""What is shown. Pages choose and arrange; they never compute. `PAGES` are all of them, in the order of the navigation."""

from typing import NamedTuple


class Page(NamedTuple):
    """A file in pages/, its title, and its icon's name among Google's Material Symbols."""

    file: str
    title: str
    icon: str

    @property
    def path(self) -> str:
        """Where it stands in an address; the first page is the server's own."""
        return "/" if self == PAGES[0] else f"/{self.file}"


PAGES = (
    Page("descent", "Descent", "trending_down"),
    Page("compare", "Compare", "flag"),
    Page("landscapes", "Landscapes", "landscape"),
    Page("maps", "Maps", "map"),
    Page("variables", "Variables", "data_object"),
    Page("tape", "Tape", "graph_1"),
)
