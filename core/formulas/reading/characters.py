"""Characters as people type and paste them, each as the one plain character that it stands for."""

import unicodedata

from core.formulas.error import FormulaError
from core.formulas.reading.spelling import Span, Spelling

_PLAIN = {
    **dict.fromkeys("−–—‐‑‒―﹣", "-"),
    **dict.fromkeys("×·⋅∙•∗⨯", "*"),
    **dict.fromkeys("÷∕⁄", "/"),
    **dict.fromkeys("∣❘", "|"),
    **dict.fromkeys("ˆ", "^"),
    **dict.fromkeys("‘’′ʹʼ´", "'"),
    **dict.fromkeys("→⟶↦⟼", "->"),
    **dict.fromkeys("⇒⟹", "=>"),
    **dict.fromkeys("←⟵", "<-"),
    "≔": ":=",
    "≦": "≤",
    "≧": "≥",
    "⩽": "≤",
    "⩾": "≥",
}
# What word processors and web pages leave between characters: soft hyphens, spaces without width, invisible signs for
# "times" and "of", marks that choose a character's picture. Those that turn the direction of writing are not among them.
_INVISIBLE = frozenset("\u00ad\u180e\u200b\u200c\u200d\u2060\u2061\u2062\u2063\ufeff\ufe0e\ufe0f")
SUPERSCRIPTS = dict(zip("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻", "0123456789+-", strict=True))
SUBSCRIPTS = dict(zip("₀₁₂₃₄₅₆₇₈₉₊", "0123456789+", strict=True))
FRACTIONS = {"½": (1, 2), "⅓": (1, 3), "⅔": (2, 3), "¼": (1, 4), "¾": (3, 4), "⅕": (1, 5), "⅛": (1, 8)}
_SPECIAL = {*SUPERSCRIPTS, *FRACTIONS, "√", "∛", "≤", "≥", "∂", "∇"}
_SPACES = set("\t\n\r\v\f")


def readable(text: str) -> Spelling:
    """`text` in the characters that stand for what was typed: none invisible, and a single space for many.

    Every sign of ASCII stays, whether it can stand in a formula or not. Raises FormulaError at any other that cannot.
    """
    pieces: list[tuple[str, Span]] = []
    before = ""
    for position, character in enumerate(text):
        if character in SUBSCRIPTS:
            new = SUBSCRIPTS[character] if before in SUBSCRIPTS else f"_{SUBSCRIPTS[character]}"
        else:
            new = "" if character in _INVISIBLE else _plain(character, position)
        if not (new == " " and pieces and pieces[-1][0] == " "):
            pieces.append((new, (position, position + 1)))
        before = character
    return Spelling.of(pieces, len(text))


def _plain(character: str, position: int) -> str:
    if character in _PLAIN:
        return _PLAIN[character]
    if character in _SPECIAL or (character.isascii() and character.isprintable()):
        return character
    kind = unicodedata.category(character)
    if kind in ("Zs", "Zl", "Zp") or character in _SPACES:
        return " "
    if kind == "Nd":
        return str(unicodedata.decimal(character))
    # The wide, narrow, italic and bold forms of a character; superscripts, subscripts and ligatures are no such forms.
    form, _, code = unicodedata.decomposition(character).partition(" ")
    if form in ("<font>", "<wide>", "<narrow>"):
        return _plain(chr(int(code, 16)), position)
    if kind in ("Lu", "Ll", "Lo"):
        return character
    if character == "∞":
        raise FormulaError("infinity is not a number to calculate with; write a number", position)
    raise FormulaError(f"{named(character)} cannot stand in a formula", position)


def named(character: str) -> str:
    """A character for a sentence: itself in quotes, or its name where it would be invisible or act on its neighbours."""
    if character.isascii() and character.isprintable():
        return f"'{character}'" if character != "'" else f'"{character}"'
    name = unicodedata.name(character, f"U+{ord(character):04X}")
    if unicodedata.category(character)[0] in "CMZ" or unicodedata.bidirectional(character) in ("R", "AL"):
        return f"the character {name}"
    return f"'{character}' ({name})"
