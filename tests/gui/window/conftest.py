"""Windows for these tests, closed after each of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

from .driver import LANDSCAPE, Driver


@pytest.fixture
def make(qtbot) -> Iterator[Callable[..., Driver]]:
    drivers: list[Driver] = []

    def build(source: object = LANDSCAPE, **options: object) -> Driver:
        driver = Driver(qtbot, **options)
        drivers.append(driver)
        if source is not None:
            driver.open(source)
        return driver

    yield build
    for driver in drivers:
        driver.window.close()
        driver.window.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
