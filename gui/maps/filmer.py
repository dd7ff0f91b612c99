"""Films a zoom on a thread of its own, one at a time."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

from engine.errors import Cancelled, RavineError, told_of_memory
from gui.courtesy import PoliteThread
from gui.maps.zoom_film import Zoom, film_zoom


class Filmer:
    """`told` is called from the thread: with None as the film grows, with its path, or with what went wrong.

    share: how much of the film is done; None where none is being made.
    """

    def __init__(self, told: Callable[[Path | RavineError | None], None]) -> None:
        self._told = told
        self._cancel = threading.Event()
        self._thread: threading.Thread | None = None
        self.share: float | None = None

    def film(self, zoom: Zoom, path: Path) -> None:
        """Begins a film; nothing where one is being made."""
        if self.share is None:
            self.close()
            self.share, self._cancel = 0.0, threading.Event()
            self._thread = PoliteThread(target=self._work, args=(zoom, path), name="ravine-map-film")
            self._thread.start()

    def cancel(self) -> None:
        """Gives up the film; nothing is left of it."""
        self._cancel.set()

    def close(self) -> None:
        self._cancel.set()
        if self._thread is not None:
            self._thread.join()

    def _work(self, zoom: Zoom, path: Path) -> None:
        outcome: Path | RavineError | None = path
        try:
            with told_of_memory():
                film_zoom(zoom, path, self._count, self._cancel)
        except Cancelled:
            outcome = None
        except RavineError as error:
            outcome = error
        finally:
            self.share = None
        self._told(outcome)

    def _count(self, share: float) -> None:
        self.share = share
        self._told(None)
