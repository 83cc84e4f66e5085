"""What is done about a choice is done whole, also on a server that is asked for more meanwhile."""

from functools import wraps

from streamlit.runtime.scriptrunner.script_runner import ScriptRunner
from streamlit.runtime.scriptrunner_utils.script_run_context import RunLocation, ThreadState


def end_before_the_next() -> None:
    """Have callbacks of controls come to their end before a run gives way to the next.

    A run gives way wherever it reads or writes its session's state, once the browser has asked for another. So did a
    callback, which is not called again: of a problem chosen on a busy server the old start stayed, and an address that a
    visitor went back to was never opened. Callbacks take no time, and the next run begins after them.
    """
    give_way = ScriptRunner._maybe_handle_execution_control_request

    @wraps(give_way)
    def between_callbacks(runner: ScriptRunner) -> None:
        running = runner._is_in_script_thread() and runner._execing
        if not running or ThreadState.get().run_location is not RunLocation.CALLBACK:
            give_way(runner)

    ScriptRunner._maybe_handle_execution_control_request = between_callbacks
