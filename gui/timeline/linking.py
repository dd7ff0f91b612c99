"""Lets charts and timeline show the same step, wherever the pointer is, and arrow keys go through time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gui.timeline.actions import ArrowKeys

if TYPE_CHECKING:
    from gui.window import Window


def link(window: Window) -> None:
    """Connects charts, timeline and layout."""
    charts, transport, arrangement = window.charts, window.transport, window.arrangement
    charts.pointed.connect(transport.show_pointed)
    transport.pointed.connect(charts.show_pointed)
    window.training.pointed.connect(transport.show_pointed)
    transport.pointed.connect(window.training.show_pointed)
    charts.resized.connect(arrangement.later)
    charts.settled.connect(arrangement.lay_out)
    charts.settled.connect(arrangement.size_picture)
    ArrowKeys(window, window.canvas, window.laboratory, window.training, transport, charts)
