"""Drafts: unsaved scenarios on disk, so that neither a crash nor an open door loses them.

Each program that runs holds a lock in the folder; drafts whose lock nobody holds any more were left behind.
Writing happens on a thread of its own, and a file is whole or absent.
"""

from __future__ import annotations

import contextlib
import json
import os
import threading
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QLockFile

from engine.errors import FileError, OutputError
from engine.files import reason, replacing
from engine.personal import data_folder
from engine.phrase import Phrase
from gui.locks import lock
from scenarios.reading import parse, text_of
from scenarios.saving import dumps
from scenarios.schema import Scenario

_MARK = "# unsaved: "
_SUFFIX = ".lock"


@dataclass(frozen=True, eq=False)
class Draft:
    """An unsaved scenario, the file that it is kept in, and the one that it is to be saved to, if any."""

    file: Path
    scenario: Scenario
    path: Path | None


class Drafts:
    """The folder of drafts as one running program uses it.

    failed: told, on the thread that it happens on, what cannot be written or read.
    """

    def __init__(self, folder: Path, failed: Callable[[Phrase], object] | None = None) -> None:
        self.folder = folder
        self._failed = failed or (lambda _: None)
        self._owner = uuid.uuid4().hex[:12]
        self._count = 0
        self._own: QLockFile | None = None
        self._taken: dict[str, QLockFile] = {}
        self._wake = threading.Condition()
        self._jobs: dict[Path, tuple[Scenario, Path | None] | None] = {}
        self._idle = True
        self._stopping = False
        self._thread: threading.Thread | None = None

    def new_file(self) -> Path:
        """The place of one more draft; nothing is written yet."""
        self._count += 1
        return self.folder / f"{self._owner}-{self._count}.toml"

    def keep(self, file: Path, scenario: Scenario, path: Path | None) -> None:
        """Writes a draft soon; of several in a row only the last."""
        self._ask(file, (scenario, path))

    def drop(self, file: Path) -> None:
        """Removes a draft that is needed no more."""
        self._ask(file, None)

    def flush(self) -> None:
        """Waits until everything that was asked for is on disk."""
        with self._wake:
            while self._thread is not None and (self._jobs or not self._idle):
                self._wake.wait()

    def close(self) -> None:
        """Ends the thread when all is written, and lets go of every lock."""
        with self._wake:
            self._stopping = True
            self._wake.notify_all()
        if self._thread is not None:
            self._thread.join()
        for held in (*self._taken.values(), *([self._own] if self._own is not None else [])):
            held.unlock()

    def left_behind(self) -> list[Draft]:
        """Drafts of programs that run no more, the newest first; they are this program's from now on."""
        found = []
        for file in self._files():
            owner = file.stem.partition("-")[0]
            if owner == self._owner or not self._take(owner):
                continue
            try:
                text = text_of(file)
                found.append(Draft(file, parse(text, file), _path_in(text)))
            except FileError as error:
                # it stays where it is: a newer program may have written it
                self._failed(error.sentence)
        return found

    def _files(self) -> list[Path]:
        try:
            return sorted(self.folder.glob("*.toml"), key=lambda file: -file.stat().st_mtime)
        except OSError:
            return []

    def _take(self, owner: str) -> bool:
        """Whether that program runs no more, and no other has taken its drafts."""
        if owner not in self._taken:
            taken = lock(self._lock_file(owner))
            if taken is None:
                return False
            self._taken[owner] = taken
        return True

    # -- on its own thread -------------------------------------------------------------------------------

    def _ask(self, file: Path, job: tuple[Scenario, Path | None] | None) -> None:
        with self._wake:
            if self._stopping:
                return
            self._jobs.pop(file, None)
            self._jobs[file] = job
            if self._thread is None:
                self._thread = threading.Thread(target=self._work, name="ravine-drafts")
                self._thread.start()
            self._wake.notify_all()

    def _work(self) -> None:
        while True:
            with self._wake:
                self._idle = True
                self._wake.notify_all()
                while not self._jobs and not self._stopping:
                    self._wake.wait()
                if not self._jobs:
                    return
                file = next(iter(self._jobs))
                job = self._jobs.pop(file)
                self._idle = False
            if job is None:
                with contextlib.suppress(OSError):
                    file.unlink(missing_ok=True)
            else:
                self._write(file, *job)

    def _write(self, file: Path, scenario: Scenario, path: Path | None) -> None:
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            self._lock_own()
            kept = os.fspath(path) if path is not None else None
            with replacing(file) as out:
                out.write(f"{_MARK}{json.dumps({'path': kept})}\n{dumps(scenario)}".encode())
        except OutputError as error:
            self._failed(error.sentence)
        except OSError as error:
            self._failed(
                Phrase("cannot write {target}: {reason}", target=os.fspath(file), reason=reason(error))
            )

    def _lock_own(self) -> None:
        """Tried again at each writing: on a disk that is full there is no room for a lock either."""
        if self._own is None:
            self._own = lock(self._lock_file(self._owner))

    def _lock_file(self, owner: str) -> Path:
        return self.folder / f"{owner}{_SUFFIX}"


def _path_in(text: str) -> Path | None:
    """The file that a draft is to be saved to, as its first line says."""
    line = text.partition("\n")[0]
    if not line.startswith(_MARK):
        return None
    try:
        path = json.loads(line.removeprefix(_MARK))["path"]
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    return Path(path) if isinstance(path, str) else None


def drafts_folder() -> Path:
    """Where drafts are kept; it need not exist."""
    return data_folder() / "unsaved"
