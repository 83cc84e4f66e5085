import contextlib
import sys

import pytest

from core.deadline import TooLong, within


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
