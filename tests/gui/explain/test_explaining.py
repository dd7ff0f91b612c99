"""A step taken apart in the real window: begun, led through by key and button, and ended."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from PySide6.QtCore import Qt

from engine.phrase import Phrase
from gui.explain import motion
from tests.gui.driving import CTRL, LANDSCAPE, SIGNAL, Hands


@pytest.fixture
def driver(hands: Callable[..., Hands]) -> Hands:
    made = hands()
    made.open(LANDSCAPE)
    made.session.pause()
    made.session.seek(20)
    made.until(lambda: made.session.step == 20)
    made.session.select(6)
    return made


def begin(driver: Hands) -> None:
    driver.key(Qt.Key.Key_E, CTRL)
    driver.until(lambda: driver.window.explainer.is_on)


def test_the_selected_balls_step_is_told_scene_by_scene(driver: Hands) -> None:
    begin(driver)
    window = driver.window
    explainer, panel = window.explainer, window.explanation
    assert panel.isVisible()
    assert explainer.told.run == 6
    kinds = [scene.kind for scene in explainer.scenes]
    assert kinds == ["gradient", "memory", "scale", "value", "value", "move"]
    assert panel.card().heading == "Adam: step 21"
    driver.click(panel.forward_button)
    driver.key(Qt.Key.Key_J)
    assert explainer.number == 2
    driver.bot.keyClick(panel, Qt.Key.Key_Left)
    assert explainer.number == 1
    driver.click(panel.close_button)
    assert not panel.isVisible()
    assert driver.session.step == 20


def test_a_key_that_follows_at_once_is_heard(driver: Hands) -> None:
    begin(driver)
    explainer = driver.window.explainer
    told, scenes = explainer.told, explainer.scenes
    explainer.close()
    driver.window.registry.refresh()
    explainer.scenes, explainer.told = scenes, told
    explainer.changed.emit()
    driver.key(Qt.Key.Key_J)
    assert explainer.number == 1


def test_the_stage_changes_with_the_scene(driver: Hands) -> None:
    before = driver.window.canvas.grab().toImage()
    begin(driver)
    seen = [before]
    for _ in range(3):
        driver.until(lambda: driver.window.explainer.share >= 1)
        seen.append(driver.window.canvas.grab().toImage())
        driver.window.explainer.forward()
    assert all(a != b for k, a in enumerate(seen) for b in seen[:k])


def test_after_the_last_scene_the_ball_moves_and_the_next_step_is_told(driver: Hands) -> None:
    begin(driver)
    explainer = driver.window.explainer
    target = explainer.scenes[-1].place[1]
    for _ in explainer.scenes:
        explainer.forward()
    driver.until(lambda: driver.session.step == 21 and explainer.is_on and explainer.number == 0)
    assert np.allclose(driver.session.frame.heads[6][0], target)
    assert driver.window.explanation.card().heading == "Adam: step 22"


def test_by_itself_it_goes_on_at_reading_speed(driver: Hands, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(motion, "_LEAST_SECONDS", 0.05)
    monkeypatch.setattr(motion, "_WORD_SECONDS", 0.0)
    monkeypatch.setattr(motion, "GROWING", 0.02)
    begin(driver)
    explainer = driver.window.explainer
    driver.click(driver.window.explanation.auto_button)
    driver.until(lambda: explainer.number == len(explainer.scenes) - 1)
    driver.until(lambda: driver.session.step > 20)
    driver.click(driver.window.explanation.auto_button)
    assert not explainer.is_automatic


@pytest.mark.parametrize("what", ["play", "another scenario", "an edit", "escape"])
def test_it_ends_with_what_it_was_about(driver: Hands, what: str) -> None:
    begin(driver)
    if what == "play":
        driver.session.play()
    elif what == "another scenario":
        driver.session.open(SIGNAL)
    elif what == "an edit":
        driver.session.set_parameter(6, "eta", 0.02)
    else:
        driver.bot.keyClick(driver.window.explanation, Qt.Key.Key_Escape)
    driver.until(lambda: not driver.window.explainer.is_on)
    assert not driver.window.explanation.isVisible()


def test_an_answer_to_what_was_asked_before_an_edit_is_none(driver: Hands) -> None:
    answers: list[object] = []
    driver.session.explained.connect(answers.append)
    driver.key(Qt.Key.Key_E, CTRL)
    driver.session.set_optimizer(6, "nesterov")
    driver.until(lambda: bool(answers))
    assert not driver.window.explainer.is_on
    begin(driver)


def test_the_card_is_told_in_the_language_of_the_moment(driver: Hands) -> None:
    begin(driver)
    english = driver.window.explainer.sentence()
    driver.window.appearance.choose_language("ru")
    russian = driver.window.explainer.sentence()
    assert english != russian
    assert not any("a" <= letter.lower() <= "z" for letter in russian)


def test_a_late_answer_does_not_outlast_the_refusal_of_the_step_after_it(driver: Hands) -> None:
    begin(driver)
    explainer, session = driver.window.explainer, driver.session
    late, step = explainer.told, explainer.told.probe.step
    session.step_by(1)
    driver.until(lambda: session.step == step + 1)
    explainer.begin()
    session.explained.emit(late)
    assert explainer.is_on
    session.problem.emit(Phrase("this particle is gone, and takes no step that could be explained"))
    assert not explainer.is_on


def test_of_a_ball_that_is_lost_the_explanation_ends_and_says_so(driver: Hands) -> None:
    driver.session.set_rule(6, "theta = theta - g/(t - 23)")
    driver.session.restart()
    driver.session.pause()
    driver.session.seek(21)
    driver.until(lambda: driver.session.frame is not None and driver.session.frame.step == 21)
    begin(driver)
    explainer, notice = driver.window.explainer, driver.window.notice
    while explainer.number + 1 < len(explainer.scenes):
        explainer.forward()
    explainer.forward()
    driver.until(lambda: explainer.is_on and explainer.told.probe.step == 22)
    while explainer.is_on and explainer.number + 1 < len(explainer.scenes):
        explainer.forward()
    explainer.forward()
    driver.until(notice.isVisible)
    assert "is gone" in notice.text.text()
    assert not explainer.is_on


def test_the_card_leaves_the_ball_in_sight_also_after_a_presentation(driver: Hands) -> None:
    window, session = driver.window, driver.session
    driver.open("out_of_the_trap")
    session.pause()
    session.seek(40)
    session.select(2)
    driver.until(lambda: session.step == 40)
    begin(driver)
    window.explainer.forward()
    driver.until(lambda: window.explainer.share >= 1)

    def clear() -> bool:
        head = window.canvas.head()
        return head is not None and not window.explanation.geometry().contains(head.toPoint())

    driver.until(clear)
    for _ in range(2):
        window.presentation.toggle()
        # the picture of another size comes later than the panels' new places
        driver.bot.wait(800)
        driver.until(clear)
