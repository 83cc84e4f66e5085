"""What was computed of a map, in words: runs, steps, seconds, what they came to, and the largest gap of the two methods."""

from core.atlas.links import DOUBLING, GRID, SharedMap
from core.atlas.pieces import computed, pieces, seconds
from core.atlas.refusals import method_of, refusal
from core.atlas.sentences import counted, said_of_axis
from core.atlas.shown import sweeps
from core.maps.axes import COUNT, is_whole, resolved
from core.maps.contrasts import largest_gap
from core.methods import METHODS
from core.rules import RULES

BY = {"manual": "by hand", "tape": "with the tape"}


def told(shared: SharedMap) -> list[str]:
    """Sentences: what the runs came to, how far the methods are apart, and where there are no more numbers between cells."""
    return [*_came_to(shared), *_unresolved(shared)]


def _unresolved(shared: SharedMap) -> list[str]:
    """That neighbouring cells of a side are the same number, of each side of which that is so."""
    rows, columns = shared.map.shape
    sides = [(shared.across, columns), *([(shared.up, rows)] if shared.map.up else [])]
    dtype = shared.settings.dtype
    return [
        f"Between neighbouring cells {dtype} has no more numbers for the {said_of_axis(shared.settings, axis.name)}: closer "
        "there is nothing more to see."
        for axis, cells in sides
        if not is_whole(axis.name) and not resolved(axis, cells, dtype)
    ]


def _came_to(shared: SharedMap) -> list[str]:
    if shared.kind == DOUBLING:
        return [f"Computed: {shared.map.columns:,} runs by hand in {shared.settings.dtype}."]
    if shared.kind == GRID:
        return [_of_cells(shared), _gap(shared)]
    return [
        f"{RULES[settings.optimizer].title}: {counted(settings, ends)}." for settings, ends in reversed(sweeps(shared))
    ]


def _of_cells(shared: SharedMap) -> str:
    ends = computed(shared.map, shared.method, 0)
    return f"Of {ends.word.size:,} runs spread over the map: {counted(shared.settings, ends)}."


def so_far(shared: SharedMap) -> str:
    """How much has been computed of a map until now, and how long that took; nothing for other pictures."""
    if shared.kind != GRID:
        return ""
    every, done = pieces(shared.map), seconds(shared.map, shared.method)
    # What is there in full may have been there coarsely before, in less time than a digit tells.
    whole, settings = len(done) == len(every), shared.settings
    runs = shared.map.rows * shared.map.columns if whole else sum(every[index].cells for index in done)
    how = f"{BY[method_of(shared.map, shared.method)]} in {settings.dtype}, in {sum(done.values()):.2g} s"
    steps = "" if COUNT in (shared.across.name, shared.up.name) else f", {runs * settings.steps:,} steps"
    return f"{'Computed' if whole else 'So far'}: {runs:,} runs{steps} {how}."


def _gap(shared: SharedMap) -> str:
    why = refusal(shared.map)
    if why:
        return f"The tape has no such map. {why}"
    by_hand, tape = (computed(shared.map, method, 0) for method in sorted(METHODS))
    apart = largest_gap(by_hand, tape)
    other = int((by_hand.word != tape.word).sum())
    words = f"{other:,} come to something else by the other" if other else "all come to the same"
    gap = f"at most {apart:.2g} apart" if apart else "the same, bit for bit"
    return f"Where runs stay the last losses of tape and manual are {gap}, and {words}."
