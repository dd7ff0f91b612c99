"""Films in the colours of video: 8-bit 4:2:0, BT.709 in limited range, and tagged so."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import av
import numpy as np

from gui.recording.film import Film
from gui.recording.formats import Frame, Tiles
from gui.stage.plain import TILE

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
        self._buffers = [np.zeros((self.height * 3 // 2, self.width), np.uint8) for _ in range(_BUFFERS)]
        self._stale: list[Tiles | None] = [None] * _BUFFERS

    def fill(self, frame: Frame, changed: Tiles | None = None) -> Any:
        # of each buffer: where it is not what the frame before was; None: perhaps anywhere
        self._stale = [None if changed is None or s is None else s | changed for s in self._stale]
        k = self.count % _BUFFERS
        buffer = self._buffers[k]
        self._convert(frame, buffer, self._stale[k])
        self._stale[k] = np.zeros((-(-self.height // TILE[0]), -(-self.width // TILE[1])), np.uint8)
        picture = av.VideoFrame.from_numpy_buffer(buffer, "yuv420p")
        picture.color_range, picture.colorspace = _LIMITED, _BT709
        return picture
