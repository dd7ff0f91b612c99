"""Scenarios: TOML files that say what runs on what, from where, and what to look at.

Reading one loads neither an optimizer nor NumPy; what its names mean is looked up by `resolve` and `load`.
"""

from __future__ import annotations

import importlib
from os import PathLike, fspath
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .carrying import FOLDER_SUFFIX, suffixes
from .library import DEFAULT as DEFAULT
from .library import Entry as Entry
from .library import find as find
from .library import list_scenarios as list_scenarios
from .reading import parse, read
from .saving import dumps as dumps
from .saving import save as save
from .schema import Scenario as Scenario
from .schema import Text as Text

if TYPE_CHECKING:
    from .building import build_runs as build_runs
    from .resolving import Resolved as Resolved
    from .resolving import ResolvedRun as ResolvedRun
    from .resolving import resolve as resolve

_HOME = {"build_runs": "building", **dict.fromkeys(("Resolved", "ResolvedRun", "resolve"), "resolving")}


def load(path_or_id: str | PathLike[str]) -> Scenario:
    """The scenario in a file, or the one with this id or figure; every name and number in it is checked.

    Raises UnknownNameError with the nearest ids, or FileError with the line or field.
    """
    from .resolving import resolve

    path = locate(path_or_id)
    scenario = read(path)
    resolve(scenario, path)
    return scenario


def loads(text: str, path: str | PathLike[str] = "scenario") -> Scenario:
    """The scenario that TOML text describes; `path` is what messages call it. Raises FileError."""
    from .resolving import resolve

    scenario = parse(text, path)
    resolve(scenario, path)
    return scenario


def locate(path_or_id: str | PathLike[str]) -> Path:
    """The file meant: a path if it looks like one, otherwise a scenario's id or figure. Pictures and films
    that carry their scenario are files of scenarios too."""
    name = fspath(path_or_id)
    endings = (".toml", FOLDER_SUFFIX, *suffixes())
    looks_like_path = name.lower().endswith(endings) or "/" in name or "\\" in name
    if looks_like_path or not isinstance(path_or_id, str):
        return Path(name)
    return find(name)


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module 'scenarios' has no attribute {name!r}")
    return getattr(importlib.import_module(f".{_HOME[name]}", __name__), name)
