import unicodedata

import pytest

from core.formulas import FormulaError, parse
from core.formulas.limits import MAX_LENGTH, MAX_NUMBER

W = ("w",)

REFUSED = [
    # Code.
    "__import__('os').system('ls')",
    "().__class__.__bases__[0].__subclasses__()",
    "w.__class__",
    "w.real",
    "lambda: w",
    "[w for w in (1,)]",
    "f'{w}'",
    "'w'",
    '"w"',
    "b'w'",
    "`w`",
    "w if w else 1",
    "(w := 2)",
    "w := 2",
    "w; w",
    "w # comment",
    "print(w)",
    "eval(w)",
    "exec('w')",
    "open('/etc/passwd')",
    "os.system",
    "import os",
    "del w",
    "yield w",
    "await w",
    "not w",
    "w and w",
    "w or 1",
    "w is w",
    "w in w",
    "w @ w",
    "w % 2",
    "w // 2",
    "w << 2",
    "w >> 2",
    "w & w",
    "~w",
    "w == 1",
    "w != 1",
    "w <> 1",
    "True",
    "None",
    "...",
    "w...",
    "*w",
    "**w",
    "sin(*w)",
    "sin(x=w)",
    "1j * w",
    "0x1F",
    "0b11 w",
    "1_000w",
    "_",
    "__",
    "_w",
    # Numbers that are too large, too small, or none.
    "9**9**9**9",
    "9^9^9^9^9^9^9^9",
    "10^100",
    "w^101",
    "((w^10)^10)^10",
    "(w^100)^100",
    "w^1e12",
    "1e300 * w",
    "1e400",
    "9" * 250,
    "1e-300",
    "0." + "0" * 200 + "1",
    "1e12^2",
    "exp(100)",
    "exp(exp(exp(exp(9))))",
    "1/0",
    "w/0",
    "w/(1-1)",
    "0^-1",
    "0/0",
    "log(0)",
    "log(-1)",
    "sqrt(-1) w",
    "(-8)^(1/3)",
    "asin(2)",
    "acosh(0.5)",
    "atanh(1)",
    "tan(1e12)^9 / 0",
    "∞",
    "inf",
    "nan",
    "-inf",
    # Depth and length.
    "(" * 10_000,
    "(" * 299,
    "(" * 140 + "w" + ")" * 140,
    "-" * 10_000,
    "-" * 299 + "w",
    "|" * 299,
    "w" * 300,
    "w" * 10_000,
    "+".join("w" * 100),
    "w^" * 100 + "w",
    "sin " * 70 + "w",
    "√" * 299 + "w",
    "sin(" * 50 + "w" + ")" * 50,
    "e^" * 100 + "w",
    "2^-" * 90 + "w",
    "max(" * 45 + "w" + ",1)" * 45,
    "w," * 140,
    "²" * 300,
    "x" * 40 + "z",
    # Characters.
    "\0",
    "w\0",
    "w\x07",
    "w\x1b[31m",
    "w\u202ew",
    "w\u2066w",
    "w\u0301",
    "w\u20dd",
    "\ud800",
    "w\udfff",
    "\U0010ffff",
    "😀",
    "w👍🏽",
    "а",
    "ѡ",
    "wⁿ",
    "w²⁺",
    "∂w",
    "∫w",
    "∑w",
    "w ≠ 1",
    "w ≈ 1",
    "⅟w",
    "Ⅷ",
    "㎡",
    "ﬁ",
    "w！",
    "日本",
    "ש",
    # Other languages.
    "w + \\",
    "\\",
    "\\frac",
    "\\frac{w}",
    "\\frac{w}{",
    "\\sqrt[4]{w}",
    "\\sqrt[w",
    "\\left",
    "\\left.w\\right|",
    "\\left|w",
    "\\input{/etc/passwd}",
    "\\href{http://example.com}{w}",
    "\\begin{cases} w \\end{cases}",
    "\\sum_{i=1}^{3} w",
    "\\write18{ls}",
    "\\def\\w{\\w\\w}\\w",
    "\\frac{" * 140,
    "\\sqrt" * 60 + "w",
    "{" * 150 + "w" + "}" * 149 + "\\,",
    "w}",
    "{w",
    "(w]",
    "[w)",
    "os.system.sin(w)",
    "np.random.sin(w)",
    "np..sin(w)",
    "np.",
    "lambda x, y: x",
    "lambda :w",
    "def f(x): x",
    "\\text{<b>}",
    "%s",
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "![](http://example.com/a.png)",
    "[w](http://example.com)",
    "**w**",
    "w --> w",
    "&lt;w&gt;",
    "' OR 1=1 --",
    "../../etc/passwd",
    ":smile:",
    ":red[w]",
    "w!",
    "w'",
    'w"',
    "dw/dx",
]


@pytest.mark.parametrize("text", REFUSED, ids=lambda text: ascii(text)[:40])
def test_what_is_hostile_is_refused_with_a_place_and_a_sentence_in_plain_characters(text):
    with pytest.raises(FormulaError) as refusal:
        parse(text, W)
    sentence = str(refusal.value)
    assert 0 <= refusal.value.position <= len(text)
    assert sentence
    assert len(sentence) < 200
    assert sentence.isprintable()
    assert not any(unicodedata.category(c)[0] in "CM" or unicodedata.bidirectional(c) in ("R", "AL") for c in sentence)
    assert not sentence.endswith(".")


@pytest.mark.parametrize(
    ("text", "position"),
    [
        ("9**9**9**9", 6),
        ("w**101", 3),
        ("w + 1e300", 4),
        ("w * (2 + sqrt(-4))", 9),
        ("w/(1-1)", 3),
        ("(w^10)^11", 7),
        ("w" * (MAX_LENGTH + 1), MAX_LENGTH),
        ("w + \0", 4),
        ("w\u202e+1", 1),
        ("w + x", 4),
        ("w + sin(w) #", 11),
        ("\U0001d464\U0001d464 + \U0001f600", 5),
        ("\ufeffw\u200b + \u00ad?", 7),
        (r"\frac{w}{2} + \foo{w}", 14),
        (r"\frac{w}{2} + \sqrt{w - x}", 24),
        ("w + <b>", 5),
    ],
)
def test_the_place_is_that_of_the_offence(text, position):
    with pytest.raises(FormulaError) as refusal:
        parse(text, W)
    assert refusal.value.position == position


@pytest.mark.parametrize(
    "text",
    ["w^100", "(w^10)^10", f"{MAX_NUMBER:.0f}w", "1e-30w", "0w", "0.0", "((w^5)^4)^5", "w^-100", "+".join("w" * 39)],
)
def test_what_is_just_within_the_limits_is_read(text):
    parse(text, W)


def test_a_shape_that_looks_like_code_and_is_a_formula_is_harmless():
    assert parse("e", W).numpy(1.0) == pytest.approx(2.718281828459045)
    assert parse("w\n+\t1", W).numpy(1.0) == 2
    assert parse("w\\\nw", W).numpy(3.0) == 9
    assert parse("lambda w: w", W).numpy(3.0) == 3
    assert parse("٠x", W).numpy(3.0) == 0
