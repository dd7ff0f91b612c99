"""What a scenario's runs move over: a landscape, a curve, a signal or a network, and how it is turned."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from engine.mismatch import FORM
from engine.phrase import Phrase

from .records import (
    MOST_STEPS,
    Formula,
    Height,
    Label,
    Name,
    Number,
    Parameters,
    Record,
    Rectangle,
    Samples,
    Span,
    Text,
)


class TurnSpec(Record, frozen=True):
    """Parameters turned while time runs: after `step` steps they have these values, until another turn."""

    step: Annotated[int, Meta(ge=1, le=MOST_STEPS)]
    parameters: Annotated[dict[Name, Number], Meta(min_length=1, max_length=64)]


Turns = Annotated[tuple[TurnSpec, ...], Meta(max_length=1024)]


DataPoint = tuple[Number, Number, Annotated[int, Meta(ge=0, le=1000)]]


class NetworkSpec(Record, frozen=True):
    """A multilayer perceptron and what it learns: a set of points that is made, or points of one's own.

    points: x, y and class each. layers: units of the hidden ones. batch: points to a step, all of them by
    default. seeds: how many networks are trained side by side, each with first weights of its own.
    A network's playback counts epochs.
    """

    data: Literal["spirals", "moons", "clusters"] | None = None
    points: Annotated[tuple[DataPoint, ...], Meta(min_length=2, max_length=2000)] | None = None
    layers: Annotated[tuple[Annotated[int, Meta(ge=1, le=64)], ...], Meta(min_length=1, max_length=3)] = (
        16,
        16,
    )
    activation: Literal["tanh", "relu"] = "tanh"
    batch: Annotated[int, Meta(ge=1, le=2000)] | None = None
    seeds: Annotated[int, Meta(ge=1, le=256)] = 16


class HeightmapSpec(Record, frozen=True):
    """Heights on a grid, the first row at the top; see `scenarios.heightmaps`.

    data: for each a number of 16 bits, low byte first, deflated and in base64; 0 is `low`, 65535 is `high`.
    """

    columns: Annotated[int, Meta(ge=4, le=128)]
    rows: Annotated[int, Meta(ge=4, le=128)]
    low: Height
    high: Height
    data: Annotated[str, Meta(min_length=1, max_length=48_000)]
    name: Label | Text | None = None

    @property
    def common_scale(self) -> float:
        """A factor that makes heights over ten units about as steep as other landscapes are."""
        span = self.high - self.low
        if 1 <= span <= 10 or span <= 0:
            return 1.0
        return min(1e3, max(1e-3, float(f"{3 / span:.1g}")))


class FieldSpec(Record, frozen=True):
    """What the particles move on: exactly one of a landscape, a signal or a curve, or a formula for one of
    them, or heights, or a signal's samples, or a network's weights.

    heightmap_file: a PNG or NPY file beside the scenario's own; its heights take its place when the scenario
    is read. domain: of a landscape_formula, and of heights that are not to be ten units wide. span: of a
    curve_formula, or of an integral. integral: the signal is not fed in epoch by epoch, but is the slope of
    a hill to roll on.
    """

    landscape: Name | None = None
    signal: Name | None = None
    curve: Name | None = None
    landscape_formula: Formula | None = None
    signal_formula: Formula | None = None
    curve_formula: Formula | None = None
    signal_samples: Samples | None = None
    heightmap: HeightmapSpec | None = None
    heightmap_file: (
        Annotated[
            str,
            Meta(
                pattern=r"^[^./\\\\:][^/\\\\:]{0,99}$",
                extra={FORM: Phrase("the name of a file that lies beside the scenario")},
            ),
        ]
        | None
    ) = None
    network: NetworkSpec | None = None
    domain: Rectangle | None = None
    span: Span | None = None
    integral: bool = False
    parameters: Parameters = msgspec.field(default_factory=dict)
    turns: Turns = ()


def is_signal(field: FieldSpec) -> bool:
    """Whether there is one coordinate only, which is the laboratory's: a signal, or a curve to roll on."""
    return is_driven(field) or is_curve(field)


def is_curve(field: FieldSpec) -> bool:
    """Whether particles roll on a curve: one of its own, or the integral of a signal."""
    return field.integral or field.curve is not None or field.curve_formula is not None


def is_driven(field: FieldSpec) -> bool:
    """Whether a signal says what the gradient is, epoch by epoch."""
    given = (field.signal, field.signal_formula, field.signal_samples)
    return not field.integral and any(one is not None for one in given)


def is_network(field: FieldSpec) -> bool:
    """Whether the coordinates are a network's weights."""
    return field.network is not None
