"""Computes maps on a thread of its own: coarse at once, then finer and finer, from where one looks outward.

A newer request takes the place of the one before. Its first, coarse picture is always finished, so that a
slider dragged shows pictures on its way; everything finer is given up at once. What was computed is kept, so
undoing, switching colours and coming back cost nothing.
"""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QImage

from engine.errors import Cancelled, RavineError
from engine.phrase import Phrase
from gui.maps import colouring
from gui.maps.colouring import Look, Scale
from gui.maps.facts import Facts, facts_of
from gui.maps.numbers import Numbers, Part

if TYPE_CHECKING:
    from engine.bulk.study import Study
    from gui.theme.colours import Theme
    from scenarios.map_schema import AxisSpec, MapColour

COARSE = 8
"""One simulation for a square of so many pixels comes first; of more where simulations are long."""

AT_ONCE = 25_000_000
"""Steps of particles that a first picture may take."""

PATIENCE = 0.3
"""Seconds after which even a first picture is given up for a newer request."""

KEPT = 12
"""Maps whose numbers are kept."""


@dataclass(frozen=True, eq=False)
class Job:
    """One map that is asked for: what of, over which axes, and how it is shown."""

    study: Study
    x: AxisSpec
    y: AxisSpec
    colour: MapColour
    number: int = 0
    """The run's."""


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


@dataclass(eq=False)
class Comparison:
    """Where two maps over the same axes differ."""

    first: Picture
    second: Picture
    image: QImage
    scale: Scale | None
    share: float
    """Of the pixels, how many tell of another end."""


@dataclass(eq=False)
class Request:
    jobs: tuple[Job, ...]
    theme: Theme
    difference: bool
    focus: tuple[float, float]
    pictures: list[Picture | None] = field(default_factory=list)


class Renderer:
    """`told` is called from the thread whenever a picture has changed or something cannot be."""

    def __init__(self, told: Callable[[], None]) -> None:
        self._told = told
        self._wake = threading.Condition()
        self._asked: Request | None = None
        self._cancel = threading.Event()
        self._first_since: float | None = None
        self._kept: OrderedDict[str, Numbers] = OrderedDict()
        self._thread: threading.Thread | None = None
        self._stopping = False
        self.pictures: tuple[Picture | None, ...] = ()
        self.comparison: Comparison | None = None
        self.problem: RavineError | None = None
        self.is_busy = False

    def ask(self, jobs: Sequence[Job], theme: Theme, difference: bool, focus: tuple[float, float]) -> None:
        """Maps to be computed now; what was asked for before is given up."""
        with self._wake:
            if self._stopping:
                return
            self._asked = Request(tuple(jobs), theme, difference, focus)
            self.is_busy = True
            since = self._first_since
            if since is None or time.perf_counter() - since > PATIENCE:
                self._cancel.set()
            if self._thread is None:
                self._thread = threading.Thread(target=self._work, name="ravine-maps")
                self._thread.start()
            self._wake.notify()

    def cancel(self) -> None:
        """Gives up what is being computed; what is shown stays."""
        with self._wake:
            self._asked = None
            self.is_busy = False
            self._cancel.set()

    def close(self) -> None:
        """Ends the thread."""
        with self._wake:
            self._stopping = True
            self._cancel.set()
            self._wake.notify()
        if self._thread is not None:
            self._thread.join()

    # -- on its own thread -------------------------------------------------------------------------------

    def _work(self) -> None:
        while True:
            with self._wake:
                while self._asked is None and not self._stopping:
                    self._wake.wait()
                if self._stopping or self._asked is None:
                    return
                request, self._asked = self._asked, None
                self._cancel = threading.Event()
                self._first_since = time.perf_counter()
            try:
                self._render(request)
                self.problem = None
            except Cancelled:
                pass
            except RavineError as error:
                self.problem = error
            with self._wake:
                self._first_since = None
                if self._asked is None:
                    self.is_busy = False
            self._told()

    def _render(self, request: Request) -> None:
        """Every picture at one fineness after the other. Raises Cancelled."""
        request.pictures = [None] * len(request.jobs)
        numbers = [self._numbers(job.study) for job in request.jobs]
        first = max(first_stride(job.study) for job in request.jobs)
        strides = [first >> k for k in range(first.bit_length())]
        for stride in strides:
            for place, (job, known) in enumerate(zip(request.jobs, numbers, strict=True)):
                self._refine(request, place, job, known, stride)
            if stride == first:
                self._show(request)
            if request.difference:
                self._compare(request)
            if stride == first:
                with self._wake:
                    self._first_since = None
                    if self._asked is not None:
                        self._cancel.set()

    def _numbers(self, study: Study) -> Numbers:
        key = study.key()
        known = self._kept.pop(key, None) or Numbers(study)
        self._kept[key] = known
        while len(self._kept) > KEPT:
            self._kept.popitem(last=False)
        return known

    def _refine(self, request: Request, place: int, job: Job, known: Numbers, stride: int) -> None:
        picture = request.pictures[place]
        if not known.is_whole(stride):
            from engine.bulk.tile import compute

            coarse, total = known.coarse(stride), known.shape[0] * known.shape[1]
            for number, part in known.parts(stride, request.focus):
                tile = compute(coarse, part.rows, part.columns, cancel=self._cancel)
                whole = known.put(stride, number, part, tile.arrays())
                if picture is not None:
                    _repaint(picture, request.theme, whole)
                    size = (whole.rows.stop - whole.rows.start) * (whole.columns.stop - whole.columns.start)
                    picture.done = min(picture.done + size / total / stride**2, 1.0)
                    self._told()
                if self._cancel.is_set():
                    raise Cancelled(Phrase("stopped on request"))
            known.stride = stride
        if picture is None:
            picture = request.pictures[place] = Picture(job, *new_image(*known.shape), known)
        if picture.stride is None or stride == 1 or known.stride == stride:
            self._finish_level(request, picture, known)

    def _finish_level(self, request: Request, picture: Picture, known: Numbers) -> None:
        """Ramps over what is known now, the whole picture again, and what can be said of it."""
        picture.scales = colouring.scales(known.arrays, picture.job.colour)
        picture.stride = known.stride
        if known.stride == 1:
            picture.done = 1.0
        picture.facts = facts_of(known)
        _repaint(picture, request.theme, None)
        self._told()

    def _show(self, request: Request) -> None:
        self.pictures = tuple(request.pictures)
        if not request.difference:
            self.comparison = None
        self._told()

    def _compare(self, request: Request) -> None:
        if len(request.pictures) != 2:
            return
        first, second = request.pictures
        assert first is not None
        assert second is not None
        a, b = first.numbers.arrays, second.numbers.arrays
        colours = (first.job.colour, second.job.colour)
        pixels, scale = colouring.difference(a, b, colours, request.theme)
        image, view = new_image(*pixels.shape)
        view[:] = pixels
        other = (colouring.fates(a) != colouring.fates(b)) | (a["basin"] != b["basin"])
        self.comparison = Comparison(first, second, image, scale, float(other.mean()))
        self._told()


def first_stride(study: Study) -> int:
    """How coarse a first picture must be to be there at once."""
    stride = COARSE
    while study.width * study.height * study.steps * study.seeds / stride**2 > AT_ONCE and stride < 64:
        stride *= 2
    return stride


def new_image(height: int, width: int) -> tuple[QImage, NDArray[np.uint32]]:
    """An image and its pixels, the lowest row first, to be written to."""
    image = QImage(width, height, QImage.Format.Format_RGB32)
    flat = np.frombuffer(image.bits(), np.uint32)
    return image, flat.reshape(height, image.bytesPerLine() // 4)[::-1, :width]


def _repaint(picture: Picture, theme: Theme, part: Part | None) -> None:
    """The colours of a part of the picture, or of all of it."""
    numbers = picture.numbers
    part = part or Part(slice(0, numbers.shape[0]), slice(0, numbers.shape[1]))
    basins = picture.facts.count if picture.facts is not None else 0
    look = Look(picture.job.colour, theme, basins)
    colours = colouring.paint(numbers.cut(part), look, picture.scales)
    picture.pixels[part.rows, part.columns] = colours
