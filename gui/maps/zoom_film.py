"""A film of a zoom: from the whole map to what is shown, at the same pace all the way.

One map is computed for each time that the picture grows twice as large. Every picture is made of the two
maps next to it, the finer one upon the coarser, so it is sharp throughout and a long way down costs no more
than its depth.
"""

from __future__ import annotations

import math
import threading
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from dataclasses import replace as changed
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from msgspec.structs import replace
from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QColor, QImage, QPainter

from engine.errors import Cancelled, InputError
from engine.phrase import Phrase
from gui.maps import colouring
from gui.maps import figure as drawing
from gui.maps.axis import is_finer_than
from gui.maps.colouring import Look
from gui.maps.figure import Figure
from gui.maps.pictures import Job, new_image
from gui.theme.colours import Theme
from scenarios.map_schema import AxisSpec

if TYPE_CHECKING:
    from gui.recording.formats import Encoder

SIZE = (1024, 768)
FPS = 30
SCALE = 1.25
"""Pixels of the film to a design pixel."""

PACE = 1.0
"""Seconds in which the picture grows twice as large."""

LEAST, REST = 3.0, 1.5
"""Seconds that the way takes at least, and that the film stands still at either end."""

_MAKING = 0.9
"""Of the work, what making the pictures is where they are written only once all are made."""

Frames = Iterator[tuple[np.ndarray, float]]
"""Pictures, and how much of the work is done after each."""


@dataclass(frozen=True, eq=False)
class Zoom:
    """What is filmed: the map as it is in the end, where it begins, and how a figure of it looks.

    job_of: the job of another part of the same map, of so many pixels, in this arithmetic.
    """

    job: Job
    begin: tuple[AxisSpec, AxisSpec]
    figure: Figure
    theme: Theme
    text: str
    dtype: str
    job_of: Callable[[AxisSpec, AxisSpec, tuple[int, int], str], Job]


def between(begin: AxisSpec, end: AxisSpec, way: float) -> AxisSpec:
    """The axis after a part of the way, 0 … 1; its length falls evenly in its logarithm.

    One place stays where it is on screen: that towards which the whole way leads.
    """
    if way <= 0 or begin == end:
        return begin
    if way >= 1:
        return end
    ends = [(math.log(a.low), math.log(a.high)) if a.log else (a.low, a.high) for a in (begin, end)]
    (low0, high0), (low1, high1) = ends
    wide0, wide1 = high0 - low0, high1 - low1
    wide = wide0 ** (1 - way) * wide1**way
    if abs(wide0 - wide1) < 1e-12 * wide0:
        low = low0 + way * (low1 - low0)
    else:
        # from the end backwards, where the numbers are exact
        low = low1 - (low1 - low0) / (wide0 - wide1) * (wide - wide1)
    high = low + wide
    if end.log:
        low, high = math.exp(low), math.exp(high)
    return replace(end, low=low, high=high)


def depth(begin: AxisSpec, end: AxisSpec) -> float:
    """How many times the axis is halved on the way."""
    if end.log:
        return math.log2(math.log(begin.high / begin.low) / math.log(end.high / end.low))
    return math.log2((begin.high - begin.low) / (end.high - end.low))


def film_zoom(zoom: Zoom, path: Path, progress: Callable[[float], object], cancel: threading.Event) -> None:
    """Writes the film, whole or not at all. Raises InputError where there is no way to go, Cancelled,
    OutputError and MissingError."""
    from gui.recording.filming import spread
    from gui.recording.formats import formats
    from gui.recording.journal import being_written
    from gui.recording.vector import Vector

    deep = max(depth(a, b) for a, b in zip(zoom.begin, (zoom.job.x, zoom.job.y), strict=True))
    if deep < 0.5:
        raise InputError(Phrase("zoom in first: the film goes from the whole map to what is shown"))
    films = {suffix: kind for suffix, kind in formats().items() if not kind.still}
    kind = films.get(path.suffix.lower())
    if kind is None:
        endings = ", ".join(films)
        raise InputError(
            Phrase("a zoom is a film: give it a name that ends in one of {endings}", endings=endings)
        )
    with being_written(path, kind) as place, kind.open(place, SIZE, FPS, zoom.text) as encoder:
        assert not isinstance(encoder, Vector), "stills are refused"
        frames = _frames(zoom, deep, cancel)
        if kind.samples:
            wanted = spread(_length(deep), kind.samples)
            frames = _seen_before(encoder, frames, wanted, progress, cancel)
        for frame, share in frames:
            encoder.write(frame)
            progress(share)


def _seen_before(
    encoder: Encoder,
    frames: Frames,
    wanted: Collection[int],
    progress: Callable[[float], object],
    cancel: threading.Event,
) -> Frames:
    """The pictures once more, after the encoder has seen some of them; they are made once."""
    from gui.recording.kept import Kept

    samples, shares = [], []
    with Kept() as kept:
        for number, (frame, share) in enumerate(frames):
            kept.add(frame)
            shares.append(_MAKING + (1 - _MAKING) * share)
            progress(_MAKING * share)
            if number in wanted:
                samples.append(frame)
        encoder.prepare(samples)
        for frame, share in zip(kept, shares, strict=True):
            _look(cancel)
            yield frame, share


def _look(cancel: threading.Event) -> None:
    if cancel.is_set():
        raise Cancelled(Phrase("the recording was stopped"))


def _length(deep: float) -> int:
    """Pictures of the whole film."""
    return _moving(deep) + 2 * round(REST * FPS)


def _moving(deep: float) -> int:
    """Pictures of the way."""
    return round(max(LEAST, deep * PACE) * FPS)


def _frames(zoom: Zoom, deep: float, cancel: threading.Event) -> Frames:
    moving, total = _moving(deep), _length(deep)
    maps: dict[int, tuple[Job, QImage]] = {}
    plot = _plot(zoom).size().toSize() * SCALE
    size = (plot.width(), plot.height())
    scales = None
    for number in range(total):
        _look(cancel)
        way = min(max(number - REST * FPS, 0) / moving, 1.0)
        # slow at both ends
        way = way * way * (3 - 2 * way)
        level = min(int(way * deep), math.ceil(deep))
        for k in (level, min(level + 1, math.ceil(deep))):
            if k not in maps:
                maps[k], scales = _map(zoom, min(k / deep, 1.0), size, scales, cancel)
        for old in [k for k in maps if k < level]:
            del maps[old]
        x, y = (between(a, b, way) for a, b in zip(zoom.begin, (zoom.job.x, zoom.job.y), strict=True))
        yield _picture(zoom, x, y, [maps[k] for k in sorted(maps)], size), (number + 1) / total


def _map(
    zoom: Zoom,
    way: float,
    size: tuple[int, int],
    scales: colouring.Scales | None,
    cancel: threading.Event,
) -> tuple[tuple[Job, QImage], colouring.Scales]:
    """The map after a part of the way. All have the colours of the first one's ramp, so that none jumps."""
    from engine.bulk.terrain import places_of
    from engine.bulk.tile import compute

    x, y = (between(a, b, way) for a, b in zip(zoom.begin, (zoom.job.x, zoom.job.y), strict=True))
    fine = any(is_finer_than(axis, n, "float32") for axis, n in zip((x, y), size, strict=True))
    job = zoom.job_of(x, y, size, "float64" if fine else zoom.dtype)
    arrays = job.stated(compute(job.study, cancel=cancel).arrays())
    scales = scales or colouring.scales(arrays, job.colour)
    image, pixels = new_image(size[1], size[0])
    look = Look(job.colour, zoom.theme, len(places_of(job.study).minima))
    pixels[:] = colouring.paint(arrays, look, scales)
    return (job, image), scales


def _plot(zoom: Zoom) -> QRectF:
    room = QRectF(16, 12, SIZE[0] / SCALE - 32, SIZE[1] / SCALE - 20)
    return drawing.places(_bare(zoom), room, 0.0).plot


def _bare(zoom: Zoom) -> Figure:
    """The figure as it is in the end, where its numbers take most room, without a legend."""
    return changed(zoom.figure, items=[], image=None, x=zoom.job.x, y=zoom.job.y, equal=False)


def _picture(
    zoom: Zoom, x: AxisSpec, y: AxisSpec, maps: list[tuple[Job, QImage]], size: tuple[int, int]
) -> np.ndarray:
    """The figure with both maps in it, (h, w) uint32 0xffRRGGBB."""
    image = QImage(QSize(*SIZE), QImage.Format.Format_RGB32)
    image.fill(QColor(zoom.theme.window))
    bare = _bare(zoom)
    room = QRectF(16, 12, SIZE[0] / SCALE - 32, SIZE[1] / SCALE - 20)
    at = drawing.places(bare, room, 0.0)
    bare.x, bare.y = x, y
    inside = QImage(QSize(*size), QImage.Format.Format_RGB32)
    with QPainter(inside) as painter:
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        for job, each in maps:
            bare.image_x, bare.image_y = job.x, job.y
            painter.drawImage(drawing.target(bare, QRectF(0, 0, *size)), each)
    bare.image, bare.image_x, bare.image_y = inside, x, y
    with QPainter(image) as painter:
        painter.scale(SCALE, SCALE)
        drawing.paint(painter, bare, at, zoom.theme)
    flat = np.frombuffer(image.constBits(), np.uint32)
    return flat.reshape(SIZE[1], SIZE[0]).copy()
