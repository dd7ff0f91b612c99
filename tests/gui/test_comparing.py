"""The page that compares: begun, cancelled, shown, left, in both languages."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QFileDialog

import scenarios
from engine.comparing.verdict import Comparison
from engine.errors import MissingError
from gui.comparing.comparer import Comparer
from gui.comparing.page import ComparePage
from gui.comparing.tuning_list import TuningList, range_text
from gui.theme.colours import THEMES
from gui.translations import Language, sentence
from scenarios.comparing import ON_A_LANDSCAPE, Asked
from scenarios.resolving import resolve
from scenarios.tuneable import tuneables
from tests.gui.driving import CTRL, LANDSCAPE, SHIFT, SIGNAL, Hands, Make, offscreen_says
from tests.gui.test_comparing_sheet import colours_of


def opened(hands: Make, **options: object) -> tuple[Hands, ComparePage]:
    drive = hands(**options)
    drive.open(LANDSCAPE)
    drive.key(Qt.Key.Key_B, CTRL | SHIFT)
    page = drive.window.pages.comparison
    drive.until(page.isVisible)
    return drive, page


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
    drive.open(LANDSCAPE)
    drive.key(Qt.Key.Key_B, CTRL | SHIFT)
    assert page.comparison is None


def test_what_changes_none_of_its_numbers_does_not_throw_it_away(hands: Make) -> None:
    drive, page = opened(hands)
    found = compared(drive, page)
    for edit, is_kept in (
        (drive.session.toggle_map, True),
        (drive.edit, False),
    ):
        drive.key(Qt.Key.Key_Escape, at=page)
        edit()
        drive.key(Qt.Key.Key_B, CTRL | SHIFT)
        drive.until(page.isVisible)
        assert (page.comparison is found) == is_kept


@pytest.mark.parametrize("language", ["en", "ru"])
@pytest.mark.parametrize("scenario", [SIGNAL, "over_the_ridge", "a_small_network"])
def test_that_there_is_nothing_to_compare_is_said(hands: Make, scenario: str, language: str) -> None:
    drive = hands(language=language)
    drive.open(scenario)
    assert drive.window.notice.isHidden()
    drive.key(Qt.Key.Key_B, CTRL | SHIFT)
    drive.until(drive.window.notice.isVisible)
    assert drive.window.notice.text.text() == sentence(ON_A_LANDSCAPE, language)
    assert not drive.window.pages.comparison.isVisible()


@pytest.mark.parametrize(
    ("language", "typed", "said"),
    [
        ("en", "0", "settings tried of each = 0 is outside 1 … 500"),
        ("en", "many", "settings tried of each is a number between 1 and 500"),
        ("ru", "2.5", "настроек каждого = 2.5 — не целое число"),
        ("ru", "501", "настроек каждого = 501: допустимо от 1 до 500"),
    ],
)
def test_a_budget_that_cannot_be_is_told_by_the_name_that_it_has_there(
    hands: Make, language: str, typed: str, said: str
) -> None:
    drive, page = opened(hands, language=language)
    drive.click(page.budget)
    page.budget.selectAll()
    drive.type(typed)
    drive.click(page.button)
    assert page.complaint.text() == said
    assert not page.is_busy


def dropped(drive: Hands, page: ComparePage) -> TuningList:
    """The list of parameters, opened with a click."""
    drive.until(lambda: bool(page.tuning._offered))
    drive.click(page.tuning)
    shown = page.tuning.findChild(TuningList)
    assert shown is not None
    assert shown.isVisible()
    return shown


def switch(drive: Hands, shown: TuningList, name: str) -> None:
    shown.list.scrollToItem(shown.item(name))
    drive.click(shown.list.viewport(), shown.list.visualItemRect(shown.item(name)).center())


def compared(drive: Hands, page: ComparePage, budget: int = 2) -> Comparison:
    page.budget.set_value(budget)
    drive.click(page.button)
    drive.until(lambda: not page.is_busy)
    assert page.comparison is not None
    return page.comparison


@offscreen_says
def test_chosen_parameters_are_tuned_too(hands: Make) -> None:
    drive, page = opened(hands)
    assert page.tuning.text() == "η"
    shown = dropped(drive, page)
    switch(drive, shown, "gamma")
    switch(drive, shown, "beta1")
    switch(drive, shown, "beta1")
    # the cursor stays where one has clicked
    drive.key(Qt.Key.Key_Down, at=shown.list)
    drive.key(Qt.Key.Key_Space, at=shown.list)
    assert page.tuning.text() == "η, γ, β₂"
    drive.key(Qt.Key.Key_Escape, at=shown.list)
    drive.until(lambda: page.tuning.findChild(TuningList) is None)
    assert page.isVisible()
    for standing in compared(drive, page).standings:
        parameters = {parameter.name for parameter in standing.contestant.optimizer.parameters}
        ranges = {one.name: one for one in standing.contestant.ranges}
        assert set(ranges) == {"eta", "gamma", "beta2"} & parameters
        if "gamma" in ranges:
            gamma = ranges["gamma"]
            assert (gamma.low, gamma.high, gamma.scale) == (0, 0.9999, "complement")


@offscreen_says
def test_what_nobody_has_any_more_is_not_tuned(hands: Make) -> None:
    drive, page = opened(hands)
    drive.click(page.who, page.who.rect().center() + QPoint(page.who.width() // 4, 0))
    assert page.who.current == "all"
    drive.until(lambda: len(page.tuning._offered) > 20)
    switch(drive, shown := dropped(drive, page), "weight_decay")
    switch(drive, shown, "gamma")
    shown.close()
    assert page.tuning.names == {"weight_decay", "gamma"}
    drive.click(page.who, page.who.rect().center() - QPoint(page.who.width() // 4, 0))
    drive.until(lambda: page.tuning.names == {"gamma"})
    assert page.tuning.text() == "η, γ"


def test_a_range_says_how_it_is_tried(qapp: QApplication) -> None:
    offered = {one.name: one for one in tuneables(resolve(scenarios.load(LANDSCAPE)), ("adam", "qhm"))}
    assert range_text(offered["beta2"]) == "0 … 0.99999, logarithmic in 1 − β₂"
    assert range_text(offered["nu"]) == "0 … 1"
    Language(qapp).put_on("ru")
    try:
        assert range_text(offered["beta2"]) == "0 … 0.99999, в логарифме 1 − β₂"
        assert range_text(offered["eps"]).endswith(", в логарифме")
    finally:
        Language(qapp).put_on("en")


def saved(drive: Hands, page: ComparePage, target: Path) -> None:
    drive.click(page.save_button)
    dialog = page.findChild(QFileDialog)
    assert dialog.acceptMode() == QFileDialog.AcceptMode.AcceptSave
    assert len(dialog.nameFilters()) == 4
    dialog.fileSelected.emit(str(target))
    dialog.close()
    drive.until(lambda: page.findChild(QFileDialog) is None)


@offscreen_says
def test_every_kind_of_file_is_saved(hands: Make, tmp_path: Path) -> None:
    drive, page = opened(hands, theme="light")
    assert not page.save_button.isEnabled()
    comparison = compared(drive, page)
    ids = [standing.contestant.optimizer.id for standing in comparison.standings]
    for name in ("own.png", "own.csv", "own.npz", "own.json"):
        saved(drive, page, tmp_path / name)
        drive.until(lambda name=name: page.said.text() == f"Saved: {name}")
        assert page.said.isVisible()
    assert scenarios.load(tmp_path / "own.png") == drive.session.scenario
    assert QImage(str(tmp_path / "own.png")).pixelColor(0, 0).name().upper() == THEMES["light"].window
    with (tmp_path / "own.csv").open(encoding="utf-8", newline="") as file:
        assert [row["optimizer"] for row in csv.DictReader(file)] == ids
    with np.load(tmp_path / "own.npz") as arrays:
        assert np.array_equal(arrays["final"][0], comparison.standings[0].final)
    summary = json.loads((tmp_path / "own.json").read_text(encoding="utf-8"))
    assert [each["optimizer"] for each in summary["optimizers"]] == ids


@offscreen_says
def test_what_cannot_be_saved_is_said_and_one_goes_on(hands: Make, tmp_path: Path) -> None:
    drive, page = opened(hands, language="ru")
    comparison = compared(drive, page)
    saved(drive, page, tmp_path / "no" / "folder.png")
    drive.until(lambda: "не удаётся записать" in page.complaint.text())
    saved(drive, page, tmp_path / "own.docx")
    drive.until(lambda: ".png, .csv, .npz, .json" in page.complaint.text())
    assert not list(tmp_path.iterdir())
    saved(drive, page, tmp_path / "own.csv")
    drive.until(lambda: page.said.text() == "Сохранено: own.csv")
    assert page.complaint.text() == ""
    saved(drive, page, tmp_path / "own.docx")
    drive.until(lambda: page.complaint.text() != "")
    assert not page.said.isVisible()
    assert compared(drive, page) is not comparison
    assert page.complaint.text() == ""


def test_what_the_system_has_no_memory_for_is_told(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise MemoryError

    monkeypatch.setattr("engine.comparing.verdict.compare", fail)
    comparer = Comparer()
    told: list[object] = []
    comparer.made.connect(lambda _, outcome: told.append(outcome), Qt.ConnectionType.DirectConnection)
    comparer.compare(resolve(scenarios.load(LANDSCAPE)), Asked(budget=2, starts=3, steps=5))
    comparer.close()
    (error,) = told
    assert isinstance(error, MissingError)
    assert "memory" in error.sentence
