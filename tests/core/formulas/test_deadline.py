import contextlib
import sys

import pytest

from core.formulas.deadline import TooLong, within


def calls(number: int) -> int:
    for _ in range(number):
        abs(-1)
    return number


def test_work_within_the_bound_gives_its_result():
    assert within(1000, lambda: calls(100)) == 100


def test_work_beyond_it_ends_though_it_catches_every_exception():
    def stubborn() -> None:
        while True:
            with contextlib.suppress(Exception):
                calls(10)

    with pytest.raises(TooLong):
        within(1000, stubborn)


def test_work_beyond_it_ends_though_it_throws_generators_away():
    def work() -> None:
        # Python ignores what is raised in a generator that is thrown away; most calls here are made by such.
        while True:
            next(iter_forever())

    def iter_forever():
        while True:
            yield

    for bound in range(1, 60):
        with pytest.raises(TooLong):
            within(bound, work)


def test_a_call_that_would_be_too_large_is_told_by_its_arguments():
    def power(base: int, exponent: int) -> int:
        return base**exponent

    too_large = {power.__code__: lambda arguments: arguments["exponent"] > 1000}
    assert within(1000, lambda: power(2, 10), too_large) == 1024
    with pytest.raises(TooLong):
        within(1000, lambda: power(2, 10**12), too_large)


def test_an_error_of_the_work_is_its_own():
    with pytest.raises(ZeroDivisionError):
        within(1000, lambda: 1 / 0)


def test_a_profiler_is_there_again_afterwards():
    def profiler(*event: object) -> None:
        pass

    before = sys.getprofile()
    sys.setprofile(profiler)
    try:
        within(100, lambda: calls(5))
        inside_ended = sys.getprofile()
        with pytest.raises(TooLong):
            within(10, lambda: calls(500))
        assert sys.getprofile() is inside_ended is profiler
    finally:
        sys.setprofile(before)


def test_an_import_is_not_left_half_done(tmp_path, monkeypatch):
    (tmp_path / "slow_to_import.py").write_text("for _ in range(500):\n    abs(-1)\nDONE = True\n", encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)

    def work() -> None:
        import slow_to_import

        assert slow_to_import.DONE
        calls(1000)

    with pytest.raises(TooLong):
        within(100, work)
    assert sys.modules.pop("slow_to_import").DONE
