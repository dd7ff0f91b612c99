"""Scenarios opened, listed, dropped and chosen, and a window closed amid one."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QFileDialog

import scenarios
from gui.window import Window
from tests.gui.driving import offscreen_says

from .driver import LANDSCAPE, SIGNAL, Make


def test_a_scenario_opens_and_moves(make: Make) -> None:
    driver = make()
    window = driver.window
    assert driver.session.playing
    assert window.canvas.has_picture
    assert window.runs.isVisible()
    assert window.charts.isVisible()
    assert window.title.button.text() == driver.session.scenario.title.en
    assert len(window.runs.list.rows) == len(driver.session.runs)
    driver.until(lambda: bool(window.runs.list.rows[0]._remark))


@offscreen_says
def test_the_title_lists_every_scenario(make: Make) -> None:
    driver = make()
    title = driver.window.title
    driver.until(lambda: bool(driver.session.listed))
    driver.click(title.button)
    assert title.menu.isVisible()
    known = {action.data() for action in title.menu.actions() if action.data()}
    assert known == {entry.id for entry in scenarios.list_scenarios()}
    next(a for a in title.menu.actions() if a.data() == SIGNAL).trigger()
    title.menu.close()
    driver.until(lambda: driver.session.loaded.id == SIGNAL)


def test_leafing_through_every_scenario(make: Make) -> None:
    driver = make()
    driver.until(lambda: bool(driver.session.listed))
    seen = set()
    for _ in driver.session.listed:
        version = driver.session.loaded.version
        driver.key(Qt.Key.Key_PageDown)
        driver.until(lambda v=version: driver.session.loaded.version > v)
        # a lesson may ask before anything has happened
        driver.until(lambda: driver.session.step > 0 or driver.window.teacher.is_asking)
        seen.add(driver.session.loaded.id)
    assert seen == {entry.id for entry in driver.session.listed}


def test_a_file_is_opened_by_dropping_it_and_a_broken_one_is_said(make: Make, tmp_path: Path) -> None:
    driver = make()
    broken = tmp_path / "broken.toml"
    broken.write_text('format = 1\ntitle = { en = "a", ru = "a" }\nwhat = 3\n')
    drop(driver.window, broken)
    driver.until(driver.window.notice.isVisible)
    assert "broken.toml" in driver.window.notice.text.text()
    assert driver.session.loaded.id == LANDSCAPE
    step = driver.session.step
    driver.until(lambda: driver.session.step > step)
    good = tmp_path / "good.toml"
    scenarios.save(scenarios.load(SIGNAL), good)
    drop(driver.window, good)
    driver.until(lambda: driver.session.loaded.id == "good")
    assert not driver.window.notice.isVisible()


def drop(window: Window, path: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    event = QDropEvent(
        QPointF(100, 100),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    window.dropEvent(event)


@offscreen_says
def test_a_file_is_chosen_in_a_dialog_that_blocks_nothing(make: Make, tmp_path: Path) -> None:
    driver = make()
    good = tmp_path / "chosen.toml"
    scenarios.save(scenarios.load(SIGNAL), good)
    driver.key(Qt.Key.Key_O, Qt.KeyboardModifier.ControlModifier)
    dialog = driver.window.findChild(QFileDialog)
    assert dialog.isVisible()
    step = driver.session.step
    driver.until(lambda: driver.session.step > step)
    dialog.fileSelected.emit(str(good))
    dialog.close()
    driver.until(lambda: driver.session.loaded.id == "chosen")


def test_closing_in_the_middle_leaves_nothing_behind(make: Make) -> None:
    driver = make("rain_on_himmelblau")
    driver.window.close()
    assert not driver.window.worker._thread.is_alive()  # type: ignore[attr-defined]
