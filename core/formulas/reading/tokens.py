"""What is read of a text as tokens, each with its place in the text as it was typed."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from core.formulas.reading.characters import FRACTIONS, SUPERSCRIPTS, named
from core.formulas.reading.names import words
from core.formulas.reading.spelling import Spelling

_RAISED, _BROKEN = "".join(map(re.escape, SUPERSCRIPTS)), "".join(FRACTIONS)
NAME = re.compile(rf"[^\W\d{_RAISED}{_BROKEN}][^\W{_RAISED}{_BROKEN}]*")
# An exponent needs its digits: 2e is 2*e, and 2e3 is 2000.
_NUMBER = r"(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?"
_TOKEN = re.compile(
    rf"(?P<number>{_NUMBER})|(?P<above>_\+)|(?P<name>{NAME.pattern})|(?P<superscript>[{_RAISED}]+)|(?P<fraction>[{_BROKEN}])"
    r"|(?P<sign>\.?\*\*|\.[*/^]|<=|>=|//|==|<>|.)"
)

OPENING = {"(": ")", "[": "]", "{": "}"}
_SIGNS = (
    {sign: sign for sign in (*"+-*/^|,<>√∛", "<=", ">=", "_+")}
    | dict.fromkeys(OPENING, "(")
    | dict.fromkeys(OPENING.values(), ")")
    | {"**": "^", ".**": "^", ".^": "^", ".*": "*", "./": "/", "≤": "<=", "≥": ">="}
)
_WHY = {
    "=": "write the formula alone: an equation with something behind '=' has no value",
    "==": "two numbers are compared by <, <=, > or >=",
    "<>": "two numbers are compared by <, <=, > or >=",
    "//": "write / for a division",
    ".": "a point stands only within a number",
    "_": "a name starts with a letter",
    "$": "a sign of LaTeX stands about a formula, not in it",
    "!": "there is no factorial here, and '!' has no other meaning",
    ";": "a formula is one expression; ';' cannot stand in it",
    ":": "write / for a division; ':' cannot stand in a formula",
}


@dataclass(frozen=True)
class Token:
    """A number, a known name, or a sign: `kind` says which, and for a sign is the sign itself.

    `value` is the number, the pair of a fraction, the exponent of a superscript, the name, or the bracket that a parenthesis
    is. The last token has kind "end".
    """

    kind: str
    start: int
    end: int
    value: int | float | str | tuple[int, int] = ""


def names_in(spelling: Spelling) -> dict[str, int]:
    """Every name that stands in the text, once, with its place there."""
    names: dict[str, int] = {}
    for found in _TOKEN.finditer(spelling.text):
        if found.lastgroup == "name":
            names.setdefault(found[0], found.start())
    return names


def tokens(spelling: Spelling, variables: Mapping[str, str]) -> list[Token]:
    """The tokens of a text, in which the parameters go by the names in `variables`. Raises FormulaError at what is none."""
    found: list[Token] = []
    for match in _TOKEN.finditer(spelling.text):
        if match[0] != " ":
            found += _tokens_of(match, spelling, variables)
    return [*found, Token("end", spelling.end, spelling.end)]


def _tokens_of(found: re.Match[str], spelling: Spelling, variables: Mapping[str, str]) -> list[Token]:
    typed, at = found[0], found.start()
    start, end = spelling.span_of(*found.span())
    match found.lastgroup:
        case "number":
            return [Token("number", start, end, _number(typed))]
        case "name":
            return _words(found, spelling, variables)
        case "superscript":
            digits = "".join(SUPERSCRIPTS[character] for character in typed)
            if not re.fullmatch(r"[+-]?\d{1,15}", digits):
                raise spelling.error("a raised number is digits, with a sign before them at most", at)
            return [Token("superscript", start, end, int(digits))]
        case "fraction":
            return [Token("fraction", start, end, FRACTIONS[typed])]
    if typed not in _SIGNS:
        raise spelling.error(_WHY.get(typed, f"{named(typed[0])} cannot stand in a formula"), at)
    return [Token(_SIGNS[typed], start, end, typed if typed in "()[]{}" else "")]


def _words(found: re.Match[str], spelling: Spelling, variables: Mapping[str, str]) -> list[Token]:
    typed, text, end = found[0], spelling.text, found.end()
    if text[end : end + 1] == "." and re.match(r"[^\W\d]", text[end + 1 :]):
        raise spelling.error(f"no library is called {typed[:24]!r} here; write the function alone, as in sin(...)", end)
    made = []
    for word in words(typed, tuple(variables), spelling.start_of(found.start())):
        at = found.start() + word.offset
        name = variables[word.name] if word.kind == "parameter" else word.name
        made.append(Token(word.kind, *spelling.span_of(at, at + word.length), name))
    return made


def _number(typed: str) -> int | float:
    if typed.isdigit() and len(typed) <= 15:
        return int(typed)
    return float(typed)
