"""What can be taken away from the Landscapes page besides its link: a script, the tables, and the pictures."""

import streamlit as st

from core.landscapes.charts import looks
from core.landscapes.contours import contours
from core.landscapes.expedition import titles
from core.landscapes.export import as_notebook, script
from core.landscapes.field import minima_table
from core.landscapes.links import SharedExpedition
from core.landscapes.profile import profile
from core.landscapes.tables import standings, step_table
from pages.shared.drawing import dark_theme
from pages.shared.takeaway import Picture, downloads, file_name, pictures, tables


def code(shared: SharedExpedition) -> None:
    """Every racer as a person would type it, with the current values."""
    with st.popover("Code", icon=":material/code:", on_change="rerun", key="landscape.code") as popover:
        if popover.open:
            text = script(shared.settings)
            st.markdown("Run as a script, this prints where every racer ends, and its loss there.")
            st.code(text, language="python", height=340)
            downloads(text, as_notebook(shared.settings), _name(shared))


def data(shared: SharedExpedition) -> None:
    """The tables behind the pictures."""
    settings = shared.settings
    step = settings.steps if shared.step is None else shared.step
    cut = profile(settings, shared.selected, step)
    tables(
        "landscape",
        {
            "steps": lambda: step_table(settings).to_pandas(),
            "standings": lambda: standings(settings),
            "contours": lambda: contours(settings.problem).to_pandas(),
            "minima": lambda: minima_table(settings.problem).to_pandas(),
            **({"profile": lambda: cut.curve.to_pandas()} if cut else {}),
        },
        _name(shared),
    )


def images(shared: SharedExpedition) -> None:
    """The pictures that are drawn."""
    problem = shared.settings.problem
    pictures("landscape", lambda: _drawn(shared), f"{problem.title}: {problem.loss}", _name(shared))


def _drawn(shared: SharedExpedition) -> list[Picture]:
    settings, names = shared.settings, titles(shared.settings)
    step = settings.steps if shared.step is None else shared.step
    drawn = looks(tuple(racer.method for racer in settings.racers), dark_theme())
    legend = tuple(
        {**look, "title": f"{name} {racer.learning_rate:.4g}"}
        for look, name, racer in zip(drawn, names, settings.racers, strict=True)
    )
    x, y = settings.start
    about = f"from ({x:g}, {y:g}), {settings.steps} steps in {settings.dtype}"
    along = f"along the gradient of {names[shared.selected]} at step {step}"
    map_ = "The surface" if shared.picture == "surface" else "The map"
    described = [
        Picture(title=map_, place="landscape_map", word=shared.picture, about=about, legend=legend),
        Picture(title="Loss per step", place="landscape_losses", word="loss", about=about, legend=legend),
    ]
    if profile(settings, shared.selected, step):
        described.append(
            Picture(title="Along the gradient", place="landscape_profile", word="gradient", about=along, legend=legend)
        )
    return described


def _name(shared: SharedExpedition) -> str:
    return file_name("landscape", shared.settings.problem.name)
