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
from concurrent.futures import ThreadPoolExecutor, wait
from functools import cached_property
from typing import TYPE_CHECKING

from engine.errors import Cancelled, RavineError, told_of_memory
from engine.phrase import Phrase
from gui.courtesy import Crew, give_way
from gui.maps import colouring
from gui.maps.facts import facts_of
from gui.maps.numbers import Numbers, Part
from gui.maps.pictures import Comparison as Comparison
from gui.maps.pictures import Job as Job
from gui.maps.pictures import Picture as Picture
from gui.maps.pictures import Request, compared, new_image, repaint
from gui.newest import Newest

if TYPE_CHECKING:
    from engine.bulk.study import Study
    from gui.theme.colours import Theme

COARSE = 8
"""One simulation for a square of so many pixels comes first; of more where simulations are long."""

AT_ONCE = 25_000_000
"""Steps of particles that a first picture may take."""

PATIENCE = 0.3
"""Seconds after which even a first picture is given up for a newer request."""

MOMENT = 0.08
"""Seconds of compiling that nobody minds."""

_WORK = 1 + 1 / 4 + 1 / 16
"""What a map costs from its second fineness on, against the finest alone."""

KEPT, LEAST_KEPT = 256 * 2**20, 4
"""Bytes of numbers that are kept, and maps that are kept in any case."""


class Renderer:
    """`told` is called from the thread whenever a picture has changed or something cannot be."""

    def __init__(self, told: Callable[[], None]) -> None:
        self._told = told
        self._newest: Newest[Request] = Newest(self._try, "ravine-maps")
        self._cancel = threading.Event()
        self._first_since: float | None = None
        self._kept: OrderedDict[str, Numbers] = OrderedDict()
        self.pictures: tuple[Picture | None, ...] = ()
        self.comparison: Comparison | None = None
        self.problem: RavineError | None = None
        self.is_busy = False
        self._closing = threading.Event()
        self._compilers = ThreadPoolExecutor(1, "ravine-maps-compiler")

    def ask(self, jobs: Sequence[Job], theme: Theme, difference: bool, focus: tuple[float, float]) -> None:
        """Maps to be computed now; what was asked for before is given up."""
        with self._newest.lock:
            self.is_busy = True
            since = self._first_since
            late = since is None or time.perf_counter() - since > PATIENCE
            self._newest.ask(Request(tuple(jobs), theme, difference, focus), give_up=late)

    def cancel(self) -> None:
        """Gives up what is being computed; what is shown stays."""
        with self._newest.lock:
            self.is_busy = False
            self._newest.forget()

    def forget(self) -> None:
        """Gives up what is being computed, what is shown, and what was kept of both."""
        self.cancel()
        self.pictures, self.comparison, self.problem = (), None, None
        self._kept = OrderedDict()

    def close(self) -> None:
        """Ends the thread."""
        self._closing.set()
        self._newest.close()
        self._compilers.shutdown(wait=True, cancel_futures=True)

    # -- on its own thread -------------------------------------------------------------------------------

    @cached_property
    def _crew(self) -> Crew:
        from engine.machine import usable_threads

        return Crew(usable_threads())

    def _try(self, request: Request, cancel: threading.Event) -> None:
        self._cancel, self._first_since = cancel, time.perf_counter()
        self.problem = None
        try:
            with told_of_memory():
                self._render(request)
        except Cancelled:
            pass
        except RavineError as error:
            self.problem = error
        with self._newest.lock:
            self._first_since = None
            if not self._newest.is_waiting:
                self.is_busy = False
        self._told()

    def _render(self, request: Request) -> None:
        """Every picture at one fineness after the other. Raises Cancelled."""
        request.pictures = [None] * len(request.jobs)
        numbers = [self._numbers(job.study) for job in request.jobs]
        first = max(first_stride(job.study) for job in request.jobs)
        strides = [first >> k for k in range(first.bit_length())]
        if not all(known.is_whole(1) for known in numbers):
            self._wait_for_kernels(request)
        for stride in strides:
            for place, (job, known) in enumerate(zip(request.jobs, numbers, strict=True)):
                self._refine(request, place, job, known, stride)
            if stride == first:
                self._show(request)
            if request.difference:
                self._compare(request)
            if stride == first:
                with self._newest.lock:
                    self._first_since = None
                    if self._newest.is_waiting:
                        self._newest.give_up()

    def _wait_for_kernels(self, request: Request) -> None:
        """Shows rough pictures where compiling takes longer than a moment."""
        from gui.maps.warming import make_ready

        pool = self._compilers
        waits = [pool.submit(make_ready, job.study, self._closing) for job in request.jobs]
        _, late = wait(waits, timeout=MOMENT)
        if late:
            request.pictures = [self._rough(request, job) for job in request.jobs]
            self._show(request)
            if request.difference:
                self._compare(request)
            request.pictures = [None] * len(request.jobs)
        while late:
            if self._cancel.is_set() or self._newest.is_waiting:
                raise Cancelled(Phrase("stopped on request"))
            _, late = wait(late, timeout=MOMENT)
        for one in waits:
            one.result()

    def _rough(self, request: Request, job: Job) -> Picture:
        from gui.maps.preview import rough, stride_of

        stride, known = stride_of(job.study), Numbers(job.study)
        coarse = known.coarse(stride)
        known.done[stride] = set()
        whole = Part(slice(0, coarse.height), slice(0, coarse.width))
        known.put(stride, 0, whole, rough(coarse, self._cancel, give_way))
        known.stride = stride
        picture = Picture(job, *new_image(*known.shape), known, is_rough=True)
        picture.scales = colouring.scales(job.stated(known.sparse()), job.colour)
        picture.facts = facts_of(known)
        repaint(picture, request.theme, None)
        return picture

    def _numbers(self, study: Study) -> Numbers:
        key = study.key()
        known = self._kept.pop(key, None) or Numbers(study)
        self._kept[key] = known
        while len(self._kept) > LEAST_KEPT and sum(each.size for each in self._kept.values()) > KEPT:
            self._kept.popitem(last=False)
        return known

    def _refine(self, request: Request, place: int, job: Job, known: Numbers, stride: int) -> None:
        picture = request.pictures[place]
        if not known.is_whole(stride):
            from engine.bulk.tile import compute

            coarse, total = known.coarse(stride), known.shape[0] * known.shape[1]
            for number, part in known.parts(stride, request.focus):
                if self._cancel.is_set():
                    raise Cancelled(Phrase("stopped on request"))
                give_way()
                tile = compute(
                    coarse, part.rows, part.columns, self._cancel, progress=lambda _: self._crew.give_way()
                )
                whole = known.put(stride, number, part, tile.arrays())
                if picture is not None:
                    repaint(picture, request.theme, whole)
                    size = (whole.rows.stop - whole.rows.start) * (whole.columns.stop - whole.columns.start)
                    picture.done = min(picture.done + size / total / stride**2 / _WORK, 0.99)
                    self._told()
            known.stride = stride
        if picture is None:
            picture = request.pictures[place] = Picture(job, *new_image(*known.shape), known)
        if picture.stride is None or stride == 1 or known.stride == stride:
            self._finish_level(request, picture, known)

    def _finish_level(self, request: Request, picture: Picture, known: Numbers) -> None:
        """Ramps over what is known now, the whole picture again, and what can be said of it."""
        give_way()
        job = picture.job
        picture.scales = colouring.scales(job.stated(known.sparse()), job.colour)
        picture.stride = known.stride
        if known.stride == 1:
            picture.done = 1.0
        picture.facts = facts_of(known)
        repaint(picture, request.theme, None)
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
        self.comparison = compared(first, second, request.theme)
        self._told()


def first_stride(study: Study) -> int:
    """How coarse a first picture must be to be there at once."""
    stride = COARSE
    while study.width * study.height * study.steps * study.seeds / stride**2 > AT_ONCE and stride < 64:
        stride *= 2
    return stride
