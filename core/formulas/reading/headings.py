"""What stands before a formula: L(w) =, dL/dw =, f: x -> and lambda x:, w <-; each where it belongs.

A name before '=' is no part of the formula, and is dropped where it says what the text is anyhow. Where it says something
else, being the name of a parameter or a function, the text is refused; any other is passed over with a sentence.
"""

import re
from dataclasses import dataclass

from core.formulas.reading.names import is_known, variable_is_not
from core.formulas.reading.spelling import Spelling

# What a text can be of: what is minimised, its derivative, the new value of its first parameter.
LOSS, DERIVATIVE, UPDATE = "loss", "derivative", "update"
# One name after another: f: x -> ..., y = f(x) = ...
MOST = 3

_NAME = r"[^\W\d]\w*"
_LIST = rf"{_NAME}(?: ?, ?{_NAME})*"
_OF = r"(?: ?\(([^()=]*)\))?"
_IS = r" ?(?::=|=(?![=>])) ?"
_ARGUMENTS = re.compile(
    rf" ?(?:lambda ({_LIST}) ?:|def {_NAME} ?\(({_LIST})\) ?: ?return\b|return\b|@ ?\(({_LIST})\)"
    rf"|\(({_LIST})\) ?[-=]>|(?:{_NAME} ?: ?)?({_LIST}) ?[-=]>) ?"
)
_VALUE = re.compile(rf" ?({_NAME}){_OF}{_IS}")
_QUOTIENT = re.compile(rf"[( ]*[d∂] ?(?:{_NAME})?{_OF}[) ]*/[( ]*[d∂] ?({_NAME})[) ]*(?:{_NAME})?{_OF}{_IS}")
_PRIME = re.compile(rf" ?{_NAME} ?(?:('+)|\^ ?\{{ ?('+) ?\}}){_OF}{_IS}")
_NABLA = re.compile(rf" ?∇ ?(?:{_NAME})?{_OF}{_IS}")
_NEW_VALUE = re.compile(rf" ?({_NAME})(?: ?_ ?\{{[^{{}}]*\}}| ?')?(?: ?<- ?|{_IS})")
_CHANGE = re.compile(rf" ?({_NAME}) ?(\*\*|[-+*/^])= ?")
_ASSIGN = re.compile(rf" ?({_NAME})\.assign(_sub|_add)? ?\( ?")
_ASSIGNED = {None: "(", "_sub": "-(", "_add": "+("}
_SLOPES = frozenset({"g", "grad", "gradient", "slope", "derivative"})


@dataclass(frozen=True)
class Headed:
    """What stands behind the headings, the variables that they declare, and what was passed over."""

    formula: Spelling
    declared: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def behind_headings(spelling: Spelling, parameters: tuple[str, ...], of: str) -> Headed:
    """The formula alone. Raises FormulaError at a heading that says something else than `of`."""
    if of == UPDATE:
        return _update(spelling, parameters)
    declared: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    for _ in range(MOST):
        headed = (
            _slope(spelling, parameters, of) or _arguments(spelling, parameters) or _named(spelling, parameters, of)
        )
        if not headed:
            break
        spelling, declared, notes = headed.formula, headed.declared or declared, notes + headed.notes
    return Headed(spelling, declared, notes)


def _arguments(spelling: Spelling, parameters: tuple[str, ...]) -> Headed | None:
    """lambda x:, f: x ->, def f(x): return, and a return alone."""
    found = _ARGUMENTS.match(spelling.text)
    if not found:
        return None
    group = found.lastindex
    declared = _declared(spelling, found, group, parameters) if group else ()
    return Headed(spelling.part(found.end()), declared)


def _slope(spelling: Spelling, parameters: tuple[str, ...], of: str) -> Headed | None:
    """dL/dw =, L'(w) = and ∇L =."""
    found = _QUOTIENT.match(spelling.text) or _PRIME.match(spelling.text) or _NABLA.match(spelling.text)
    if not found:
        return None
    if of == LOSS:
        raise spelling.error("this is how a derivative begins; what is typed here is the loss itself", found.start())
    if found.re is _PRIME and len(found[1] or found[2]) > 1:
        raise spelling.error("what is typed here is the first derivative", found.start())
    named = 2 if found.re is _QUOTIENT else 3 if found.re is _PRIME else 1
    if not (found[named] or "").strip():
        return Headed(spelling.part(found.end()))
    return Headed(spelling.part(found.end()), _declared(spelling, found, named, parameters))


def _named(spelling: Spelling, parameters: tuple[str, ...], of: str) -> Headed | None:
    """L(w) =."""
    if change := _CHANGE.match(spelling.text):
        raise spelling.error(f"write the new value itself: {change[1][:24]} {change[2]} ...", change.start(2))
    found = _VALUE.match(spelling.text)
    if not found:
        return None
    name = found[1]
    _refuse_meaning(spelling, found, parameters)
    slope = name in _SLOPES or re.fullmatch(r"[d∂](?:[A-Za-z]|_?[dL]\w{0,6})", name) is not None
    if of == LOSS and slope and name not in ("g", "slope"):
        raise spelling.error("this is how a derivative begins; what is typed here is the loss itself", found.start(1))
    notes = () if of == LOSS or slope else (_passed_over(found[0], "the derivative"),)
    declared = _declared(spelling, found, 2, parameters) if (found[2] or "").strip() else ()
    return Headed(spelling.part(found.end()), declared, notes)


def _update(spelling: Spelling, parameters: tuple[str, ...]) -> Headed:
    """w <-, w_{t+1} =, w -=, w.assign_sub(."""
    w = parameters[0]
    if (found := _ASSIGN.match(spelling.text)) and found[1] == w:
        opened = f"{w if found[2] else ''}{_ASSIGNED[found[2]]}"
        return Headed(spelling.part(found.end()).around((opened, spelling.span_of(0, found.end()))))
    if (found := _CHANGE.match(spelling.text)) and found[1] == w:
        return Headed(spelling.part(found.end()).around((f"{w}{found[2]}(", spelling.span_of(0, found.end())), ")"))
    found = _NEW_VALUE.match(spelling.text)
    if not found:
        return Headed(spelling)
    name = found[1]
    if name.lower() == w or name.startswith(f"{w}_") or name in (f"new_{w}", f"next_{w}"):
        return Headed(spelling.part(found.end()))
    _refuse_meaning(spelling, found, parameters)
    return Headed(spelling.part(found.end()), notes=(_passed_over(found[0], f"the new {w}"),))


def _refuse_meaning(spelling: Spelling, found: re.Match[str], parameters: tuple[str, ...]) -> None:
    """Raise FormulaError where the name before '=' stands for something else here."""
    name = found[1]
    if name in parameters or name.lower() in parameters:
        raise spelling.error(
            f"{name} is a variable here, so this would be an equation; write what stands behind '=' alone",
            found.start(1),
        )
    if is_known(name) and not (len(name) == 1 and name.isupper()):
        raise spelling.error(
            f"'{name[:24]}' has a meaning of its own here and cannot name this; write what stands behind '=' alone",
            found.start(1),
        )


def _passed_over(heading: str, what: str) -> str:
    return f"'{heading.strip()[:32]}' is passed over; what stands behind it is taken as {what}"


def _declared(spelling: Spelling, found: re.Match[str], group: int, parameters: tuple[str, ...]) -> tuple[str, ...]:
    """The variables in a heading. Raises FormulaError at one too many, and at what is none."""
    names = [(name[0].strip(), found.start(group) + name.start()) for name in re.finditer(r"[^\s,][^,]*", found[group])]
    for name, at in names:
        if not re.fullmatch(_NAME, name):
            raise spelling.error(variable_is_not(name, parameters), at)
    if len(names) > len(parameters):
        name, at = next(((name, at) for name, at in names if name not in parameters), names[-1])
        raise spelling.error(variable_is_not(name, parameters), at)
    return tuple(dict.fromkeys(name for name, _ in names))
