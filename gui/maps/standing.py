"""How a map stands in its room, in the window and in a film: plot, heading and legend."""

from __future__ import annotations

from PySide6.QtCore import QRectF

from gui.maps import legend
from gui.maps.figure import BELOW, Figure, Places, left_of, places
from gui.maps.heading import HEADER, TALL

_BROAD, _TERSE = 600, 300
"""So wide a plot has a legend of few rows, and a heading of one line."""

_LEGEND, _LEGEND_OF_NARROW, _FULL = (rows * legend.ROW for rows in (3, 5, 9))
_FILMED = 7 * legend.ROW
_MOST_LEGEND = 0.3
"""Of the height."""

_SPARE, _SHARE_ABOVE = 48.0, 0.3


def standing(
    figure: Figure,
    room: QRectF,
    *,
    has_legend: bool = True,
    filmed: bool = False,
    beyond: float = 0.0,
    inset: float = 0.0,
) -> Places:
    """Where the parts of a figure lie; a plot stays as it is while its legend fills, which counts what it has
    no room for. A plot that the width holds small stands a little below the upper edge, a full legend above
    the lower one. filmed: nobody can point at what is left out of the legend, so that a plot higher than wide
    gives way to it. beyond, inset: as in `places`."""
    wide = round(room.width() - left_of(figure))
    header = HEADER if wide >= _TERSE else TALL
    reserved = full = 0.0
    if has_legend:
        reserved = _LEGEND if wide >= _BROAD else _LEGEND_OF_NARROW
        reserved = min(reserved, _MOST_LEGEND * room.height() // legend.ROW * legend.ROW)
        full = reserved if wide >= _TERSE else max(reserved, _FULL)
    at = places(figure, room, reserved, beyond, header, inset)
    if filmed and 0 < reserved < _FILMED and at.plot.height() > at.plot.width():
        reserved += min(_FILMED - reserved, (at.plot.height() - at.plot.width()) // legend.ROW * legend.ROW)
        at = places(figure, room, reserved, beyond, header, inset)
    free = room.bottom() - at.plot.bottom() - BELOW - full
    if free > _SPARE:
        lower = room.adjusted(0, round(free * _SHARE_ABOVE), 0, 0)
        at = places(figure, lower, reserved, beyond, header, inset)
    return Places(at.plot, at.header, legend.within(at.rows, room.bottom()))
