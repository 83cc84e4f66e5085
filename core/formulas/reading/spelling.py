"""A text on its way to a formula: rewritten, while every character knows what it was in the text as it was typed."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from core.formulas.error import FormulaError

# From which place in the typed text to which.
Span = tuple[int, int]


@dataclass(frozen=True)
class Spelling:
    """`text` as it is read, and for each of its characters the span of what was typed for it; `end` is where that ends."""

    text: str
    spans: tuple[Span, ...]
    end: int

    @classmethod
    def of(cls, pieces: Iterable[tuple[str, Span]], end: int) -> "Spelling":
        """Pieces one behind the other, each of any length."""
        each = [(character, span) for piece, span in pieces for character in piece]
        return cls("".join(character for character, _ in each), tuple(span for _, span in each), end)

    def start_of(self, at: int) -> int:
        """The place in the typed text of what stands at `at`, or of its end."""
        return self.spans[at][0] if at < len(self.spans) else self.end

    def span_of(self, start: int, end: int) -> Span:
        """What was typed for the characters from `start` to `end`, at least one."""
        return self.spans[start][0], self.spans[end - 1][1]

    def error(self, sentence: str, at: int) -> FormulaError:
        """A sentence about what stands at `at`."""
        return FormulaError(sentence, self.start_of(at))

    def part(self, start: int, end: int | None = None) -> "Spelling":
        """The characters from `start` to `end`."""
        return Spelling(self.text[start:end], self.spans[start:end], self.start_of(end) if end else self.end)

    def around(self, before: tuple[str, Span], after: str = "") -> "Spelling":
        """The same between two pieces; the second is no character of what was typed."""
        inner = zip(self.text, self.spans, strict=True)
        return Spelling.of([before, *inner, (after, (self.end, self.end))], self.end)

    def replaced(self, pattern: re.Pattern[str], by: Callable[[re.Match[str]], str]) -> "Spelling":
        """Every match replaced; each new character stands for all of the match."""
        pieces: list[tuple[str, Span]] = []
        done = 0
        for match in pattern.finditer(self.text):
            new = by(match)
            if new != match[0] and match[0]:
                pieces += zip(self.text[done : match.start()], self.spans[done : match.start()], strict=True)
                pieces.append((new, self.span_of(*match.span())))
                done = match.end()
        pieces += zip(self.text[done:], self.spans[done:], strict=True)
        return Spelling.of(pieces, self.end)
