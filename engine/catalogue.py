"""What there is: the entries of our folders, then the person's own. No registration: a file is an entry.

A file's stem is its id: small letters, digits and underscores. A person's own file may not take the id of
one of ours, so that a scenario means the same on every machine.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Literal, TypeVar

from .entries import (
    Curve,
    Entry,
    Landscape,
    Optimizer,
    Schedule,
    Signal,
    read_curve,
    read_landscape,
    read_optimizer,
    read_schedule,
    read_signal,
)
from .entries.shape import text_of
from .errors import FileError, UnknownNameError
from .personal import data_folder
from .phrase import Phrase

Kind = Literal["optimizers", "landscapes", "curves", "signals", "schedules"]
KINDS: tuple[Kind, ...] = ("optimizers", "landscapes", "curves", "signals", "schedules")

_ONE = {
    "optimizers": Phrase("optimizer"),
    "landscapes": Phrase("landscape"),
    "curves": Phrase("curve"),
    "signals": Phrase("signal"),
    "schedules": Phrase("schedule"),
}
_SHIPPED = Path(__file__).parent
_ID = re.compile(r"[a-z][a-z0-9_]{0,47}")
_READERS: dict[str, Callable[[str, str, Path], Entry]] = {
    "optimizers": read_optimizer,
    "landscapes": read_landscape,
    "curves": read_curve,
    "signals": read_signal,
    "schedules": read_schedule,
}


def list_ids(kind: Kind) -> list[str]:
    """The ids of a kind, sorted: ours, then those in the person's own folder. No file is opened."""
    return list(_paths(kind))


def load_optimizer(id: str) -> Optimizer:
    """The optimizer of this id; raises UnknownNameError with the nearest ids, FileError for a faulty file."""
    return _load("optimizers", id, Optimizer)


def load_landscape(id: str) -> Landscape:
    """The landscape of this id; raises UnknownNameError with the nearest ids, FileError for a faulty file."""
    return _load("landscapes", id, Landscape)


def load_curve(id: str) -> Curve:
    """The curve of this id; raises UnknownNameError with the nearest ids, FileError for a faulty file."""
    return _load("curves", id, Curve)


def load_signal(id: str) -> Signal:
    """The signal of this id; raises UnknownNameError with the nearest ids, FileError for a faulty file."""
    return _load("signals", id, Signal)


def load_schedule(id: str) -> Schedule:
    """The schedule of this id; raises UnknownNameError with the nearest ids, FileError for a faulty file."""
    return _load("schedules", id, Schedule)


def problems(kind: Kind) -> list[FileError]:
    """What is wrong with the person's own files: those that cannot be read, or whose name is not an id."""
    found = []
    for path in _files(own_folder(kind)):
        try:
            if _ID.fullmatch(path.stem) is None:
                raise FileError(path, Phrase("needs a name of small letters, digits and underscores"))
            if (_SHIPPED / kind / path.name).exists():
                raise FileError(path, Phrase("has the name of an entry that Ravine brings, and is not used"))
            _read(kind, path, _stamp(path))
        except FileError as error:
            found.append(error)
    return found


def own_folder(kind: Kind) -> Path:
    """Where a person's own entries are looked for; it need not exist."""
    return data_folder() / kind


E = TypeVar("E", bound=Entry)


def _load(kind: Kind, id: str, wanted: type[E]) -> E:
    path = _path(kind, id)
    if path is None:
        raise UnknownNameError(_ONE[kind], id, _paths(kind))
    entry = _read(kind, path, _stamp(path))
    assert isinstance(entry, wanted)
    return entry


def _path(kind: Kind, id: str) -> Path | None:
    """Where an entry is, ours before a person's own. To list the folders would take ten times as long, and
    every edit of a scenario asks for its optimizers."""
    if _ID.fullmatch(id):
        for folder in (_SHIPPED / kind, own_folder(kind)):
            path = folder / f"{id}.toml"
            if os.path.lexists(path):
                return path
    return None


@lru_cache(maxsize=256)
def _read(kind: Kind, path: Path, stamp: tuple[int, int]) -> Entry:
    """The entry in a file; read again when the file's stamp is another."""
    return _READERS[kind](text_of(path), path.stem, path)


def _stamp(path: Path) -> tuple[int, int]:
    try:
        status = path.stat()
    except OSError:
        return 0, 0
    return status.st_mtime_ns, status.st_size


def _paths(kind: Kind) -> dict[str, Path]:
    if kind not in KINDS:
        raise UnknownNameError(Phrase("kind of entry"), kind, KINDS)
    ours = {path.stem: path for path in _files(_SHIPPED / kind)}
    own = {path.stem: path for path in _files(own_folder(kind)) if _ID.fullmatch(path.stem)}
    return {**ours, **{id: path for id, path in own.items() if id not in ours}}


def _files(folder: Path) -> list[Path]:
    try:
        return sorted(path for path in folder.iterdir() if path.suffix == ".toml")
    except OSError:
        return []
