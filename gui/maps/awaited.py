"""A map that was to be saved while it was still coarse: it is written once it is finished."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from pathlib import Path

from gui.maps.saving import Saver, Sheet


@dataclass(frozen=True, eq=False)
class _Wish:
    path: Path
    of: Hashable
    coarse: Sheet


class Awaited:
    """At most one waits. What is given up for another map is written as it was when it was asked for."""

    def __init__(self, saver: Saver) -> None:
        self._saver = saver
        self._wish: _Wish | None = None

    @property
    def name(self) -> str | None:
        """Of the file that waits."""
        return self._wish.path.name if self._wish is not None else None

    def save(self, path: Path, of: Hashable, sheet: Sheet, is_busy: bool) -> None:
        """Writes the sheet, or waits with it while it becomes finer. of: what it is a map of."""
        self.give_up()
        if is_busy:
            self._wish = _Wish(path, of, sheet)
        else:
            self._saver.save(sheet, path)

    def follow(self, of: Hashable, is_busy: bool, sheet: Callable[[], Sheet]) -> None:
        """Another picture is shown, or it is one of something else."""
        wish = self._wish
        if wish is not None and wish.of != of:
            self.give_up()
        elif wish is not None and not is_busy:
            self._wish = None
            self._saver.save(sheet(), wish.path)

    def give_up(self) -> None:
        """Nothing finer will come."""
        wish, self._wish = self._wish, None
        if wish is not None:
            self._saver.save(wish.coarse, wish.path)
