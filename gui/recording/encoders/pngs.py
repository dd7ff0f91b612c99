"""A folder of PNG pictures, numbered from 1, with the scenario beside them: for programs that cut films."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

from gui.recording.encoders.png import png_bytes
from gui.recording.formats import Format, Frame, Tiles
from scenarios.carrying import FOLDER_FILE


class Pngs:
    """A folder being filled; it is there already."""

    def __init__(self, path: Path, size: tuple[int, int], fps: int, text: str = "") -> None:
        self._path, self._count = path, 0
        if text:
            (path / FOLDER_FILE).write_text(text, encoding="utf-8")

    def prepare(self, samples: Sequence[Frame]) -> None:
        """Nothing is wanted ahead."""

    def write(self, frame: Frame, changed: Tiles | None = None) -> None:
        self._count += 1
        (self._path / f"{self._count:06}.png").write_bytes(png_bytes(frame))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Every picture was written as it came."""


FORMAT = Format(
    suffix=".pngs",
    name="folder of PNG pictures",
    size=(1920, 1080),
    fps=60,
    highest_fps=240,
    open=Pngs,
    folder=True,
)
