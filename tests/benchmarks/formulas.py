"""What typed formulas cost: memory for a thousand of them in one process, and time from a keystroke to the curves."""

import gc
import random
import statistics
import subprocess
import sys
import time
from dataclasses import replace

from core.derivation.charts import slope_chart, slope_tables
from core.derivation.judgement import judge, judged_at
from core.derivation.text import derivation
from core.descent.comparison import compare_methods
from core.descent.paths import path_tables
from core.descent.tables import gap_tables, loss_tables, rule_tables, worked_table
from core.descent.worked import worked_lines
from core.links import Shared, from_query, to_query
from core.problems import PROBLEMS, typed_problem
from core.rules import RULES
from core.settings import first_settings, with_optimizer
from pages.server.warm import warm_up
from tests.benchmarks.page import CHART, WATCH, presses, serving

FORMULAS = 1000
TERMS = (
    "w^{n}/{n}",
    "sin({a}w)",
    "cos({a}w)/{n}",
    "e^(-{a}w^2)",
    "ln(1+e^({b}w))",
    "|w-{a}|",
    "tanh({b}w)",
    "sqrt(w^2+{a})",
)


def some_formula(chance: random.Random) -> str:
    """A loss such as a visitor types; hardly ever the same again."""
    numbers = {"a": f"{chance.uniform(0.1, 3):.3f}", "b": f"{chance.uniform(0.1, 2):.3f}", "n": chance.choice((2, 4))}
    terms = chance.sample(TERMS, 3)
    return f"{chance.uniform(0.1, 2):.3f}w^2 + " + " + ".join(term.format(**numbers) for term in terms)


def visit(text: str, gradient: str, optimizer: str) -> None:
    """Everything that the page makes of a typed loss, with the link to it."""
    problem = typed_problem(text, gradient)
    settings = with_optimizer(replace(first_settings(problem), update="w - learning_rate*g"), optimizer)
    comparison = compare_methods(settings)
    loss_tables(comparison, "log"), path_tables(comparison), gap_tables(comparison), rule_tables(comparison, "log")
    worked_table(comparison, "log"), worked_lines(settings), derivation(problem)
    judge(problem), judged_at(problem, settings.start[0]), slope_tables(problem), slope_chart(problem, False)
    from_query(to_query(Shared(settings=settings)))
    assert all((comparison.outcomes, comparison.verdict, comparison.largest_gap))


def megabytes() -> float:
    """Resident memory of this process."""
    with open("/proc/self/status", encoding="utf-8") as status:
        return int(status.read().partition("VmRSS:")[2].split()[0]) / 1024


def memory() -> None:
    """Print how a process that is warm grows over many different formulas."""
    chance = random.Random(1)
    warm_up()
    for optimizer in ("sgd", "adam", "momentum"):
        for name in PROBLEMS:
            compare_methods(with_optimizer(first_settings(PROBLEMS[name]), optimizer))
    gc.collect()
    before, waits = megabytes(), []
    print(f"warm: {before:.0f} MB")
    for k in range(FORMULAS):
        begin = time.perf_counter()
        visit(some_formula(chance), some_formula(chance), "sgd" if k % 3 else chance.choice(list(RULES)))
        waits.append(time.perf_counter() - begin)
        gc.collect()
        if (k + 1) % (FORMULAS // 20) == 0:
            print(
                f"{k + 1:>5} formulas  {megabytes() - before:+7.1f} MB  {1000 * statistics.median(waits):6.0f} ms each",
                flush=True,
            )
            waits.clear()


def typing() -> None:
    """Print how long a typed formula takes to show, and a key on a slider after that, beside a built-in problem."""
    chance = random.Random(2)
    with serving() as (url, browser):
        page = browser.new_page(viewport={"width": 1200, "height": 900})
        page.goto(url)
        page.locator(CHART).first.wait_for(timeout=60_000)
        page.wait_for_timeout(2000)
        page.evaluate(WATCH)
        built_in = presses(page)
        page.get_by_text("Type your own loss").click()
        box = page.get_by_role("textbox", name="Loss L(w)")
        box.wait_for()
        waits = []
        for _ in range(20):
            text = some_formula(chance)
            box.fill(text[:-1])
            page.wait_for_timeout(1500)
            begin = page.evaluate("performance.now()")
            box.press_sequentially(text[-1])
            page.wait_for_function("t => window.moved.some((m) => m > t)", arg=begin, polling=4)
            waits.append(page.evaluate("t => window.moved.find((m) => m > t)", begin) - begin)
        typed = presses(page)
    for name, values in {
        "key press, parabola": built_in,
        "key press, typed loss": typed,
        "keystroke to curve": sorted(waits),
    }.items():
        print(f"{name:<24} p50 {statistics.median(values):6.1f} ms   p95 {values[int(0.95 * len(values)) - 1]:6.1f} ms")


def main() -> None:
    """Memory in a process of its own, then typing."""
    if sys.argv[1:] == ["memory"]:
        memory()
        return
    subprocess.run([sys.executable, "-m", "tests.benchmarks.formulas", "memory"], check=True)
    typing()


if __name__ == "__main__":
    main()
