"""Maps that Keras cannot compute: where it would mix runs that lie side by side. They are computed by hand, which is said."""

from core.maps.grid import Map
from core.tape.side_by_side import TapeMapError, check


def refusal(map: Map) -> str:
    """Why the tape has no such map, as a sentence; empty where it has."""
    settings = map.settings
    names = tuple(name for name, value in settings.hyperparameters if not isinstance(value, bool))
    along = {axis.name for axis in (map.across, map.up) if axis}
    try:
        check(settings.optimizer, names, frozenset(along & set(names)))
    except TapeMapError as error:
        return str(error)
    return ""


def method_of(map: Map, method: str) -> str:
    """The method that computes the map where this one is asked for."""
    return "manual" if method == "tape" and refusal(map) else method
