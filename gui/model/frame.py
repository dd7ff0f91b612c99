"""What the worker tells the window: frozen values, the newest of each kind."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gui.model.view import Mapping as PixelMapping
from scenarios.resolving import Resolved


@dataclass(frozen=True, eq=False)
class Loaded:
    """A scenario that was opened, with everything that its names stand for; `id` as the list has it."""

    version: int
    resolved: Resolved
    id: str | None = None


@dataclass(frozen=True, eq=False)
class Picture:
    """An image of (h, w) uint32 0xffRRGGBB, and how its pixels lie in the plane."""

    pixels: NDArray[np.uint32]
    mapping: PixelMapping


@dataclass(frozen=True, eq=False)
class Frame:
    """Where everything is at one step.

    handled: how many commands the worker had taken up; charts: for each run its columns by name ("t", "loss",
    …), None where they have not changed since the last frame; gone: particles that were frozen, by run.
    """

    version: int
    handled: int
    step: int
    total: int
    playing: bool
    losses: tuple[float, ...] = ()
    gone: tuple[int, ...] = ()
    particles: tuple[int, ...] = ()
    charts: tuple[Mapping[str, NDArray[np.float64]], ...] | None = None
    picture: Picture | None = None
    compiled: bool = False


@dataclass(frozen=True)
class DeviceFound:
    """This machine has a graphics processor that can step."""

    name: str


@dataclass(frozen=True)
class Problem:
    """Something that could not be done, in one sentence."""

    message: str
