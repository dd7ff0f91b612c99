"""What the window looks like: theme and language change everything, and nothing is cut off."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from .driver import LANDSCAPE, SIGNAL, Make


@pytest.mark.parametrize("source", [LANDSCAPE, SIGNAL])
def test_language_and_theme_change_everything_while_it_runs(make: Make, source: str) -> None:
    driver = make(source)
    window, session = driver.window, driver.session
    dark = window.grab().toImage()
    driver.key(Qt.Key.Key_L)
    assert session.language == "ru"
    assert window.title.button.text() == session.scenario.title.ru
    assert window.runs.runs_heading.left.text() == "ЗАПУСКИ"
    assert {LANDSCAPE: "шагов/с", SIGNAL: "эпох/с"}[source] in window.transport.speed_button.text()
    driver.key(Qt.Key.Key_T)
    assert session.theme == "light"
    driver.settle()
    light = window.grab().toImage()
    assert light.pixelColor(20, 710).lightness() > dark.pixelColor(20, 710).lightness() + 60
    driver.click(window.transport.language_button)
    driver.click(window.transport.theme_button)
    assert (session.language, session.theme) == ("en", "dark")
    assert window.title.button.text() == session.scenario.title.en


@pytest.mark.parametrize("size", [(1280, 720), (960, 600), (1600, 900)])
@pytest.mark.parametrize("language", ["en", "ru"])
def test_nothing_overlaps_and_no_word_is_cut(make: Make, size: tuple[int, int], language: str) -> None:
    for source in (LANDSCAPE, SIGNAL):
        driver = make(source, language=language, size=size)
        window = driver.window
        driver.bot.waitUntil(lambda panel=window.runs: panel._renewing.is_done)
        driver.bot.wait(50)
        bar = window.transport
        for label in (bar.step_label, window.runs.runs_heading.left):
            assert label.fontMetrics().horizontalAdvance(label.text()) <= label.width()
        for section in window.runs.sections:
            assert section.heading.sizeHint().width() <= section.heading.width()
        assert bar.speed_button.width() >= bar.speed_button.sizeHint().width()
        assert not window.runs.geometry().intersects(bar.geometry())
        assert not window.charts.isVisible() or not window.charts.geometry().intersects(bar.geometry())
        assert not window.title.geometry().intersects(window.runs.geometry())
        scrolls = window.runs.area.verticalScrollBar().isVisible()
        assert scrolls == (window.runs.geometry().bottom() >= bar.geometry().top() - 17)
        button = window.title.button
        assert button.sizeHint().width() <= window.title.width()
        assert window.rect().contains(window.runs.geometry())
        for row in window.runs.list.rows:
            assert row.fontMetrics().horizontalAdvance(row.text()) < row.width() - 90
        window.close()
