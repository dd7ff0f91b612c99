"""Panels beside the stage: runs, parameters, rules and charts."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt

from .driver import Make


def test_a_slider_acts_while_it_moves(make: Make) -> None:
    driver = make()
    driver.window.runs.list.rows[0].click()
    row = driver.window.runs.rule_rows.rows["eta"]
    before = driver.session.values[0]["eta"]
    handle = QPoint(
        7 + round(row.slider.value() / 1000 * (row.slider.width() - 14)), row.slider.height() // 2
    )
    driver.drag(row.slider, handle, handle + QPoint(18, 0))
    after = driver.session.values[0]["eta"]
    assert after > before * 1.5
    assert float(row.field.text()) == pytest.approx(after)
    assert driver.session.scenario.runs[0].turns[-1].parameters["eta"] == after
    driver.settle()
    driver.bot.mouseDClick(row.slider, Qt.MouseButton.LeftButton)
    assert driver.session.values[0]["eta"] == row.parameter.default


def test_a_number_is_typed_and_a_wrong_one_is_said_in_place(make: Make) -> None:
    driver = make()
    row = driver.window.runs.rule_rows.rows["eta"]
    row.field.setFocus()
    row.field.selectAll()
    driver.bot.keyClicks(row.field, "0,125")
    driver.bot.keyClick(row.field, Qt.Key.Key_Return)
    assert driver.session.values[0]["eta"] == 0.125
    assert row.field.text() == "0.125"
    row.field.selectAll()
    driver.bot.keyClicks(row.field, "99")
    driver.bot.keyClick(row.field, Qt.Key.Key_Return)
    assert driver.session.values[0]["eta"] == 0.125
    assert row.error.isVisible()
    assert "10" in row.error.text()
    assert row.field.property("invalid") is True
    assert row.field.text() == "99"
    driver.bot.keyClick(row.field, Qt.Key.Key_Escape)
    assert not row.error.isVisible()
    assert row.field.text() == "0.125"
    row.field.setFocus()
    driver.bot.keyClick(row.field, Qt.Key.Key_Up)
    assert driver.session.values[0]["eta"] > 0.125


def test_keys_typed_into_a_field_are_no_shortcuts(make: Make) -> None:
    driver = make()
    driver.window.activateWindow()
    field = driver.window.runs.rule_rows.rows["eta"].field
    field.setFocus()
    theme = driver.session.theme
    playing = driver.session.playing
    driver.bot.keyClicks(field, "t. 3")
    assert driver.session.theme == theme
    assert driver.session.playing == playing
    assert field.text() == "t. 3"


def test_selecting_a_run_shows_its_rule_and_values(make: Make) -> None:
    driver = make()
    panel = driver.window.runs
    for number in range(len(driver.session.runs)):
        driver.click(panel.list.rows[number], QPoint(80, 14))
        assert driver.session.selected == number
        optimizer = driver.session.runs[number].optimizer
        assert panel.rule.heading.text() == optimizer.name["en"].upper()
        assert set(panel.rule_rows.rows) == {p.name for p in optimizer.parameters}
        for name, row in panel.rule_rows.rows.items():
            assert row.slider.value() == round(
                row.parameter.fraction(driver.session.values[number][name]) * 1000
            )
    driver.key(Qt.Key.Key_1)
    assert driver.session.selected == 0


def test_a_click_on_its_colour_hides_a_run(make: Make) -> None:
    driver = make()
    driver.pause()
    row = driver.window.runs.list.rows[1]
    driver.click(row, QPoint(13, 14))
    assert driver.session.visible[1] is False
    assert driver.session.selected == 0
    driver.settle()
    driver.click(row, QPoint(13, 14))
    assert driver.session.visible[1] is True


def test_formulas_are_typeset(make: Make) -> None:
    driver = make()
    view = driver.window.runs.formula
    driver.until(lambda: all(view._image(line) is not None for line in view._lines))
    assert len(view._lines) == len(driver.session.runs[0].optimizer.rule.statements)


def test_the_charts_follow_the_run_once_their_library_is_there(make: Make) -> None:
    driver = make()
    panel = driver.window.charts
    driver.until(lambda: panel.figure is not None)
    driver.pause()
    charts = panel.figure.charts
    assert len(charts) == len(driver.session.loaded.resolved.scenario.view.plots)
    assert charts[0].heading.text == "LOSS"
    assert len(charts[0].chart.curves) == len(driver.session.runs)
    driver.session.set_visible(0, False)
    assert len(charts[0].chart.curves) == len(driver.session.runs) - 1
    driver.key(Qt.Key.Key_L)
    assert charts[0].heading.text == "ПОТЕРИ"


def test_panels_fold_away_and_the_stage_takes_their_place(make: Make) -> None:
    driver = make()
    driver.pause()
    canvas = driver.window.canvas
    before = canvas.mapping().pixel(0.0, 0.0)
    driver.key(Qt.Key.Key_P)
    assert not driver.window.runs.isVisible()
    assert not driver.window.charts.isVisible()
    driver.until(lambda: canvas.mapping().pixel(0.0, 0.0) != before)
    driver.click(driver.window.transport.panels_button)
    assert driver.window.runs.isVisible()
    assert driver.window.charts.isVisible()
    driver.until(lambda: canvas.mapping().pixel(0.0, 0.0) == pytest.approx(before))
