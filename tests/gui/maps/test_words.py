"""No word is cut beside and below a map."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QFont, QFontMetricsF
from PySide6.QtWidgets import QApplication

from gui.maps import figure as drawing
from gui.maps.heading import HEADER
from gui.maps.pane import Pane
from gui.theme.metrics import BODY, GRID, SMALL
from gui.theme.typeface import font
from tests.gui import pages
from tests.gui.photographer import Photographer
from tests.gui.words import cut


def shortened(panes: list[Pane]) -> Iterator[str]:
    """Headings and lines of legends that end in an ellipsis."""
    bold, small = QFontMetricsF(font(BODY, QFont.Weight.DemiBold)), QFontMetricsF(font(SMALL))
    for pane in panes:
        if not pane.isVisible() or pane.at is None or pane.figure is None:
            continue
        top, heading = pane.at.header, drawing.heading_of(pane.figure)
        if top.height() > HEADER:
            names, _ = heading.lines(top.width())
            if len(names) > 2 or max(map(bold.horizontalAdvance, names)) > top.width():
                yield heading.heading
        elif bold.horizontalAdvance(heading.heading + heading.about) > top.width() - GRID - 18:
            yield f"{heading.heading} {heading.about}"
        for room, item in pane.at.rows:
            lines = item.below(room.width()) if item.width() > room.width() else []
            if any(small.horizontalAdvance(line) > room.width() for line in lines):
                yield item.text


@pytest.mark.parametrize("page", pages.MAPS, ids=lambda page: page.__name__)
def test_no_word_is_cut(qapp: QApplication, uncompiled: None, tmp_path: Path, page: pages.Page) -> None:
    shown = Photographer("dark", "ru", (960, 600), tmp_path)
    try:
        page(shown)
        assert cut(shown.window) == []
        assert list(shortened(shown.window.maps.panes)) == []
    finally:
        shown.close()
