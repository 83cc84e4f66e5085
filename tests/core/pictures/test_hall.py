"""Pictures that are read from the back of a hall."""

import copy

from core.descent.charts import loss_chart
from core.landscapes.charts import map_chart
from core.pictures.hall import enlarged
from core.settings import LESSON


def test_every_text_grows_with_the_window_and_the_picture_that_is_kept_stays_as_it_is():
    for kept in (loss_chart(LESSON.problem, "log", False), map_chart((0.0, 1.0, 0.0, 1.0), ("tape",), True)):
        before = copy.deepcopy(kept)
        large = enlarged(kept)
        assert kept == before
        assert "height" not in large
        sizes = [layer["mark"]["fontSize"] for layer in large["layer"] if layer["mark"].get("type") == "text"]
        sizes += [large["config"][part]["labelFontSize"] for part in ("axis", "legend")]
        assert len(sizes) >= 4
        assert all("rem" in size["expr"] for size in sizes)
        assert {"labelPadding": 7}.items() <= large["config"]["axisX"].items()


def test_a_legend_beside_the_title_moves_with_it():
    large = enlarged(loss_chart(LESSON.problem, "log", False))
    legends = [
        channel["legend"]
        for layer in large["layer"]
        for channel in layer.get("encoding", {}).values()
        if isinstance(channel, dict) and channel.get("legend")
    ]
    assert legends
    assert all("rem" in legend[side]["expr"] for legend in legends for side in ("legendX", "legendY"))
