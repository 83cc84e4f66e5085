"""What a server does once, before its first visitor."""

import gc
import sys
from collections.abc import Callable, Mapping

from core.atlas.links import from_query
from core.atlas.shown import data_of
from core.descent.charts import gap_chart, loss_chart, path_chart, rule_chart
from core.descent.comparison import compare_methods
from core.descent.export import as_notebook
from core.descent.paths import curve_table, path_tables
from core.descent.tables import gap_tables, loss_tables, rule_quantities, rule_tables, worked_table
from core.descent.worked import worked_lines
from core.experiments.experiment import run
from core.experiments.links import VariablesScreen
from core.experiments.variables import VARIABLE_EXPERIMENTS
from core.landscapes.charts import losses_chart, map_chart
from core.landscapes.expedition import first_expedition
from core.landscapes.map_tables import map_tables, whole_map
from core.landscapes.tables import loss_tables as landscape_losses
from core.landscapes.tables import step_table
from core.maps.strip import strips
from core.pictures.qr import qr_code
from core.race.contest import first_race
from core.race.pictures import race_chart, race_tables
from core.recording.answers import answers
from core.recording.expressions import EXPRESSIONS
from core.recording.record import record
from core.rules import RULES
from core.settings import LESSON
from core.tape.exact import keep_kernels
from pages import PAGES
from pages.server.memory import give_back

# How long one visitor's formula computes before another's slider gets its turn; Python's own 5 ms add up, since a picture on
# its way lets go of the interpreter some twenty times.
SWITCH_S = 0.001


def warm_up() -> None:
    """Import TensorFlow, run and draw what every page begins with once, and give back what only that took of memory.

    The garbage collector is told to leave all of it alone. Streamlit collects after every run, twice where Keras is loaded;
    with TensorFlow's objects among those to be looked at that takes 0.4 s, for every visitor.
    """
    for page in PAGES:
        WARM[page.file]()
    keep_kernels()
    sys.setswitchinterval(SWITCH_S)
    gc.collect()
    gc.freeze()
    give_back()


def _descent() -> None:
    comparison = compare_methods(LESSON)
    loss_tables(comparison, "log")
    path_tables(comparison)
    gap_tables(comparison)
    rule_tables(comparison, "log")
    worked_table(comparison, "log")
    worked_lines(LESSON)
    curve_table(LESSON.problem)
    # What notebooks are judged by is compiled with the first.
    as_notebook(LESSON)
    qr_code("?")
    strips(LESSON)
    readouts = comparison.outcomes, comparison.verdict, comparison.largest_gap
    assert all(readouts)
    for dark in (False, True):
        loss_chart(LESSON.problem, "log", dark)
        path_chart(LESSON.problem, LESSON.problem, dark)
        gap_chart("ulp", dark)
        rule_chart(rule_quantities(LESSON), "log", dark)


def _race() -> None:
    settings = first_race(LESSON.problem)
    race_tables(settings, "log")
    names = tuple(RULES[optimizer].title for optimizer, _ in settings.racers)
    for dark in (False, True):
        race_chart(settings.problem, names, "log", dark)


def _landscapes() -> None:
    settings = first_expedition()
    step_table(settings)
    landscape_losses(settings, "log")
    methods = tuple(racer.method for racer in settings.racers)
    for dark in (False, True):
        map_tables(settings, None, dark, False)
        map_chart(whole_map(settings.problem), methods, dark)
        losses_chart(methods, "log", False, dark)


def _maps() -> None:
    shared, _ = from_query({})
    for dark in (False, True):
        data_of(shared, dark, 0)


def _variables() -> None:
    for descent in (VARIABLE_EXPERIMENTS["session"].function, VARIABLE_EXPERIMENTS["session"].cure):
        run(descent, first=VariablesScreen().first)


def _tape() -> None:
    for expression in EXPRESSIONS.values():
        answers(expression, record(expression, expression.start))


WARM: Mapping[str, Callable[[], None]] = {
    "descent": _descent,
    "compare": _race,
    "landscapes": _landscapes,
    "maps": _maps,
    "variables": _variables,
    "tape": _tape,
}
