import ast

import pytest

from core.formulas import parse
from core.formulas.error import FormulaError
from core.formulas.reading.syntax import syntax_tree

W = ("w",)


@pytest.mark.parametrize(
    ("text", "position", "sentence"),
    [
        ("", 0, "there is no formula yet"),
        ("   ", 3, "there is no formula yet"),
        ("L(w) =", 6, "there is no formula yet"),
        ("w +", 3, "something is missing behind +"),
        ("w^ ", 3, "something is missing behind ^"),
        ("3*", 2, "something is missing behind *"),
        ("sin(", 4, "something is missing behind ("),
        ("sin", 3, "behind sin parentheses have to follow: sin(...)"),
        ("sin()", 4, "something is missing between the parentheses of sin"),
        ("(w+1", 4, "a parenthesis is still open"),
        ("2(w*(w+1)", 9, "a parenthesis is still open"),
        ("w+1)", 3, "this parenthesis was never opened"),
        ("|w", 2, "a bar | is still open"),
        ("|", 1, "something is missing behind |"),
        ("max(w,", 6, "something is missing behind ,"),
        ("hypot(w)", 0, "hypot takes 2 arguments, here it has 1"),
        ("atan2 w", 6, "behind atan2 parentheses have to follow: atan2(...)"),
        ("max(w)", 0, "max takes 2 arguments, here it has 1"),
        ("where(w < 0", 11, "a parenthesis is still open"),
        ("where(w, 1, 2)", 7, "where begins with a condition, as in where(w < 0, -w, w)"),
        ("where(0 < w < 1, 1, 2)", 12, "only two things can be compared; put one where into another"),
        ("w < 1", 2, "a comparison stands in parentheses of its own or begins a where: where(w < 0, -w, w)"),
        ("*w", 0, "a formula cannot begin with *"),
        ("w + * 2", 4, "something is missing between + and *"),
        ("(+)", 2, "something is missing between + and )"),
        ("²", 0, "there is nothing that this could be the power of"),
        ("0,5w", 1, "write a decimal number with a point, as in 0.5, not with a comma"),
        ("sin(0,5w)", 5, "write a decimal number with a point, as in 0.5, not with a comma"),
        (
            "sin(w, w)",
            5,
            "a comma can stand only between the arguments of a function that takes several, as in max(w, 0)",
        ),
        ("w 2", 2, "a sign is missing before this number, * or ^ or another"),
        ("2 3", 2, "a sign is missing before this number, * or ^ or another"),
        ("1.2.3", 3, "a sign is missing before this number, * or ^ or another"),
        ("2½", 1, "a sign is missing before this number, * or ^ or another"),
        ("w²^3", 2, "this can be read in two ways; write parentheses around what the power is of"),
        ("√w²", 2, "this can be read in two ways; write parentheses around what the power is of"),
        ("sin^-1(w)", 3, "this could be the inverse or 1/sin(...); write the one that is meant"),
        ("sin⁻¹(w)", 3, "this could be the inverse or 1/sin(...); write the one that is meant"),
        ("sin^w(w)", 4, "only a number can stand here, as in sin^2(...)"),
        ("sin 2(w+1)", 4, "write parentheses around what sin is of"),
        ("exp -w", 4, "behind exp parentheses have to follow: exp(...)"),
        ("(w]", 2, "'(' and ']' do not belong together"),
        ("(0 < w < 1)", 7, "only two things can be compared; put one where into another"),
        ("sin^{w}(w)", 5, "only a number can stand here, as in sin^2(...)"),
        ("sin^{2w}(w)", 4, "only a number can stand here, as in sin^2(...)"),
        ("max w", 4, "behind max parentheses have to follow: max(...)"),
    ],
)
def test_what_is_missing_or_misplaced_is_said_at_its_place(text, position, sentence):
    with pytest.raises(FormulaError) as refusal:
        parse(text, W)
    assert (refusal.value.position, str(refusal.value)) == (position, sentence)


WHOLE = "L(w) = |w-1|² + 2e^-w sin²(3w) − max(w, √(w+1), .5)·where(w<=0, -w, w/2)"


def place_of_refusal(text: str) -> int | None:
    try:
        parse(text, W)
    except FormulaError as refusal:
        return refusal.position
    return None


def test_every_beginning_of_a_formula_is_read_or_refused_within_it():
    places = [place_of_refusal(WHOLE[:length]) for length in range(len(WHOLE) + 1)]
    assert all(place is None or place <= length for length, place in enumerate(places))
    assert places[-1] is None
    # Half-typed text is told what is missing at its end far more often than that something typed is wrong.
    assert sum(place == length for length, place in enumerate(places)) > len(places) / 2


def test_examples_are_in_the_variable_of_the_formula():
    with pytest.raises(FormulaError, match=r"begins a where: where\(x < 0, -x, x\)"):
        parse("x < y", ("x", "y"))


def test_the_tree_is_pythons_own_of_what_python_reads():
    for text in (
        "w**2 / 50",
        "2*w**4 + 3*w**3 + 2",
        "-w**-2 - -w",
        "sin(3*w)*(w + 1)/2.5",
        "1 - 2 - 3",
        "8/4/2",
        "2**3**w",
    ):
        assert ast.dump(syntax_tree(text, W, 40)) == ast.dump(ast.parse(text, mode="eval").body)


@pytest.mark.parametrize(("deepest", "fits"), [(5, False), (6, True)])
def test_depth_is_what_is_nested(deepest, fits):
    text = "(" * 5 + "w" + ")" * 5
    if fits:
        syntax_tree(text, W, deepest)
    else:
        with pytest.raises(FormulaError, match="at most 5 deep"):
            syntax_tree(text, W, deepest)
