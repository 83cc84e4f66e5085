"""The text of a formula as tokens, each with its place in the text as it was typed."""

import re
from dataclasses import dataclass

from core.formulas.characters import FRACTIONS, SUPERSCRIPTS, named, plain
from core.formulas.error import FormulaError
from core.formulas.names import variable_is_not, words

_RAISED, _BROKEN = "".join(map(re.escape, SUPERSCRIPTS)), "".join(FRACTIONS)
_NAME = rf"[^\W\d{_RAISED}{_BROKEN}][^\W{_RAISED}{_BROKEN}]*"
# An exponent needs its digits: 2e is 2*e, and 2e3 is 2000.
_NUMBER = r"(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?"
_TOKEN = re.compile(
    rf"(?P<number>{_NUMBER})|(?P<name>{_NAME})|(?P<superscript>[{_RAISED}]+)|(?P<fraction>[{_BROKEN}])"
    r"|(?P<sign>\*\*|<=|>=|//|==|<>|.)"
)
_PREFIX = re.compile(rf"\s*({_NAME})\s*(?:\(([^()]*)\))?\s*=(?!=)")
_UPDATE = re.compile(rf"\s*({_NAME})\s*(\*\*|[-+*/^])=")

_SIGNS = {sign: sign for sign in (*"+-*/^()|,<>√∛", "<=", ">=")} | {"**": "^", "≤": "<=", "≥": ">="}
_WHY = {
    "=": "write the formula alone: an equation with something behind '=' has no value",
    "==": "two numbers are compared by <, <=, > or >=",
    "<>": "two numbers are compared by <, <=, > or >=",
    "//": "write / for a division",
    ".": "a point stands only within a number",
    "_": "a name starts with a letter",
}


@dataclass(frozen=True)
class Token:
    """A number, a known name, or a sign: `kind` says which, and for a sign is the sign itself.

    `value` is the number, the pair of a fraction, the exponent of a superscript, or the name. The last token has kind "end".
    """

    kind: str
    start: int
    end: int
    value: int | float | str | tuple[int, int] = ""


def tokens(text: str, parameters: tuple[str, ...]) -> list[Token]:
    """The tokens of `text` behind an introducing `L(w) =`. Raises FormulaError at what is none."""
    readable = plain(text)
    found: list[Token] = []
    position = _behind_the_prefix(readable, parameters)
    while position < len(readable):
        if readable[position] == " ":
            position += 1
            continue
        match = _TOKEN.match(readable, position)
        assert match
        found += _tokens_of(match, readable, parameters)
        position = match.end()
    return [*found, Token("end", len(text), len(text))]


def _behind_the_prefix(text: str, parameters: tuple[str, ...]) -> int:
    if update := _UPDATE.match(text):
        raise FormulaError(f"write the new value itself: {update[1][:24]} {update[2]} ...", update.start(2))
    prefix = _PREFIX.match(text)
    if not prefix:
        return 0
    for variable in re.finditer(r"[^\s,]+", prefix[2] or ""):
        if variable[0] not in parameters:
            raise FormulaError(variable_is_not(variable[0], parameters), prefix.start(2) + variable.start())
    return prefix.end()


def _tokens_of(found: re.Match[str], text: str, parameters: tuple[str, ...]) -> list[Token]:
    typed, start, end = found[0], found.start(), found.end()
    match found.lastgroup:
        case "number":
            return [Token("number", start, end, _number(typed, start))]
        case "name":
            if text[end : end + 1] == "." and re.match(r"[^\W\d]", text[end + 1 :]):
                raise FormulaError("write a function without what it belongs to: sin, not np.sin", end)
            known = words(typed, parameters, start)
            return [Token(w.kind, start + w.offset, start + w.offset + w.length, w.name) for w in known]
        case "superscript":
            digits = "".join(SUPERSCRIPTS[character] for character in typed)
            if not re.fullmatch(r"[+-]?\d{1,15}", digits):
                raise FormulaError("a raised number is digits, with a sign before them at most", start)
            return [Token("superscript", start, end, int(digits))]
        case "fraction":
            return [Token("fraction", start, end, FRACTIONS[typed])]
    if typed not in _SIGNS:
        raise FormulaError(_WHY.get(typed, f"{named(typed[0])} cannot stand in a formula"), start)
    return [Token(_SIGNS[typed], start, end)]


def _number(typed: str, start: int) -> int | float:
    if typed.isdigit() and len(typed) <= 15:
        return int(typed)
    return float(typed)
