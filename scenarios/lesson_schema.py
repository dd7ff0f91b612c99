"""The shape of a lesson in a scenario file: steps, each with what to say, to show, to change and to ask."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta

from .records import MOST_STEPS, Name, Number, Record, RunNumber, Text

Plot = Literal["loss", "gradient", "momentum", "rms", "step", "step_x_y"]
Overlay = Literal["gradient", "momentum", "step", "look_ahead", "scaling", "rate"]

_Step = Annotated[int, Meta(ge=0, le=MOST_STEPS)]


class Highlight(Record, frozen=True):
    """Something in the window that a line is drawn around.

    run: its row, or with what follows whose it is. parameter: the row of a parameter of that run's rule, or
    without a run of the field. chart: one of the small charts. lane: one of the laboratory's. ball: the run's
    first particle.
    """

    run: RunNumber | None = None
    parameter: Name | None = None
    chart: Plot | None = None
    lane: Name | None = None
    ball: bool = False


class Setting(Record, frozen=True):
    """Another value of a parameter: of one run, or of all runs that have it, or else of the field."""

    parameter: Name
    value: Number
    run: RunNumber | None = None


class Prediction(Record, frozen=True):
    """What a person is asked before time runs on. right: the number of the right choice, from 0. why: what is
    said when one was chosen."""

    question: Text
    choices: Annotated[tuple[Text, ...], Meta(min_length=2, max_length=4)]
    right: Annotated[int, Meta(ge=0, le=3)]
    why: Text


class LessonStep(Record, frozen=True):
    """One step. What it says nothing of stays as it was at the step before.

    set, start, overlays, show: other parameters, another start for all runs (on a curve only its first number
    counts), what is drawn at the ball, and which runs are shown. at: the step of the playback that time is
    put to. until: to which it runs on then, after what is asked was answered. speed: in steps a second.
    """

    caption: Text
    highlight: Annotated[tuple[Highlight, ...], Meta(max_length=4)] = ()
    set: Annotated[tuple[Setting, ...], Meta(max_length=16)] = ()
    start: tuple[Number, Number] | None = None
    overlays: Annotated[tuple[Overlay, ...], Meta(max_length=6)] | None = None
    show: Annotated[tuple[RunNumber, ...], Meta(min_length=1, max_length=32)] | None = None
    at: _Step | None = None
    until: _Step | None = None
    speed: Annotated[float, Meta(gt=0, le=1e6)] | None = None
    predict: Prediction | None = None


Lesson = Annotated[tuple[LessonStep, ...], Meta(max_length=32)]
