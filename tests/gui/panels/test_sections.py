"""The sections of the panel: start, noise, clipping, playback, words, and their folding."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QMenu

from gui.panels.buttons import IconButton
from gui.panels.sections.words import MOST
from gui.settings import Folds, Settings
from tests.gui.driving import offscreen_says
from tests.gui.panels.conftest import LANDSCAPE, SIGNAL, Desk, Make


def test_a_section_is_made_when_it_is_unfolded_and_stays_as_it_was_left(desk: Desk) -> None:
    section = desk.panel.playback
    assert section.is_folded
    assert not section._built
    desk.click(section.heading)
    assert section._built
    desk.lay_out()
    assert section.steps.isVisible()
    assert desk.folds["playback"] is False
    section.heading.setFocus()
    desk.press(Qt.Key.Key_Space)
    assert desk.folds["playback"] is True
    assert not section.steps.isVisible()
    desk.open(SIGNAL)
    assert section.is_folded


@offscreen_says
def test_the_kind_of_start_is_chosen_from_a_menu(desk: Desk) -> None:
    section = desk.unfold("start")
    desk.click(section.pick)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    desk.choose(menu, "Cloud")
    menu.close()
    cloud = desk.session.scenario.start.cloud
    assert cloud is not None
    assert section.pick.text() == "Cloud"
    desk.type(section.pairs["centre"].fields[0], "1.5")
    desk.type(section.sizes.rows["count"].field, "20000")
    assert desk.session.scenario.start.cloud.center[0] == 1.5
    assert desk.session.scenario.start.cloud.count == 20_000
    desk.type(section.sizes.rows["count"].field, "2000000")
    assert desk.session.scenario.start.cloud.count == 20_000
    assert section.sizes.rows["count"].error.isVisible()


def test_a_grid_is_typed_and_a_reversed_one_is_refused_in_place(desk: Desk) -> None:
    section = desk.unfold("start")
    section.set_kind("grid")
    desk.type(section.pairs["cells"].fields[0], "12")
    assert desk.session.scenario.start.grid.columns == 12
    x0, x1, *_ = desk.session.scenario.start.grid.rectangle
    row = section.pairs["x"]
    desk.type(row.fields[0], f"{x1 + 1:g}")
    assert "x0 < x1" in row.complaint.text()
    assert desk.session.scenario.start.grid.rectangle[0] == x0
    desk.type(row.fields[0], f"{x0 - 1:g}")
    assert row.complaint.text() == ""
    assert desk.session.scenario.start.grid.rectangle[0] == pytest.approx(x0 - 1)


def test_points_are_added_moved_and_removed(desk: Desk) -> None:
    section = desk.unfold("start")
    desk.click(section.points.add_button)
    assert len(desk.session.scenario.start.points) == 2
    desk.lay_out()
    desk.type(section.points.rows[1].fields[1], "0,75")
    assert desk.session.scenario.start.points[1][1] == 0.75
    first = desk.session.scenario.start.points[0]
    desk.click(section.points.rows[1].findChild(IconButton))
    assert desk.session.scenario.start.points == (first,)


def test_one_run_may_start_alone(desk: Desk) -> None:
    section = desk.unfold("start")
    shared = desk.session.scenario.start
    desk.click(desk.panel.list.rows[1], QPoint(80, 14))
    desk.click(section.own)
    desk.type(section.points.rows[0].fields[0], "1.25")
    assert desk.session.scenario.runs[1].start.points[0][0] == 1.25
    assert desk.session.scenario.start == shared
    desk.click(desk.panel.list.rows[0], QPoint(80, 14))
    assert not section.own.isChecked()
    desk.click(desk.panel.list.rows[1], QPoint(80, 14))
    desk.click(section.own)
    assert all(run.start is None for run in desk.session.scenario.runs)
    assert desk.session.scenario.start == shared


def test_on_a_signal_there_is_only_a_count(make: Make) -> None:
    desk = make(SIGNAL)
    section = desk.unfold("start")
    assert not section.kind_row.isVisible()
    assert set(section.sizes.rows) == {"count"}


def test_one_coordinate_may_be_the_rare_one(desk: Desk) -> None:
    section = desk.panel.noise
    assert not section.rare_row.isVisible(), "nothing is missing yet"
    desk.type(desk.panel.noise_rows.rows["keep"].field, "0.25")
    assert section.rare_row.isVisible()
    desk.click(section.rare, section.rare.place("y").center().toPoint())
    assert desk.session.scenario.noise.rare == "y"
    assert "p(y) = 0.25" in section.heading.remark
    desk.session.undo()
    assert desk.session.scenario.noise.rare is None
    assert section.rare.current == "either"
    desk.open(SIGNAL)
    assert not section.rare_row.isVisible()


def test_noise_is_told_in_the_heading(desk: Desk) -> None:
    desk.type(desk.panel.noise_rows.rows["keep"].field, "0.25")
    assert desk.session.scenario.noise.keep == 0.25
    assert "p = 0.25" in desk.panel.noise.heading.remark


def test_clipping_goes_on_and_off(desk: Desk) -> None:
    section = desk.unfold("clipping")
    assert section.heading.remark == "off"
    desk.click(section.switches["norm"])
    assert desk.session.scenario.runs[0].clip.norm == 1
    desk.type(section.rows["norm"].fields[0], "2.5")
    assert desk.session.scenario.runs[0].clip.norm == 2.5
    desk.type(section.rows["norm"].fields[0], "-1")
    assert section.rows["norm"].complaint.text() != ""
    assert desk.session.scenario.runs[0].clip.norm == 2.5
    section.switches["norm"].setFocus()
    desk.press(Qt.Key.Key_Space)
    assert desk.session.scenario.runs[0].clip is None
    assert section.heading.remark == "off"


def test_steps_seed_arithmetic_and_loop(desk: Desk) -> None:
    section = desk.unfold("playback")
    desk.type(section.steps.fields[0], "750")
    assert desk.session.scenario.playback.steps == 750
    desk.type(section.steps.fields[0], "7.5")
    assert section.steps.complaint.text() != ""
    thrown = set()
    for _ in range(4):
        desk.click(section.seed.dice)
        thrown.add(desk.session.scenario.playback.seed)
        assert section.seed.fields[0].text() == f"{desk.session.scenario.playback.seed}"
    assert len(thrown) > 1
    desk.type(section.seed.fields[0], "12")
    assert desk.session.scenario.playback.seed == 12
    dtype = desk.session.scenario.playback.dtype
    other = {"float32": "float64", "float64": "float32"}[dtype]
    desk.click(section.dtype, section.dtype.place(other).center().toPoint())
    assert desk.session.scenario.playback.dtype == other
    section.dtype.setFocus()
    desk.press(Qt.Key.Key_Left)
    assert desk.session.scenario.playback.dtype == dtype
    desk.click(section.loop)
    assert desk.session.scenario.playback.loop
    desk.session.undo()
    assert not section.loop.isChecked()


def test_title_and_caption_are_typed_in_one_language(make: Make) -> None:
    desk = make(language="ru")
    section = desk.unfold("words")
    english = desk.session.scenario.title.en
    section.title_field.setFocus()
    section.title_field.selectAll()
    desk.enter(section.title_field, "Моё название")
    desk.wait(lambda: desk.session.scenario.title.ru == "Моё название")
    assert desk.session.scenario.title.en == english
    section.title_field.selectAll()
    desk.key(section.title_field, Qt.Key.Key_Backspace)
    desk.key(section.title_field, Qt.Key.Key_Return)
    assert section.complaint.text() != ""
    assert desk.session.scenario.title.ru == "Моё название"
    section.title_field.setText("x")
    section.caption_field.setPlainText("слово " * MOST)
    section.apply_now()
    assert str(MOST) in section.complaint.text()
    section.caption_field.setPlainText("Смотрите\nсюда")
    desk.wait(lambda: desk.session.scenario.caption.ru == "Смотрите сюда")
    assert section.complaint.text() == ""


@pytest.mark.parametrize("theme", ["dark", "light"])
@pytest.mark.parametrize("source", [LANDSCAPE, SIGNAL, "rain_on_himmelblau"])
def test_nothing_is_cut_with_everything_unfolded_in_russian(make: Make, source: str, theme: str) -> None:
    desk = make(source, theme, "ru")
    for section in desk.panel.sections:
        section.set_folded(False)
    desk.lay_out()
    for section in desk.panel.sections:
        assert section.heading.sizeHint().width() <= section.heading.width(), section.name
        for label in section.findChildren(type(desk.panel.runs_heading.left)):
            if label.isVisible() and not label.wordWrap() and label.text():
                needed = label.sizeHint().width()
                assert needed <= label.width(), (section.name, label.text())
    assert desk.panel.content.width() <= desk.panel.area.viewport().width()


def test_what_is_folded_outlasts_the_program(tmp_path: Path) -> None:
    file = tmp_path / "ravine.ini"
    settings = Settings(file)
    folds = Folds(settings)
    assert dict(folds) == {}
    folds["start"] = False
    folds["noise"] = True
    settings.save()
    later = Folds(Settings(file))
    assert dict(later) == {"start": False, "noise": True}
    del later["noise"]
    assert "noise" not in later
    assert len(later) == 1


def test_tab_goes_through_the_panel_as_one_reads_it(desk: Desk) -> None:
    for name in ("playback", "schedule", "clipping", "start"):
        desk.unfold(name)
    desk.lay_out()
    desk.panel.add_button.setFocus()
    heights: list[int] = []
    while not heights or QApplication.focusWidget() is not desk.panel.add_button:
        widget = QApplication.focusWidget()
        assert desk.panel.isAncestorOf(widget)
        heights.append(widget.mapTo(desk.panel.content, widget.rect().center()).y())
        desk.press(Qt.Key.Key_Tab)
    assert len(heights) > 30
    assert all(b > a - 8 for a, b in itertools.pairwise(heights))
