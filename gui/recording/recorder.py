"""From a scenario to a file: every picture in its turn, and the file whole or absent."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import TYPE_CHECKING

import av

from engine.errors import InputError, OutputError
from engine.phrase import Phrase
from gui.recording.application import ensure_application
from gui.recording.budget import fitted
from gui.recording.composition import Composition
from gui.recording.filming import Order, Progress, Recorded, Watch, filmed
from gui.recording.formats import Format, format_of
from gui.recording.journal import being_written
from scenarios.resolving import Resolved, resolve

if TYPE_CHECKING:
    from scenarios.building import Kernels
    from scenarios.schema import Scenario


def record(
    scenario: Scenario | Resolved,
    out: str | Path,
    *,
    size: tuple[int, int] | None = None,
    fps: int | None = None,
    seconds: float | None = None,
    composition: Composition | None = None,
    theme: str = "dark",
    language: str = "en",
    under: int | None = None,
    explain: int | None = None,
    progress: Progress | None = None,
    cancel: threading.Event | None = None,
    kernels: Kernels = "split",
) -> Recorded:
    """Film `scenario` into `out`, whose ending says what it becomes (`formats`). Needs no display; the same
    call makes the same pictures. The file carries the scenario.

    size: width and height in pixels; fps: frames a second. Left out, they are the format's: 1920 × 1080 at
    60 for MP4, 960 × 540 at 25 for GIF.
    seconds: the length (of a still: the moment). Left out, the whole run and a second more, or the shots that
    the scenario lists. composition: what it looks like; theme and language alone can be given instead.
    under: the most bytes that a GIF or WebP may have; size and rate are lowered until it fits.
    explain: the step after so many steps is taken apart, instead of the run being played.
    progress: called with the share that is done, 0 … 1. cancel: once set, Cancelled is raised.

    Raises InputError for what cannot be filmed so, OutputError where `out` cannot be written to, and
    MissingError where this machine lacks something. After any exception there is no file of ours, and what
    was at `out` before is there still.
    """
    out = Path(out)
    kind = format_of(out)
    look = composition or Composition(theme=theme, language=language)
    _check(kind, look, under)
    width, height = size or kind.size
    order = Order(
        scenario if isinstance(scenario, Resolved) else resolve(scenario),
        (round(width * look.times), round(height * look.times)),
        kind.fps if fps is None else fps,
        seconds,
        look,
        explain,
        kernels,
        cancel,
    )
    kind.check(order.size, order.fps)
    order.check()
    ensure_application()
    return _written(order, kind, out, under, Watch(progress, cancel))


def _check(kind: Format, look: Composition, under: int | None) -> None:
    look.check()
    if look.times != 1 and not kind.still:
        raise InputError(Phrase("times is for stills; give a film its size"))
    if under is not None and not kind.shrinks:
        raise InputError(Phrase("only a GIF or a WebP can be kept under a size"))


def _written(order: Order, kind: Format, out: Path, under: int | None, watch: Watch) -> Recorded:
    try:
        with being_written(out, kind) as place:
            if under is not None:
                return fitted(order, kind, place, under, watch)
            return filmed(order, kind, place, watch)
    except av.error.FFmpegError as error:
        raise OutputError(
            Phrase("cannot write {out}: the encoder failed ({error})", out=out, error=error)
        ) from error
