"""Comparisons made in the background, and painted there; the window only shows what came out."""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from engine.errors import Cancelled, RavineError, told_of_memory
from gui.courtesy import PoliteThread, give_way

if TYPE_CHECKING:
    from engine.comparing.verdict import Comparison
    from gui.theme.colours import Theme
    from scenarios.comparing import Asked
    from scenarios.resolving import Resolved
    from scenarios.schema import Scenario


class Comparer(QObject):
    """One comparison at a time. The signals come from its threads: connect to them queued.

    progressed: the share that is done. made: (number, Comparison | RavineError | None), None when it was
    cancelled. painted: (number, QImage). offered: (number, what may be tuned). saved: Path | RavineError.
    """

    progressed = Signal(int, float)
    made = Signal(int, object)
    painted = Signal(int, object)
    offered = Signal(int, object)
    saved = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._cancel = threading.Event()
        self._threads: list[threading.Thread] = []
        self._number = 0

    def compare(self, resolved: Resolved, asked: Asked, names: Collection[str] = ()) -> int:
        """Begins, with the named parameters tuned besides; the number by which it is told."""
        self.cancel()
        cancel = self._cancel = threading.Event()
        self._number += 1
        number = self._number
        self._begin(lambda: self._compare(number, resolved, asked, names, cancel))
        return number

    def cancel(self) -> None:
        """Gives up the comparison that is being made."""
        self._cancel.set()

    def paint(self, comparison: Comparison, wide: int, ratio: float, theme: Theme, language: str) -> int:
        """Begins to paint a sheet; the number by which it is told."""
        self._number += 1
        number = self._number

        def work() -> None:
            from gui.comparing.sheet import render

            self.painted.emit(number, render(comparison, wide, ratio, theme, language))

        self._begin(work)
        return number

    def offer(self, resolved: Resolved, optimizers: tuple[str, ...]) -> int:
        """Begins to look who has which parameters; the number by which it is told."""
        self._number += 1
        number = self._number

        def work() -> None:
            from scenarios.tuneable import tuneables

            try:
                self.offered.emit(number, tuneables(resolved, optimizers))
            except RavineError:
                # a faulty file in the person's own folder: comparing says it
                self.offered.emit(number, ())

        self._begin(work)
        return number

    def save(
        self, path: Path, comparison: Comparison, scenario: Scenario, theme: Theme, language: str
    ) -> None:
        """Begins to write; the kind of file is the name's ending."""

        def work() -> None:
            from gui.comparing.saving import write

            try:
                with told_of_memory():
                    write(path, comparison, scenario, theme, language)
                self.saved.emit(path)
            except RavineError as error:
                self.saved.emit(error)

        self._begin(work)

    def close(self) -> None:
        """Waits until nothing is at work any more."""
        self.cancel()
        for thread in self._threads:
            thread.join()
        self._threads.clear()

    def _begin(self, work: Callable[[], None]) -> None:
        self._threads = [thread for thread in self._threads if thread.is_alive()]
        self._threads.append(PoliteThread(target=work, name="ravine-comparison"))
        self._threads[-1].start()

    def _compare(
        self,
        number: int,
        resolved: Resolved,
        asked: Asked,
        names: Collection[str],
        cancel: threading.Event,
    ) -> None:
        from engine.comparing.verdict import compare
        from scenarios.comparing import contest_of
        from scenarios.tuneable import tuning

        told = 0.0

        def progress(done: int) -> None:
            nonlocal told
            give_way()
            share = done / contest.particle_steps
            if share - told >= 0.005:
                told = share
                self.progressed.emit(number, share)

        try:
            with told_of_memory():
                contest = contest_of(resolved, tuning(resolved, asked, names))
                made = compare(contest, cancel, progress)
            self.made.emit(number, made)
        except Cancelled:
            self.made.emit(number, None)
        except RavineError as error:
            self.made.emit(number, error)
