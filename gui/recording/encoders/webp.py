"""Animated WebP: a loop for pages of the web, in more colours than a GIF and a fraction of its bytes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import av
import numpy as np

from gui.recording.film import Film
from gui.recording.formats import Format, Frame, Tiles
from scenarios.carrying import tagged, webp


class WebP(Film):
    """A WebP file being written, repeating for ever."""

    def __init__(self, path: Path, size: tuple[int, int], fps: int, text: str = "") -> None:
        super().__init__(path, "webp", "libwebp_anim", size, fps, "bgra", {"loop": "0"})
        self.stream.codec_context.options = {"quality": "80", "compression_level": "3"}
        self._path, self._text = path, text

    def fill(self, frame: Frame, changed: Tiles | None = None) -> Any:
        picture = av.VideoFrame(self.width, self.height, "bgra")
        plane = picture.planes[0]
        pixels = np.frombuffer(plane, np.uint32).reshape(-1, plane.line_size // 4)
        pixels[: self.height, : self.width] = frame
        return picture

    def finish(self) -> None:
        if self._text:
            with self._path.open("rb+") as file:
                webp.embed(file, tagged(self._text).encode())


FORMAT = Format(
    suffix=".webp",
    name="WebP",
    size=(960, 540),
    fps=25,
    highest_fps=50,
    open=WebP,
    shrinks=True,
)
