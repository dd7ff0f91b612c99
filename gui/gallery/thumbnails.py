"""Pictures for cards: kept on disk, drawn on a thread of their own, what is asked for last comes first.

A picture's name in the cache is made of all that it depends on, so that one that is out of date is never
found. A cache that cannot be written costs time, never a picture.
"""

from __future__ import annotations

import contextlib
import hashlib
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, Signal
from PySide6.QtGui import QImage

from engine.errors import FileError, OutputError, RavineError
from engine.files import replacing
from gui import readying
from gui.courtesy import PoliteThread
from gui.theme.colours import theme
from gui.theme.kept import kept
from scenarios.library import Entry
from scenarios.reading import read

LOOK = 1
"""Grows whenever the same scenario is drawn otherwise."""

WORK, REST = 0.004, 0.003
"""Seconds of drawing and of leaving the interpreter to the window, in turn."""


@dataclass(frozen=True)
class Wish:
    """One picture: of a scenario's file, in a theme, so many device-independent pixels on such a screen."""

    path: Path
    theme: str
    width: int
    height: int
    scale: float


class _EndedError(Exception):
    """The work was broken off."""


class Thumbnails(QObject):
    """Draws on its own thread; `drawn` is emitted there, so that receivers get it on theirs."""

    drawn = Signal(object, QImage)
    described = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._wake = threading.Condition()
        self._wishes: list[Wish] = []
        self._files: list[Path] = []
        self._held = False
        self._stopping = False
        self._thread: threading.Thread | None = None
        self._began = 0.0

    def ask(self, wishes: list[Wish]) -> None:
        """Asks for these pictures, the first of them first, before all that was asked for earlier."""
        with self._wake:
            if self._stopping:
                return
            wanted = set(wishes)
            self._wishes = [*wishes, *(wish for wish in self._wishes if wish not in wanted)]
            self._start()

    def describe(self, files: list[Path]) -> None:
        """Asks what these files say of themselves; `described` carries an Entry for each readable one."""
        with self._wake:
            if files and not self._stopping:
                self._files = files
                self._start()

    def _start(self) -> None:
        if self._thread is None:
            readying.then(self._begin)
        self._wake.notify_all()

    def _begin(self) -> None:
        with self._wake:
            if self._thread is None and not self._stopping:
                self._thread = PoliteThread(target=self._work, name="ravine-thumbnails")
                self._thread.start()

    def hold(self, held: bool) -> None:
        """Whether to stand still, so that something more urgent has the machine to itself."""
        with self._wake:
            self._held = held
            self._wake.notify_all()

    def close(self) -> None:
        with self._wake:
            self._stopping = True
            self._wake.notify_all()
        if self._thread is not None:
            self._thread.join()

    # -- on its own thread -------------------------------------------------------------------------------

    def _work(self) -> None:
        while True:
            with self._wake:
                while not self._stopping and (self._held or not (self._wishes or self._files)):
                    self._wake.wait()
                if self._stopping:
                    return
                files, self._files = self._files, []
                wish = self._wishes.pop(0) if self._wishes and not files else None
            if wish is None:
                self.described.emit(tuple(_entries(files)))
                continue
            try:
                image = self._picture(wish)
            except _EndedError:
                return
            if image is not None:
                self.drawn.emit(wish, image)

    def _picture(self, wish: Wish) -> QImage | None:
        """From the cache, or drawn and put there; None for a scenario that cannot be drawn."""
        try:
            content = wish.path.read_bytes()
        except OSError:
            return None
        kept = _place(wish, content)
        image = QImage(str(kept))
        if not image.isNull():
            image.setDevicePixelRatio(wish.scale)
            return image
        try:
            image = self._draw(wish)
        except RavineError:
            return None
        _keep(image, kept)
        return image

    def _draw(self, wish: Wish) -> QImage:
        import scenarios
        from gui.gallery.drawing import draw
        from gui.stage import raster

        raster.start_on_use = False
        self._began = time.perf_counter()
        scenario = scenarios.load(wish.path)
        return kept(draw(scenario, theme(wish.theme), wish.width, wish.height, wish.scale, self._rest))

    def _rest(self) -> None:
        if time.perf_counter() - self._began < WORK:
            return
        with self._wake:
            self._wake.wait(REST)
            while self._held and not self._stopping:
                self._wake.wait()
            if self._stopping:
                raise _EndedError
        self._began = time.perf_counter()


def _entries(files: list[Path]) -> Iterator[Entry]:
    for path in files:
        with contextlib.suppress(FileError):
            found = read(path)
            yield Entry(path.stem, path, found.group, found.title, found.caption, found.figure)


def _place(wish: Wish, content: bytes) -> Path:
    from engine.kernel_cache.folder import cache_folder

    what = f"{LOOK} {wish.theme} {wish.width} {wish.height} {wish.scale:g} ".encode()
    return cache_folder() / "thumbnails" / f"{hashlib.sha256(what + content).hexdigest()[:32]}.png"


def _keep(image: QImage, place: Path) -> None:
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        with replacing(place) as file:
            file.write(data.data())
    except (OSError, OutputError):
        pass
