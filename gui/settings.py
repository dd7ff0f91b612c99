"""What the program remembers from one start to the next, in an ini file in the person's config folder.

Every value is checked when it is read: what is missing, damaged or of a wrong kind is the default again, so
that no file can keep the program from starting.
"""

from __future__ import annotations

import json
import math
import os
from collections.abc import Callable, Iterator, MutableMapping
from pathlib import Path
from typing import Any, Generic, TypeVar, overload

from PySide6.QtCore import QSettings

from engine.personal import config_folder

MOST_RECENT = 12
MOST_SPEEDS = 64

T = TypeVar("T")


class Remembered(Generic[T]):
    """One value of the settings, kept as JSON; `check` says whether what was read can be one."""

    def __init__(self, key: str, default: T, check: Callable[[Any], bool]) -> None:
        self._key, self._default, self._check = key, default, check

    @overload
    def __get__(self, settings: None, owner: type) -> Remembered[T]: ...
    @overload
    def __get__(self, settings: Settings, owner: type) -> T: ...
    def __get__(self, settings: Settings | None, owner: type) -> Remembered[T] | T:
        if settings is None:
            return self
        try:
            value = json.loads(settings.read(self._key))
        except (ValueError, RecursionError):
            return self._default
        return value if self._check(value) else self._default

    def __set__(self, settings: Settings, value: T) -> None:
        settings.write(self._key, json.dumps(value, ensure_ascii=False))


def _one_of(*known: str) -> Callable[[Any], bool]:
    return lambda value: isinstance(value, str) and value in known


def _is_flag(value: Any) -> bool:
    return isinstance(value, bool)


def _is_text(value: Any) -> bool:
    return isinstance(value, str)


def _are_texts(value: Any) -> bool:
    return isinstance(value, list) and all(map(_is_text, value))


def _is_table(value: Any) -> bool:
    return isinstance(value, dict)


def _are_flags(value: Any) -> bool:
    return isinstance(value, dict) and all(map(_is_flag, value.values()))


def _are_speeds(value: Any) -> bool:
    return isinstance(value, dict) and all(
        type(each) in (int, float) and abs(each) < math.inf for each in value.values()
    )


class Settings:
    """Kept in `path`; without one, only until the program ends."""

    theme = Remembered("look/theme", "system", _one_of("system", "dark", "light"))
    language = Remembered("look/language", "system", _one_of("system", "en", "ru"))
    geometry = Remembered("window/geometry", "", _is_text)
    folded = Remembered("window/panels_folded", False, _is_flag)
    charts = Remembered[dict[str, Any]]("window/charts", {}, _is_table)
    folder = Remembered("files/folder", "", _is_text)
    last = Remembered("files/last", "", _is_text)
    recent = Remembered[list[str]]("files/recent", [], _are_texts)
    sections = Remembered[dict[str, bool]]("look/sections_folded", {}, _are_flags)
    speeds = Remembered[dict[str, float]]("time/speeds", {}, _are_speeds)

    def __init__(self, path: Path | None = None) -> None:
        self.path = path
        self._kept: dict[str, str] = {}
        self._file = QSettings(os.fspath(path), QSettings.Format.IniFormat) if path is not None else None

    def read(self, key: str) -> str:
        """The text kept under a key, "" for none."""
        if self._file is None:
            return self._kept.get(key, "")
        value = self._file.value(key, "")
        return value if isinstance(value, str) else ""

    def write(self, key: str, text: str) -> None:
        if self._file is None:
            self._kept[key] = text
        elif self.read(key) != text:
            self._file.setValue(key, text)

    def save(self) -> None:
        """Writes what has changed now, and reads what another window of the program has written meanwhile.

        A place that cannot be written to is no reason to complain.
        """
        if self._file is not None:
            self._file.sync()

    def remember_file(self, name: str) -> None:
        """Puts a file, or a scenario's id, at the head of the recent ones."""
        self.save()  # or what another window remembers would be gone
        self.last = name
        self.recent = [name, *(old for old in self.recent if old != name)][:MOST_RECENT]

    def remember_speed(self, name: str, speed: float) -> None:
        """The speed at which a scenario was last looked at."""
        self.save()
        speeds = {key: value for key, value in self.speeds.items() if key != name}
        self.speeds = dict([*speeds.items(), (name, speed)][-MOST_SPEEDS:])


class Folds(MutableMapping[str, bool]):
    """Which sections of the panel are folded, kept in the settings."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def __getitem__(self, name: str) -> bool:
        return self._settings.sections[name]

    def __setitem__(self, name: str, folded: bool) -> None:
        self._settings.save()
        self._settings.sections = {**self._settings.sections, name: folded}

    def __delitem__(self, name: str) -> None:
        self._settings.sections = {k: v for k, v in self._settings.sections.items() if k != name}

    def __iter__(self) -> Iterator[str]:
        return iter(self._settings.sections)

    def __len__(self) -> int:
        return len(self._settings.sections)


def settings_file() -> Path:
    """Where the settings are kept; it need not exist."""
    return config_folder() / "ravine.ini"
