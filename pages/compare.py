"""Compare: up to six optimizers on one problem, and a fair race between them."""

from pages.shared.components import follow_sliders
from pages.shared.presenting import has_aside, presenting
from pages.shared.race import controls, takeaway, views
from pages.shared.race.state import RACE
from pages.shared.takeaway import about, header


@RACE.fragment
def title() -> None:
    """The title, and what can be taken away from the screen."""
    settings = RACE.current().settings
    header(
        "Compare",
        RACE.query(),
        lambda: takeaway.code(settings),
        lambda: takeaway.data(settings),
        lambda: takeaway.images(settings),
    )
    about(
        "Which optimizer gets lowest for the same number of gradients, and does it still with the best rate for each?"
    )


@RACE.fragment
def curves() -> None:
    """The live sliders and one curve a racer."""
    shared = RACE.current()
    controls.over_the_chart(shared.settings)
    views.losses(shared)


@RACE.fragment
def standings() -> None:
    """Who is ahead, one round trip later; and what a fair race tried."""
    shared = RACE.current()
    follow_sliders(RACE.query(shared), key="race.follow", rest_ms=400)
    if presenting():
        views.ranking_in_a_row(shared.settings)
        return
    views.ranking_table(shared.settings)
    views.fair_race(shared)


RACE.begin()
if has_aside():
    controls.sidebar()
RACE.show_repairs()
title()
if not presenting():
    controls.for_a_thumb(RACE.current())
    controls.nobody()
curves()
if not presenting():
    controls.fair_race()
standings()
RACE.keep_address()
