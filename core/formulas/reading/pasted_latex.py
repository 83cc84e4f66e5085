"""LaTeX, as people paste it, in the signs that formulas are typed in: \\frac{1}{2} is ((1)/(2)), \\left|w\\right| is abs(w).

Only the signs are rewritten, each with its place; what they mean is for the same reader as everything else that is typed. So
there is one white list and one precedence, and whatever is not known here is refused by its name.
"""

import re

from core.formulas.functions import ALIASES, FUNCTIONS
from core.formulas.reading.spelling import Span, Spelling

MAX_DEPTH = 40

_SIGN = re.compile(r"\\[A-Za-z]+\*?|\\.|.", re.DOTALL)
_SPACED = re.compile(r" {2,}")
_INDEX = re.compile(r" ?\[ ?(\w*) ?\]")
_FRACTIONS = {"frac", "dfrac", "tfrac", "cfrac"}
_TEXTS = {
    "mathrm",
    "mathbf",
    "mathit",
    "mathsf",
    "mathcal",
    "mathbb",
    "boldsymbol",
    "bm",
    "text",
    "textrm",
    "operatorname",
}
_SIZES = {f"{size}{side}" for size in ("big", "Big", "bigg", "Bigg") for side in ("", "l", "r", "m")}
_LETTERS = (
    *("alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "kappa", "lambda", "mu", "nu", "xi", "pi"),
    *("rho", "sigma", "tau", "phi", "chi", "psi", "omega"),
)
_NAMES = {name: name for name in (*FUNCTIONS, *ALIASES, *_LETTERS)} | {f"var{name}": name for name in _LETTERS}
_SIGNS = {
    **dict.fromkeys(("cdot", "times", "ast", "cdotp", "bullet"), "*"),
    **dict.fromkeys(("div", "slash"), "/"),
    **dict.fromkeys(("le", "leq", "leqslant"), "<="),
    **dict.fromkeys(("ge", "geq", "geqslant"), ">="),
    **dict.fromkeys(("to", "mapsto", "rightarrow", "longmapsto"), "->"),
    **dict.fromkeys(("gets", "leftarrow"), "<-"),
    **dict.fromkeys(("vert", "mid", "|"), "|"),
    "lt": "<",
    "gt": ">",
    "prime": "'",
    "partial": "∂",
    "nabla": "∇",
    "coloneqq": ":=",
    "lvert": " abs(",
    "rvert": ")",
    "lbrace": "{",
    "rbrace": "}",
    "{": "{",
    "}": "}",
    "lbrack": "[",
    "rbrack": "]",
}
_SPACES = (
    {
        "displaystyle",
        "textstyle",
        "scriptstyle",
        "limits",
        "nolimits",
        "quad",
        "qquad",
        "space",
        "thinspace",
        "mathstrut",
    }
    | set(",;:!> ()[]")
    | _SIZES
)
_BARS = {"|": ("abs(", ")"), "\\vert": ("abs(", ")"), "\\lvert": ("abs(", ")"), "\\rvert": ("abs(", ")")}
_WHY = {
    "begin": "environments of LaTeX are not read here; write cases as where(condition, a, b)",
    "over": r"write \frac{a}{b} instead of \over",
    "pm": "a formula has one value; write + or -",
    "mp": "a formula has one value; write + or -",
    "infty": "infinity is not a number to calculate with; write a number",
    **dict.fromkeys(("sum", "prod"), "a sum or a product over an index is not read here; write its terms"),
    **dict.fromkeys(("int", "oint", "lim"), "integrals and limits are not read here"),
    **dict.fromkeys(("ne", "neq"), "two numbers are compared by <, <=, > or >="),
}


def without_latex(spelling: Spelling) -> Spelling:
    """The same in plain signs; as it is where nothing of it is LaTeX. Raises FormulaError at what is not known here."""
    if not any(sign in spelling.text for sign in "\\$"):
        return spelling
    reader = _Reader(spelling)
    while reader.at < len(spelling.text):
        reader.item()
    return _unwrapped(Spelling.of(reader.pieces, spelling.end).replaced(_SPACED, lambda _: " "))


def _unwrapped(spelling: Spelling) -> Spelling:
    """Without braces about the whole."""
    text = spelling.text
    start, end = len(text) - len(text.lstrip()), len(text.rstrip())
    if not text[start:end].startswith("{"):
        return spelling
    depth = 0
    for at in range(start, end):
        depth += {"{": 1, "}": -1}.get(text[at], 0)
        if depth == 0:
            return _unwrapped(spelling.part(start + 1, at)) if at == end - 1 else spelling
    return spelling


class _Reader:
    """Goes through the signs of a text and collects the pieces that stand for them."""

    def __init__(self, spelling: Spelling) -> None:
        self.spelling, self.text = spelling, spelling.text
        self.at = self.depth = 0
        self.pieces: list[tuple[str, Span]] = []

    def emit(self, piece: str, start: int) -> None:
        """A piece for what stands from `start` to here."""
        self.pieces.append((piece, self.spelling.span_of(start, self.at)))

    def take(self) -> str:
        """The next sign, and go on behind it."""
        sign = _SIGN.match(self.text, self.at)
        if not sign:
            raise self.spelling.error("something is missing at the end of this LaTeX", self.at)
        self.at = sign.end()
        return sign[0]

    def item(self) -> None:
        """One sign, with the arguments that it takes."""
        start, sign = self.at, self.take()
        if sign[0] == "\\" and len(sign) > 1:
            self.command(sign[1:].rstrip("*"), start)
        elif sign == "\\":
            raise self.spelling.error("there is no name behind this backslash", start)
        elif sign == "{":
            self.emit("{", start)
            self.group(start)
            self.emit("}", self.at - 1)
        elif sign == "_":
            self.emit("_", start)
            self.spaces()
            self.item()
            self.separated()
        else:
            self.emit(" " if sign in "$&~" else sign, start)

    def command(self, name: str, start: int) -> None:
        """What stands behind a backslash, and what it takes."""
        if name in _FRACTIONS:
            self.emit("((", start)
            self.argument(start)
            self.emit(")/(", self.at - 1)
            self.argument(start)
            self.emit("))", self.at - 1)
        elif name == "sqrt":
            self.root(start)
        elif name in ("left", "right"):
            self.delimiter(name, start)
        elif name in _TEXTS:
            self.emit(" ", start)
            self.argument(start)
            self.separated()
        elif name in _NAMES:
            self.spaces()
            self.emit(f" {_NAMES[name]}", start)
            self.separated()
        elif name in _SIGNS or name in _SPACES:
            self.emit(_SIGNS.get(name, " "), start)
        else:
            shown = f"\\{name[:24]}" if name.isalpha() else "this sign of LaTeX"
            raise self.spelling.error(_WHY.get(name, f"{shown} is not read here"), start)

    def root(self, start: int) -> None:
        """A root of order two or three."""
        index = _INDEX.match(self.text, self.at)
        order = index[1] if index else "2"
        if order not in ("2", "3"):
            raise self.spelling.error("write a root of this order as a power: (...)^(1/n)", self.at)
        self.at = index.end() if index else self.at
        self.emit(" sqrt(" if order == "2" else " cbrt(", start)
        self.argument(start)
        self.emit(")", self.at - 1)

    def delimiter(self, side: str, start: int) -> None:
        r"""What stands behind \left or \right."""
        self.spaces()
        sign = self.take()
        if sign in _BARS:
            self.emit(f" {_BARS[sign][0]}" if side == "left" else _BARS[sign][1], start)
        elif sign in "()[]" or sign in ("\\{", "\\}"):
            self.emit(sign[-1], start)
        else:
            raise self.spelling.error("this cannot stand for a parenthesis", self.at - len(sign))

    def argument(self, start: int) -> None:
        """A group without its braces, or a single sign."""
        self.spaces()
        if self.text[self.at : self.at + 1] == "{":
            self.at += 1
            self.group(self.at - 1)
        elif self.at == len(self.text) or self.text[self.at] == "}":
            raise self.spelling.error("something is missing behind this", start)
        else:
            self.deeper(start)
            self.item()
            self.depth -= 1

    def group(self, opened: int) -> None:
        """All up to the brace that closes what was opened."""
        self.deeper(opened)
        while self.text[self.at : self.at + 1] != "}":
            if self.at == len(self.text):
                raise self.spelling.error("this brace is still open", opened)
            self.item()
        self.at += 1
        self.depth -= 1

    def deeper(self, at: int) -> None:
        """Go one level deeper, if that is allowed."""
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise self.spelling.error(f"a formula nests at most {MAX_DEPTH} deep", at)

    def spaces(self) -> None:
        """Pass over a space, which means nothing here."""
        self.at += self.text[self.at : self.at + 1] == " "

    def separated(self) -> None:
        """A space before a letter or a digit, which would go on with the name that stands here."""
        if self.text[self.at : self.at + 1].isalnum():
            place = self.spelling.start_of(self.at)
            self.pieces.append((" ", (place, place)))
