"""Time in the window: played, stepped, sought and fast, by button, key, menu and timeline."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt

from tests.gui.driving import offscreen_says

from .driver import Make


def test_play_pause_step_and_restart_by_button_and_by_key(make: Make) -> None:
    driver = make()
    bar = driver.window.transport
    driver.click(bar.play_button)
    driver.settle()
    assert not driver.session.playing
    here = driver.session.step
    driver.click(bar.step_button)
    driver.until(lambda: driver.session.step == here + 1)
    driver.key(Qt.Key.Key_Period)
    driver.until(lambda: driver.session.step == here + 2)
    driver.key(Qt.Key.Key_Comma)
    driver.click(bar.back_button)
    driver.until(lambda: driver.session.step == here)
    driver.key(Qt.Key.Key_R)
    driver.until(lambda: driver.session.step == 0)
    driver.key(Qt.Key.Key_Space)
    driver.until(lambda: driver.session.step > 3)
    driver.click(bar.restart_button)
    driver.settle()
    assert driver.session.playing


def test_the_timeline_goes_where_it_is_clicked_and_dragged(make: Make) -> None:
    driver = make()
    driver.pause()
    slider = driver.window.transport.slider
    middle = QPoint(slider.width() // 2, slider.height() // 2)
    driver.click(slider, middle)
    driver.until(lambda: abs(driver.session.step - driver.session.total / 2) <= 3)
    driver.drag(slider, middle, QPoint(7, slider.height() // 2))
    driver.until(lambda: driver.session.step == 0)
    slider.setFocus()
    driver.bot.keyClick(slider, Qt.Key.Key_Right)
    driver.until(lambda: driver.session.step == 1)


@offscreen_says
def test_the_speed_changes_by_key_and_by_menu(make: Make) -> None:
    driver = make()
    driver.session.set_speed(60)
    driver.key(Qt.Key.Key_BracketRight)
    assert driver.session.speed == 120
    bar = driver.window.transport
    driver.click(bar.speed_button)
    assert bar.speed_menu.isVisible()
    action = next(a for a in bar.speed_menu.actions() if a.text().startswith("5 "))
    action.trigger()
    bar.speed_menu.close()
    assert driver.session.speed == 5
    assert bar.speed_button.text().startswith("5 ")


def test_compiled_runs_take_over_unseen(make: Make, with_compiling: None) -> None:
    driver = make()
    driver.bot.waitUntil(lambda: driver.session.frame.compiled, timeout=60_000)
    step = driver.session.step
    driver.session.restart()
    driver.session.play()
    driver.until(lambda: driver.session.frame.compiled and driver.session.frame.step != step)
