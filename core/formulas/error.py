"""What is said of a formula that cannot be used."""

import re

from core.formulas.functions import ALIASES, CONSTANTS, FUNCTIONS, READ_AS

# The one word of a single letter that is no variable's name.
ARTICLE = "a"


class FormulaError(ValueError):
    """A formula that cannot be used: a sentence for the person who typed it, and the place in the text.

    `position` is the index of the first offending character, 0-based; the length of the text where something is missing at
    its end.
    """

    def __init__(self, sentence: str, position: int = 0) -> None:
        super().__init__(sentence)
        self.position = position


def said(error: FormulaError) -> str:
    """The error as a sentence of its own; a name with which it begins keeps its case."""
    sentence = str(error)
    first = sentence[:1] if _begins_with_a_name(sentence) else sentence[:1].upper()
    return f"{first}{sentence[1:]}{'' if sentence.endswith('?') else '.'}"


def _begins_with_a_name(sentence: str) -> bool:
    word = re.match(r"\w*", sentence)[0]  # type: ignore[index]
    variable = len(word) == 1 and word != ARTICLE
    return variable or any(word in names for names in (CONSTANTS, FUNCTIONS, ALIASES, READ_AS))
