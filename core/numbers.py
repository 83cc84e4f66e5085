"""Numbers as people type them, read as pages/shared/frontend/numbers.js reads them: one test holds both to the same list."""

import math
import re

_DASHES = re.compile("[\u2010-\u2015\u2212\ufe58\ufe63\uff0d]")  # Hyphens, en and em dash, minus sign.
_BAR = re.compile("[/\u2044\u2215\u00f7]")  # Of a fraction.
_UNSEEN = re.compile("[\u200b-\u200f\u2060]")
_SIGNED = re.compile(r"([+-]?) ?(.*)", re.DOTALL)
_PLAIN = re.compile(r"(\d+\.?\d*|\.\d+)(e[+-]?\d+)?", re.ASCII | re.IGNORECASE)
_SPACED = re.compile(r"\d{1,3}([ '])\d{3}(\1\d{3})*([.,]\d*)?", re.ASCII)  # Nothing but a group of thousands has these.
_GROUPED = re.compile(r"\d{1,3}([.,])\d{3}(\1\d{3})*", re.ASCII)
_GROUPED_AND_DECIMAL = re.compile(r"\d{1,3}([.,])\d{3}(\1\d{3})*(?!\1)[.,]\d*", re.ASCII)
# More than any number needs; what is longer is not looked at.
_LONGEST = 400


def readings(typed: str, whole: bool = False) -> tuple[float, ...]:
    """All that a text can mean: one number, none, or several that only the writer can tell apart.

    `whole` says that whole numbers are wanted. A number that is too large for a float is an infinity.
    """
    if len(typed) > _LONGEST:
        return ()
    text = _DASHES.sub("-", _UNSEEN.sub("", typed))
    text = re.sub(r"\s+", " ", re.sub("[_’]", "'", text))
    over, *under = ([*_signed(part.strip(), whole)] for part in _BAR.split(text))
    if len(under) > 1:
        return ()
    found = [value / by for value in over for by in under[0] if by] if under else over
    return tuple(value for value in found if not math.isnan(value))


def _signed(text: str, whole: bool) -> tuple[float, ...]:
    sign, digits = _SIGNED.fullmatch(text).groups()
    return tuple(-value if sign == "-" else value for value in _meanings(digits, whole))


def _meanings(digits: str, whole: bool) -> tuple[float, ...]:
    """What a number without sign and spaces about it can mean."""
    text = re.sub("[ ']", "", digits) if _SPACED.fullmatch(digits) else digits
    grouped, mixed = _GROUPED.fullmatch(text), _GROUPED_AND_DECIMAL.fullmatch(text)
    if grouped:
        mark, more = grouped.groups()
        thousands = float(text.replace(mark, ""))
        if more:
            return (thousands,)
        decimal = float(text.replace(",", "."))
        # Numbers are shown here with a point, so that "1.234" is one where no whole number is wanted.
        return (decimal,) if text.startswith("0") or (mark == "." and not whole) else (decimal, thousands)
    if mixed:
        return (float(text.replace(mixed[1], "").replace(",", ".")),)
    plain = text.replace(",", ".", 1)
    return (float(plain),) if _PLAIN.fullmatch(plain) else ()


def linked(text: str, whole: bool = False) -> tuple[float, ...]:
    """What a number in a link can mean: as people type it, or an infinity as Python writes it."""
    infinity = {"inf": math.inf, "-inf": -math.inf}.get(text)
    return readings(text, whole) if infinity is None else (infinity,)


def unread(found: tuple[float, ...]) -> str:
    """What is wrong with a text that was read as `found`, where one finite number is wanted."""
    if len(found) > 1:
        return f"could be {' or '.join(f'{value:.9g}' for value in found)}"
    return "was too large" if found else "was not a number"
