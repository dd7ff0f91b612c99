"""Films in the colours of video: 8-bit 4:2:0, BT.709 in limited range, and tagged so."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import av
import numpy as np

from gui.recording.film import Film
from gui.recording.formats import Frame

_BT709 = 1
_LIMITED = 1
_FULL_HD = 1920 * 1080
_FEW, _MANY = 4, 8
"""Threads for pictures of up to so many pixels, and for larger ones. Fixed: an encoder's decisions depend on
it, and a recording should not depend on the machine's cores. More than need be cost: 8 take a third more
processor time for Full HD than 4."""

_BUFFERS = 3
"""Frames in flight: the encoder copies what it is given, the others are kept for safety."""


class YuvFilm(Film):
    """A film whose frames are converted by our own loop; `settings` are the encoder's."""

    def __init__(
        self,
        path: Path,
        container: str,
        codec: str,
        size: tuple[int, int],
        fps: int,
        settings: dict[str, str],
        options: dict[str, str] | None = None,
        text: str = "",
    ) -> None:
        from gui.recording.yuv import Converter

        super().__init__(path, container, codec, size, fps, "yuv420p", options, text)
        context = self.stream.codec_context
        context.options = settings
        context.gop_size = 2 * fps
        context.thread_count = _FEW if size[0] * size[1] <= _FULL_HD else _MANY
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
