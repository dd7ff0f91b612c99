"""Recordings that are being written, and those that were left behind by a program that was killed.

A recording takes its name only when it is whole. Until then a note in the person's data folder says where its
unfinished file is; the next start finds notes that nobody holds any more and saves what plays.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import tempfile
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from engine.errors import OutputError
from engine.files import check_writable, reason, replacing
from engine.personal import data_folder
from engine.phrase import Phrase
from gui.locks import lock
from gui.recording.formats import Format
from scenarios.carrying import FOLDER_FILE

_MOST_NOTE = 64 * 1024
_LEAST_FILM = 1024
"""Fewer bytes than these hold no picture."""


def journal_folder() -> Path:
    """Where the notes are; it need not exist."""
    return data_folder() / "recordings"


@contextlib.contextmanager
def being_written(out: Path, kind: Format) -> Iterator[Path]:
    """The place to write to; what is there takes the name `out` if the body ends without an exception."""
    if kind.folder:
        with _folder(out) as place, _noted(place, out, kind):
            yield place
        return
    with replacing(out) as file, _noted(Path(file.name), out, kind):
        yield Path(file.name)


@contextlib.contextmanager
def _folder(out: Path) -> Iterator[Path]:
    """A new folder beside `out`. Only a folder of an earlier recording gives way to it."""
    if out.exists() and not _is_ours(out):
        raise OutputError(Phrase("cannot write {out}: there is something else of that name", out=out))
    check_writable(out.with_name(f"{out.name[:60]}.test"))
    try:
        place = Path(tempfile.mkdtemp(prefix=f".{out.name[:60]}.", suffix=".part", dir=out.parent))
    except OSError as error:
        raise OutputError(Phrase("cannot write {out}: {reason}", out=out, reason=reason(error))) from error
    try:
        place.chmod(0o777 & ~_mask())
        yield place
        if out.exists():
            before = out.with_name(f".{out.name[:60]}.{uuid.uuid4().hex[:8]}.old")
            out.rename(before)
            place.rename(out)
            shutil.rmtree(before, ignore_errors=True)
        else:
            place.rename(out)
    except OSError as error:
        raise OutputError(Phrase("cannot write {out}: {reason}", out=out, reason=reason(error))) from error
    finally:
        shutil.rmtree(place, ignore_errors=True)


def _is_ours(folder: Path) -> bool:
    """Whether a folder holds nothing but an earlier recording."""
    if folder.is_symlink() or not folder.is_dir():
        return False
    names = {path.name for path in folder.iterdir()}
    return not names or (
        FOLDER_FILE in names
        and all(name == FOLDER_FILE or (name[:-4].isdecimal() and name.endswith(".png")) for name in names)
    )


def _mask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


# -- notes -----------------------------------------------------------------------------------------------


@contextlib.contextmanager
def _noted(place: Path, out: Path, kind: Format) -> Iterator[None]:
    """Keeps a note of it; where none can be kept, recording goes on without."""
    folder, name = journal_folder(), uuid.uuid4().hex[:16]
    note, held = folder / f"{name}.json", None
    with contextlib.suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
        held = lock(folder / f"{name}.lock")
        if held is not None:
            told = {"out": str(out.absolute()), "part": str(place.absolute()), "plays": kind.plays_cut}
            note.write_text(json.dumps(told), encoding="utf-8")
    try:
        yield
    finally:
        with contextlib.suppress(OSError):
            note.unlink(missing_ok=True)
        if held is not None:
            held.unlock()


@dataclass(frozen=True)
class Cut:
    """A recording that was cut short: what it was to be, and where the part that plays is now."""

    out: Path
    kept: Path

    @property
    def sentence(self) -> Phrase:
        return Phrase(
            "the recording {out} was cut short; the part that was done plays, and is in {kept}",
            out=self.out.name,
            kept=self.kept,
        )


def saved_from_kills() -> list[Cut]:
    """Gives unfinished films of programs that run no more a name of their own, and removes other remains."""
    found = []
    try:
        notes = sorted(journal_folder().glob("*.json"))
    except OSError:
        return []
    for note in notes:
        held = lock(note.with_suffix(".lock"))
        if held is None:
            continue
        try:
            cut = _save(note)
            if cut is not None:
                found.append(cut)
            note.unlink(missing_ok=True)
        except OSError:
            continue
        finally:
            held.unlock()
    return found


def _save(note: Path) -> Cut | None:
    try:
        with note.open("rb") as file:
            told = json.loads(file.read(_MOST_NOTE))
        out, part, plays = Path(told["out"]), Path(told["part"]), bool(told["plays"])
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    # a note is a file like any other: it may move and remove nothing but what this program left
    if part.parent != out.parent or not (part.name.startswith(".") and part.name.endswith(".part")):
        return None
    for rest in (part, part.with_name(f"{part.name}.again")):
        if rest.is_dir():
            shutil.rmtree(rest, ignore_errors=True)
        elif rest.is_file() and not (rest == part and plays and rest.stat().st_size >= _LEAST_FILM):
            rest.unlink(missing_ok=True)
    if not part.is_file():
        return None
    kept = _free_name(out)
    part.rename(kept)
    return Cut(out, kept)


def _free_name(out: Path) -> Path:
    """ "film.cut.mp4", or with a number where that is taken."""
    number = 1
    while True:
        name = f"{out.stem}.cut{'' if number == 1 else number}{out.suffix}"
        if not out.with_name(name).exists():
            return out.with_name(name)
        number += 1
