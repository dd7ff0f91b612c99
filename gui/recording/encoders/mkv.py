"""FFV1 in Matroska: the lossless master. Every pixel is the one painted; for cutting, not for showing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import av
import numpy as np

from gui.recording.film import Film
from gui.recording.formats import Format, Frame, Tiles

_THREADS = 8


class Master(Film):
    """A Matroska file being written, in RGB."""

    def __init__(self, path: Path, size: tuple[int, int], fps: int, text: str = "") -> None:
        super().__init__(path, "matroska", "ffv1", size, fps, "bgr0", {"flush_packets": "1"}, text)
        context = self.stream.codec_context
        context.options = {"level": "3", "slices": "12", "slicecrc": "1"}
        context.thread_count = _THREADS

    def fill(self, frame: Frame, changed: Tiles | None = None) -> Any:
        picture = av.VideoFrame(self.width, self.height, "bgr0")
        plane = picture.planes[0]
        pixels = np.frombuffer(plane, np.uint32).reshape(-1, plane.line_size // 4)
        pixels[: self.height, : self.width] = frame
        return picture


FORMAT = Format(
    suffix=".mkv",
    name="lossless MKV",
    size=(1920, 1080),
    fps=60,
    highest_fps=240,
    open=Master,
    plays_cut=True,
)
