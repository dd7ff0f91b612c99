"""Where a map, the stage and what stands around them lie: side by side, or the map above the stage."""

from __future__ import annotations

from dataclasses import dataclass

from gui.recording.layout import DESIGN, FOOT, MARGIN, PADDING, SIDE_LEAST, SIDE_MOST, Box, Canvas

SHARES = {1: 0.51, 2: 0.62, 3: 0.66}
"""By the number of maps, how much of the width they take; the stage has the rest."""

_SHARE_OF_SQUARE = 0.58
"""At the least, where there is more height than a map of half the width can use."""

_ABOVE = 0.56
"""Of the height below headline and panel, for a map that lies above the stage."""

_UPRIGHT = 1.4
_LEAST_STAGE = 0.26
"""Of the height, that is left to the stage: a view of less would not keep to its place."""

_FEET = MARGIN + FOOT
_SIDE = 0.42
_HEADLINE = 0.4
_LEAST_COLUMN = SIDE_LEAST + 2 * MARGIN


@dataclass(frozen=True)
class MapCanvas(Canvas):
    """A canvas with so many maps. wide: they have the stage's place as well."""

    maps: int = 1
    wide: bool = False

    @classmethod
    def of(cls, canvas: Canvas, maps: int, wide: bool) -> MapCanvas:
        return cls(canvas.pixels, canvas.type_scale, canvas.times, maps, wide)

    @property
    def is_upright(self) -> bool:
        """Whether the map is above the stage; a square has room for both beside each other."""
        return self.pixels[1] >= _UPRIGHT * self.pixels[0]

    @property
    def column(self) -> float:
        """Where the maps' column ends and the stage, or the panel of wide maps, begins."""
        if self.is_upright:
            return self.width
        share = SHARES[self.maps]
        if self.pixels[0] < _UPRIGHT * self.pixels[1]:
            share = max(share, _SHARE_OF_SQUARE)
        edge = share * self.width
        if self.has_side:
            edge = min(edge, self.width - _LEAST_COLUMN) if not self.wide else self.width - _LEAST_COLUMN
        elif self.wide:
            edge = self.width
        return round(edge * self.scale) / self.scale

    @property
    def side_most(self) -> float:
        if self.is_upright:
            return super().side_most
        return min(SIDE_MOST, 8 * ((self.width - self.column - 2 * MARGIN) // 8))

    @property
    def side_height(self) -> float:
        if self.wide and not self.is_upright:
            return super().side_height
        return 8 * (_SIDE * self.height // 8)

    def headline(self, side: Box | None) -> Box:
        if self.is_upright:
            return super().headline(side)
        room = Box(MARGIN, MARGIN, self.column - 2 * MARGIN, _HEADLINE * self.height)
        # of a small picture the map has more than the words
        return room if self.height >= DESIGN[1] / 2 else Box(room.x, room.y, room.width, self.height / 5)

    def charts(self, count: int, headline_bottom: float, side: Box | None = None) -> Box | None:
        """Maps have their place."""
        return None

    def foot(self, charts: Box | None) -> Box:
        box = super().foot(charts)
        free = self.width - 2 * MARGIN - (0 if self.is_upright else self.column)
        width = min(box.width, max(free, 120.0))
        return Box(self.width - MARGIN - width, box.y, width, box.height)

    def ground(self, headline: Box, side: Box | None) -> Box:
        """What headline and maps lie upon."""
        if self.wide:
            return Box(0, 0, self.width, self.height)
        if not self.is_upright:
            return Box(0, 0, self.column, self.height)
        top = self._top(headline, side)
        bottom = min(top + _ABOVE * (self.height - top), (1 - _LEAST_STAGE) * self.height - PADDING - _FEET)
        return Box(0, 0, self.width, round(bottom * self.scale) / self.scale)

    def room(self, headline: Box, side: Box | None) -> Box:
        """What the maps may have, headings and legends included."""
        ground, top = self.ground(headline, side), self._top(headline, side)
        foot = FOOT if self.wide and self.is_upright else 0
        width = self.column if self.wide else ground.width
        return Box(MARGIN, top, width - 2 * MARGIN, ground.bottom - MARGIN / 2 - foot - top)

    def _top(self, headline: Box, side: Box | None) -> float:
        bottom = headline.bottom
        if self.is_upright and side is not None:
            bottom = max(bottom, side.bottom)
        return bottom + PADDING

    def insets(self, ground: Box, side: Box | None) -> tuple[float, float, float, float]:
        """Left, top, right and bottom of the picture where no stage is seen, in design pixels."""
        if self.wide:
            return (0.0, 0.0, 0.0, 0.0)
        if self.is_upright:
            return (MARGIN, ground.bottom + PADDING, MARGIN, _FEET)
        top = side.bottom + PADDING if side is not None else MARGIN
        top = min(top, (1 - _LEAST_STAGE) * self.height - _FEET)
        return (ground.right + MARGIN, top, MARGIN, _FEET)
