"""Descent: one minimisation done twice, on one picture."""

from core.descent.comparison import compare_methods
from pages.shared.components import follow_sliders
from pages.shared.descent import controls, pictures, takeaway, tries
from pages.shared.descent.formula_boxes import formula_boxes
from pages.shared.descent.judgements import derive_step_by_step, judgement
from pages.shared.descent.readouts import readouts
from pages.shared.descent.state import DESCENT
from pages.shared.descent.strips import under_the_rails
from pages.shared.presenting import has_aside, presenting
from pages.shared.takeaway import header


@DESCENT.fragment
def title() -> None:
    """The title, and what can be taken away from the screen."""
    shared = DESCENT.current()
    header(
        "Descent",
        DESCENT.query(),
        lambda: takeaway.code(shared),
        lambda: takeaway.data(shared),
        lambda: takeaway.images(shared),
    )


@DESCENT.fragment
def curves() -> None:
    """The live sliders, the loss curves and the paths, alone in their fragment so that they move under the hand."""
    shared = DESCENT.current()
    comparison = compare_methods(shared.settings)
    controls.over_the_charts(shared, comparison.minimum)
    pictures.both(comparison, shared.scale)


@DESCENT.fragment
def consequences() -> None:
    """All else that answers to the sliders, one round trip later."""
    shared = DESCENT.current()
    follow_sliders(DESCENT.query(shared), key="follow", rest_ms=400)
    comparison = compare_methods(shared.settings)
    pictures.player(comparison)
    readouts(comparison)
    if presenting():
        pictures.worked(comparison, shared.scale)
        under_the_rails(shared.settings)
        return
    pictures.schedule(comparison)
    judgement(shared.settings)
    pictures.worked(comparison, shared.scale)
    pictures.details(comparison, shared.scale)
    under_the_rails(shared.settings)


@DESCENT.fragment
def derivation() -> None:
    """What no slider changes."""
    derive_step_by_step(DESCENT.current().settings.problem)


DESCENT.begin()
if has_aside():
    controls.sidebar()
DESCENT.show_repairs()
title()
if not presenting():
    controls.for_a_thumb()
    tries.strip()
    formula_boxes()
curves()
consequences()
if not presenting():
    derivation()
DESCENT.keep_address()
