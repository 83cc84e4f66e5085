"""What other learning rates and starts would come to, under the rails of the sliders that choose them."""

from core.maps.strip import strips
from core.pictures.looks import OUTCOME_COLORS
from core.settings import DescentSettings
from core.theory.findings import WORDS
from core.theory.outcome import said
from pages.shared.components import rail_strips
from pages.shared.drawing import dark_theme


def under_the_rails(settings: DescentSettings) -> None:
    """The strips of learning rate and start."""
    colors = OUTCOME_COLORS[dark_theme()]
    rail_strips(strips(settings), {said(word, settings.problem): colors[word] for word in WORDS}, key="strips")
