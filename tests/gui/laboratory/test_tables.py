"""A table of numbers becomes the signal."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from scenarios.columns import Columns, read_columns

from .conftest import Make


def test_a_dropped_table_is_the_signal(laboratory: Make, tmp_path: Path) -> None:
    table = tmp_path / "log.csv"
    table.write_text("step,loss,norm\n" + "\n".join(f"{k},{1 / (k + 1)},{k % 7}" for k in range(500)))
    hands = laboratory()
    hands.open_signal("momentum_memory")
    before = hands.session.scenario
    hands.drop(table)
    strip = hands.lab.strip
    assert strip.isVisible()
    assert strip.told.text() == "Reading…"
    hands.until(lambda: hands.session.total == 500)
    strip.choose(2)
    assert hands.session.scenario.field.signal_samples[:8] == (0, 1, 2, 3, 4, 5, 6, 0)
    strip.scales.chosen.emit("largest")
    strip.scales.set_current("largest")
    strip.apply()
    assert max(hands.session.scenario.field.signal_samples) == 1
    hands.key(Qt.Key.Key_Escape, at=strip)
    assert not strip.isVisible()
    hands.session.undo()
    assert hands.session.scenario == before
    (tmp_path / "bad.csv").write_text("a,b\nx,y\n")
    assert not strip.left_out.text()
    hands.drop(tmp_path / "bad.csv")
    hands.until(lambda: "two" in strip.complaint.text())
    assert not strip.told.isVisible()
    assert hands.session.scenario == before


def test_a_column_that_cannot_be_the_signal_is_told_of(laboratory: Make, tmp_path: Path) -> None:
    table = tmp_path / "log.csv"
    table.write_text("step,loss,norm\n1,2,\n2,n/a,1\n3,4,1\n")
    hands = laboratory()
    hands.open_signal("momentum_memory")
    hands.drop(table)
    told = hands.lab.strip.left_out
    hands.until(told.isVisible)
    assert "column 'loss' has 'n/a' in line 3" in told.text()
    assert told.text().endswith("±1e12; and 1 more")
    hands.session.set_language("ru")
    hands.until(lambda: "в столбце «loss» в строке 3 стоит «n/a»" in told.text())
    assert "3 строки" in hands.lab.strip.told.text()
    table.write_text("step,loss,norm\n1,2,3\n2,1,1\n3,4,1\n")
    hands.drop(table)
    hands.until(hands.lab.strip.column_button.isVisible)
    assert not told.isVisible()


def test_a_table_is_read_beside_the_window_and_forgotten_with_its_strip(
    laboratory: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    table, goes_on, readers = tmp_path / "log.csv", threading.Event(), []

    def read(path: Path) -> Columns:
        readers.append(threading.current_thread())
        assert goes_on.wait(60)
        return read_columns(path)

    monkeypatch.setattr("gui.laboratory.csv_strip.read_columns", read)
    table.write_text("step,loss\n1,2\n2,3\n")
    hands = laboratory()
    hands.open_signal("momentum_memory")
    before, strip = hands.session.scenario, hands.lab.strip
    hands.drop(table)
    assert strip.told.isVisible()
    assert not strip.column_button.isVisible()
    strip.close_strip()
    with hands.bot.waitSignal(strip.aside.ended):
        goes_on.set()
    hands.bot.wait(20)
    assert hands.session.scenario == before
    assert strip.isHidden()
    assert readers != [threading.main_thread()]
