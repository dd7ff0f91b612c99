"""Compiles a scenario's kernels on a thread of its own, while NumPy already moves the particles."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from engine.errors import InputError, MissingError, TooLargeError
from gui.courtesy import PoliteThread, give_way
from gui.model.frame import DeviceFound, LoopsKept, Problem

if TYPE_CHECKING:
    from engine.networks import Training
    from engine.run import Run
    from scenarios.building import Where
    from scenarios.resolving import Resolved

Deliver = Callable[[int, "Sequence[Run | Training]"], None]


class Compiler:
    """Takes requests one at a time; a newer one takes the place of one that waits."""

    def __init__(self, deliver: Deliver, tell: Callable[[object], None] = lambda event: None) -> None:
        self._deliver = deliver
        self._tell = tell
        self._has_looked = self._has_told = False
        self._wake = threading.Condition()
        self._wanted: tuple[int, Resolved, Where] | None = None
        self._stopping = False
        self._thread: threading.Thread | None = None

    def request(self, build: int, resolved: Resolved, where: Where = "cpu") -> None:
        """Asks for compiled runs at step 0; they are delivered from this thread with the number `build`."""
        with self._wake:
            self._wanted = (build, resolved, where)
            self._wake.notify()
            if self._thread is None:
                self._thread = PoliteThread(target=self._work, name="ravine-compiler")
                self._thread.start()

    def close(self) -> None:
        """Waits for the kernel that is being compiled, if any, and ends the thread."""
        with self._wake:
            self._stopping = True
            self._wake.notify()
        if self._thread is not None:
            self._thread.join()

    def _work(self) -> None:
        _give_way_between_passes()
        while True:
            with self._wake:
                while self._wanted is None and not self._stopping:
                    self._wake.wait()
                if self._stopping or self._wanted is None:
                    return
                build, resolved, where = self._wanted
                self._wanted = None
            runs = self._compile(resolved, where)
            if runs is not None:
                self._deliver(build, runs)
            if not resolved.is_staged:
                # lanes can be drawn without them, only more slowly
                from gui.stage import raster

                raster.wait()
            self._tell_of_loops()
            self._look_for_device()

    def _tell_of_loops(self) -> None:
        """Once: a window in another process draws its plots with them."""
        from gui.stage import raster

        if not self._has_told and raster.wait():
            self._has_told = True
            self._tell(LoopsKept())

    def _look_for_device(self) -> None:
        """Once, when there is nothing more urgent: it takes the toolkit's import where there is one."""
        if self._has_looked:
            return
        self._has_looked = True
        from engine import cuda

        found = cuda.find()
        if not isinstance(found, str):
            self._tell(DeviceFound(found.name))

    def _is_void(self) -> bool:
        """Whether what is being compiled is not wanted any more."""
        give_way()
        with self._wake:
            return self._stopping or self._wanted is not None

    def _compile(self, resolved: Resolved, where: Where) -> list[Run] | list[Training] | None:
        """Runs at step 0 whose kernels are ready; None if the machine cannot: the present ones then go on."""
        from gui.stage import raster
        from scenarios.building import build_runs

        runs = []
        try:
            if resolved.is_network:
                from gui.training.compiling import compile_trainings

                return compile_trainings(resolved, self._is_void)
            if not resolved.is_signal:
                # of a few particles the picture takes longer than the steps, so its loops come first
                raster.wait()
            for one in resolved.runs:
                if self._is_void():
                    return None
                (run,) = build_runs(replace(resolved, runs=(one,)), "split", where)
                start = run.snapshot()
                run.advance(1)
                run.restore(start)
                runs.append(run)
        except (ImportError, OSError):
            return None
        except (MissingError, TooLargeError) as error:
            self._tell(Problem(error.sentence))
            return None
        except InputError:
            # who plays them has said so: a rule may begin with what is no number
            return None
        return runs


@cache
def _give_way_between_passes() -> None:
    """Compiling is Python's work, seconds of it; numba tells of each of its some hundred passes."""
    import numba  # noqa: F401 - whole before any part of it: two threads that begin at two ends fail one another
    from numba.core import event

    class Passes(event.Listener):
        def on_start(self, event: event.Event) -> None:
            give_way()

        def on_end(self, event: event.Event) -> None:
            pass

    event.register("numba:run_pass", Passes())
