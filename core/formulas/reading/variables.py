"""The names that the parameters go by in a text: x or θ for w, x₁ and x₂ or x[0] and x[1] for x and y.

Where a text says itself of what it is, as f(x) = ..., it is of that. Elsewhere a letter that stands for nothing is taken for
a parameter that does not occur, as long as there are not more such letters than such parameters.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence

from core.formulas.reading.names import is_known, is_readable, parts_of

_GREEK = frozenset(
    ("alpha", "beta", "gamma", "delta", "epsilon", "theta", "lambda", "mu", "rho", "sigma", "phi", "psi", "omega")
)
_INDEXED = re.compile(r"([^\W\d_]+)_(\d+)")
_NUMBERED = re.compile(r"([^\W\d_])(\d+)")
# So many letters side by side can be a product; more are a word.
_LONGEST_PRODUCT = 3


def variables(typed: Sequence[str], parameters: tuple[str, ...], declared: Sequence[str]) -> Mapping[str, str]:
    """The parameter for every name that one goes by, where the names `typed` stand in the text.

    `declared` are the variables that the text itself says it has, at most as many as there are parameters.
    """
    if declared and not _are_elements(typed, declared, parameters):
        own = {name: name for name in parameters if all(name in parameters for name in declared)}
        return own | _assigned(declared, parameters, declared)
    used = {name for word in typed for name in parts_of(word, parameters)}
    letters = _letters([word for word in typed if not is_readable(word, parameters)], tuple(used))
    if letters and len(letters) <= len(parameters) - len(used):
        return {name: name for name in parameters if name in used} | _assigned(letters, parameters, used)
    return {name: name for name in parameters}


def _assigned(names: Sequence[str], parameters: tuple[str, ...], used: Sequence[str] | set[str]) -> dict[str, str]:
    """The parameters that do not occur, in order; a name that is a parameter's is that."""
    free = (name for name in parameters if name not in used)
    return {name: name if name in parameters else next(free) for name in names}


def _are_elements(typed: Sequence[str], declared: Sequence[str], parameters: tuple[str, ...]) -> bool:
    """Whether what is declared is one vector, of which the text has the elements alone: lambda x: x[0]**2 + x[1]**2."""
    if len(declared) > 1 or any(declared[0] in parts_of(word, tuple(declared)) for word in typed):
        return False
    return any(_index(word) and _index(word)[0] == declared[0] for word in typed)  # type: ignore[index]


def _index(word: str) -> tuple[str, int] | None:
    found = _INDEXED.fullmatch(word) or _NUMBERED.fullmatch(word)
    return (found[1], int(found[2])) if found else None


def _letters(unknown: list[str], used: tuple[str, ...]) -> list[str]:
    """The letters that make all of the unknown words readable, in order; none where that cannot be."""
    found = {word for word in unknown if _is_variable(word, unknown)}
    for word in unknown:
        if not is_readable(word, (*used, *found)) and len(word) <= _LONGEST_PRODUCT and word.isalpha():
            found |= {letter for letter in word if not is_known(letter) and letter not in used}
    if not all(_is_letter(word) or _index(word) or word in _GREEK for word in found):
        return []
    if not all(is_readable(word, (*used, *found)) for word in unknown):
        return []
    return sorted(found, key=lambda word: _index(word) or (word, 0))


def _is_variable(word: str, among: list[str]) -> bool:
    """Whether a word can be the name of a variable: a letter, one with an index, or two with numbers behind them.

    A single x2 may be a square that has lost its sign.
    """
    if _INDEXED.fullmatch(word) or _is_letter(word) or word in _GREEK:
        return True
    numbered = _NUMBERED.fullmatch(word)
    if not numbered or not _is_letter(numbered[1]):
        return False
    others = (_NUMBERED.fullmatch(other) for other in among)
    return any(other and other[1] == numbered[1] and other[2] != numbered[2] for other in others)


def _is_letter(word: str) -> bool:
    # Latin and Greek: letters of other scripts look like these and are none.
    scripts = tuple(f"{script} {case} LETTER" for script in ("LATIN", "GREEK") for case in ("SMALL", "CAPITAL"))
    return len(word) == 1 and unicodedata.name(word, "").startswith(scripts)
