"""A lesson in the real window: led through by button, key and answer, and back to exactly where one was."""

from __future__ import annotations

import math
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPointF, Qt

from gui.lessons.outlines import Outline
from scenarios import dumps, resolve
from scenarios.teaching import rests, taught
from tests.gui.driving import CTRL, Hands

EDGE, AHEAD = "the_edge_of_the_learning_rate", "looking_ahead"


def begin(driver: Hands, id: str) -> None:
    driver.window.open(id)
    driver.until(lambda: driver.session.loaded is not None and driver.session.loaded.id == id)
    driver.until(lambda: driver.window.teacher.is_on)


def settled(driver: Hands) -> bool:
    """Whether time stands where the step that is on has it rest, with the scenario of that step."""
    teacher, session = driver.window.teacher, driver.session
    assert session.resolved is not None
    lesson = teacher.lesson
    number = teacher.number - 1 if teacher.is_asking else teacher.number
    return not session.playing and session.step == rests(lesson, number)


def wait(driver: Hands) -> None:
    """Until time has come to rest, faster than it is to be looked at."""
    if driver.session.playing:
        driver.session.set_speed(2000)
    driver.until(lambda: settled(driver))


def outlines(driver: Hands) -> list[Outline]:
    return [outline for _, outline in driver.window.outlines.shown]


@pytest.fixture
def driver(hands: Callable[..., Hands]) -> Hands:
    return hands(size=(1600, 900))


def test_a_person_is_led_through_a_lesson_and_back(driver: Hands) -> None:
    begin(driver, EDGE)
    window, session, teacher = driver.window, driver.session, driver.window.teacher
    panel = window.lesson
    opened = session.scenario
    assert panel.isVisible()
    assert panel.heading.text() == "LESSON: 1 OF 6"
    assert panel.text.text() == opened.lesson[0].caption.en
    assert not panel.question.isVisible()
    assert session.speed == 40
    wait(driver)
    assert session.scenario == opened

    # the row that the step points at is outlined, and what lies under the panel is not
    driver.until(lambda: len(outlines(driver)) == 1)
    assert outlines(driver)[0].parent() is window.runs.content
    row = window.runs.rule_rows.rows["eta"]

    def beside() -> int:
        place = row.mapTo(window.runs.content, row.rect().center())
        return abs(outlines(driver)[0].geometry().center().y() - place.y())

    # what is above the row is made in turns of its own, and the outline follows the row
    driver.until(lambda: beside() <= 1)
    assert panel.geometry().bottom() < window.transport.geometry().top()
    assert window.canvas.area().bottom() < panel.geometry().top()

    driver.click(panel.next_button)
    assert session.values[0]["eta"] == 0.038
    wait(driver)
    assert not session.document.is_modified  # a lesson's edits are nobody's to lose
    driver.until(lambda: len(outlines(driver)) == 2)
    second = session.scenario

    # asked first: nothing has happened yet
    driver.click(panel.next_button)
    assert teacher.is_asking
    assert session.scenario == second
    assert [button.text() for button in panel.choices.shown] == [
        choice.en for choice in opened.lesson[2].predict.choices
    ]
    driver.click(panel.choices.shown[0])
    assert not teacher.is_asking
    assert [button.verdict for button in panel.choices.shown] == ["wrong", "other", "right"]
    assert panel.text.text().replace("\u2060", "") == opened.lesson[2].predict.why.en
    assert session.values[0]["eta"] == 0.041
    wait(driver)

    # a person's own change goes with the next step, and comes back by undo
    session.set_parameter(0, "eta", 0.001)
    own = session.scenario
    driver.click(panel.next_button)
    assert session.values[0]["eta"] == 0.04
    session.undo()
    assert session.scenario == own

    # back: the very states that were there, and answers stay answered
    driver.click(panel.back_button)
    assert teacher.number == 2
    assert not teacher.is_asking
    assert session.scenario == taught(opened, 2, resolve(opened).runs)
    wait(driver)
    driver.click(panel.back_button)
    assert session.scenario == second
    wait(driver)
    driver.click(panel.back_button)
    assert session.scenario == opened
    wait(driver)
    assert not panel.back_button.isEnabled()

    driver.click(panel.close_button)
    assert not panel.isVisible()
    driver.until(lambda: not outlines(driver))


def test_keys_languages_and_presentation(driver: Hands) -> None:
    begin(driver, AHEAD)
    window, session, teacher = driver.window, driver.session, driver.window.teacher
    panel = window.lesson
    wait(driver)
    driver.until(lambda: window.laboratory.is_ready)
    driver.until(lambda: len(outlines(driver)) == 2)  # a row and a lane
    assert {outline.parent() for outline in outlines(driver)} == {
        window.runs.list.rows[0],
        window.laboratory.view,
    }

    driver.bot.keyClick(panel, Qt.Key.Key_Right)
    assert teacher.is_asking
    assert session.visible == [True, False]
    driver.bot.keyClick(panel, Qt.Key.Key_1)
    assert teacher.chosen == 0
    assert session.visible == [True, True]
    assert session.selected == 1
    wait(driver)
    driver.bot.keyClick(window, Qt.Key.Key_PageDown, CTRL)
    assert teacher.number == 2

    window.appearance.choose_language("ru")
    assert panel.heading.text() == "УРОК: 3 ИЗ 5"
    assert panel.text.text() == session.scenario.lesson[2].caption.ru
    assert panel.next_button.text() == "Дальше"

    before = panel.height()
    window.presentation.enter()
    driver.until(lambda: panel.isVisible() and panel.height() > before)
    driver.bot.keyClick(window, Qt.Key.Key_PageUp, CTRL)
    driver.until(lambda: any(outline.parent() is window.legend for outline in outlines(driver)))
    window.presentation.leave()

    driver.bot.keyClick(window, Qt.Key.Key_L, CTRL)
    assert not teacher.is_on
    driver.bot.keyClick(window, Qt.Key.Key_L, CTRL)
    assert (teacher.is_on, teacher.number) == (True, 0)
    for _ in range(4 + 2):  # two of the steps ask
        teacher.forward()
    assert teacher.is_last
    assert panel.next_button.text() == "Завершить"
    teacher.forward()
    assert not teacher.is_on

    # nothing of it stays where there is no lesson
    window.open("momentum_memory")
    driver.until(lambda: session.loaded.id == "momentum_memory")
    assert not panel.isVisible()
    assert not teacher.is_possible


@pytest.mark.parametrize(
    ("id", "number", "pointed"), [("the_hedgehogs", 3, 2), ("no_optimizer_saves_a_bad_start", 2, 2)]
)
def test_in_a_narrow_window_what_a_step_points_at_can_be_seen(
    hands: Callable[..., Hands], id: str, number: int, pointed: int
) -> None:
    driver = hands(size=(960, 600))
    begin(driver, id)
    window, teacher = driver.window, driver.window.teacher
    while teacher.number < number - 1 or teacher.is_asking:
        teacher.forward()
    wait(driver)
    driver.until(lambda: len(outlines(driver)) == pointed)
    for panel in (window.runs, window.charts):
        assert panel.isVisible()
        assert not panel.geometry().intersects(window.lesson.geometry())

    def all_seen() -> bool:
        return all(one.visibleRegion().boundingRect() == one.rect() for one in outlines(driver))

    # rows go down while the formulas above them are typeset
    driver.until(all_seen)

    # a person may look elsewhere
    bar = window.runs.area.verticalScrollBar()
    bar.setValue(0)
    window.runs.content.layout().update()
    driver.bot.wait(300)
    assert bar.value() == 0


@pytest.mark.parametrize("place", [(math.nan, math.nan), (3.0, math.nan), (1e12, 5.0), (-math.inf, 5.0)])
def test_a_ball_that_is_nowhere_near_is_not_outlined(
    driver: Hands, monkeypatch: pytest.MonkeyPatch, place: tuple[float, float]
) -> None:
    begin(driver, EDGE)
    window, selected = driver.window, driver.session.selected
    monkeypatch.setattr(window.canvas, "head", lambda: QPointF(*place))
    assert window.outlines._ball(selected) is None
    monkeypatch.setattr(window.canvas, "head", lambda: QPointF(300.0, 200.0))
    assert window.outlines._ball(selected) is not None


@pytest.mark.parametrize("edit", ["more", "fewer", "moved"])
def test_a_lesson_goes_on_with_its_own_runs_whatever_a_person_made_of_them(driver: Hands, edit: str) -> None:
    begin(driver, EDGE)
    session, teacher = driver.session, driver.window.teacher
    wait(driver)
    opened, was = len(session.runs), session.document.who
    if opened == 1 or edit == "more":
        session.duplicate_run(0)
    elif edit == "fewer":
        session.remove_run(0)
    else:
        session.move_run(0, opened - 1)
    teacher.forward()
    assert len(session.document.who) == len(session.runs) == len(session.visible) == opened
    assert [run for run in session.document.who if run in was] == [
        run for run in was if run in session.document.who
    ]
    while teacher.is_on:
        teacher.forward()
    session.duplicate_run(session.selected)
    session.undo()
    session.undo()
    assert len(session.document.who) == len(session.runs)


@pytest.mark.parametrize(("id", "number"), [(EDGE, 4), ("no_optimizer_saves_a_bad_start", 4)])
def test_a_lesson_that_was_saved_under_way_begins_as_it_was_written(
    driver: Hands, tmp_path: Path, id: str, number: int
) -> None:
    begin(driver, id)
    window, session, teacher = driver.window, driver.session, driver.window.teacher
    opened = session.scenario
    while teacher.number < number or teacher.is_asking:
        teacher.forward()
    wait(driver)
    assert session.scenario != opened
    file = tmp_path / "left.toml"
    file.write_text(dumps(session.scenario), encoding="utf-8")
    window.open(file)
    driver.until(lambda: session.loaded is not None and session.loaded.id == "left" and teacher.is_on)
    # also while the first step still asks
    assert teacher.number == 0
    assert session.scenario == opened
    assert not session.document.is_modified
