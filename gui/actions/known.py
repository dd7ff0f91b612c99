"""The names of all optimizers and landscapes, read from their files on a thread of its own."""

from __future__ import annotations

import contextlib
import threading
from dataclasses import dataclass
from typing import Literal

from gui.courtesy import PoliteThread, errand, give_way


@dataclass(frozen=True)
class Name:
    """An entry of the catalogue: its id, its name in English and in Russian."""

    id: str
    en: str
    ru: str

    def get(self, language: str) -> str:
        return self.ru if language == "ru" else self.en


class Known:
    """Empty until `start` was called and the files are read; those that cannot be read are left out."""

    def __init__(self) -> None:
        self.optimizers: tuple[Name, ...] = ()
        self.landscapes: tuple[Name, ...] = ()
        self._thread: threading.Thread | None = None
        self._stopping = False

    def start(self) -> None:
        """Begins to read, unless that has happened before."""
        if self._thread is None and not self._stopping:
            self._thread = PoliteThread(target=self._read, name="ravine-names")
            self._thread.start()

    def close(self) -> None:
        self._stopping = True
        if self._thread is not None:
            self._thread.join()

    def _read(self) -> None:
        with errand:
            self.optimizers = self._names("optimizers")
            self.landscapes = self._names("landscapes")

    def _names(self, kind: Literal["optimizers", "landscapes"]) -> tuple[Name, ...]:
        from engine import catalogue
        from engine.errors import FileError

        load = catalogue.load_optimizer if kind == "optimizers" else catalogue.load_landscape
        found = []
        for id in catalogue.list_ids(kind):
            give_way()
            if self._stopping:
                break
            with contextlib.suppress(FileError):
                name = load(id).name
                found.append(Name(id, name["en"], name["ru"]))
        return tuple(found)
