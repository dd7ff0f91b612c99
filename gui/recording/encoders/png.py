"""PNG: one picture, the last of the recording."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

from engine.errors import MissingError
from engine.phrase import Phrase
from gui.recording.formats import Format, Frame, Tiles
from scenarios.carrying import png, tagged


class Png:
    """A PNG file to be written when it closes: of all frames the last is kept."""

    def __init__(self, path: Path, size: tuple[int, int], fps: int, text: str = "") -> None:
        self._path, self._text = path, text
        self._last: Frame | None = None

    def prepare(self, samples: Sequence[Frame]) -> None:
        """Nothing is wanted ahead."""

    def write(self, frame: Frame, changed: Tiles | None = None) -> None:
        self._last = frame.copy()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None and self._last is not None:
            self._path.write_bytes(png_bytes(self._last, self._text))


def png_bytes(frame: Frame, text: str = "") -> bytes:
    """The picture as a PNG file's content, which carries a scenario's text; (h, w) uint32 0xffRRGGBB."""
    # Here, so that asking which formats there are does not load Qt.
    from PySide6.QtCore import QBuffer, QIODevice
    from PySide6.QtGui import QImage

    height, width = frame.shape
    image = QImage(frame.data, width, height, 4 * width, QImage.Format.Format_RGB32)
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    if not image.save(buffer, "PNG"):  # type: ignore[call-overload]  # the stubs know only bytes
        raise MissingError(
            Phrase("Qt cannot write PNG here; run pip install --force-reinstall pyside6-essentials")
        )
    content = bytes(buffer.data().data())
    return png.embed(content, tagged(text).encode()) if text else content


FORMAT = Format(suffix=".png", name="PNG", size=(1920, 1080), fps=60, highest_fps=240, open=Png, still=True)
