"""The least a live Streamlit page can be: one slider, one chart, no TensorFlow."""

import gc

import numpy as np
import pandas as pd
import streamlit as st

SPEC = {
    "mark": "line",
    "height": 310,
    "data": {"name": "loss"},
    "encoding": {
        "x": {"field": "step", "type": "quantitative"},
        "y": {"field": "loss", "type": "quantitative"},
    },
}


@st.cache_resource
def settle() -> None:
    gc.collect()
    gc.freeze()


settle()
rate = st.slider("Learning rate", 0, 1000, 100) / 1000
steps = np.arange(51)
losses = pd.DataFrame({"step": steps, "loss": 25 * (1 - 2 * rate) ** (2.0 * steps)})
st.vega_lite_chart({**SPEC, "datasets": {"loss": losses}}, alt="Line chart of the loss per step")
