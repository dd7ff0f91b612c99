"""The shape of a scenario file: every field, its type and its bounds. What names mean is checked elsewhere.

Every number is bounded, so infinity and NaN are refused by the bounds themselves.
"""

from __future__ import annotations

import threading
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from engine.mismatch import FORM
from engine.phrase import Phrase

from .field_schema import FieldSpec as FieldSpec
from .field_schema import HeightmapSpec as HeightmapSpec
from .field_schema import NetworkSpec as NetworkSpec
from .field_schema import Turns as Turns
from .field_schema import TurnSpec as TurnSpec
from .field_schema import is_curve as is_curve
from .field_schema import is_driven as is_driven
from .field_schema import is_network as is_network
from .field_schema import is_signal as is_signal
from .lesson_schema import Lesson
from .lesson_schema import LessonStep as LessonStep
from .lesson_schema import Overlay as Overlay
from .lesson_schema import Plot as Plot
from .records import MOST_STEPS as MOST_STEPS
from .records import (
    Count,
    Formula,
    Label,
    Line,
    Name,
    NotNegative,
    Number,
    Parameters,
    Places,
    Point,
    Points,
    Positive,
    Probability,
)
from .records import Record as Record
from .records import Rectangle as Rectangle
from .records import Span as Span
from .records import Text as Text
from .view_schema import Camera as Camera
from .view_schema import LanesSpec as LanesSpec
from .view_schema import Shot as Shot
from .view_schema import Sweep as Sweep
from .view_schema import View as View

_CONVERTING = threading.Lock()

FORMAT = 1
"""The only format there is. A file that says another number was written by a later Ravine."""

MOST_BYTES = 64 * 1024


Group = Literal["lessons", "momentum", "adaptive", "signals", "landscapes", "swarms", "maps", "networks"]


class Grid(Record, frozen=True):
    rectangle: Rectangle
    columns: Count
    rows: Count


class Box(Record, frozen=True):
    rectangle: Rectangle
    count: Count


class Cloud(Record, frozen=True):
    center: Point
    sigma: NotNegative
    count: Count


class Circle(Record, frozen=True):
    center: Point
    radius: NotNegative
    count: Count


class Row(Record, frozen=True):
    """So many places of a curve, from one end to the other."""

    span: Span
    count: Count


class StartSpec(Record, frozen=True):
    """Where the particles begin: exactly one of these; on a signal only a count, 1 by default; on a curve
    places or a row, and by default where the curve is worth starting from."""

    points: Points | None = None
    grid: Grid | None = None
    box: Box | None = None
    cloud: Cloud | None = None
    circle: Circle | None = None
    count: Count | None = None
    places: Places | None = None
    row: Row | None = None


class ScheduleSpec(Record, frozen=True):
    """A factor on the learning rate: one from the catalogue."""

    id: Name
    parameters: Parameters = msgspec.field(default_factory=dict)


class ClipSpec(Record, frozen=True):
    """Bounds of the gradient before the rule sees it, by coordinate and by Euclidean norm."""

    value: Positive | None = None
    norm: Positive | None = None


class SpreadSpec(Record, frozen=True):
    """One particle for each of so many values of one parameter, from low to high on the parameter's scale.

    A single one, with low = high, lets a run meet the field at a value of its own.
    """

    parameter: Name
    low: Number
    high: Number
    count: Annotated[int, Meta(ge=1, le=100_000)]


class RunSpec(Record, frozen=True):
    """One optimizer, from the catalogue or as a rule, with its parameters and, if any, its own start.

    spread: the run is an ensemble over one parameter of the rule or the field; under signals, on curves.

    hidden: not drawn. ghost: kept for comparison, drawn faintly. colour: its place in the palette, by default
    the run's own place in the list.
    """

    optimizer: Name | None = None
    rule: Formula | None = None
    state: Annotated[dict[Name, Line | Number], Meta(max_length=64)] = msgspec.field(default_factory=dict)
    label: Label | Text | None = None
    parameters: Parameters = msgspec.field(default_factory=dict)
    schedule: ScheduleSpec | None = None
    clip: ClipSpec | None = None
    start: StartSpec | None = None
    spread: SpreadSpec | None = None
    turns: Turns = ()
    hidden: bool = False
    ghost: bool = False
    colour: Annotated[int, Meta(ge=0, le=7)] | None = None


MOST_STREAM = 2**48 - 1
"""Particles beyond have no random numbers of their own: `engine.numerics.philox`, whose NumPy is not needed
to read a scenario."""


class NoiseSpec(Record, frozen=True):
    """Gaussian noise on each gradient coordinate, and the probability that a coordinate is present.

    rare: the one coordinate that this probability is of; each on its own if none is named.
    stream: the number of the first particle among all that the seed has noise for; pixels of a map have one.
    """

    sigma: NotNegative = 0.0
    keep: Probability = 1.0
    rare: Literal["x", "y"] | None = None
    stream: Annotated[int, Meta(ge=0, le=MOST_STREAM)] = 0


class Playback(Record, frozen=True):
    """How many steps, how fast they are shown (steps a second), and what makes the run repeatable.

    loop: the end is followed by the start.
    """

    steps: Annotated[int, Meta(ge=1, le=MOST_STEPS)] = 400
    speed: Annotated[float, Meta(gt=0, le=1e6)] = 60.0
    seed: Annotated[int, Meta(ge=0, le=2**63 - 1)] = 0
    dtype: Literal["float32", "float64"] = "float64"
    loop: bool = False


class Scenario(Record, frozen=True):
    """A whole scenario file. shots: how it is filmed; without them it is played from its first step on.

    lesson: steps that lead a person through it.
    """

    format: Annotated[int, Meta(ge=FORMAT, le=FORMAT)]
    title: Text
    caption: Text
    group: Group
    field: FieldSpec
    runs: Annotated[tuple[RunSpec, ...], Meta(min_length=1, max_length=32)]
    figure: (
        Annotated[
            str,
            Meta(
                pattern="^[A-Z][0-9]{1,2}$", extra={FORM: Phrase("a capital letter and a number, such as L3")}
            ),
        ]
        | None
    ) = None
    start: StartSpec | None = None
    noise: NoiseSpec = NoiseSpec()
    playback: Playback = Playback()
    view: View = View()
    shots: Annotated[tuple[Shot, ...], Meta(max_length=64)] = ()
    lesson: Lesson = ()


def convert(document: object) -> Scenario:
    """The scenario that a parsed TOML document describes; msgspec.ValidationError names a wrong field."""
    # at first use msgspec learns what the types are, and crashes where two threads let it
    with _CONVERTING:
        return msgspec.convert(document, Scenario)
