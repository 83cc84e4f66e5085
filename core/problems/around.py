"""Whether a place is a minimum of a loss of two parameters: it is compared with what lies around it, near and far."""

import math
from dataclasses import dataclass, field

import numpy as np

from core.formulas import Formula

# The circle about a place is looked at in so many directions, and then ever closer at its lowest few.
DIRECTIONS, LOWEST, CLOSER, LOOKS = 64, 6, 33, 13
# Radii in cells of the grid: where a search begins, as far as one step of it goes, and where it ends.
FIRST, FARTHEST = 0.5, 4.0
# It ends sooner where every circle so far was higher: the search on the grid has found the last digits already.
LAST, LAST_MOVED = 1e-4, 1e-9
# What hardly rises, as a share of the steepest way up, is looked at on a wider circle too, before it is called flat.
HARDLY, WIDER = 1e-18, 16.0
# A circle's lowest place is known when two closer looks in a row change its height by less than this share, or three where
# it may yet come to nothing.
SETTLED = 1e-6
# How many circles all walks of a search may cost, each half a millisecond or so.
MOST_CIRCLES = 200
_ULPS = np.stack(np.meshgrid([-3.0, -1.0, 1.0, 3.0], [-3.0, -1.0, 1.0, 3.0]), -1).reshape(-1, 2)


def values_of(loss: Formula, x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """The loss in float64, inf where it has no finite value."""
    with np.errstate(all="ignore"):
        values = np.broadcast_to(loss.numpy(x, y), np.shape(x))
    return np.where(np.isfinite(values), values, np.inf).astype(np.float64)


def far(place: np.ndarray, others: list[np.ndarray], apart: np.ndarray) -> bool:
    """Whether a place is further than `apart` from all others, along x or along y."""
    return all(np.any(np.abs(place - other) > apart) for other in others)


@dataclass
class Surroundings:
    """A loss around places of a map whose cells are `cell` wide; `circles` are left to be looked at."""

    loss: Formula
    cell: np.ndarray
    circles: int = field(default=MOST_CIRCLES)

    def at(self, place: np.ndarray) -> float:
        """The loss at a place."""
        return float(values_of(self.loss, place[:1], place[1:])[0])

    def lowest(self, place: np.ndarray, radius: float) -> tuple[np.ndarray, float]:
        """The lowest place on the circle of `radius` cells about a place, and how much higher that is; inf with a gap."""
        here, apart = self.at(place), 2 * math.pi / DIRECTIONS
        angles = np.arange(DIRECTIONS) * apart
        rises = self._rises(place, radius, angles) - here
        if not np.isfinite(rises).all():
            return place, math.inf
        highest = float(rises.max())
        dips = np.flatnonzero((rises <= np.roll(rises, 1)) & (rises <= np.roll(rises, -1)))
        angles = angles[dips[np.argsort(rises[dips], kind="stable")[:LOWEST]]]
        least, settled = math.inf, 0
        for _ in range(LOOKS):
            looks = angles[:, np.newaxis] + np.linspace(-apart, apart, CLOSER)
            rises = self._rises(place, radius, looks) - here
            best = np.argmin(rises, axis=1)
            angles, apart = looks[np.arange(len(looks)), best], apart / (CLOSER // 2)
            before, least = least, float(rises.min())
            settled = settled + 1 if before - least <= SETTLED * abs(least) else 0
            if settled == 3 or (settled == 2 and least > SETTLED * highest):
                break
        best = int(np.argmin(rises.min(axis=1)))
        return self._on(place, radius, angles[best]), float(rises[best].min())

    def rounding(self, place: np.ndarray) -> float:
        """What rounding alone makes of the loss at a place."""
        ulp = np.spacing(np.maximum(np.abs(place), self.cell / 2))
        near = (place + ulp * _ULPS).T
        here = self.at(place)
        return float(np.max(np.abs(values_of(self.loss, *near) - here))) + 1e-15 * abs(here)

    def kind(self, place: np.ndarray) -> str:
        """What a place is: "minimum", "flat" where the loss stays in some direction, "slope" where it falls in one."""
        on, rise = self.lowest(place, FIRST)
        if not math.isfinite(rise):
            return "slope"
        noise = 16 * max(self.rounding(place), self.rounding(on))
        if rise < -noise:
            return "slope"
        steepest = float(np.max(self._rises(place, FIRST, np.arange(8.0)))) - self.at(place)
        if rise > max(noise, HARDLY * steepest):
            return "minimum"
        return "minimum" if rise > noise and self.lowest(place, WIDER)[1] > HARDLY * steepest else "flat"

    def bottom(self, place: np.ndarray, known: list[np.ndarray]) -> np.ndarray | None:
        """Where a walk ends that goes to the lowest place of every circle; None at a known place, and out of circles."""
        radius, here, last = FIRST, self.at(place), LAST
        while radius > last:
            self.circles -= 1
            if self.circles < 0 or not far(place, known, self.cell / 2):
                return None
            on, rise = self.lowest(place, radius)
            if rise < -4 * np.finfo(np.float64).eps * abs(here) and rise < 0:
                place, here, radius, last = on, here + rise, min(2 * radius, FARTHEST), LAST_MOVED
            else:
                radius /= 8
        return place

    def _on(self, place: np.ndarray, radius: float, angles: np.ndarray | float) -> np.ndarray:
        dx, dy = radius * self.cell
        return np.array([place[0] + dx * np.cos(angles), place[1] + dy * np.sin(angles)])

    def _rises(self, place: np.ndarray, radius: float, angles: np.ndarray) -> np.ndarray:
        return values_of(self.loss, *self._on(place, radius, angles))
