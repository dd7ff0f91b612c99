"""Measures what rules make of sines, on a thread of its own; what was measured once is kept."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from engine.errors import Cancelled, RavineError
from gui.newest import Newest

if TYPE_CHECKING:
    from engine.entries import Optimizer
    from engine.modifiers import Clip
    from engine.response import Response
    from scenarios.resolving import Resolved, ResolvedRun

KEPT = 256
"""Responses that are kept: undoing and switching back cost nothing."""


@dataclass(frozen=True, eq=False)
class Wanted:
    """One rule with its numbers and what clips its gradient; `key` says what its response depends on."""

    optimizer: Optimizer
    parameters: dict[str, float]
    amplitude: float
    kappa: float
    clip: Clip | None = None

    @property
    def key(self) -> Hashable:
        rule = self.optimizer.rule
        numbers = tuple(sorted(self.parameters.items()))
        return rule.text, rule.state_texts, numbers, self.amplitude, self.kappa, self.clip

    def use_once(self) -> object:
        """Uses everything that has to be compiled, for a moment."""
        return self.measured(points=2, window=8)

    def measured(self, **options: Any) -> Response:
        """The response; options as `engine.response.response` has them. Raises what that raises."""
        from engine.response import response

        return response(
            self.optimizer,
            self.parameters,
            amplitude=self.amplitude,
            kappa=self.kappa,
            clip=self.clip,
            **options,
        )


def amplitude_of(resolved: Resolved, step: int = 0) -> float:
    """The amplitude at which a rule that is not linear is measured: the signal's own as it is after `step`
    steps, 1 where it has none."""
    value = abs(resolved.field_parameters_at(step).get("amplitude", 1.0))
    return value if value > 0 else 1.0


def wanted(resolved: Resolved, run: ResolvedRun, step: int = 0) -> Wanted:
    """With the numbers that are at work after `step` steps."""
    kappa = resolved.field_parameters_at(step).get("kappa", 1.0)
    return Wanted(run.optimizer, run.parameters_at(step), amplitude_of(resolved, step), kappa, run.clip)


class Measurer:
    """`told` is called from the thread whenever something was measured or could not be.

    A newer request takes the place of the one before; what of it is measured already is not done again.
    """

    def __init__(self, told: Callable[[], None]) -> None:
        self._told = told
        self._newest: Newest[list[Wanted]] = Newest(self._measure_all, "ravine-response")
        self._done: OrderedDict[Hashable, Response | RavineError] = OrderedDict()
        self._progress: float | None = None
        self._closing = threading.Event()

    def close(self) -> None:
        """Ends the thread."""
        self._closing.set()
        self._newest.close()

    def ask(self, wanted: Sequence[Wanted]) -> None:
        """Measures what of these is not known yet, in their order; what was asked for before is given up."""
        missing = [each for each in wanted if each.key not in self._done]
        with self._newest.lock:
            under_way = {each.key for each in self._newest.pending or ()}
            if missing and not {each.key for each in missing} <= under_way:
                self._progress = self._progress or 0.0
                self._newest.ask(missing)

    def cancel(self) -> None:
        """Gives up what is being measured."""
        with self._newest.lock:
            self._progress = None
            self._newest.forget()

    def found(self, wanted: Wanted) -> Response | RavineError | None:
        """The response, or why there is none; None as long as it is not known."""
        return self._done.get(wanted.key)

    @property
    def progress(self) -> float | None:
        """How much of what was asked for is done, 0 … 1; None where nothing is being measured."""
        return self._progress

    def _measure_all(self, asked: list[Wanted], cancel: threading.Event) -> None:
        for number, each in enumerate(asked):
            if cancel.is_set():
                break
            self._measure(each, number, len(asked), cancel)
        with self._newest.lock:
            if not cancel.is_set():
                self._progress = None
        self._told()

    def _measure(self, each: Wanted, number: int, count: int, cancel: threading.Event) -> None:
        from gui.warming import make_ready

        def progress(done: float) -> None:
            if not cancel.is_set():
                self._progress = (number + done) / count
                self._told()

        found: Response | RavineError
        try:
            make_ready(each.use_once, self._closing)
            if cancel.is_set():
                return
            found = each.measured(progress=progress, cancel=cancel)
        except Cancelled:
            return
        except RavineError as error:
            found = error
        self._done[each.key] = found
        while len(self._done) > KEPT:
            self._done.popitem(last=False)
        self._told()
