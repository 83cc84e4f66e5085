"""What every specification of a picture is held against."""

import json
from typing import Any

import altair as alt

_VALID: set[str] = set()


def assert_draws(spec: dict, tables: dict, *, varying: tuple[object, ...] = ()) -> None:
    """`spec` is valid Vega-Lite, is JSON without an infinity, and names exactly these `tables`.

    Validation takes a second, so specifications that differ in the values `varying` alone, names or numbers that the
    settings put into them, are validated once.
    """
    kind = json.dumps(_without(spec, varying), allow_nan=False)
    if kind not in _VALID:
        alt.Chart.from_dict(spec, validate=True)
        _VALID.add(kind)
    assert named_data(spec) == set(tables)


def _without(spec: Any, varying: tuple[object, ...]) -> Any:
    """`spec` without these values; of several in a list one place stays."""
    if isinstance(spec, dict):
        return {key: _without(value, varying) for key, value in spec.items()}
    if isinstance(spec, list):
        left = [_without(value, varying) for value in spec]
        return [value for place, value in enumerate(left) if value != "" or left[:place].count("") == 0]
    return "" if not isinstance(spec, bool) and spec in varying else spec


def named_data(spec: Any) -> set[str]:
    """The tables that a specification names."""
    if isinstance(spec, dict):
        here = {spec["data"]["name"]} if isinstance(spec.get("data"), dict) and "name" in spec["data"] else set()
        return here.union(*map(named_data, spec.values()))
    return set().union(*map(named_data, spec)) if isinstance(spec, list) else set()
