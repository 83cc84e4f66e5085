"""The four pictures of the Descent page."""

import streamlit as st

from core.charts import COLORS, DARK_COLORS, gap_chart, loss_chart, path_chart
from core.comparison import Comparison, curve_table
from core.worked import DIGITS, worked_lines
from pages.shared.components import worked_step


def pictures(comparison: Comparison, scale: str) -> None:
    """Losses per step, paths on the loss function, gap per step, one step worked out."""
    problem, dark = comparison.settings.problem, st.context.theme.type == "dark"
    losses, paths = st.columns(2)
    with losses:
        _chart(
            loss_chart(problem, scale, dark),
            {"loss": comparison.loss_table(scale)},
            alt=f"Line chart of the loss per step on {problem.title}: tape, manual, and theory near the minimum.",
        )
    with paths:
        _chart(
            path_chart(problem, dark),
            {"curve": curve_table(problem), "path": comparison.path_table()},
            alt=f"Line chart of the loss function {problem.loss} with the paths of tape and manual on it.",
        )
    gap, worked = st.columns([2, 3])
    with gap:
        _chart(
            gap_chart(dark),
            {"gap": comparison.gap_table()},
            alt="Area chart of the gap between the two losses per step, in units in the last place.",
        )
    with worked:
        worked_step(
            comparison.worked_table(),
            key="worked",
            steps=comparison.settings.steps,
            lines=worked_lines(comparison.settings),
            colors=DARK_COLORS if dark else COLORS,
            digits=DIGITS[comparison.settings.dtype],
        )


def _chart(spec: dict, datasets: dict, *, alt: str) -> None:
    # The table goes beside the specification, by name: Streamlit sends it as Arrow and Vega updates in place.
    st.vega_lite_chart({**spec, "datasets": datasets}, alt=alt, width="stretch")
