"""GIF: for pages and chats that show nothing else.

One palette for the whole recording, made from frames seen ahead, so that colours do not flicker; ordered
dither, so that what stands still costs no bytes; one colour is kept transparent, which lets the encoder
leave out whatever did not change.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import av
import numpy as np

from gui.recording.film import Film
from gui.recording.formats import Format, Frame, Tiles
from scenarios.carrying import gif, tagged


class Gif(Film):
    """A GIF file being written, repeating for ever; `prepare` must be called first."""

    def __init__(self, path: Path, size: tuple[int, int], fps: int, text: str = "") -> None:
        super().__init__(path, "gif", "gif", size, fps, "pal8", {"flush_packets": "1"})
        self._path, self._text = path, text
        self._indices = np.empty((self.height, self.width), np.uint8)

    def prepare(self, samples: Sequence[Frame]) -> None:
        from gui.recording.palette import lookup, palette_of

        self._palette = palette_of(samples)
        self._lookup = lookup(self._palette)

    def fill(self, frame: Frame, changed: Tiles | None = None) -> Any:
        from gui.recording.palette import index

        index(frame, self._lookup, self._indices)
        picture = av.VideoFrame(self.width, self.height, "pal8")
        pixels = np.frombuffer(picture.planes[0], np.uint8).reshape(-1, picture.planes[0].line_size)
        pixels[: self.height, : self.width] = self._indices
        np.frombuffer(picture.planes[1], np.uint32)[: len(self._palette)] = self._palette
        return picture

    def finish(self) -> None:
        if self._text:
            content = self._path.read_bytes()
            self._path.write_bytes(gif.embed(content, tagged(self._text).encode()))


FORMAT = Format(
    suffix=".gif",
    name="GIF",
    size=(960, 540),
    fps=25,
    # Browsers slow down whatever is faster than 50 frames a second.
    highest_fps=50,
    open=Gif,
    samples=8,
    shrinks=True,
    plays_cut=True,
)
