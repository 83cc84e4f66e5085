"""Which rows of a long run are drawn."""

from itertools import pairwise

import numpy as np
import pytest

from core.pictures.marks import MOST_BUCKETS, line_of


@pytest.mark.parametrize("steps", [241, 1000, 10_001])
def test_of_a_long_run_each_stretch_has_its_lowest_and_its_highest_row(steps):
    rng = np.random.default_rng(steps)
    losses = np.round(rng.normal(size=steps), 1)  # with equals, of which the first counts
    losses[rng.random(steps) < 0.3] = np.nan
    losses[steps // 2 : steps // 2 + 200] = np.nan
    edges = np.linspace(0, steps, MOST_BUCKETS + 1, dtype=int)
    kept = {0, steps - 1}
    for first, last in pairwise(edges):
        known = np.nan_to_num(losses[first:last], nan=np.inf), np.nan_to_num(losses[first:last], nan=-np.inf)
        kept |= {int(first + np.argmin(known[0])), int(first + np.argmax(known[1]))}
    drawn = line_of("tape", losses, height=losses)
    assert drawn["step"].to_pylist() == sorted(kept)
    heights = np.array(drawn["height"].to_pylist(), float)
    np.testing.assert_array_equal(heights, losses[sorted(kept)])
