"""What a rule makes of a sine of every frequency: gain and phase, measured on the rule itself.

All frequencies are driven at once: each is a particle of one run, with its own frequency under the signal
`amplitude*sin(omega*t)`, so that the rule's own compiled kernel does the work, look-ahead included. When the
transient has died away, each answer is multiplied with its own sine and cosine and summed over a whole
number of periods. The frequencies are whole fractions of the window that is summed over, so the sums are
exact: a discrete Fourier transform at one frequency.

For a rule that is linear in the gradient this is the transfer function. For one that is not (Adam, RMSProp)
it is the describing function: the part of the answer that has the signal's own frequency, at this amplitude.
Which of the two it is, is found by measuring at twice the amplitude as well.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from .errors import Cancelled
from .phrase import Phrase

if TYPE_CHECKING:
    from .entries import Optimizer, Signal
    from .modifiers import Clip
    from .run import Run

Real = NDArray[np.float64]
Complex = NDArray[np.complex128]

WINDOW = 4096
"""Epochs that are summed over; the slowest sine has this period."""

MOST_WINDOWS = 16
POINTS = 100
"""Frequencies, about evenly spread over their logarithm."""

SETTLED = 1e-9
"""Two windows that differ by less, as a part of the largest answer, are the same."""

LINEAR = 1e-6
_BLOCK = 1024
UPDATE = "update"


@dataclass(frozen=True, eq=False)
class Response:
    """By frequency (cycles an epoch, increasing): the answer as a complex factor on the sine that was fed in.

    answers: "update" is −Δθ, the step downhill; every state of the rule under its name. linear: whether twice
    the amplitude gives the same. settled: whether the transient had died away when the measuring ended.
    """

    frequencies: Real
    answers: Mapping[str, Complex]
    amplitude: float
    linear: bool
    settled: bool

    def gain(self, name: str) -> Real:
        return np.abs(self.answers[name])

    def phase(self, name: str) -> Real:
        """In degrees, without jumps, from −180 … 180 at the lowest frequency; NaN where nothing answers."""
        answer = self.answers[name]
        silent = np.abs(answer) <= 1e-14 * np.abs(answer).max(initial=0.0)
        turned = np.degrees(np.unwrap(np.angle(answer)))
        return np.where(silent, np.nan, turned)


def frequencies(points: int = POINTS, window: int = WINDOW) -> NDArray[np.int64]:
    """How many periods each sine has in the window: whole numbers up to half of it, about evenly spread."""
    even = np.geomspace(1, window // 2 - 1, points)
    return np.unique(np.round(even).astype(np.int64))


@np.errstate(all="ignore")  # a rule may drive its run out of all numbers
def response(
    optimizer: Optimizer,
    params: Mapping[str, float] | None = None,
    *,
    amplitude: float = 1.0,
    kappa: float = 1.0,
    clip: Clip | None = None,
    points: int = POINTS,
    window: int = WINDOW,
    kernels: str = "split",
    progress: Callable[[float], object] | None = None,
    cancel: threading.Event | None = None,
) -> Response:
    """Measure a rule's response. Raises Cancelled soon after `cancel` is set.

    clip: what happens to the sine before the rule; with it no rule is linear.
    progress is told how much of the longest that it may take is done, 0 … 1.
    """
    periods = frequencies(points, window)
    run = _driven(optimizer, params or {}, periods, amplitude, kappa, clip, window, kernels)
    last: _Window | None = None
    for number in range(MOST_WINDOWS):
        before, last = last, _measured(run, periods, window, amplitude, cancel)
        if progress is not None:
            progress((number + 1) / MOST_WINDOWS)
        if before is not None and _agree(before.factors, last.factors, last.sizes, SETTLED):
            return _response(periods, window, last, amplitude, settled=True)
    assert last is not None
    return _response(periods, window, last, amplitude, settled=False)


def _driven(
    optimizer: Optimizer,
    params: Mapping[str, float],
    periods: NDArray[np.int64],
    amplitude: float,
    kappa: float,
    clip: Clip | None,
    window: int,
    kernels: str,
) -> Run:
    """Two particles for each frequency: the second half is fed twice the amplitude."""
    from .run import Run

    omega = np.tile(2 * np.pi * periods / window, 2)
    return Run(
        optimizer,
        _sine(),
        np.zeros((len(omega), 1)),
        params=params,
        field_params={"kappa": kappa},
        clip=clip,
        total_steps=MOST_WINDOWS * window,
        kernels=kernels,  # type: ignore[arg-type]
        own={"omega": omega, "amplitude": _amplitudes(amplitude, len(periods))},
    )


def _sine() -> Signal:
    from .entries import signal

    return signal("amplitude*sin(omega*t)")


def _amplitudes(amplitude: float, count: int) -> Real:
    return np.repeat([amplitude, 2 * amplitude], count)


def _waves(periods: NDArray[np.int64], window: int, epochs: range) -> Complex:
    """exp(−iωt) at some epochs of a window, (epochs, frequencies); the same in each window."""
    turn = np.exp(-2j * np.pi * (np.arange(window) / window))
    # whole numbers first: the phase is then as exact at the end of the window as at its beginning
    return turn[np.multiply.outer(np.asarray(epochs), periods) % window]


@dataclass(frozen=True, eq=False)
class _Window:
    """What one window amounts to: by answer the factors on the sines that were fed in, and the largest value
    that it had at all, over the amplitude."""

    factors: Mapping[str, Complex]
    sizes: Mapping[str, float]


def _measured(
    run: Run, periods: NDArray[np.int64], window: int, amplitude: float, cancel: threading.Event | None
) -> _Window:
    """The next window."""
    from .trajectory import trajectory

    sums: dict[str, Complex] = {}
    sizes: dict[str, float] = {}
    for first in range(0, window, _BLOCK):
        if cancel is not None and cancel.is_set():
            raise Cancelled(Phrase("stopped on request"))
        count = min(_BLOCK, window - first)
        rows = trajectory(run, count, cancel)
        here = np.tile(_waves(periods, window, range(first + 1, first + 1 + count)), 2)
        answers = {UPDATE: np.asarray(rows["previous"] - rows["theta"], np.float64)}
        for name in run.state_names:
            answers[name] = np.asarray(rows[f"state:{name}"], np.float64)
        for name, values in answers.items():
            part = np.einsum("tn,tn->n", values[:, :, 0], here)
            sums[name] = sums.get(name, 0) + part
            sizes[name] = max(sizes.get(name, 0.0), float(np.abs(values).max()) / amplitude)
    # a sine is half of i·exp(−iωt) and half of what sums to nothing
    scale = 2j / (window * _amplitudes(amplitude, len(periods)))
    return _Window({name: total * scale for name, total in sums.items()}, sizes)


def _agree(
    before: Mapping[str, Complex], after: Mapping[str, Complex], sizes: Mapping[str, float], within: float
) -> bool:
    """Whether no answer differs by more than a part of the largest value that it has at all."""
    return all(np.abs(after[name] - before[name]).max() <= within * sizes[name] for name in after)


def _response(
    periods: NDArray[np.int64],
    window: int,
    found: _Window,
    amplitude: float,
    settled: bool,
) -> Response:
    count = len(periods)
    once = {name: values[:count] for name, values in found.factors.items()}
    twice = {name: values[count:] for name, values in found.factors.items()}
    # a state that is the square of something has no part at the sine's own frequency to tell by
    linear = _agree(once, twice, found.sizes, LINEAR)
    return Response(periods / window, once, amplitude, linear, settled)
