"""What a run has said reaches its browser, also where the next one is asked for at that moment."""

from functools import wraps
from typing import Any
from weakref import WeakKeyDictionary

from streamlit.runtime.app_session import AppSession, AppSessionState
from streamlit.runtime.forward_msg_queue import ForwardMsgQueue
from streamlit.runtime.scriptrunner import RerunData, ScriptRunner, ScriptRunnerEvent


def hear_runs_out() -> None:
    """Have all that a run said be heard before the next run of its session begins, and reach the browser.

    A run speaks in a thread of its own, and what it says waits for the server's. Streamlit lets it wait in vain once the next
    run has begun: of a page whose chart was quicker than the server the end was lost, and with it what keeps its address, for
    as long as it stood open. A run that is asked for between the end of one and its last word begins after that.

    Where a part of the page runs next, Streamlit takes out of what has not left yet all that this part was before, and leaves
    in that the whole page has come to its end: a browser throws the part away as one that is no more, what stands below moves
    up, and is overwritten by what the part is now. Only where a whole page runs next is anything taken out.
    """
    clear = ForwardMsgQueue.clear
    begin, hear = AppSession._create_scriptrunner, AppSession._handle_scriptrunner_event_on_event_loop
    waiting: WeakKeyDictionary[AppSession, list[RerunData]] = WeakKeyDictionary()

    @wraps(begin)
    def begin_in_turn(session: AppSession, asked: RerunData) -> None:
        if session._scriptrunner:
            waiting.setdefault(session, []).append(asked)
        else:
            begin(session, asked)

    @wraps(hear)
    def hear_and_go_on(session: AppSession, sender: ScriptRunner | None, event: ScriptRunnerEvent, *said: Any) -> None:
        hear(session, sender, event, *said)
        if event is not ScriptRunnerEvent.SHUTDOWN:
            return
        left = session._state is AppSessionState.SHUTDOWN_REQUESTED
        for asked in waiting.pop(session, ()) if not left else ():
            # The first begins a run, which takes what the others ask for.
            if not (session._scriptrunner and session._scriptrunner.request_rerun(asked)):
                begin_in_turn(session, asked)

    @wraps(clear)
    def clear_for_a_page(
        queue: ForwardMsgQueue, retain_lifecycle_msgs: bool = False, fragment_ids_this_run: list[str] | None = None
    ) -> None:
        if fragment_ids_this_run is None:
            clear(queue, retain_lifecycle_msgs)
        queue._delta_index_map = {}

    ForwardMsgQueue.clear = clear_for_a_page
    AppSession._create_scriptrunner = begin_in_turn
    AppSession._handle_scriptrunner_event_on_event_loop = hear_and_go_on
