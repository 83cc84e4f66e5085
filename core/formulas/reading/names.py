"""What a name in a formula stands for, and what to say of a name that stands for nothing."""

import re
from dataclasses import dataclass

from core.formulas.error import FormulaError
from core.formulas.functions import ALIASES, CONSTANTS, FUNCTIONS, INSTEAD, READ_AS
from core.formulas.reading.characters import named

_LONGEST = 24
# Variables as most people call theirs.
_USUAL = {"x", "y", "t"}


@dataclass(frozen=True)
class Word:
    """A known name: `kind` is "parameter", "constant" or "function", `offset` its place in what was typed."""

    kind: str
    name: str
    offset: int
    length: int


def words(typed: str, parameters: tuple[str, ...], position: int) -> list[Word]:
    """What `typed` stands for: a known name, or several without a space between them, as in `xy` and `wsin`.

    Raises FormulaError where there is none, or more than one way to read it.
    """
    known = _known(typed, parameters, exact=False)
    if known:
        return [Word(*known, 0, len(typed))]
    readings = _readings(typed, parameters)
    if len(readings) == 1:
        return readings[0]
    if readings:
        ways = " or ".join("*".join(word.name for word in reading) for reading in readings[:2])
        raise FormulaError(f"'{_short(typed)}' can be read as {ways}; write the * signs", position)
    raise FormulaError(_unknown(typed, parameters), position)


def is_known(typed: str) -> bool:
    """Whether a name is that of a function or a constant."""
    return _known(typed, (), exact=False) is not None


def is_readable(typed: str, parameters: tuple[str, ...]) -> bool:
    """Whether a name is known, or a product of known ones."""
    return bool(_known(typed, parameters, exact=False) or _readings(typed, parameters))


def parts_of(typed: str, parameters: tuple[str, ...]) -> list[str]:
    """The parameters that a name is, or is a product of."""
    known = _known(typed, parameters, exact=False)
    reading = [Word(*known, 0, len(typed))] if known else next(iter(_readings(typed, parameters)), [])
    return [word.name for word in reading if word.kind == "parameter"]


def _known(typed: str, parameters: tuple[str, ...], *, exact: bool) -> tuple[str, str] | None:
    """Kind and name of one word. Unless `exact`, capital letters do not matter where nothing else is called so."""
    for name in dict.fromkeys((typed,) if exact else (typed, typed.lower())):
        if name in parameters:
            return "parameter", name
        if name in CONSTANTS or name == "π":
            return "constant", "pi" if name == "π" else name
        if name in FUNCTIONS or name in ALIASES or name in READ_AS:
            return "function", ALIASES.get(name, name)
    return None


def _readings(typed: str, parameters: tuple[str, ...]) -> list[list[Word]]:
    """At most two ways to read a name as parameters and constants, with a function as the last of them."""
    if len(typed) > _LONGEST:
        return []
    # What is behind each place, from the end: a recursion would take as many calls as there are ways.
    behind: list[list[list[Word]]] = [[] for _ in typed] + [[[]]]
    for start in reversed(range(len(typed))):
        for end in range(start + 1, len(typed) + 1):
            known = _known(typed[start:end], parameters, exact=True)
            if known and (known[0] != "function" or end == len(typed)):
                behind[start] += [[Word(*known, start, end - start), *rest] for rest in behind[end]]
        del behind[start][2:]
    return behind[0]


def _unknown(typed: str, parameters: tuple[str, ...]) -> str:
    shown, lower = _short(typed), typed.lower()
    foreign = next((character for character in typed if not character.isascii()), None)
    if foreign:
        return f"{named(foreign)} is not a name here; {_names(parameters)}"
    if lower in INSTEAD:
        return f"there is no '{shown}' here; write {INSTEAD[lower]}"
    number = re.fullmatch(r"(\D+)(\d+)", typed)
    reading = _readings(number[1], parameters) if number else []
    if number and reading:
        name, power = number.groups()
        ways = f"{name}^{power}(...)" if reading[0][-1].kind == "function" else f"{name}*{power} or {name}^{power}"
        return f"'{shown}' is not a name here; write {ways}"
    if number and len(number[1]) == 1:
        return (
            f"'{shown}' can be {number[1]}_{number[2]}, {number[1]}*{number[2]} or {number[1]}^{number[2]}; write which"
        )
    near = _near(lower, parameters)
    return f"there is no '{shown}' here; " + (f"did you mean {near}?" if near else _names(parameters))


def _near(typed: str, parameters: tuple[str, ...]) -> str | None:
    """The known name that `typed` probably is: misspelled, or with its argument stuck to it."""
    for name in sorted((*FUNCTIONS, *ALIASES), key=len, reverse=True):
        rest = typed.removeprefix(name)
        stuck = rest in parameters or rest in _USUAL
        if rest != typed and (stuck or _readings(rest, parameters)):
            return f"{name}({rest})" if stuck else name
    meant = [name for name in (*parameters, *FUNCTIONS, *ALIASES, *READ_AS) if _is_slip(typed, name)]
    return meant[0] if len({ALIASES.get(name, name) for name in meant}) == 1 else None


def _is_slip(typed: str, name: str) -> bool:
    """Whether one slip of the hand makes `typed` of `name`: a letter missing, too many, or exchanged with the next.

    Another letter in its place only in a long name, and never another digit: sinc, log1p and exp2 are no misspellings.
    """
    if len(typed) < 3 or re.sub(r"\D", "", typed) != re.sub(r"\D", "", name):
        return False
    same = next((k for k, (a, b) in enumerate(zip(typed, name, strict=False)) if a != b), min(len(typed), len(name)))
    rest, of = typed[same:], name[same:]
    exchanged = rest[:2] == of[1::-1] and rest[2:] == of[2:]
    another = len(name) > 5 and rest[1:] == of[1:]
    return rest[1:] == of or rest == of[1:] or (len(rest) > 1 and exchanged) or another


def _names(parameters: tuple[str, ...]) -> str:
    if len(parameters) == 1:
        return f"the variable is {parameters[0]}"
    return f"the variables are {', '.join(parameters)}"


def _short(typed: str) -> str:
    return typed if len(typed) <= _LONGEST else f"{typed[:_LONGEST]}..."


def variable_is_not(typed: str, parameters: tuple[str, ...]) -> str:
    """The sentence for a formula that says itself to be one of other variables."""
    return f"{_names(parameters)}, not {_short(typed)}"
