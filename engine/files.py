"""Files that are whole or absent: written under a temporary name beside their place, then moved there."""

from __future__ import annotations

import contextlib
import os
import stat
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from .errors import OutputError, shorten
from .foreign import recognised
from .phrase import Phrase


@contextlib.contextmanager
def replacing(path: str | os.PathLike[str]) -> Iterator[BinaryIO]:
    """A binary file to write into; it takes the name `path` only if the body ends without an exception.

    A file that is there keeps who may read and write it; through a link the file that it leads to is
    written. Raises OutputError where the place cannot be written to. Nothing is left behind on any exception.
    """
    target = _led_to(Path(path))
    temporary = _beside(target)
    try:
        with temporary.open("wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(target)
    except OSError as error:
        raise OutputError(
            Phrase("cannot write {target}: {reason}", target=target, reason=reason(error))
        ) from error
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink()


def check_writable(path: str | os.PathLike[str]) -> None:
    """Raise OutputError now rather than after a long computation; nothing is left behind."""
    with contextlib.suppress(OSError):
        _beside(_led_to(Path(path))).unlink()


def reason(error: Exception) -> Phrase:
    """The system's words for an error, without its number and path."""
    return recognised((getattr(error, "strerror", None) or str(error)).lower())


def _led_to(path: Path) -> Path:
    """The file that a link leads to: under the link's own name it would be a copy, and the file as it was."""
    try:
        return path.resolve(strict=True) if path.is_symlink() else path
    except (OSError, RuntimeError, ValueError):
        return path


def _beside(target: Path) -> Path:
    """A new empty file in the folder of `target`, with the permissions of that, or ordinary ones."""
    mode = None
    try:
        found = target.stat().st_mode
        mode = stat.S_IMODE(found)
        if not target.name or stat.S_ISDIR(found):
            raise OutputError(Phrase("cannot write {target}: it is a folder", target=target))
        if not os.access(target, os.W_OK):
            raise OutputError(Phrase("cannot write {target}: permission denied", target=target))
    except FileNotFoundError:
        pass
    except (OSError, ValueError) as error:
        raise OutputError(
            Phrase("cannot write {target}: {reason}", target=shorten(str(target), 80), reason=reason(error))
        ) from error
    try:
        # letters have up to four bytes, a name up to 255, and what is laid beside this one is longer still
        handle, name = tempfile.mkstemp(prefix=f".{target.name[:50]}.", suffix=".part", dir=target.parent)
    except OSError as error:
        raise OutputError(
            Phrase("cannot write {target}: {reason}", target=target, reason=reason(error))
        ) from error
    with contextlib.suppress(OSError, AttributeError):
        # mkstemp makes the file private; a result is as public as any other file of the person.
        mask = os.umask(0)
        os.umask(mask)
        os.fchmod(handle, 0o666 & ~mask if mode is None else mode)
    os.close(handle)
    return Path(name)
