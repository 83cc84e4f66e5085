"""What the Landscapes page shows: the racers, the map and the losses with their player, and what follows from them."""

from functools import partial
from html import escape
from typing import Any

import streamlit as st

from core.glossary import outcome_said
from core.landscapes.basins import said as said_of_basins
from core.landscapes.charts import looks, losses_chart, map_chart, profile_chart
from core.landscapes.expedition import titles
from core.landscapes.field import surface_table
from core.landscapes.ground import height_scale
from core.landscapes.links import SharedExpedition
from core.landscapes.map_tables import beyond, map_tables, profile_tables, whole_map
from core.landscapes.profile import Profile
from core.landscapes.profile import profile as cut_at
from core.landscapes.tables import frame_table, ground, loss_tables, memory_name, outcomes, start_beyond
from core.pictures.looks import INK, MEMORY_ARROW, PAPER, SHADES
from core.pictures.marks import stride_of
from pages.shared.drawing import chart, dark_theme, sometimes, steadily
from pages.shared.landscapes import parts
from pages.shared.landscapes.choices import choose_racer
from pages.shared.landscapes.state import LANDSCAPE, OPENING, SEEN
from pages.shared.written import part


def _methods(shared: SharedExpedition) -> tuple[str, ...]:
    return tuple(racer.method for racer in shared.settings.racers)


def racers(shared: SharedExpedition) -> None:
    """Who goes down, each in its look; one is selected."""
    described = [
        {**look, "title": title, "selected": place == shared.selected}
        for place, (look, title) in enumerate(
            zip(looks(_methods(shared), dark_theme()), titles(shared.settings), strict=True)
        )
    ]
    parts.racers(described, key="landscape.row", on_choice=choose_racer)


def pictures(shared: SharedExpedition) -> None:
    """The map with every path on it and the player under it, the losses beside it."""
    settings, dark = shared.settings, dark_theme()
    basins_of = settings.racers[shared.selected] if shared.basins == "on" else None
    problem, methods, names = settings.problem, _methods(shared), ", ".join(titles(settings))
    left, right = st.columns([3, 2])
    with left:
        chart(
            map_chart(whole_map(problem), methods, dark),
            map_tables(settings, st.session_state[SEEN] or shared.view, dark, shared.field == "on", basins_of),
            alt=f"Contour map of {problem.title}, {problem.loss}, with the paths of {names} from the start.",
            key="landscape_map",
            heading="The map",
        )
        _player(shared, dark)
        under = [start_beyond(settings), said_of_basins(settings.of(basins_of)) if basins_of else ""]
        words = "\n\n".join(filter(None, under))
        sometimes(partial(st.caption, words) if words else None)
    with right:
        tables = steadily("landscape.losses", (problem, shared.scale), partial(loss_tables, settings, shared.scale))
        chart(
            losses_chart(methods, shared.scale, shared.scale == "log" and ground(settings) != 0, dark),
            {**tables, "losses": tables["losses"].select(["racer", "step", "height"])},
            alt=f"Line chart of the loss per step on {problem.title}: {names}.",
            key="landscape_losses",
            heading="Loss per step",
        )


def _player(shared: SharedExpedition, dark: bool) -> None:
    settings = shared.settings
    described = [
        {**look, "memory": memory_name(racer)}
        for look, racer in zip(looks(_methods(shared), dark), settings.racers, strict=True)
    ]
    parts.player(
        frame_table(settings),
        key="landscape.player",
        domain=whole_map(settings.problem),
        start=settings.start,
        name=settings.problem.name + settings.problem.loss,
        racers=described,
        selected=shared.selected,
        steps=settings.steps,
        stride=stride_of(settings.steps),
        step=shared.step,
        opened=LANDSCAPE.opening(),
        opening=bool(st.session_state.get(OPENING)),
        scale=shared.scale,
        ground=ground(settings),
        equal=shared.equal == "on",
        ink=INK[dark][2],
        paper=PAPER[dark],
        violet=MEMORY_ARROW[dark],
        **(_surface(shared, dark) if shared.picture == "surface" else {"surface": None}),
    )


def _surface(shared: SharedExpedition, dark: bool) -> dict[str, Any]:
    problem = shared.settings.problem
    shown = {"edges": height_scale(problem), "shades": SHADES[dark]}
    return {"surface": shown, "heights": surface_table(problem).select(["height"])}


def step(shared: SharedExpedition) -> None:
    """The numbers of the step shown, and how each run ended."""
    settings = shared.settings
    described = [
        {
            "title": title,
            "color": look["color"],
            "memory": memory_name(racer),
            "word": ended.word,
            "word_said": outcome_said(ended.word),
            "reason": ended.reason,
        }
        for title, look, racer, ended in zip(
            titles(settings), looks(_methods(shared), dark_theme()), settings.racers, outcomes(settings), strict=True
        )
    ]
    parts.steps(described, key="landscape.table", digits=5, opened=LANDSCAPE.opening())


def profile(shared: SharedExpedition) -> None:
    """A cut through the landscape along the gradient, at the selected racer's point of the step shown."""
    settings, place = shared.settings, shared.selected
    step = settings.steps if shared.step is None else shared.step
    title = titles(settings)[place]
    part("Along the gradient", escape(f"of {title} at step {step}: where each learning rate would lead from here"))
    cut = cut_at(settings, place, step)
    sometimes(partial(_along, shared, cut, f"at step {step} of {title}") if cut else None)
    if cut is None:
        st.caption("There is no slope to follow here, or no point any more.")
        return
    far = beyond(settings, cut)
    st.caption(f"Beyond the end of the picture: {far}." if far else "Dashed: the slope at this point.")


def _along(shared: SharedExpedition, cut: Profile, where: str) -> None:
    chart(
        profile_chart(_methods(shared), dark_theme()),
        profile_tables(shared.settings, cut),
        alt=f"Line chart of the loss along the gradient {where}, and where each learning rate lands on it.",
        key="landscape_profile",
    )
