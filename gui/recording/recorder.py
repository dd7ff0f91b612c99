"""From a scenario to a file: every picture in its turn, and the file whole or absent."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import av

from engine.errors import Cancelled, OutputError
from engine.files import replacing
from engine.phrase import Phrase
from gui.recording.application import ensure_application
from gui.recording.formats import Frame, format_of
from gui.recording.scene import Scene, open_scene
from gui.recording.timing import Timing
from gui.recording.words import words
from gui.theme.colours import theme as theme_of
from scenarios.resolving import Resolved, resolve

if TYPE_CHECKING:
    from scenarios.building import Kernels
    from scenarios.schema import Scenario

Progress = Callable[[float], None]


def record(
    scenario: Scenario | Resolved,
    out: str | Path,
    *,
    size: tuple[int, int] | None = None,
    fps: int | None = None,
    seconds: float | None = None,
    theme: str = "dark",
    language: str = "en",
    progress: Progress | None = None,
    cancel: threading.Event | None = None,
    kernels: Kernels = "split",
) -> None:
    """Film `scenario` into `out`: .mp4, .gif or .png. Needs no display; the same call
    makes the same pictures.

    size: width and height in pixels; fps: frames a second. Left out, they are the format's: 1920 × 1080 at
    60 for MP4, 960 × 540 at 25 for GIF.
    seconds: the length (of a PNG: the moment). Left out, the whole run and a second more.
    progress: called with the share that is done, 0 … 1. cancel: once set, Cancelled is raised.

    Raises InputError for what cannot be filmed so, OutputError where `out` cannot be written to, and
    MissingError where this machine lacks something. After any exception there is no file of ours, and what
    was at `out` before is there still.
    """
    out = Path(out)
    kind = format_of(out)
    size, fps = size or kind.size, fps or kind.fps
    kind.check(size, fps)
    colours = theme_of(theme)
    words(language)
    resolved = scenario if isinstance(scenario, Resolved) else resolve(scenario)
    playback = resolved.scenario.playback
    timing = Timing.of(playback.steps, playback.speed, fps, seconds)
    ensure_application()

    def showing() -> Scene:
        return open_scene(resolved, size, fps, colours, language, kernels)

    try:
        with replacing(out) as file:
            report = _Report(timing.frames * (2 if kind.samples else 1), progress, cancel)
            samples = list(_copies(showing, timing, kind.samples, report))
            with kind.open(Path(file.name), size, fps) as encoder:
                encoder.prepare(samples)
                wanted = {timing.frames - 1} if kind.still else range(timing.frames)
                for picture in _pictures(showing(), timing, wanted, report):
                    encoder.write(picture)
    except av.error.FFmpegError as error:
        raise OutputError(
            Phrase("cannot write {out}: the encoder failed ({error})", out=out, error=error)
        ) from error


class _Report:
    """Counts pictures, tells how far the work is, and stops it when asked to."""

    def __init__(self, total: int, progress: Progress | None, cancel: threading.Event | None) -> None:
        self._total, self._progress, self._cancel = total, progress, cancel
        self._done = 0

    def one(self) -> None:
        self._done += 1
        if self._progress is not None:
            self._progress(self._done / self._total)

    def look(self) -> None:
        if self._cancel is not None and self._cancel.is_set():
            raise Cancelled(Phrase("the recording was stopped"))


def _pictures(scene: Scene, timing: Timing, wanted: set[int] | range, report: _Report) -> Iterator[Frame]:
    """The pictures with these numbers, in order; the others are passed through without being painted."""
    for number in range(timing.frames):
        report.look()
        scene.go(timing.step(number))
        if number in wanted:
            yield scene.paint()
        report.one()


def _copies(showing: Callable[[], Scene], timing: Timing, count: int, report: _Report) -> Iterator[Frame]:
    """Pictures spread over the recording, for an encoder that wants to see what is coming."""
    if count:
        for picture in _pictures(showing(), timing, set(timing.samples(count)), report):
            yield picture.copy()
