"""The frontend's modules of JavaScript, each component's joined into one script, and its HTML and CSS beside it."""

import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

FRONTEND = Path(__file__).parent / "frontend"
# What stands at the left edge begins a statement, unless it closes one.
BEGIN = re.compile(r"^(?=[^\s})\]])", re.MULTILINE)
IMPORT = re.compile(r'import \{ ([\w, ]+) \} from "\./(\w+)\.js";\s*')
DECLARED = re.compile(r"(export )?(?:const|let|class|function) (\w+)")
COMPONENT, GUARD = "export default function (", "export default function guarded("
# What a style takes from another file, at its top.
FROM = re.compile(r'@import "\./(\w+)\.css";\s*')
# All else of its kind: renamed, starred, default, asked for while it runs.
FOREIGN = re.compile(r"(import|export)\b|.*\bimport\s*[(.]", re.DOTALL)
# A comment behind code, where no text and no pattern stands before it.
BEHIND = re.compile(r"^([^\"'`/]*[;,{}]) // .*$")
# What only people read in CSS and HTML.
NOTE = re.compile(r"(/\*.*?\*/|<!--.*?-->)\s*", re.DOTALL)


class UnjoinableError(ValueError):
    """A module says something at its top that cannot be joined; the message says which, and what."""


@dataclass(frozen=True)
class Statement:
    """One at the top of a module: its text, the name that it declares, if any, and whether other modules may take that."""

    text: str
    name: str = ""
    offered: bool = False


def read(name: str) -> str:
    """A file of the frontend; empty if there is none of that name."""
    file = FRONTEND / name
    return file.read_text(encoding="utf-8") if file.exists() else ""


def components() -> list[str]:
    """The names of all components."""
    return sorted(file.stem for file in FRONTEND.glob("*.js") if COMPONENT in read(file.name))


def html(name: str) -> str:
    """The component's page, which may be empty."""
    return NOTE.sub("", read(f"{name}.html"))


def style(name: str) -> str:
    """The component's style, after those that it takes from other files."""
    return FROM.sub(lambda taken: style(taken[1]), NOTE.sub("", read(f"{name}.css")))


def in_a_script(name: str) -> str:
    """A module that imports nothing, of which nothing is exported any more."""
    return "".join(
        f"{line.removeprefix('export ').strip()}\n" for line in _uncommented(read(f"{name}.js")).splitlines()
    )


def script(name: str) -> str:
    """The component `name` as one text: each module that it needs once, what it uses of them, and its guard.

    UnjoinableError where a module's imports or exports are not understood, or two modules declare the same name.
    """
    modules: dict[str, list[Statement]] = {}
    _gather(name, modules)
    _gather("guard", modules)
    statements = [statement for module in modules.values() for statement in module]
    twice = [named for named, count in Counter(each.name for each in statements if each.name).items() if count > 1]
    if twice:
        raise UnjoinableError(f"{name}.js: declared in two of its modules: {', '.join(twice)}")
    return "\n".join(_unindented(statement.text) for statement in _used(statements))


def _gather(name: str, modules: dict[str, list[Statement]]) -> None:
    own: list[Statement] = []
    for text in filter(None, BEGIN.split(_uncommented(read(f"{name}.js")))):
        taken = IMPORT.fullmatch(text)
        if not taken:
            own.append(_statement(text, name))
            continue
        names, imported = taken[1].split(", "), taken[2]
        if imported not in modules:
            _gather(imported, modules)
        missing = set(names) - {each.name for each in modules[imported] if each.offered}
        if missing:
            raise UnjoinableError(f"{name}.js: {imported}.js offers no {', '.join(sorted(missing))}")
    modules[name] = own


def _statement(text: str, module: str) -> Statement:
    if text.startswith(COMPONENT):
        return Statement(text.replace(COMPONENT, "const component = function (", 1), "component")
    if text.startswith(GUARD):
        return Statement(text)
    declared = DECLARED.match(text)
    own = text.removeprefix("export ") if declared else text
    if FOREIGN.match(own):
        raise UnjoinableError(f"{module}.js: not understood: {text.splitlines()[0]}")
    return Statement(own, declared[2] if declared else "", bool(declared and declared[1]))


def _used(statements: list[Statement]) -> list[Statement]:
    """Those that do something, and those that declare what another one names; the whole goes out with every update."""
    words = [set(re.findall(r"\w+", statement.text)) for statement in statements]
    counts = Counter(word for own in words for word in own)
    used = [statement for statement in statements if not statement.name or counts[statement.name] > 1]
    return used if len(used) == len(statements) else _used(used)


def _uncommented(text: str) -> str:
    """A module without what only people read."""
    lines = (BEHIND.sub(r"\1", line) for line in text.splitlines())
    return "".join(f"{line}\n" for line in lines if line.strip() and not line.lstrip().startswith("//"))


def _unindented(text: str) -> str:
    return "\n".join(line.strip() for line in text.splitlines())
