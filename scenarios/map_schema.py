"""The shape of a map in a scenario file: two axes, and what is told of each pixel."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta

from .records import MOST_STEPS, Name, Number, Record, RunNumber

MOST_SEEDS = 256

MapColour = Literal["basin", "steps", "loss", "distance", "excursion", "outcome", "visited", "success"]

Statistic = Literal["median", "mean", "q10", "q25", "q75", "q90"]
"""What of a number over many seeds: q10 is the value below which a tenth of them lie."""


class AxisSpec(Record, frozen=True):
    """What changes along one side of a map, from `low` to `high`; log: evenly in the logarithm.

    name: "start.x", "start.y", a parameter of the run's rule, "landscape." and one of the landscape's, or
    "noise.sigma".
    """

    name: Name
    low: Number
    high: Number
    log: bool = False


class SecondMap(Record, frozen=True):
    """A map beside the first, over the same axes: of another run, or with another colour, or both.

    statistic: another one over the seeds. difference: where the two differ is shown as well.
    """

    run: RunNumber | None = None
    colour: MapColour | None = None
    statistic: Statistic | None = None
    difference: bool = False


class MapSpec(Record, frozen=True):
    """What becomes of a run over two axes: every pixel is one simulation of so many steps.

    steps: those of the playback by default. seeds: with noise every pixel is simulated so many times; its
    numbers are medians then, loss and steps another statistic if asked for, and its end the most frequent
    one. wide: the map has the stage's place as well.
    """

    x: AxisSpec
    y: AxisSpec
    colour: MapColour = "basin"
    run: RunNumber = 0
    steps: Annotated[int, Meta(ge=1, le=MOST_STEPS)] | None = None
    seeds: Annotated[int, Meta(ge=1, le=MOST_SEEDS)] = 1
    statistic: Statistic = "median"
    second: SecondMap | None = None
    wide: bool = False
