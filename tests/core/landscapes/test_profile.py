from dataclasses import replace

import numpy as np
import pytest

from core.formulas import parse
from core.landscapes.expedition import runs
from core.landscapes.profile import BEHIND, LONGEST, profile
from core.problems import LANDSCAPES
from tests.core.landscapes.by_hand import expedition_by_hand


@pytest.mark.parametrize("problem", LANDSCAPES.values(), ids=LANDSCAPES)
def test_the_cut_goes_through_the_point_and_downhill(problem):
    settings = expedition_by_hand(problem)
    cut = profile(settings, 0, 3)
    run = runs(settings)[0]
    np.testing.assert_array_equal(cut.point, run.parameters[3])
    assert cut.slope == pytest.approx(float(np.hypot(*run.gradient[3].astype(float))))
    distance, loss, line = (cut.curve[name].to_numpy() for name in ("distance", "loss", "touching"))
    at = np.array(cut.point)[:, np.newaxis] + np.array(cut.direction)[:, np.newaxis] * distance
    np.testing.assert_allclose(loss, parse(problem.loss, ("x", "y")).numpy(*at))
    here = float(parse(problem.loss, ("x", "y")).numpy(*np.array(cut.point)))
    assert np.interp(0, distance, line) == pytest.approx(here, rel=1e-9, abs=1e-9)
    assert np.diff(line).max() < 0
    assert distance[0] == pytest.approx(-BEHIND * distance[-1])


def test_a_plain_step_lands_where_the_landing_says():
    settings = expedition_by_hand(LANDSCAPES["himmelblau"])
    cut, run = profile(settings, 0, 0), runs(settings)[0]
    landing = cut.landings.to_pandas().iloc[0]
    after = np.array(cut.point) + np.array(cut.direction) * landing["distance"]
    np.testing.assert_allclose(after, run.parameters[1], rtol=1e-5)
    assert landing["loss"] == pytest.approx(float(run.loss[1]), rel=1e-5)
    rates = [racer.learning_rate for racer in settings.racers]
    np.testing.assert_allclose(cut.landings["distance"].to_numpy(), cut.slope * np.array(rates))


def test_the_cut_reaches_the_landings_but_never_far_off_the_map():
    settings = expedition_by_hand(LANDSCAPES["goldstein_price"])
    cut = profile(settings, 0, 0)
    end, landed = cut.curve["distance"][-1].as_py(), cut.landings["distance"].to_numpy()
    assert end == pytest.approx(1.2 * landed[landed <= LONGEST * 4].max())
    assert landed.max() > LONGEST * 4 > end


def test_where_nothing_slopes_or_the_run_overflowed_there_is_no_cut():
    settings = expedition_by_hand(LANDSCAPES["bowl_1"])
    assert profile(replace(settings, start=(0.0, 0.0)), 0, 0) is None
    wild = replace(expedition_by_hand(LANDSCAPES["beale"]), start=(4.0, -4.0), steps=10)
    assert profile(wild, 0, 0) is not None
    assert profile(wild, 0, 9) is None
