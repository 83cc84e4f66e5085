"""From what was typed to tokens: the one order in which a text's spelling, headings and variables are understood."""

from dataclasses import dataclass

from core.formulas.reading.characters import readable
from core.formulas.reading.headings import UPDATE, behind_headings
from core.formulas.reading.notebook import without_libraries
from core.formulas.reading.pasted_latex import without_latex
from core.formulas.reading.spelling import Spelling
from core.formulas.reading.tokens import Token, names_in, tokens
from core.formulas.reading.variables import variables

# Words for the same in the text of an update: a step that is worked out has gradient and t, and everybody knows lr.
_AS_WELL = {"gradient": "g", "lr": "learning_rate", "t": "step"}
# What is called otherwise in books and notebooks.
_IN_AN_UPDATE = {
    **_AS_WELL,
    **dict.fromkeys(("eta", "η", "alpha", "α", "rate"), "learning_rate"),
    **dict.fromkeys(("grad", "dw", "g_t", "g_k"), "g"),
    "k": "step",
    **dict.fromkeys(("w_t", "w_k"), "w"),
}


@dataclass(frozen=True)
class Typed:
    """The tokens of a text, and sentences about what was read as something else or passed over."""

    tokens: list[Token]
    notes: tuple[str, ...]


def typed(text: str, parameters: tuple[str, ...], of: str) -> Typed:
    """What `text` says of a formula in `parameters`, which is the `of` of something. Raises FormulaError."""
    headed = behind_headings(without_libraries(without_latex(readable(text))), parameters, of)
    names = names_in(headed.formula)
    if of == UPDATE:
        own = {name: name for name in parameters}
        called = own | {name: _IN_AN_UPDATE[name] for name in names if name in _IN_AN_UPDATE and name not in own}
    else:
        called = dict(variables(list(names), parameters, headed.declared))
    # What goes by another name is said, what has two names is not.
    others = {name: own for name, own in called.items() if name != own and (of != UPDATE or name not in _AS_WELL)}
    return Typed(tokens(headed.formula, called), (*_read_as(others, names, headed.formula, text), *headed.notes))


def _read_as(others: dict[str, str], names: dict[str, int], spelling: Spelling, text: str) -> tuple[str, ...]:
    """x is read as w."""
    if not others:
        return ()

    def as_typed(name: str) -> str:
        at = next((at for word, at in names.items() if word == name), None)
        if at is None:
            return name
        start, end = spelling.span_of(at, at + len(name))
        return text[start:end].strip()

    return (" and ".join(f"{as_typed(name)} is read as {parameter}" for name, parameter in others.items()),)
