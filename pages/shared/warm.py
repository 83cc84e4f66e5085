"""What a server does once, before its first visitor."""

import gc

from core.charts import gap_chart, loss_chart, path_chart
from core.comparison import compare_methods, curve_table
from core.settings import LESSON
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
    gc.collect()
    gc.freeze()
