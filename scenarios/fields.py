"""What a scenario's field means, where a curve's balls begin, and what an ensemble is spread over."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import engine
from engine.errors import UnknownNameError
from engine.phrase import Phrase

from .schema import FieldSpec, HeightmapSpec, NetworkSpec, Rectangle, SpreadSpec, StartSpec, Text

if TYPE_CHECKING:
    from engine.entries import Curve, Landscape, Optimizer, Parameter, Signal
    from engine.entries.entry import Entry
    from engine.networks.task import Task

FIELDS = (
    "landscape", "signal", "curve", "landscape_formula", "signal_formula", "curve_formula", "signal_samples",
    "heightmap", "network",
)  # fmt: skip
"""Of these a field has exactly one."""


@dataclass(frozen=True)
class Spread:
    """`count` values of a parameter, from low to high as its slider spreads them; evenly beyond its ends."""

    parameter: Parameter
    low: float
    high: float
    count: int

    def values(self) -> list[float]:
        if self.count == 1:
            return [self.low]
        slider = self.parameter
        if not slider.low <= self.low <= self.high <= slider.high:
            step = (self.high - self.low) / (self.count - 1)
            return [*(self.low + step * k for k in range(self.count - 1)), self.high]
        first, last = slider.fraction(self.low), slider.fraction(self.high)
        inner = [slider.at(first + (last - first) * k / (self.count - 1)) for k in range(self.count)]
        return [self.low, *inner[1:-1], self.high]


def load_field(spec: FieldSpec) -> Landscape | Signal | Curve | Task:
    """Looks the field up, or reads what was typed."""
    if spec.network is not None:
        return load_network(spec.network)
    if spec.landscape is not None:
        return engine.load_landscape(spec.landscape)
    if spec.landscape_formula is not None:
        return engine.landscape(spec.landscape_formula, domain=spec.domain)
    if spec.heightmap is not None:
        return _surface(spec.heightmap, spec.domain)
    if spec.curve is not None:
        return engine.load_curve(spec.curve)
    if spec.curve_formula is not None:
        return engine.curve(spec.curve_formula, span=spec.span)
    if spec.signal is not None:
        signal = engine.load_signal(spec.signal)
    elif spec.signal_samples is not None:
        signal = engine.sampled(spec.signal_samples)
    else:
        assert spec.signal_formula is not None
        signal = engine.signal(spec.signal_formula)
    return engine.integral(signal, spec.span) if spec.span is not None else signal


@lru_cache(maxsize=8)
def _surface(spec: HeightmapSpec, domain: Rectangle | None) -> Landscape:
    """Made once: going back to a map, as by undoing, takes no time."""
    from .heightmaps import unpacked

    name = {"en": spec.name.en, "ru": spec.name.ru} if isinstance(spec.name, Text) else spec.name
    return engine.heightmap(unpacked(spec), domain=domain, name=name)


def load_network(spec: NetworkSpec) -> Task:
    """The network and what it learns. Raises InputError."""
    from engine.networks.task import task

    return task(
        spec.data,
        own=spec.points,
        hidden=spec.layers,
        activation=spec.activation,
        batch=spec.batch,
        networks=spec.seeds,
    )


def first_place(field: Entry) -> StartSpec:
    """Where a curve is worth starting from, or a little inside its left end."""
    assert isinstance(field, engine.Curve)
    x0, x1 = field.span
    return StartSpec(places=(field.starts[0] if field.starts else x0 + 0.04 * (x1 - x0),))


def declared(asked: SpreadSpec, optimizer: Optimizer, field: Entry) -> Parameter:
    known = {p.name: p for p in (*field.parameters, *optimizer.parameters)}
    if asked.parameter not in known:
        raise UnknownNameError(Phrase("parameter"), asked.parameter, known)
    return known[asked.parameter]


def same_terrain(a: FieldSpec, b: FieldSpec) -> bool:
    """Whether two fields differ in their parameters alone. What a file says is read again: it may change."""
    carried = [name for name in FIELDS if name not in ("landscape", "signal", "curve")]
    names = (*FIELDS, "domain", "span")
    typed = any(getattr(a, name) is not None for name in carried)
    return typed and all(getattr(a, name) == getattr(b, name) for name in names)
