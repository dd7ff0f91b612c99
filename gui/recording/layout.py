"""Where the parts of a recording lie, in design pixels on a grid of eight; free of Qt.

A design pixel is larger than a video's, so that type can be read from the back row: 1.5 pixels in a video
of 1080 lines. Small videos keep their type legible and have less room for panels instead; what does not
fit is left out whole.
"""

from __future__ import annotations

from dataclasses import dataclass

DESIGN = (1280, 720)
SMALLEST_SCALE = 0.85

MARGIN = 24
PADDING = 16
CHARTS_WIDTH = 288
CHART_HEIGHT = 104
SIDE_LEAST = 256
SIDE_MOST = 368
FOOT = 24
"""The line at the lower right that counts steps."""

_UPRIGHT_SIDE, _UPRIGHT_CHARTS = 0.42, 0.26
"""Of the height, where panel and charts stand above and below the stage's middle, and not beside it."""

_LEAST_BETWEEN = 200
"""Of the stage, between the charts and the panel."""

_ROOM_FOR_CHARTS = (720, 400)
_ROOM_FOR_SIDE = (560, 240)


@dataclass(frozen=True)
class Box:
    """A rectangle: left, top, width, height."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        return self.x + self.width

    @property
    def bottom(self) -> float:
        return self.y + self.height


@dataclass(frozen=True)
class Canvas:
    """A video's size in pixels, and how many of them make a design pixel.

    type_scale: everything but the stage is so many times as large. times: of so many pixels each was one.
    """

    pixels: tuple[int, int]
    type_scale: float = 1.0
    times: float = 1

    @property
    def scale(self) -> float:
        # the shorter side decides, so that a square or an upright picture can be read as well
        fit = min(self.pixels) / DESIGN[1]
        return max(fit, SMALLEST_SCALE * self.times) * self.type_scale

    @property
    def width(self) -> float:
        return self.pixels[0] / self.scale

    @property
    def height(self) -> float:
        return self.pixels[1] / self.scale

    @property
    def is_upright(self) -> bool:
        return self.pixels[1] >= self.pixels[0]

    @property
    def has_side(self) -> bool:
        return self.width >= _ROOM_FOR_SIDE[0] and self.height >= _ROOM_FOR_SIDE[1]

    @property
    def has_charts(self) -> bool:
        return self.width >= _ROOM_FOR_CHARTS[0] and self.height >= _ROOM_FOR_CHARTS[1]

    def side(self, width: float, height: float) -> Box:
        """The panel at the upper right, of the width and height that its content asks for, cut to fit."""
        width = min(max(width, SIDE_LEAST), self.side_most)
        return Box(self.width - MARGIN - width, MARGIN, width, min(height, self.side_height))

    @property
    def side_most(self) -> float:
        """The width that the panel may have at most."""
        return min(SIDE_MOST, 8 * (0.45 * self.width // 8))

    @property
    def side_height(self) -> float:
        if self.is_upright:
            return 8 * (_UPRIGHT_SIDE * self.height // 8)
        return self.height - 2 * MARGIN - FOOT - 8

    def headline(self, side: Box | None) -> Box:
        """Room for title and caption at the upper left, beside the panel."""
        right = side.x if side is not None else self.width
        height = self.height / (3 if self.has_charts else 2)
        return Box(MARGIN, MARGIN, right - 2 * MARGIN, height)

    def charts(self, count: int, headline_bottom: float, side: Box | None = None) -> Box | None:
        """The panel at the lower left with as many charts as fit under the headline; None for no panel, as
        where it and that at the right would leave too little of what they are about."""
        right = side.x if side is not None else self.width
        if not self.is_upright and right - 3 * MARGIN - CHARTS_WIDTH < _LEAST_BETWEEN:
            return None
        room = self.height - 2 * MARGIN - headline_bottom - 2 * PADDING
        if self.is_upright:
            room = min(room, _UPRIGHT_CHARTS * self.height)
        fitting = min(count, int(room // CHART_HEIGHT))
        if not self.has_charts or fitting < 1:
            return None
        height = fitting * CHART_HEIGHT + 2 * PADDING - 8
        return Box(MARGIN, self.height - MARGIN - height, CHARTS_WIDTH, height)

    def foot(self, charts: Box | None) -> Box:
        """The line at the lower right that counts steps, beside the charts."""
        left = charts.right if charts is not None else 0.0
        width = min(320.0, self.width - left - 2 * MARGIN)
        return Box(self.width - MARGIN - width, self.height - MARGIN - 16, width, 16)

    def lanes(self, headline_bottom: float, side: Box | None) -> Box:
        """Room for the lanes of a signal, under the headline and beside the panel; in an upright picture
        under both, where it has the whole width."""
        right, top = self.width - MARGIN, headline_bottom + MARGIN
        if side is not None and self.is_upright:
            top = max(top, side.bottom + MARGIN)
        elif side is not None:
            right = side.x - MARGIN
        return Box(MARGIN, top, right - MARGIN, self.height - MARGIN - top)
