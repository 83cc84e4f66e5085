"""The results in words and numbers, above the pictures."""

import math
from html import escape

import streamlit as st

from core.descent.comparison import Comparison
from core.methods import METHODS
from core.pictures.looks import METHOD_COLORS
from pages.shared.drawing import dark_theme
from pages.shared.written import unbroken


def readouts(comparison: Comparison) -> None:
    """Both final losses, the largest gap, the outcome with its reason, and the learning rate against its limit."""
    gap, outcome = comparison.largest_gap, comparison.outcomes["tape"]
    differs = comparison.outcomes["manual"].word != outcome.word
    other = f" (manual: {comparison.outcomes['manual'].word})" if differs else ""
    colors = METHOD_COLORS[dark_theme()]
    entries = (
        *((f"final loss, {method}", repr(comparison.final_loss(method)), "", colors[method]) for method in METHODS),
        ("largest gap", gap.headline, gap.detail, None),
        ("outcome", outcome.word + other, outcome.reason, None),
    )
    st.html(
        f'<dl class="readouts">{"".join(_entry(*entry) for entry in entries)}</dl>'
        f'<p class="verdict">{unbroken(comparison.verdict)}</p>'
        f"{_parted(comparison)}"
    )


def _parted(comparison: Comparison) -> str:
    if comparison.parting is None:
        return ""
    where = " and ".join(
        f"{method} at {parameter:.4g}" if math.isfinite(parameter) else f"{method} nowhere"
        for method, parameter in comparison.at(comparison.parting).items()
    )
    return f'<p class="verdict">{unbroken(f"The two descents part at step {comparison.parting}: {where}.")}</p>'


def _entry(name: str, value: str, detail: str, color: str | None) -> str:
    swatch = f'<i style="background: {color}"></i>' if color else ""
    small = f"<small>{unbroken(detail)}</small>" if detail else ""
    return f"<div><dt>{swatch}{escape(name)}</dt><dd>{unbroken(value)}{small}</dd></div>"
