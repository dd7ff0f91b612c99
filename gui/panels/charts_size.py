"""How large the charts panel is: what the person chose, and what fits into the window."""

from __future__ import annotations

from dataclasses import dataclass, replace

LEAST_WIDTH, WIDTH, MOST_WIDTH = 272, 320, 640
LEAST_HEIGHT, MOST_HEIGHT = 64, 240
HEIGHTS = (104, 84)
"""Of one chart, in a high window and in a low one, where nobody chose another."""

LOW = 840


@dataclass(frozen=True)
class ChartsSize:
    """width: of the panel; height: of one chart, None for what the window suggests."""

    width: int = WIDTH
    height: int | None = None
    folded: bool = False

    def pulled(self, right: int, up: int, shown: int, charts: int) -> ChartsSize:
        """Pulled by its edges; `shown` is the present height of each of so many charts."""
        width = min(max(self.width + right, LEAST_WIDTH), MOST_WIDTH)
        if not up:
            return replace(self, width=width)
        height = min(max(shown + round(up / max(charts, 1)), LEAST_HEIGHT), MOST_HEIGHT)
        return replace(self, width=width, height=height)

    def chart_height(self, window: int, room: int, charts: int) -> int:
        """Of one chart, in a window of that height with so much room for all."""
        wanted = self.height or (HEIGHTS[0] if window >= LOW else HEIGHTS[1])
        return min(wanted, max(room // max(charts, 1), LEAST_HEIGHT))


def read_size(kept: object) -> ChartsSize:
    """From what the settings kept; what is damaged there is as it was at first."""
    if not isinstance(kept, dict):
        return ChartsSize()
    width, height, folded = kept.get("width"), kept.get("height"), kept.get("folded")
    good = isinstance(height, int) and LEAST_HEIGHT <= height <= MOST_HEIGHT
    return ChartsSize(
        width if isinstance(width, int) and LEAST_WIDTH <= width <= MOST_WIDTH else WIDTH,
        height if good else None,
        folded is True,
    )
