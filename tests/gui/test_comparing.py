"""The page that compares: begun, cancelled, shown, left, in both languages."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

import scenarios
from engine.comparing.verdict import Comparison, compare
from gui.comparing.page import ComparePage
from gui.comparing.sheet import height, render
from gui.theme.colours import THEMES
from scenarios.comparing import Asked, contest_of
from scenarios.resolving import resolve
from tests.gui.driving import CTRL, LANDSCAPE, SHIFT, SIGNAL, Hands

Make = Callable[..., Hands]


def opened(hands: Make, **options: object) -> tuple[Hands, ComparePage]:
    drive = hands(**options)
    drive.open(LANDSCAPE)
    drive.key(Qt.Key.Key_B, CTRL | SHIFT)
    page = drive.window.pages.comparison
    drive.until(page.isVisible)
    return drive, page


def colours_of(image: QImage) -> int:
    pixels = image.convertToFormat(QImage.Format.Format_RGB32)
    return len(np.unique(np.array(pixels.constBits()).reshape(-1, 4), axis=0))


def test_it_compares_and_shows_table_and_charts(hands: Make) -> None:
    drive, page = opened(hands)
    assert not drive.session.playing
    page.budget.set_value(4)
    drive.click(page.button)
    assert page.is_busy
    assert page.button.text() == "Cancel"
    drive.until(lambda: page.sheet.image is not None)
    assert not page.is_busy
    assert page.button.text() == "Compare"
    comparison, resolved = page.comparison, drive.session.resolved
    assert comparison is not None
    assert resolved is not None
    assert comparison.contest.budget == 4
    assert len(comparison.standings) == len({run.optimizer.id for run in resolved.runs})
    image = page.sheet.image
    assert image is not None
    assert 0.9 * page.area.width() < image.deviceIndependentSize().width() <= page.area.viewport().width()
    assert colours_of(image) > 100
    drive.key(Qt.Key.Key_Escape, at=page)
    assert not page.isVisible()
    drive.key(Qt.Key.Key_B, CTRL | SHIFT)
    assert page.comparison is comparison


def test_it_can_be_cancelled_and_another_scenario_begins_anew(hands: Make) -> None:
    drive, page = opened(hands, language="ru")
    assert page.heading.text() == "Честное сравнение"
    page.budget.set_value(100)
    page.who.set_current("all")
    drive.click(page.button)
    drive.until(lambda: page.bar.share > 0)
    drive.click(page.button)
    drive.until(lambda: not page.is_busy)
    assert page.comparison is None
    drive.key(Qt.Key.Key_Escape, at=page)
    drive.open(SIGNAL)
    assert not drive.window.registry.is_enabled("compare")


@pytest.fixture(scope="module")
def comparison() -> Comparison:
    resolved = resolve(scenarios.load(LANDSCAPE))
    return compare(contest_of(resolved, Asked(budget=2, starts=3, steps=5)))


@pytest.mark.parametrize("language", ["en", "ru"])
@pytest.mark.parametrize("theme", ["dark", "light"])
def test_the_sheet_in_every_theme_and_language(
    qapp: QApplication, comparison: Comparison, theme: str, language: str
) -> None:
    image = render(comparison, 640, 1.0, THEMES[theme], language)
    assert image.width() == 640
    assert image.height() == round(height(comparison, language) / 2)
    assert image.pixelColor(0, 0).name().upper() == THEMES[theme].window
    assert colours_of(image) > 50
