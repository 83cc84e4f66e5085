"""The results in words and numbers, in as few lines as they need."""

import math

import streamlit as st

from core.descent.comparison import Comparison
from core.glossary import WORDS, outcome_said
from core.methods import METHODS
from core.pictures.looks import METHOD_COLORS
from core.theory.outcome import Outcome
from pages.shared.drawing import dark_theme
from pages.shared.written import explained, unbroken, word


def readouts(comparison: Comparison) -> None:
    """Both final losses, the largest gap, the outcome with its reason, and the learning rate against its limit."""
    outcomes, gap = comparison.outcomes, comparison.largest_gap
    ended = [outcomes["tape"], *([outcomes["manual"]] if outcomes["manual"].word != outcomes["tape"].word else [])]
    entries = "".join(
        (
            *(_entry(_final(method), unbroken(repr(comparison.final_loss(method)))) for method in METHODS),
            _entry(
                word("largest gap", WORDS["largest gap"]),
                explained(unbroken(gap.headline), {"ULP": WORDS["ULP"]}),
                gap.detail,
            ),
            _entry("outcome", _ended(*ended), ended[0].reason),
        )
    )
    verdict = explained(unbroken(comparison.verdict), {"L″": WORDS["L″"]})
    st.html(f'<dl class="readouts line">{entries}</dl><p class="verdict">{verdict}</p>{_parted(comparison)}')


def _final(method: str) -> str:
    swatch = f'<i style="background: {METHOD_COLORS[dark_theme()][method]}"></i>'
    return f"{swatch}final loss, {word(method, WORDS[method])}"


def _ended(outcome: Outcome, *others: Outcome) -> str:
    """How the tape's run ended, and in parentheses how the manual one did, where that is another word."""
    different = "".join(f" (manual: {word(other.word, outcome_said(other.word))})" for other in others)
    return word(outcome.word, outcome_said(outcome.word)) + different


def _entry(name: str, value: str, detail: str = "") -> str:
    small = f" <small>{unbroken(detail)}</small>" if detail else ""
    return f"<div><dt>{name}</dt> <dd>{value}{small}</dd></div>"


def _parted(comparison: Comparison) -> str:
    if comparison.parting is None:
        return ""
    where = " and ".join(
        f"{method} at {parameter:.4g}" if math.isfinite(parameter) else f"{method} nowhere"
        for method, parameter in comparison.at(comparison.parting).items()
    )
    return f'<p class="verdict">{unbroken(f"The two descents part at step {comparison.parting}: {where}.")}</p>'
