"""Measures what rules make of sines, on a thread of its own; what was measured once is kept."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.errors import Cancelled, RavineError
from gui.courtesy import PoliteThread

if TYPE_CHECKING:
    from engine.entries import Optimizer
    from engine.response import Response
    from scenarios.resolving import Resolved, ResolvedRun

KEPT = 256
"""Responses that are kept: undoing and switching back cost nothing."""


@dataclass(frozen=True, eq=False)
class Wanted:
    """One rule with its numbers; `key` says what its response depends on."""

    optimizer: Optimizer
    parameters: dict[str, float]
    amplitude: float
    kappa: float

    @property
    def key(self) -> Hashable:
        rule = self.optimizer.rule
        numbers = tuple(sorted(self.parameters.items()))
        return rule.text, rule.state_texts, numbers, self.amplitude, self.kappa


def amplitude_of(resolved: Resolved) -> float:
    """The amplitude at which a rule that is not linear is measured: the signal's own, 1 where it has none."""
    value = abs(resolved.field_parameters.get("amplitude", 1.0))
    return value if value > 0 else 1.0


def wanted(resolved: Resolved, run: ResolvedRun) -> Wanted:
    kappa = resolved.field_parameters.get("kappa", 1.0)
    return Wanted(run.optimizer, dict(run.parameters), amplitude_of(resolved), kappa)


class Measurer:
    """`told` is called from the thread whenever something was measured or could not be.

    A newer request takes the place of the one before; what of it is measured already is not done again.
    """

    def __init__(self, told: Callable[[], None]) -> None:
        self._told = told
        self._wake = threading.Condition()
        self._asked: list[Wanted] | None = None
        self._working: list[Wanted] = []
        self._cancel = threading.Event()
        self._done: OrderedDict[Hashable, Response | RavineError] = OrderedDict()
        self._progress: float | None = None
        self._thread: threading.Thread | None = None
        self._stopping = False

    def ask(self, wanted: Sequence[Wanted]) -> None:
        """Measures what of these is not known yet, in their order; what was asked for before is given up."""
        missing = [each for each in wanted if each.key not in self._done]
        with self._wake:
            under_way = {each.key for each in self._asked or self._working}
            if not missing or {each.key for each in missing} <= under_way:
                return
            self._asked = missing
            self._progress = self._progress or 0.0
            self._cancel.set()
            if self._thread is None:
                self._thread = PoliteThread(target=self._work, name="ravine-response")
                self._thread.start()
            self._wake.notify()

    def cancel(self) -> None:
        """Gives up what is being measured."""
        with self._wake:
            self._asked, self._progress, self._working = None, None, []
            self._cancel.set()

    def found(self, wanted: Wanted) -> Response | RavineError | None:
        """The response, or why there is none; None as long as it is not known."""
        return self._done.get(wanted.key)

    @property
    def progress(self) -> float | None:
        """How much of what was asked for is done, 0 … 1; None where nothing is being measured."""
        return self._progress

    def close(self) -> None:
        """Ends the thread."""
        with self._wake:
            self._stopping = True
            self._cancel.set()
            self._wake.notify()
        if self._thread is not None:
            self._thread.join()

    def _work(self) -> None:
        while True:
            with self._wake:
                while self._asked is None and not self._stopping:
                    self._wake.wait()
                if self._stopping or self._asked is None:
                    return
                asked, self._asked = self._asked, None
                self._working = asked
                self._cancel = cancel = threading.Event()
            for number, each in enumerate(asked):
                if cancel.is_set():
                    break
                self._measure(each, number, len(asked), cancel)
            with self._wake:
                if not cancel.is_set():
                    self._progress, self._working = None, []
            self._told()

    def _measure(self, each: Wanted, number: int, count: int, cancel: threading.Event) -> None:
        from engine.response import response

        def progress(done: float) -> None:
            if not cancel.is_set():
                self._progress = (number + done) / count
                self._told()

        found: Response | RavineError
        try:
            found = response(
                each.optimizer,
                each.parameters,
                amplitude=each.amplitude,
                kappa=each.kappa,
                progress=progress,
                cancel=cancel,
            )
        except Cancelled:
            return
        except RavineError as error:
            found = error
        self._done[each.key] = found
        while len(self._done) > KEPT:
            self._done.popitem(last=False)
        self._told()
