"""H.264 in MP4: plays in every slide program and browser.

8-bit 4:2:0, BT.709 in limited range and tagged so, the index in front so that it plays while it loads. The
number of encoder threads is fixed, since the encoder's decisions depend on it and a recording should not
depend on the machine's number of cores.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import av
import numpy as np

from gui.recording.film import Film
from gui.recording.formats import Format, Frame

_BT709 = 1
_LIMITED = 1
_THREADS = 8
_BUFFERS = 3
"""Frames in flight: the encoder copies what it is given, the others are kept for safety."""


class Mp4(Film):
    """An MP4 file being written."""

    def __init__(self, path: Path, size: tuple[int, int], fps: int) -> None:
        from gui.recording.yuv import Converter

        super().__init__(path, "mp4", "libx264", size, fps, "yuv420p", {"movflags": "+faststart"})
        context = self.stream.codec_context
        context.options = {"preset": "veryfast", "crf": "17", "profile": "high"}
        context.gop_size = 2 * fps
        context.thread_count = _THREADS
        context.color_range = _LIMITED
        context.color_primaries = context.color_trc = context.colorspace = _BT709
        self._convert = Converter(*size)
        self._buffers = [np.empty((self.height * 3 // 2, self.width), np.uint8) for _ in range(_BUFFERS)]

    def fill(self, frame: Frame) -> Any:
        buffer = self._buffers[self.count % _BUFFERS]
        self._convert(frame, buffer)
        picture = av.VideoFrame.from_numpy_buffer(buffer, "yuv420p")
        picture.color_range, picture.colorspace = _LIMITED, _BT709
        return picture


FORMAT = Format(suffix=".mp4", name="MP4", size=(1920, 1080), fps=60, highest_fps=240, open=Mp4, multiple=2)
