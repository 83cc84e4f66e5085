"""What every specification of a picture is held against."""

import json
from functools import cache
from typing import Any
from urllib.parse import quote

import jsonschema_rs
from altair.vegalite.v6.schema.core import load_schema


def assert_draws(spec: dict, tables: dict) -> None:
    """`spec` is valid Vega-Lite, is JSON without an infinity, and names exactly these `tables`."""
    json.dumps(spec, allow_nan=False)
    _vega_lite().validate(spec)
    assert named_data(spec) == set(tables)


@cache
def _vega_lite() -> jsonschema_rs.Validator:
    """Vega-Lite's schema as Altair has it. Its own way to hold a picture against that takes a second; this one 0.1 ms."""
    return jsonschema_rs.validator_for(_with_references(load_schema()))


def _with_references(schema: Any) -> Any:
    """A schema whose references are URIs, as the standard asks: their names have brackets and bars in them."""
    if isinstance(schema, dict):
        return {
            key: quote(value, safe="#/") if key == "$ref" else _with_references(value) for key, value in schema.items()
        }
    return [_with_references(value) for value in schema] if isinstance(schema, list) else schema


def named_data(spec: Any) -> set[str]:
    """The tables that a specification names."""
    if isinstance(spec, dict):
        here = {spec["data"]["name"]} if isinstance(spec.get("data"), dict) and "name" in spec["data"] else set()
        return here.union(*map(named_data, spec.values()))
    return set().union(*map(named_data, spec)) if isinstance(spec, list) else set()
