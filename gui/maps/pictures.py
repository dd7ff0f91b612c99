"""What is asked of the maps' thread, and the pictures that it gives back."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QImage

from gui.maps import colouring
from gui.maps.colouring import Arrays, Look, Scale
from gui.maps.facts import Facts
from gui.maps.numbers import Numbers, Part

if TYPE_CHECKING:
    from engine.bulk.study import Study
    from gui.theme.colours import Theme
    from scenarios.map_schema import AxisSpec, MapColour, Statistic


@dataclass(frozen=True, eq=False)
class Job:
    """One map that is asked for: what of, over which axes, and how it is shown."""

    study: Study
    x: AxisSpec
    y: AxisSpec
    colour: MapColour
    number: int = 0
    """The run's."""
    statistic: Statistic = "median"

    def stated(self, arrays: Arrays) -> Arrays:
        """What is to be shown of a map's arrays."""
        return colouring.stated(arrays, self.colour, self.statistic)


@dataclass(eq=False)
class Picture:
    """A map as far as it is computed. `image` grows finer in place; `stride` says how fine all of it is."""

    job: Job
    image: QImage
    pixels: NDArray[np.uint32]
    """Those of the image, the lowest row first."""
    numbers: Numbers
    scales: dict[str, Scale] = field(default_factory=dict)
    facts: Facts | None = None
    stride: int | None = None
    done: float = 0.0
    is_rough: bool = False
    """Shown while kernels are compiled."""


@dataclass(eq=False)
class Comparison:
    """Where two maps over the same axes differ."""

    first: Picture
    second: Picture
    image: QImage
    scale: Scale | None
    share: float
    """Of the pixels, how many tell of another end."""
    colour: MapColour = "basin"
    unknown: float = 0.0
    """Of the pixels, how many have no number in one of the two."""


def compared(first: Picture, second: Picture, theme: Theme) -> Comparison:
    """Where two pictures of one size differ."""
    a, b = first.numbers.arrays, second.numbers.arrays
    shown = first.job.stated(a), second.job.stated(b)
    pixels, scale = colouring.difference(*shown, (first.job.colour, second.job.colour), theme)
    image, view = new_image(*pixels.shape)
    view[:] = pixels
    colours = first.job.colour, second.job.colour
    # where only ends are compared, the share is that of the pixels that are shown as another end
    other = colouring.ends_differ(a, b, of_basins=scale is not None or "basin" in colours)
    unknown = 0.0
    if scale is not None:
        known = colouring.comparable(*shown, colouring.measure(colours[0]))
        unknown = float(1 - known.mean())
    return Comparison(first, second, image, scale, float(other.mean()), colours[0], unknown)


@dataclass(eq=False)
class Request:
    jobs: tuple[Job, ...]
    theme: Theme
    difference: bool
    focus: tuple[float, float]
    pictures: list[Picture | None] = field(default_factory=list)


def new_image(height: int, width: int) -> tuple[QImage, NDArray[np.uint32]]:
    """An image and its pixels, the lowest row first, to be written to."""
    image = QImage(width, height, QImage.Format.Format_RGB32)
    flat = np.frombuffer(image.bits(), np.uint32)
    return image, flat.reshape(height, image.bytesPerLine() // 4)[::-1, :width]


def repaint(picture: Picture, theme: Theme, part: Part | None) -> None:
    """The colours of a part of the picture, or of all of it."""
    numbers = picture.numbers
    basins = picture.facts.count if picture.facts is not None else 0
    look = Look(picture.job.colour, theme, basins)
    if part is not None:
        colours = colouring.paint(picture.job.stated(numbers.cut(part)), look, picture.scales)
        picture.pixels[part.rows, part.columns] = colours
        return
    sparse, stride = picture.job.stated(numbers.sparse()), numbers.stride or 1
    colours = colouring.paint(sparse, look, picture.scales)
    if stride > 1:
        colours = colours.repeat(stride, axis=0).repeat(stride, axis=1)
    picture.pixels[:] = colours[: numbers.shape[0], : numbers.shape[1]]
