"""How much a picture shows of losses that have a pole, or that grow faster than any power."""

import numpy as np

# What rises above nineteen of twenty losses by more than this many times their span is a pole.
MOST_RISE = 8.0
# Of a loss that grows faster than any power, e.g. exp(exp(w)), nineteen of twenty are still a single wall. So many losses
# must stand clear of a picture's lowest and highest hundredth; if they do not, fewer than nineteen of twenty are looked at.
SHAPE, EDGE = 0.05, 0.01
SHARES = (0.95, 0.9, 0.85, 0.8, 0.75, 0.7, 0.65, 0.6)


def visible_losses(losses: np.ndarray) -> tuple[float, float]:
    """The lowest and the highest loss that a picture shows: all of them, but of a pole only its foot."""
    known = losses[np.isfinite(losses)]
    if not len(known):
        return 0.0, 1.0
    spans = (_span(known, share) for share in SHARES)
    return next((span for span in spans if _shape_of(known, *span) >= SHAPE), _span(known, SHARES[0]))


def _span(known: np.ndarray, share: float) -> tuple[float, float]:
    """The losses within some widths of those between two quantiles, `share` the upper one; all where the two are the same."""
    few, most = np.quantile(known, [1 - share, share]).tolist()
    room = MOST_RISE * (most - few)
    low, high = float(known.min()), float(known.max())
    # On flat ground nothing but the exception is worth seeing.
    return (max(low, few - room), min(high, most + room)) if room else (low, high)


def _shape_of(known: np.ndarray, low: float, high: float) -> float:
    """The share of the losses by which a picture from `low` to `high` is more than ground, a wall and a sky."""
    edge = EDGE * (high - low)
    return float(np.mean((known > low + edge) & (known < high - edge)))
