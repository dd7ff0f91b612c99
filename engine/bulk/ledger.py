"""What of a map is done, in a small SQLite file beside its data: a unit counts only once it is written here.

A unit's chunks are on the disk before their hashes are entered, and an entry is on the disk before the next
unit begins to be entered; so whatever kills a run, what the ledger has is whole, and the rest is done again.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from engine.errors import OutputError
from engine.files import reason
from engine.phrase import Phrase

NAME = "ledger.sqlite"

_TABLES = """
CREATE TABLE IF NOT EXISTS settings (id INTEGER PRIMARY KEY CHECK (id = 1), text TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS units (number INTEGER PRIMARY KEY, hashes TEXT NOT NULL);
"""


class Ledger:
    """Opened by one process at a time; raises OutputError where that fails."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / NAME
        try:
            # Entries come from the thread that writes chunks, one at a time.
            self._base = sqlite3.connect(self.path, timeout=1.0, check_same_thread=False)
        except sqlite3.Error as error:
            raise self._refusal(error) from error
        try:
            self._base.execute("PRAGMA locking_mode=EXCLUSIVE")
            self._base.execute("PRAGMA journal_mode=WAL")
            self._base.execute("PRAGMA synchronous=FULL")
            self._base.executescript(_TABLES)
            self._base.execute("BEGIN IMMEDIATE")
            self._base.commit()
        except sqlite3.Error as error:
            self.close()
            raise self._refusal(error) from error

    def settings(self) -> dict[str, Any] | None:
        """What the folder's map is of; None for one that is new."""
        try:
            row = self._base.execute("SELECT text FROM settings").fetchone()
            return None if row is None else json.loads(row[0])
        except (sqlite3.Error, ValueError) as error:
            raise self._refusal(error) from error

    def set_settings(self, settings: Mapping[str, Any]) -> None:
        """Say what the folder's map is of."""
        text = json.dumps(settings, sort_keys=True, ensure_ascii=False)
        self._write("INSERT OR REPLACE INTO settings VALUES (1, ?)", (text,))

    def done(self) -> dict[int, dict[str, str]]:
        """The finished units: the hash of each array's chunk, by the unit's number."""
        try:
            rows = self._base.execute("SELECT number, hashes FROM units ORDER BY number").fetchall()
            return {number: json.loads(hashes) for number, hashes in rows}
        except (sqlite3.Error, ValueError) as error:
            raise self._refusal(error) from error

    def enter(self, number: int, hashes: Mapping[str, str]) -> None:
        """Say that a unit is finished; it is on the disk when this returns."""
        text = json.dumps(hashes, sort_keys=True)
        self._write("INSERT OR REPLACE INTO units VALUES (?, ?)", (number, text))

    def close(self) -> None:
        """Give the file free for others."""
        self._base.close()

    def _write(self, statement: str, values: tuple[object, ...]) -> None:
        try:
            with self._base:
                self._base.execute(statement, values)
        except sqlite3.Error as error:
            raise self._refusal(error) from error

    def _refusal(self, error: Exception) -> OutputError:
        if "locked" in str(error):
            return OutputError(
                Phrase("{folder} is being written to by another process", folder=self.path.parent)
            )
        return OutputError(Phrase("cannot write {target}: {reason}", target=self.path, reason=reason(error)))
