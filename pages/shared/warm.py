"""What a server does once, before its first visitor."""

import gc

from core.answers import answers
from core.charts import gap_chart, loss_chart, path_chart
from core.comparison import compare_methods, curve_table
from core.experiments import run
from core.expressions import EXPRESSIONS
from core.lesson_links import VariablesScreen
from core.recording import record
from core.settings import LESSON
from core.variable_experiments import VARIABLE_EXPERIMENTS
from core.worked import worked_lines


def warm_up() -> None:
    """Import TensorFlow, run and draw the lesson once, then tell the garbage collector to leave all that alone.

    Streamlit collects garbage after every run of a script, twice where Keras is loaded; with TensorFlow's objects among
    those to be looked at that takes 0.4 s, for every visitor.
    """
    comparison = compare_methods(LESSON)
    comparison.loss_tables("log"), comparison.path_tables(), comparison.gap_tables(), comparison.worked_table("log")
    comparison.outcomes, comparison.verdict, worked_lines(LESSON), curve_table(LESSON.problem)
    for dark in (False, True):
        loss_chart(LESSON.problem, "log", dark), path_chart(LESSON.problem, dark), gap_chart(dark)
    for expression in EXPRESSIONS.values():
        answers(expression, record(expression, expression.start))
    for descent in (VARIABLE_EXPERIMENTS["session"].function, VARIABLE_EXPERIMENTS["session"].cure):
        run(descent, first=VariablesScreen().first)
    gc.collect()
    gc.freeze()
