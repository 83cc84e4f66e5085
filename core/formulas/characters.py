"""Characters as people type and paste them, each as the one plain character that it stands for."""

import unicodedata

from core.formulas.error import FormulaError

_PLAIN = {
    **dict.fromkeys("−–—‐‑‒―﹣", "-"),
    **dict.fromkeys("×·⋅∙•∗⨯", "*"),
    **dict.fromkeys("÷∕⁄", "/"),
    **dict.fromkeys("∣❘", "|"),
    **dict.fromkeys("ˆ", "^"),
    "≦": "≤",
    "≧": "≥",
    "⩽": "≤",
    "⩾": "≥",
}
SUPERSCRIPTS = dict(zip("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻", "0123456789+-", strict=True))
FRACTIONS = {"½": (1, 2), "⅓": (1, 3), "⅔": (2, 3), "¼": (1, 4), "¾": (3, 4), "⅕": (1, 5), "⅛": (1, 8)}
_SPECIAL = {*SUPERSCRIPTS, *FRACTIONS, "√", "∛", "≤", "≥"}
_OPERATORS = set("+-*/^()|,<>=._")

_NO_LATEX = "LaTeX is not read here; write the formula plainly, with / and ^ and sqrt(...)"
_BRACKETS = "write parentheses ( ) instead of"
_WHY = {
    **dict.fromkeys("\\$", _NO_LATEX),
    **{bracket: f"{_BRACKETS} {bracket}" for bracket in "[]{}"},
    "!": "there is no factorial here, and '!' has no other meaning",
    "∞": "infinity is not a number to calculate with; write a number",
    ";": "a formula is one expression; ';' cannot stand in it",
    ":": "write / for a division; ':' cannot stand in a formula",
}


def plain(text: str) -> str:
    """`text` with every character replaced by the plain one that it stands for; as long as `text`.

    Raises FormulaError at the first character that cannot stand in a formula.
    """
    return "".join(_plain(character, position) for position, character in enumerate(text))


def _plain(character: str, position: int) -> str:
    if character in _PLAIN:
        return _PLAIN[character]
    if character in _SPECIAL or character in _OPERATORS:
        return character
    kind = unicodedata.category(character)
    if kind == "Zs" or character in "\t\n\r":
        return " "
    if kind == "Nd":
        return str(unicodedata.decimal(character))
    # The wide, narrow, italic and bold forms of a character; superscripts, subscripts and ligatures are no such forms.
    form, _, code = unicodedata.decomposition(character).partition(" ")
    if form in ("<font>", "<wide>", "<narrow>"):
        return _plain(chr(int(code, 16)), position)
    if kind in ("Lu", "Ll", "Lo"):
        return character
    raise FormulaError(_WHY.get(character, f"{named(character)} cannot stand in a formula"), position)


def named(character: str) -> str:
    """A character for a sentence: itself in quotes, or its name where it would be invisible or act on its neighbours."""
    if character.isascii() and character.isprintable():
        return f"'{character}'" if character != "'" else f'"{character}"'
    name = unicodedata.name(character, f"U+{ord(character):04X}")
    if unicodedata.category(character)[0] in "CMZ" or unicodedata.bidirectional(character) in ("R", "AL"):
        return f"the character {name}"
    return f"'{character}' ({name})"
