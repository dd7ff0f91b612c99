"""A film's pictures: the stage under what stands still, made again only in tiles in which something moves."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from PySide6.QtGui import QImage, QPainter

from gui.recording.formats import Frame, Tiles
from gui.recording.layout import Box
from gui.stage import raster
from gui.stage.buffers import allocate
from gui.stage.picture import StagePicture
from gui.stage.plain import TILE

RING = 2
"""A picture stays as it is until the next one but one."""


class Sheet:
    """Pictures of one size. `lay_still` says what stands still; then each `compose` is the next picture."""

    def __init__(self, pixels: tuple[int, int]) -> None:
        width, height = pixels
        self._shape = (height, width)
        self._grid = (-(-height // TILE[0]), -(-width // TILE[1]))
        self._frames = [allocate(self._shape, np.uint32, slot=k + 1) for k in range(RING)]
        self._over = np.zeros((0, 0), np.uint32)
        self._covered = self.no_tiles()
        self._ground: Frame | None = None
        self._still: Frame | None = None
        self._stale = [self.all_tiles() for _ in range(RING)]
        self._turn = 0
        self._moved: Tiles | None = None
        self.changed: Tiles | None = None
        """Where the last picture differs from the one before; None: perhaps anywhere."""

    def no_tiles(self) -> Tiles:
        return np.zeros(self._grid, np.uint8)

    def all_tiles(self) -> Tiles:
        return np.ones(self._grid, np.uint8)

    def tiles_of(self, boxes: list[Box], scale: float) -> Tiles:
        """The tiles that boxes of design pixels touch."""
        found = self.no_tiles()
        for box in boxes:
            top, bottom = int(box.y * scale - 1) // TILE[0], int(box.bottom * scale + 1) // TILE[0]
            left, right = int(box.x * scale - 1) // TILE[1], int(box.right * scale + 1) // TILE[1]
            found[max(top, 0) : bottom + 1, max(left, 0) : right + 1] = 1
        return found

    def lay_still(self, paint: Callable[[QPainter], None]) -> None:
        """What lies over everything that moves, from now on; `paint` counts pixels."""
        height, width = self._shape
        self._over = np.zeros(self._shape, np.uint32)
        kind = QImage.Format.Format_ARGB32_Premultiplied
        image = QImage(self._over.data, width, height, 4 * width, kind)
        with QPainter(image) as painter:
            paint(painter)
        rows = np.bitwise_or.reduceat(self._over, np.arange(0, height, TILE[0]), axis=0)
        whole = np.bitwise_or.reduceat(rows, np.arange(0, width, TILE[1]), axis=1)
        self._covered = (whole != 0).astype(np.uint8)
        self._still = None

    def compose(self, picture: StagePicture, above: Tiles) -> Frame:
        """The next picture. above: tiles that the caller is going to paint upon."""
        if self._still is None or picture.ground is not self._ground:
            self._ground = picture.ground
            self._still = self._ground.copy()
            self.cover(self._still)
            self._stale = [self.all_tiles() for _ in range(RING)]
            self._moved = None
        k, self._turn = self._turn, (self._turn + 1) % RING
        frame = self._frames[k]
        moving = picture.compose_again(frame)
        self.cover(frame, moving)
        raster.functions().restore(self._still, frame, (self._stale[k] | above) & ~moving & 1)
        now = self._stale[k] = moving | above
        self.changed = None if self._moved is None else self._moved | now
        self._moved = now
        return frame

    def cover(self, frame: Frame, tiles: Tiles | None = None) -> None:
        """Lays what stands still over a picture."""
        raster.functions().cover(
            self._over, self._covered, frame, self.all_tiles() if tiles is None else tiles
        )


def image_of(frame: Frame) -> QImage:
    """A picture to paint upon; it lives as long as the frame."""
    height, width = frame.shape
    return QImage(frame.data, width, height, 4 * width, QImage.Format.Format_RGB32)
