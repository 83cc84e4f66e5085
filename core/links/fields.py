"""A screen's plain choices as a table of fields: from it links, the entries of controls, and settings are read and written.

Plain is what a visitor chooses freely: it depends on nothing else, stands in every link, and stays when something else begins
anew. To add one more takes its attribute in the screen's record, its row in the table, and its control.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from core.links.reader import Reader

Shown = TypeVar("Shown")


def _same(value: Any) -> Any:
    return value


@dataclass(frozen=True, kw_only=True)
class Kind:
    """How values of a kind are read from a link's entry of some name, given the first value, and written into it.

    `said` is what a control says of a value, and `meant` the value that a control's word means.
    """

    read: Callable[[Reader, str, Any], Any]
    write: Callable[[Any], str] = str
    said: Callable[[Any], Any] = _same
    meant: Callable[[Any], Any] = _same


def one_of(options: Collection[str]) -> Kind:
    """One of several words."""
    return Kind(read=lambda reader, name, first: reader.choice(name, options, first))


def switch(off: str, on: str) -> Kind:
    """One of two words, of which a control says whether it is the second."""
    return Kind(
        read=lambda reader, name, first: reader.choice(name, (off, on), first),
        said=lambda value: value == on,
        meant=lambda said: on if said else off,
    )


def number(low: float, high: float) -> Kind:
    """A number within limits."""
    return Kind(read=lambda reader, name, first: reader.number(name, low, high, first), write=repr)


@dataclass(frozen=True)
class Field:
    """A plain choice: its name in links, of its attribute and, behind the page's prefix, of its entry; and its kind.

    The attribute stands in the screen's record, or in the record that stands there as `within`; what it is there at first is
    the choice's first value.
    """

    name: str
    kind: Kind
    within: str = ""

    def of(self, screen: Any) -> Any:
        """Its value on a screen."""
        return getattr(getattr(screen, self.within) if self.within else screen, self.name)

    def put(self, screen: Shown, value: Any) -> Shown:
        """The screen with another value of it."""
        record: Any = screen
        if self.within:
            return replace(record, **{self.within: replace(getattr(record, self.within), **{self.name: value})})
        return replace(record, **{self.name: value})


@dataclass(frozen=True)
class Table:
    """The plain choices of a screen, in the order in which they stand in its links."""

    fields: tuple[Field, ...]

    def written(self, screen: Any) -> dict[str, str]:
        """Their entries in a link."""
        return {field.name: field.kind.write(field.of(screen)) for field in self.fields}

    def read(self, reader: Reader, first: Shown) -> Shown:
        """The screen `first` with what a link says; what it does not say stays."""
        return self._filled(first, lambda field: field.kind.read(reader, field.name, field.of(first)))

    def entries(self, screen: Any, prefix: str = "") -> dict[str, Any]:
        """What their controls say, by their keys."""
        return {f"{prefix}{field.name}": field.kind.said(field.of(screen)) for field in self.fields}

    def gathered(self, state: Mapping[str, Any], first: Shown, prefix: str = "") -> Shown:
        """The screen `first` with what the controls say."""
        return self._filled(first, lambda field: field.kind.meant(state[f"{prefix}{field.name}"]))

    def kept(self, before: Any, after: Shown) -> Shown:
        """The screen `after` with the choices of the one before."""
        return self._filled(after, lambda field: field.of(before))

    def _filled(self, screen: Shown, value: Callable[[Field], Any]) -> Shown:
        for field in self.fields:
            screen = field.put(screen, value(field))
        return screen
