"""A picture as the back of a hall can read it: its specification with texts that grow with the window."""

from typing import Any

from core.pictures.parts import AIR, LEGEND_CLIP, TITLE_AHEAD, Spec

# The size of a letter on a page that is presented, as pages/shared/frontend/present.css has it. Streamlit gives a chart that
# becomes larger another height and builds nothing anew, so that what shall follow the window must name the height.
_REM = "height < 0 ? 16 : clamp(min(windowSize()[0] * 0.018, windowSize()[1] * 0.032), 13, 60)"
# What a picture has as so many pixels in 14 it has as a share of that letter.
_PLAIN_PX = 14
_LABELS = {"labelFontSize": {"expr": "0.875 * rem"}, "titleFontSize": {"expr": "0.875 * rem"}}
# What room is left goes to the picture.
_CLOSE = {
    "axis": {**_LABELS, "labelPadding": 6, "titlePadding": 4, "labelLimit": 200},
    "legend": _LABELS,
    "title": {"offset": 8},
}


def enlarged(spec: Spec) -> Spec:
    """The specification without a height of its own, and with every text in the size of the page's; `spec` stays as it is."""
    config = spec.get("config", {})
    large = {
        "title": _grown(spec.get("title")),
        "layer": [_layer(layer) for layer in spec.get("layer", ())],
        "params": [{"name": "rem", "expr": _REM}, *spec.get("params", ())],
        "config": {**config, **{part: {**config.get(part, {}), **look} for part, look in _CLOSE.items()}},
    }
    return {key: value for key, value in {**spec, **large}.items() if value and key != "height"}


def _layer(layer: Spec) -> Spec:
    large = {**layer, "mark": _grown(layer.get("mark"))}
    if "encoding" in layer:
        large["encoding"] = {channel: _beside(given) for channel, given in layer["encoding"].items()}
    return large


def _beside(given: Any) -> Any:
    """A channel, and a legend of it that stands in one row with the title where the larger title ends."""
    legend = given.get("legend") if isinstance(given, dict) else None
    if not legend or "legendX" not in legend:
        return given
    across = f"{(legend['legendX'] + TITLE_AHEAD) / _PLAIN_PX:.4g} * rem - {TITLE_AHEAD}"
    above = f"-({AIR + _CLOSE['title']['offset'] + LEGEND_CLIP // 2} + 0.5 * rem)"
    return {**given, "legend": {**legend, "legendX": {"expr": across}, "legendY": {"expr": above}}}


def _grown(text: Any) -> Any:
    """A title, or a mark, with what it has in pixels in letters of the page."""
    if not isinstance(text, dict):
        return text
    sizes = {name: text[name] for name in ("fontSize", "lineHeight") if name in text}
    return {**text, **{name: {"expr": f"{size / _PLAIN_PX:.4g} * rem"} for name, size in sizes.items()}}
