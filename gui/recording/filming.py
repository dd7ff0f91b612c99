"""The pictures of one recording, in their order, into an encoder."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from engine.errors import Cancelled
from engine.phrase import Phrase
from gui.recording.composition import Composition
from gui.recording.formats import Encoder, Format, Frame, Tiles
from gui.recording.kept import Kept
from gui.recording.reel import Reel, length_of, open_reel
from gui.recording.scene import view_of
from gui.recording.vector import Vector
from scenarios.saving import dumps
from scenarios.schema import MOST_BYTES

if TYPE_CHECKING:
    from scenarios.building import Kernels
    from scenarios.resolving import Resolved

Progress = Callable[[float], None]

AHEAD = 0.3
"""Of a recording's work, what is told of as done before its first picture where maps are computed."""


@dataclass(frozen=True)
class Order:
    """What is to be filmed, and how. cancel: once set, what is computed beforehand is given up."""

    resolved: Resolved
    size: tuple[int, int]
    fps: int
    seconds: float | None
    composition: Composition
    explain: int | None = None
    kernels: Kernels = "split"
    cancel: threading.Event | None = None

    def check(self) -> None:
        """Raise InputError where it cannot be."""
        length_of(self.resolved, self.fps, self.seconds, self.explain)

    def reel(self, ahead: Progress | None = None) -> Reel:
        """ahead: called with the share that is done of what takes long beforehand, as maps do."""
        return open_reel(
            self.resolved,
            self.size,
            self.fps,
            self.seconds,
            self.composition,
            self.explain,
            self.kernels,
            self.cancel,
            ahead,
        )

    @property
    def is_dear(self) -> bool:
        """Whether pictures are better kept than made again."""
        return self.explain is None and view_of(self.resolved).dear

    @property
    def text(self) -> str:
        """The scenario as the file carries it."""
        text = dumps(self.resolved.scenario)
        return text if len(text.encode()) <= MOST_BYTES else ""


@dataclass(frozen=True)
class Recorded:
    """What came out: its size in pixels, frames a second, and how many frames (1 for a still)."""

    size: tuple[int, int]
    fps: int
    frames: int


class Watch:
    """Counts pictures, tells how far the work is, and stops it when asked to."""

    def __init__(self, progress: Progress | None, cancel: threading.Event | None) -> None:
        self._progress, self._cancel = progress, cancel
        self._total, self._done = 1, 0
        self._low, self._high = 0.0, 1.0
        self._is_ahead, self._before = False, 0.0

    def begin(self, total: int) -> None:
        """So many pictures are to come."""
        self._total, self._done = total, 0
        self._is_ahead = False

    def start(self) -> None:
        """From here to `begin` nothing but preparations."""
        self._is_ahead, self._before = True, 0.0

    def ahead(self, share: float) -> None:
        """So much of the preparations is done."""
        if self._is_ahead:
            self._before = max(self._before, AHEAD * min(share, 1.0))
            self._tell(self._before)

    def between(self, low: float, high: float) -> None:
        """What comes next is that part of all the work."""
        self._low, self._high = low, high

    def one(self) -> None:
        self._done += 1
        self._tell(self._before + (1 - self._before) * min(self._done / self._total, 1.0))

    def _tell(self, share: float) -> None:
        if self._progress is not None:
            self._progress(self._low + (self._high - self._low) * share)

    def look(self) -> None:
        if self._cancel is not None and self._cancel.is_set():
            raise Cancelled(Phrase("the recording was stopped"))


def filmed(order: Order, kind: Format, place: Path, watch: Watch) -> Recorded:
    """Writes the file at `place`."""
    watch.start()
    reel = order.reel(watch.ahead)
    watch.begin(reel.frames * (2 if kind.samples else 1))
    if kind.samples:
        return _filmed_twice(order, kind, place, watch, reel)
    with kind.open(place, order.size, order.fps, order.text) as encoder:
        if isinstance(encoder, Vector):
            for number in range(reel.frames):
                watch.look()
                reel.show(number)
                watch.one()
            encoder.draw(reel.draw)
            return Recorded(order.size, order.fps, 1)
        encoder.prepare([])
        wanted = {reel.frames - 1} if kind.still else range(reel.frames)
        _write_all(encoder, _pictures(reel, wanted, watch))
    return Recorded(order.size, order.fps, len(wanted))


def _filmed_twice(order: Order, kind: Format, place: Path, watch: Watch, reel: Reel) -> Recorded:
    """For an encoder that wants to see what is coming: pictures spread over the recording, then all of them.
    They are made twice, or where they are dear made once and kept."""
    wanted = set(spread(reel.frames, kind.samples))
    with Kept() if order.is_dear else nullcontext() as kept:
        if kept is None:
            samples = [picture.copy() for picture, _ in _pictures(reel, wanted, watch)]
            again = _pictures(order.reel(), range(reel.frames), watch)
        else:
            samples = []
            for number, (picture, _) in enumerate(_pictures(reel, range(reel.frames), watch)):
                kept.add(picture)
                if number in wanted:
                    samples.append(picture.copy())
            again = _read_again(kept, watch)
        with kind.open(place, order.size, order.fps, order.text) as encoder:
            assert not isinstance(encoder, Vector), "a drawing looks at nothing ahead"
            encoder.prepare(samples)
            _write_all(encoder, again)
    return Recorded(order.size, order.fps, reel.frames)


def _read_again(kept: Kept, watch: Watch) -> Iterator[tuple[Frame, Tiles | None]]:
    for picture in kept:
        watch.look()
        yield picture, None
        watch.one()


def _write_all(encoder: Encoder, pictures: Iterator[tuple[Frame, Tiles | None]]) -> None:
    """Writes each picture while the next one is painted: a picture stays as it is for so long."""
    with ThreadPoolExecutor(1, "ravine-encoder") as thread:
        under_way: Future[None] | None = None
        for picture, changed in pictures:
            if under_way is not None:
                under_way.result()
            under_way = thread.submit(encoder.write, picture, changed)
        if under_way is not None:
            under_way.result()


def _pictures(reel: Reel, wanted: set[int] | range, watch: Watch) -> Iterator[tuple[Frame, Tiles | None]]:
    """The pictures with these numbers, in order, and where each differs from the one before it; the others
    are passed through without being painted."""
    for number in range(reel.frames):
        watch.look()
        reel.show(number)
        if number in wanted:
            picture = reel.paint()
            yield picture, reel.changed
        watch.one()


def spread(frames: int, count: int) -> list[int]:
    """`count` frame numbers (or fewer) spread evenly from the first to the last."""
    if count <= 1 or frames == 1:
        return [frames - 1][:count]
    return sorted({round(k * (frames - 1) / (count - 1)) for k in range(count)})
