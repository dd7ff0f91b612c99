"""Presentation mode: stage, legend and caption alone, in larger type."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QCursor, QImage

from gui.model import edits
from tests.gui.driving import CTRL, LANDSCAPE, SIGNAL, Hands, Make
from tests.scenarios.texts import SMALL


def presenting(hands: Make, source: str = LANDSCAPE) -> Hands:
    drive = hands()
    drive.open(source)
    drive.window.stage.setFocus()
    # away from the lower edge, where the pointer of an earlier test may be
    QCursor.setPos(drive.window.mapToGlobal(QPoint(5, 5)))
    drive.key(Qt.Key.Key_F11)
    assert drive.window.isFullScreen()
    return drive


@pytest.mark.parametrize("source", [LANDSCAPE, SIGNAL])
def test_only_stage_legend_and_caption_are_left(hands: Make, source: str) -> None:
    drive = presenting(hands, source)
    window = drive.window
    for part in (window.runs, window.charts, window.transport):
        assert not part.isVisible()
    for part in (window.title, window.legend, window.stage):
        assert part.isVisible()
    assert [name for name, _ in window.legend.entries] == [run.label.en for run in drive.session.runs]
    assert not window.title.geometry().intersects(window.legend.geometry())
    assert window.legend.geometry().right() <= window.width()


@pytest.mark.parametrize("key", [Qt.Key.Key_F11, Qt.Key.Key_Escape])
def test_a_key_leaves_it_and_everything_is_as_before(hands: Make, key: Qt.Key) -> None:
    drive = hands()
    drive.open(LANDSCAPE)
    window = drive.window
    size, type_size = window.size(), window.title.button.font().pixelSize()
    inset = window.arrangement._insets()
    window.canvas.setFocus()
    drive.key(Qt.Key.Key_F11)
    assert window.title.button.font().pixelSize() == round(1.5 * type_size)
    assert window.arrangement._insets() != inset
    drive.key(key)
    assert not window.isFullScreen()
    drive.until(lambda: window.size() == size)
    assert window.title.button.font().pixelSize() == type_size
    assert window.runs.isVisible()
    assert window.transport.isVisible()
    assert not window.legend.isVisible()
    assert window.arrangement._insets() == inset


def test_a_maximized_window_is_maximized_again_after_it(hands: Make) -> None:
    drive = hands(size=(700, 500))
    drive.open(LANDSCAPE)
    window = drive.window
    window.showMaximized()
    drive.until(window.isMaximized)
    window.presentation.enter()
    assert window.isFullScreen()
    window.presentation.leave()
    assert not window.isFullScreen()
    assert window.isMaximized()


@pytest.mark.qt_log_ignore("This plugin does not support raise")  # said of the tooltip under the pointer
def test_the_bar_comes_with_the_pointer_at_the_lower_edge_and_goes_again(hands: Make) -> None:
    drive = presenting(hands)
    window = drive.window
    QCursor.setPos(window.mapToGlobal(QPoint(window.width() // 2, window.height() - 4)))
    drive.until(window.transport.isVisible)
    assert window.rect().contains(window.transport.geometry())
    QCursor.setPos(window.mapToGlobal(QPoint(window.width() // 2, 40)))
    drive.until(lambda: not window.transport.isVisible())


def test_the_legend_follows_hidden_runs_and_the_language(hands: Make) -> None:
    drive = presenting(hands)
    legend = drive.window.legend
    count = len(legend.entries)
    drive.session.set_visible(0, False)
    assert len(legend.entries) == count - 1
    drive.key(Qt.Key.Key_L)
    assert legend.entries[0][0] == drive.session.runs[1].label.ru
    drive.until(lambda: legend.size() == legend.sizeHint())


def test_the_legend_names_every_run_however_many(hands: Make, tmp_path: Path) -> None:
    drive = hands(size=(960, 600))
    runs = "".join(f'[[runs]]\noptimizer = "adam"\nlabel = "run {k}"\n' for k in range(32))
    file = tmp_path / "many.toml"
    file.write_text(SMALL.replace('[[runs]]\noptimizer = "adam"\n', runs), encoding="utf-8")
    drive.open(file)
    drive.window.presentation.enter()
    drive.window.showNormal()
    drive.window.resize(960, 600)
    legend = drive.window.legend
    drive.until(lambda: legend.isVisible() and legend.geometry().bottom() <= drive.window.height())
    assert len(legend.entries) == 32
    rows = [legend.row_of(run) for run in range(32)]
    assert all(row is not None and legend.rect().contains(row.adjusted(0, 1, 0, -1)) for row in rows)


def dots(drive: Hands) -> list[QImage]:
    """The dot of each run in the legend."""
    legend = drive.window.legend
    picture = legend.grab().toImage()
    rows = [legend.row_of(run) for run in range(len(legend.entries))]
    return [picture.copy(row.left(), row.top(), 30, row.height()) for row in rows if row is not None]


def test_a_ghost_in_the_legend_is_told_from_the_run_that_it_was(hands: Make) -> None:
    drive = presenting(hands)
    session = drive.session
    session.set_colour(1, 0)
    first, second, *_ = dots(drive)
    assert first == second
    assert session.scenario is not None
    session.edit(edits.with_run(session.scenario, 1, ghost=True))
    first, second, *_ = dots(drive)
    assert first != second


def test_the_palette_works_and_escape_closes_it_first(hands: Make) -> None:
    drive = presenting(hands)
    drive.key(Qt.Key.Key_K, CTRL)
    assert drive.window.palette_panel.isVisible()
    drive.key(Qt.Key.Key_Escape)
    assert not drive.window.palette_panel.isVisible()
    assert drive.window.presentation.is_on


def test_the_picture_grows_with_the_type(hands: Make) -> None:
    drive = hands()
    drive.open(LANDSCAPE)
    sent: list[tuple] = []
    drive.session.set_size = lambda *values: sent.append(values)
    drive.window.presentation.enter()
    assert sent[-1][3] == pytest.approx(1.5)
    drive.window.presentation.leave()
    assert sent[-1][3] == pytest.approx(1.0)


def test_the_sentence_under_gain_and_phase_grows_with_the_rest(hands: Make) -> None:
    drive = hands()
    drive.open("gain_and_phase")
    laboratory, presentation = drive.window.laboratory, drive.window.presentation
    drive.until(lambda: laboratory.is_ready)
    remark = laboratory.frequencies.remark
    drive.until(lambda: remark.label.isVisible() and bool(remark.label.text()))
    high = remark.label.sizeHint().height()
    presentation.enter()
    drive.until(lambda: remark.label.sizeHint().height() > 1.3 * high)
    drive.until(lambda: remark.height() == remark.sizeHint().height())
    presentation.leave()
    drive.until(lambda: remark.label.sizeHint().height() == high)


@pytest.mark.parametrize("source", [LANDSCAPE, SIGNAL])
def test_numbers_and_lanes_begin_under_the_last_line_of_the_caption(hands: Make, source: str) -> None:
    drive = presenting(hands, source)
    drive.session.set_texts(caption="Very many words. " * 20)
    title, window = drive.window.title, drive.window
    drive.until(lambda: title.height() > 200)
    last = title.geometry().bottom()
    assert window.canvas.area().top() > last
    assert window.laboratory._margins[1] > last
