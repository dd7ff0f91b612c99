"""Compiles a scenario's kernels on a thread of its own, while NumPy already moves the particles."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from engine.run import Run
    from scenarios.resolving import Resolved

Deliver = Callable[[int, "Sequence[Run]"], None]


class Compiler:
    """Takes requests one at a time; a newer one takes the place of one that waits."""

    def __init__(self, deliver: Deliver) -> None:
        self._deliver = deliver
        self._wake = threading.Condition()
        self._wanted: tuple[int, Resolved] | None = None
        self._stopping = False
        self._thread: threading.Thread | None = None

    def request(self, build: int, resolved: Resolved) -> None:
        """Asks for compiled runs at step 0; they are delivered from this thread with the number `build`."""
        with self._wake:
            self._wanted = (build, resolved)
            self._wake.notify()
            if self._thread is None:
                self._thread = threading.Thread(target=self._work, name="ravine-compiler")
                self._thread.start()

    def close(self) -> None:
        """Waits for the kernel that is being compiled, if any, and ends the thread."""
        with self._wake:
            self._stopping = True
            self._wake.notify()
        if self._thread is not None:
            self._thread.join()

    def _work(self) -> None:
        while True:
            with self._wake:
                while self._wanted is None and not self._stopping:
                    self._wake.wait()
                if self._stopping or self._wanted is None:
                    return
                build, resolved = self._wanted
                self._wanted = None
            runs = self._compile(resolved)
            if runs is not None:
                self._deliver(build, runs)

    def _compile(self, resolved: Resolved) -> list[Run] | None:
        """Runs at step 0 whose kernels are ready; None if the machine cannot: NumPy then goes on."""
        from gui.stage import raster
        from scenarios.building import build_runs

        if not resolved.is_signal:
            # of a few particles the picture takes longer than the steps, so its loops come first
            raster.wait()
        runs = []
        try:
            for one in resolved.runs:
                with self._wake:
                    if self._stopping or self._wanted is not None:
                        return None
                (run,) = build_runs(replace(resolved, runs=(one,)), "split")
                start = run.snapshot()
                run.advance(1)
                run.restore(start)
                runs.append(run)
        except (ImportError, OSError):
            return None
        return runs
