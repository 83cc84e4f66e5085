"""What TensorFlow keeps between two runs of a page."""

import keras
import pytest
from keras.src.backend.common import global_state
from streamlit.runtime.scriptrunner import script_runner

from core.descent.comparison import compare_methods
from core.settings import LESSON
from core.tape.exact import context, keep_kernels


@pytest.mark.parametrize("kept", [False, True])
def test_streamlit_leaves_the_kernels_alone_once_they_are_to_be_kept(monkeypatch, kept):
    cleared = []
    monkeypatch.setattr(type(context.context()), "clear_kernel_cache", lambda _: cleared.append(True))
    monkeypatch.setattr(keras.backend, "clear_session", global_state.clear_session)
    if kept:
        keep_kernels()
    compare_methods(LESSON)
    script_runner._clean_problem_modules()
    assert bool(cleared) is not kept
