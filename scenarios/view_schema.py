"""How a scenario is shown and filmed."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta

from engine.mismatch import FORM
from engine.phrase import Phrase

from .lesson_schema import Overlay, Plot
from .map_schema import MapSpec
from .records import Name, Number, Point, Record, Rectangle, RunNumber, StepNumber, Text


class Camera(Record, frozen=True):
    """From where a relief is looked at: around a point of the plane, by default the middle of what is shown.

    azimuth, elevation: in degrees, of the eye as seen from there. distance: where a square is shown, in
    halves of its side.
    """

    azimuth: Annotated[float, Meta(ge=-360, le=360)] = -62.0
    elevation: Annotated[float, Meta(ge=0, le=90)] = 36.0
    distance: Annotated[float, Meta(gt=0, le=100)] = 4.4
    target: Point | None = None


Lane = Annotated[
    str,
    Meta(
        pattern=r"^(gradient|update|theta|(state|root):[A-Za-z_][A-Za-z0-9_]{0,31})$",
        extra={FORM: Phrase("gradient, update, theta, or a state of a rule, such as state:v or root:v")},
    ),
]
"""Of a state that no run has, nothing is shown: the run may be given that rule again."""


class LanesSpec(Record, frozen=True):
    """How the laboratory shows its runs.

    shown: the lanes by name ("gradient", "update", "theta", "state:v", and "root:v" for the root of a mean
    square); all there is room for if none is named. ensemble: many particles as bands of quantiles or as an
    image of their density. frequency: gain and phase over the frequency instead of lanes over epochs, in
    decibels if so wished.
    """

    shown: Annotated[tuple[Lane, ...], Meta(max_length=32)] = ()
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


MOST_PLOTS = 6


class View(Record, frozen=True):
    """What is shown: a rectangle of the plane (the landscape's domain by default), the small plots, and what
    is drawn at the selected particle. With a camera it is shown as a relief, and with a map the map too.

    plane: where the loss of a network is shown: on the plane in which its paths move most, or along two
    random directions."""

    rectangle: Rectangle | None = None
    camera: Camera | None = None
    plots: Annotated[tuple[Plot, ...], Meta(max_length=MOST_PLOTS)] = ("loss", "momentum", "rms")
    overlays: Annotated[tuple[Overlay, ...], Meta(max_length=6)] = ()
    lanes: LanesSpec = LanesSpec()
    plane: Literal["paths", "random"] = "paths"
    map: MapSpec | None = None
