"""Pictures and films that carry their scenario: its text in the file, found again without decoding anything.

One module for each kind of file. It knows how its files begin (`is_one`), what their names end in
(`SUFFIXES`), and finds the text (`find`); kinds that no encoder can tag by itself also put it in (`embed`).
What a stranger's file says is never trusted: every length is checked against what is left, and little is
ever read.
"""

from __future__ import annotations

import importlib
import pkgutil
import struct
from functools import cache
from os import PathLike
from pathlib import Path
from types import ModuleType

from engine.errors import FileError
from engine.files import reason
from engine.phrase import Phrase

from ..schema import MOST_BYTES

MARK = "# Ravine scenario\n"
"""The first line of a text that is carried; to a reader of TOML a remark."""

LONGEST = MOST_BYTES + len(MARK)
FOLDER_FILE, FOLDER_SUFFIX = "scenario.toml", ".pngs"
"""In a folder of pictures the text is a file of its own; what the names of such folders end in."""

_HEAD = 512


class DamagedError(Exception):
    """The file is of its kind, but not whole."""


class BareError(FileError):
    """The file is whole, and there is no scenario in it."""


def tagged(text: str) -> str:
    """A scenario's text as files carry it."""
    return text if text.startswith(MARK) else MARK + text


def suffixes() -> tuple[str, ...]:
    """What the names of files end in that may carry a scenario."""
    return tuple(suffix for kind in _kinds() for suffix in kind.SUFFIXES)


def is_media(head: bytes) -> bool:
    """Whether a file that begins so is a picture or a film, and not a text."""
    return _kind_of(head) is not None


def carries(path: str | PathLike[str]) -> bool:
    """Whether this is a picture, a film or a folder of pictures rather than a scenario's own file."""
    try:
        if Path(path).is_dir():
            return True
        with Path(path).open("rb") as file:
            return is_media(file.read(_HEAD))
    except OSError:
        return True


def text_in(path: str | PathLike[str]) -> str:
    """The scenario's text in a picture or a film; FileError where there is none, or where it is damaged."""
    try:
        with Path(path).open("rb") as file:
            kind = _kind_of(file.read(_HEAD))
            size = file.seek(0, 2)
            file.seek(0)
            found = kind.find(file, size) if kind is not None else None
        text = found.decode() if found is not None and len(found) <= LONGEST else ""
    except OSError as error:
        raise FileError(path, Phrase("cannot be read: {reason}", reason=reason(error))) from None
    except (DamagedError, struct.error, ValueError):
        raise FileError(path, Phrase("is damaged, and the scenario in it cannot be read")) from None
    if not text.startswith(MARK):
        raise BareError(
            path,
            Phrase(
                "carries no scenario: Ravine did not make it, or another program has written it anew since"
            ),
        )
    return text.removeprefix(MARK)


def is_bare(path: str | PathLike[str]) -> bool:
    """Whether a file is a picture or a film without a scenario, as far as it can be read."""
    try:
        text_in(path)
    except BareError:
        return True
    except FileError:
        return False
    return False


@cache
def _kinds() -> tuple[ModuleType, ...]:
    names = sorted(module.name for module in pkgutil.iter_modules(__path__))
    found = (importlib.import_module(f"{__name__}.{name}") for name in names if not name.startswith("_"))
    return tuple(found)


def _kind_of(head: bytes) -> ModuleType | None:
    return next((kind for kind in _kinds() if kind.is_one(head)), None)
