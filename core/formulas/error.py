"""What is said of a formula that cannot be used."""


class FormulaError(ValueError):
    """A formula that cannot be used: a sentence for the person who typed it, and the place in the text.

    `position` is the index of the first offending character, 0-based; the length of the text where something is missing at
    its end.
    """

    def __init__(self, sentence: str, position: int = 0) -> None:
        super().__init__(sentence)
        self.position = position


def said(error: FormulaError) -> str:
    """The error as a sentence of its own."""
    sentence = str(error)
    return f"{sentence[:1].upper()}{sentence[1:]}{'' if sentence.endswith('?') else '.'}"
