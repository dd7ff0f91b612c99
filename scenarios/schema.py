"""The shape of a scenario file: every field, its type and its bounds. What names mean is checked elsewhere.

Every number is bounded, so infinity and NaN are refused by the bounds themselves.
"""

from __future__ import annotations

import threading
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from .lesson_schema import Lesson
from .lesson_schema import LessonStep as LessonStep
from .lesson_schema import Overlay as Overlay
from .lesson_schema import Plot as Plot
from .map_schema import MapSpec
from .records import MOST_STEPS as MOST_STEPS
from .records import Line, Name, Number, RunNumber
from .records import Record as Record
from .records import Text as Text

_CONVERTING = threading.Lock()

FORMAT = 1
"""The only format there is. A file that says another number was written by a later Ravine."""

MOST_BYTES = 64 * 1024
MOST_PARTICLES = 100_000_000

NotNegative = Annotated[float, Meta(ge=0, le=1e12)]
Positive = Annotated[float, Meta(gt=0, le=1e12)]
Probability = Annotated[float, Meta(ge=0, le=1)]
Count = Annotated[int, Meta(ge=1, le=MOST_PARTICLES)]
Label = Annotated[str, Meta(min_length=1, max_length=80)]
Height = Annotated[float, Meta(ge=-1e9, le=1e9)]
Formula = Annotated[str, Meta(min_length=1, max_length=20_000)]
Parameters = Annotated[dict[Name, Number], Meta(max_length=64)]
Point = tuple[Number, Number]
Points = Annotated[tuple[Point, ...], Meta(min_length=1, max_length=4096)]
Rectangle = tuple[Number, Number, Number, Number]

Span = tuple[Number, Number]
Samples = Annotated[tuple[Number, ...], Meta(min_length=2, max_length=4096)]
Places = Annotated[tuple[Number, ...], Meta(min_length=1, max_length=4096)]

StepNumber = Annotated[int, Meta(ge=0, le=MOST_STEPS)]

Group = Literal["lessons", "momentum", "adaptive", "signals", "landscapes", "swarms", "maps", "networks"]


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
    heightmap_file: Annotated[str, Meta(pattern=r"^[^./\\\\:][^/\\\\:]{0,99}$")] | None = None
    network: NetworkSpec | None = None
    domain: Rectangle | None = None
    span: Span | None = None
    integral: bool = False
    parameters: Parameters = msgspec.field(default_factory=dict)
    turns: Turns = ()


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


class NoiseSpec(Record, frozen=True):
    """Gaussian noise on each gradient coordinate, and the probability that a coordinate is present.

    rare: the one coordinate that this probability is of; each on its own if none is named.
    """

    sigma: NotNegative = 0.0
    keep: Probability = 1.0
    rare: Literal["x", "y"] | None = None


class Playback(Record, frozen=True):
    """How many steps, how fast they are shown (steps a second), and what makes the run repeatable.

    loop: the end is followed by the start.
    """

    steps: Annotated[int, Meta(ge=1, le=MOST_STEPS)] = 400
    speed: Annotated[float, Meta(gt=0, le=1e6)] = 60.0
    seed: Annotated[int, Meta(ge=0, le=2**63 - 1)] = 0
    dtype: Literal["float32", "float64"] = "float64"
    loop: bool = False


class Camera(Record, frozen=True):
    """From where a relief is looked at: around a point of the plane, by default the middle of what is shown.

    azimuth, elevation: in degrees, of the eye as seen from there. distance: where a square is shown, in
    halves of its side.
    """

    azimuth: Annotated[float, Meta(ge=-360, le=360)] = -62.0
    elevation: Annotated[float, Meta(ge=0, le=90)] = 36.0
    distance: Annotated[float, Meta(gt=0, le=100)] = 4.4
    target: Point | None = None


class LanesSpec(Record, frozen=True):
    """How the laboratory shows its runs.

    shown: the lanes by name ("gradient", "update", "theta", "state:v", and "root:v" for the root of a mean
    square); all there is room for if none is named. ensemble: many particles as bands of quantiles or as an
    image of their density. frequency: gain and phase over the frequency instead of lanes over epochs, in
    decibels if so wished.
    """

    shown: Annotated[tuple[Name, ...], Meta(max_length=32)] = ()
    ensemble: Literal["bands", "density"] = "bands"
    frequency: bool = False
    decibels: bool = False


class Sweep(Record, frozen=True):
    """One parameter that goes from one value to another while a shot lasts: of one run, or of all that have
    it, or else of the field. Each picture is of runs taken anew with its value, up to the step shown."""

    parameter: Name
    start: Number
    end: Number
    run: RunNumber | None = None


class Shot(Record, frozen=True):
    """A part of a film. What is not said stays as it was at the end of the shot before.

    steps: from which step to which; without them time stands still. ease: slow at both ends. rectangle,
    camera: what is shown, and from where, at the end. caption: a line that comes and goes.
    """

    seconds: Annotated[float, Meta(gt=0, le=600)]
    steps: tuple[StepNumber, StepNumber] | None = None
    ease: bool = True
    rectangle: Rectangle | None = None
    camera: Camera | None = None
    sweep: Sweep | None = None
    caption: Text | None = None


class View(Record, frozen=True):
    """What is shown: a rectangle of the plane (the landscape's domain by default), the small plots, and what
    is drawn at the selected particle. With a camera it is shown as a relief, and with a map the map too.

    plane: where the loss of a network is shown: on the plane in which its paths move most, or along two
    random directions."""

    rectangle: Rectangle | None = None
    camera: Camera | None = None
    plots: Annotated[tuple[Plot, ...], Meta(max_length=6)] = ("loss", "momentum", "rms")
    overlays: Annotated[tuple[Overlay, ...], Meta(max_length=6)] = ()
    lanes: LanesSpec = LanesSpec()
    plane: Literal["paths", "random"] = "paths"
    map: MapSpec | None = None


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
    figure: Annotated[str, Meta(pattern="^[A-Z][0-9]{1,2}$")] | None = None
    start: StartSpec | None = None
    noise: NoiseSpec = NoiseSpec()
    playback: Playback = Playback()
    view: View = View()
    shots: Annotated[tuple[Shot, ...], Meta(max_length=64)] = ()
    lesson: Lesson = ()


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


def convert(document: object) -> Scenario:
    """The scenario that a parsed TOML document describes; msgspec.ValidationError names a wrong field."""
    # at first use msgspec learns what the types are, and crashes where two threads let it
    with _CONVERTING:
        return msgspec.convert(document, Scenario)
