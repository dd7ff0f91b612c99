"""A page over the whole window: what it covers is not painted."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget

from tests.gui.driving import LANDSCAPE, Make


class Painted(QObject):
    """Every widget that has been painted."""

    def __init__(self) -> None:
        super().__init__()
        self.those: list[QWidget] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint and isinstance(watched, QWidget):
            self.those.append(watched)
        return False


@pytest.mark.parametrize("name", ["gallery", "comparison"])
def test_what_a_page_covers_is_not_painted(hands: Make, name: str) -> None:
    drive = hands()
    drive.open(LANDSCAPE)
    drive.session.pause()
    drive.bot.wait(500)
    window, painted = drive.window, Painted()
    QApplication.instance().installEventFilter(painted)
    try:
        {"gallery": window.pages.open_gallery, "comparison": window.pages.open_comparison}[name]()
        page = getattr(window.pages, name)
        drive.until(lambda: page in painted.those)
        drive.bot.wait(300)
    finally:
        QApplication.instance().removeEventFilter(painted)
    beneath = [
        one for one in painted.those if one is not page and one is not window and not page.isAncestorOf(one)
    ]
    assert [type(one).__name__ for one in beneath if one.window() is window] == []
