"""Python's source as a tree, for every thread of the server.

Up to Python 3.12 `ast.parse` counts how deep it is in one place for all threads: where the runs of two visitors met in it,
one of them ended with "SystemError: AST constructor recursion depth mismatch". Source: CPython's issue 106905.
"""

import ast
import threading

_ONE_AT_A_TIME = threading.Lock()


def module_of(source: str) -> ast.Module:
    """The tree of statements. SyntaxError for what is no Python."""
    with _ONE_AT_A_TIME:
        return ast.parse(source)


def expression_of(source: str) -> ast.Expression:
    """The tree of one expression. SyntaxError for what is none."""
    with _ONE_AT_A_TIME:
        return ast.parse(source, mode="eval")
