"""Raster loops of which there are two of each: compiled ones as soon as they are ready, NumPy's until then.

Compiling goes on in the background; nobody waits for it who does not ask to.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from engine import kernel_cache

#: (source, name), as `engine.kernel_cache` takes it.
Source = tuple[str, str]


def sources_in(folder: Path, names: Iterable[str], prefix: str) -> list[Source]:
    """The files of these names."""
    return [((folder / f"{name}.py").read_text(encoding="utf-8"), f"{prefix}_{name}") for name in names]


class Loops:
    """The loops of some sources.

    plain: NumPy's. sources: where the compiled ones are; names: for each source those that are wanted of it.
    log, complaint: where it is said that they cannot be compiled, and how. before: what is compiled in the
    background before them.
    """

    def __init__(
        self,
        plain: Any,
        sources: Callable[[], Sequence[Source]],
        names: Sequence[tuple[str, ...]],
        log: logging.Logger,
        complaint: str,
        before: Callable[[], Sequence[Source]] = tuple,
    ) -> None:
        self.plain = plain
        self._sources, self._names, self._before = sources, names, before
        self._log, self._complaint = log, complaint
        self._lock = threading.Lock()
        self._warming: kernel_cache.Prewarm | None = None
        self._failed = False
        self._stopped = False
        self.compiled: SimpleNamespace | None = None

    def start(self) -> None:
        """Begin to compile in the background; called again, it does nothing."""
        with self._lock:
            self._stopped = False
            if self._warming is None and self.compiled is None:
                self._warming = kernel_cache.prewarm([*self._before(), *self._sources()])

    def stop(self) -> None:
        """End compiling once the loop being compiled is done; `start` goes on from there."""
        with self._lock:
            self._stopped = True
            warming, self._warming = self._warming, None
        if warming is not None:
            warming.stop()
            warming.join()

    def functions(self) -> Any:
        """The loops to draw with now."""
        if self.compiled is None and self._warming is not None and not self._warming.is_alive():
            self.adopt()
        return self.present()

    def present(self) -> Any:
        """The same, but takes up nothing that became ready."""
        return self.compiled or self.plain

    def wait(self) -> bool:
        """Wait until the compiled loops are ready: for pictures that must come out the same every time.

        False if they cannot be compiled here, or were stopped; then NumPy goes on drawing.
        """
        self.start()
        warming = self._warming
        if warming is not None:
            warming.join()
        if not self._stopped:
            self.adopt()
        return self.compiled is not None

    def adopt(self) -> None:
        """Take up the compiled loops on this thread, which compiles what is not compiled yet."""
        if self.compiled is not None or self._failed:
            return
        try:
            found = {}
            for (source, name), wanted in zip(self._sources(), self._names, strict=True):
                names = kernel_cache.load(source, name)
                found.update({key: names[key] for key in wanted})
            self.compiled = SimpleNamespace(**found)
        except Exception:  # whatever a compiler may raise, a picture can be drawn without it
            self._failed = True
            self._log.exception(self._complaint)
