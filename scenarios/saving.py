"""A Scenario back to TOML, whole or not at all."""

from __future__ import annotations

from os import PathLike
from typing import Any

import msgspec
import tomli_w

from engine.files import replacing

from .schema import FORMAT, Scenario


def dumps(scenario: Scenario) -> str:
    """The TOML text of a scenario, without fields at their default; reading it gives an equal scenario."""
    built = msgspec.to_builtins(scenario, builtin_types=())
    return tomli_w.dumps({"format": FORMAT, **_listed(built)}, multiline_strings=True)


def save(scenario: Scenario, path: str | PathLike[str]) -> None:
    """Write a scenario; raises OutputError and leaves whatever was there where that cannot be done."""
    with replacing(path) as file:
        file.write(dumps(scenario).encode("utf-8"))


def _listed(value: Any) -> Any:
    """Tuples as lists, which is all the TOML writer knows."""
    if isinstance(value, dict):
        return {key: _listed(entry) for key, entry in value.items()}
    if isinstance(value, (list, tuple)):
        return [_listed(entry) for entry in value]
    return value
