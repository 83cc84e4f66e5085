"""Where a cell leads: its run as a screen of Descent or of Landscapes, with all its settings."""

import streamlit as st

from core.atlas.cells import cell_settings
from core.atlas.links import SharedMap, of_two
from core.landscapes.expedition import Racer, first_expedition
from core.landscapes.links import SharedExpedition
from core.landscapes.links import to_query as expedition_query
from core.links import Shared
from core.links import to_query as descent_query
from core.links.presented import with_presented
from core.queries import write_query
from core.settings import DescentSettings
from pages.shared.descent.state import DESCENT
from pages.shared.landscapes.state import LANDSCAPE
from pages.shared.maps.state import PRESSED
from pages.shared.presenting import PRESENTED


def page_of(settings: DescentSettings) -> str:
    """The page that shows a run of that many parameters."""
    return "Landscapes" if of_two(settings) else "Descent"


def link_of(settings: DescentSettings, method: str) -> dict[str, str]:
    """The entries of a link to the run's own screen."""
    if not of_two(settings):
        return descent_query(Shared(settings=settings))
    racer = Racer(
        optimizer=settings.optimizer,
        method=method,
        learning_rate=settings.learning_rate,
        hyperparameters=settings.hyperparameters,
    )
    x, y = settings.start
    first = first_expedition(settings.problem)
    expedition = type(first)(
        problem=settings.problem, racers=(racer,), start=(x, y), steps=settings.steps, dtype=settings.dtype
    )
    return expedition_query(SharedExpedition(settings=expedition))


def ask(cell: tuple[int, int]) -> None:
    """Remember that a cell was pressed: the page is changed when the run that follows draws it."""
    st.session_state[PRESSED] = cell


def open_if_asked(shared: SharedMap) -> None:
    """Go to the screen of the run whose cell was pressed, if one was."""
    cell = st.session_state.pop(PRESSED, None)
    settings = cell_settings(shared, *cell) if cell else None
    if settings is None:
        return
    # In a hall it goes on as large.
    entries = with_presented(link_of(settings, shared.method), bool(st.session_state.get(PRESENTED)))
    screen, page = (LANDSCAPE, "pages/landscapes.py") if of_two(settings) else (DESCENT, "pages/descent.py")
    screen.open_query(write_query(entries))
    st.switch_page(page)
