"""Signals g(t) for the laboratory, and learning-rate schedules: formulas in t."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from os import PathLike

import numpy as np
from numpy.typing import ArrayLike, NDArray

from engine.errors import FileError, InputError
from engine.language.evaluate import Plan
from engine.language.formula import Formula, parse_formula
from engine.phrase import Phrase

from .entry import Entry, bilingual, common, declared_parameters, is_document, read_formula
from .parameter import Parameter, guessed
from .shape import ScheduleShape, SignalShape, document_of, shaped

#: Every signal has it: how far ahead a rule looks that asks for the gradient elsewhere (see Signal).
KAPPA = Parameter(
    "kappa", "κ", 1.0, 0.0, 1000.0, "linear",
    "epochs per unit of displacement, for rules that look ahead",
    "эпох на единицу смещения — для правил, заглядывающих вперёд",
)  # fmt: skip


MOST_SAMPLES = 4096

_SAMPLED_TEXT = """u = (t - 1)/stretch
amplitude*samples(where(period > 0, mod(u, max(period, 1)), u))"""

_SAMPLED = (
    Parameter(
        "amplitude", "amplitude", 1.0, -10.0, 10.0, "linear",
        "factor on every sample", "множитель при каждом отсчёте",
    ),
    Parameter(
        "stretch", "stretch", 1.0, 0.01, 100.0, "log",
        "epochs from one sample to the next", "эпох от одного отсчёта до следующего",
    ),
    Parameter(
        "period", "period", 0.0, 0.0, float(MOST_SAMPLES), "linear",
        "samples after which it begins anew; 0: never", "через сколько отсчётов всё повторяется; 0 — никогда",
    ),
)  # fmt: skip


@dataclass(frozen=True, eq=False)
class Signal(Entry):
    """A gradient given as a function of the epoch t, from 1.

    A rule that asks for the gradient at θ − d gets the signal at t + κ·d: on a signal the epoch is the
    position. `epochs` is a length that shows what the signal is for.
    """

    formula: Formula
    epochs: int = 300

    def gradient(self, t: ArrayLike, /, **params: float) -> NDArray[np.floating]:
        """g(t) in the shape of t; t need not be whole."""
        values = self.values(params)
        return _evaluated(self._plan, t, values)

    @cached_property
    def _plan(self) -> Plan:
        return Plan(self.formula.graph, [self.formula.root])


@dataclass(frozen=True, eq=False)
class Schedule(Entry):
    """A factor on the learning rate: a formula in the step t, from 1, and the number of steps T."""

    formula: Formula

    def factor(self, t: ArrayLike, total_steps: int, /, **params: float) -> NDArray[np.floating]:
        """The factor at the steps t, in their shape, for a run of `total_steps`."""
        return _evaluated(self._plan, t, {**self.values(params), "T": float(total_steps)})

    @cached_property
    def _plan(self) -> Plan:
        return Plan(self.formula.graph, [self.formula.root])


def read_signal(text: str, id: str, path: str | PathLike[str]) -> Signal:
    """The signal in the TOML `text` of the file `path`; raises FileError naming line or field."""
    shape = shaped(document_of(text, path), SignalShape, path)
    parameters = declared_parameters(shape, path)
    if any(p.name == KAPPA.name for p in parameters):
        raise FileError(path, Phrase("belongs to every signal and is not declared"), field="parameters.kappa")
    formula = read_formula(shape.formula.strip("\n"), ("t",), parameters, path)
    return Signal(**common(id, shape, (*parameters, KAPPA)), formula=formula, epochs=shape.epochs)


def read_schedule(text: str, id: str, path: str | PathLike[str]) -> Schedule:
    """The schedule in the TOML `text` of the file `path`; raises FileError naming line or field."""
    shape = shaped(document_of(text, path), ScheduleShape, path)
    parameters = declared_parameters(shape, path)
    formula = read_formula(shape.formula.strip("\n"), ("t", "T"), parameters, path)
    return Schedule(**common(id, shape, parameters), formula=formula)


def signal(text: str, *, epochs: int = 300) -> Signal:
    """A signal from a typed formula in t, or from a whole file's text; raises FormulaError or FileError."""
    if is_document(text):
        return read_signal(text, "typed", "the typed signal")
    formula = parse_formula(text, ("t",))
    own = tuple(guessed(name) for name in formula.parameters if name != KAPPA.name)
    title = {"en": "Own signal", "ru": "Свой сигнал"}
    return Signal("typed", title, bilingual(), bilingual(), (*own, KAPPA), formula, epochs)


def sampled(samples: Sequence[float]) -> Signal:
    """A signal made of numbers, one an epoch, the first at epoch 1, with a line from each to the next.

    Beyond the ends it keeps the first and the last of them, or begins anew where `period` is above 0.
    Raises InputError for fewer than two numbers, for too many, and for one that is not finite.
    """
    numbers = tuple(float(value) for value in samples)
    if not 2 <= len(numbers) <= MOST_SAMPLES:
        raise InputError(
            Phrase(
                "a signal needs 2 to {most:,} samples, and has {count:,}",
                most=MOST_SAMPLES,
                count=len(numbers),
            )
        )
    odd = next((k for k, value in enumerate(numbers) if not math.isfinite(value)), None)
    if odd is not None:
        raise InputError(Phrase("sample {number:,} is not a finite number", number=odd + 1))
    names = tuple(p.name for p in _SAMPLED)
    formula = parse_formula(_SAMPLED_TEXT, ("t",), names, numbers)
    title = {"en": "Own samples", "ru": "Свои отсчёты"}
    return Signal("samples", title, bilingual(), bilingual(), (*_SAMPLED, KAPPA), formula, len(numbers))


def schedule(text: str) -> Schedule:
    """A schedule from a typed formula in t and T, or from a whole file's text.

    Raises FormulaError or FileError.
    """
    if is_document(text):
        return read_schedule(text, "typed", "the typed schedule")
    formula = parse_formula(text, ("t", "T"))
    parameters = tuple(guessed(name) for name in formula.parameters)
    title = {"en": "Own schedule", "ru": "Своё расписание"}
    return Schedule("typed", title, bilingual(), bilingual(), parameters, formula)


def _evaluated(plan: Plan, t: ArrayLike, values: Mapping[str, float]) -> NDArray[np.floating]:
    times = np.asarray(t)
    times = times if times.dtype.kind in "fc" else times.astype(np.float64)
    found = plan.run({**values, "t": np.atleast_1d(times)})[0]
    return np.broadcast_to(found, times.shape if times.shape else (1,)).reshape(times.shape).copy()
