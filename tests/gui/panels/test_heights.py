"""Heights from a file: read beside the window, put under the runs, or refused in the panel."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from tests.gui.panels.conftest import SIGNAL

RAMP = np.add.outer(np.arange(9.0), np.arange(12.0)) * 100


def test_an_array_becomes_the_landscape(desk, tmp_path: Path) -> None:
    np.save(tmp_path / "ramp.npy", RAMP)
    session = desk.session
    with desk.bot.waitSignal(desk.panel.editors.heights.found):
        desk.panel.editors.heights.read(tmp_path / "ramp.npy")
    field = session.scenario.field
    assert (field.heightmap.columns, field.heightmap.rows, field.heightmap.name) == (12, 9, "ramp")
    assert field.parameters == {"scale": 0.002}, "heights of 1900 are made to have common slopes"
    assert session.resolved.field.name["ru"] == "ramp"
    session.undo()
    assert session.scenario.field.heightmap is None
    session.redo()
    assert session.scenario.field.heightmap is not None


def test_what_has_no_heights_is_told_where_it_was_asked_for(desk, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("3 2 1")
    before = desk.session.scenario
    with desk.bot.waitSignal(desk.panel.editors.heights.refused):
        desk.panel.editors.heights.read(tmp_path / "notes.txt")
    assert desk.panel.complaint.text() == "notes.txt is neither a PNG picture nor a NumPy array (.npy)"
    assert desk.session.scenario is before


def test_only_the_file_that_was_asked_for_last_counts(desk, tmp_path: Path) -> None:
    for name in ("first", "second"):
        np.save(tmp_path / f"{name}.npy", RAMP)
    heights = desk.panel.editors.heights
    found = []
    heights.found.connect(lambda spec: found.append(spec.name))
    with desk.bot.waitSignal(heights.found):
        for name in ("first", "second"):
            heights.read(tmp_path / f"{name}.npy")
    desk.bot.wait(200)
    assert found == ["second"]


def test_heights_are_not_for_a_scenario_opened_meanwhile(desk, tmp_path: Path) -> None:
    np.save(tmp_path / "ramp.npy", RAMP)
    heights = desk.panel.editors.heights
    with desk.bot.assertNotEmitted(heights.found, wait=100), desk.bot.waitSignal(heights.aside.ended):
        heights.read(tmp_path / "ramp.npy")
        desk.open(SIGNAL)
    assert desk.session.is_signal


def test_the_list_of_landscapes_offers_it(desk) -> None:
    desk.panel.editors.choose_field()
    texts = [button.text() for button in desk.panel.editors.chooser.own_buttons]
    assert len(texts) == 4
    assert texts[-1] == "Heights from a file…"
    assert all(
        button.width() >= button.sizeHint().width() for button in desk.panel.editors.chooser.own_buttons
    )
