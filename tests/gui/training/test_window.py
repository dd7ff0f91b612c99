"""Networks in the real window: pictures and charts, time, turning, and what is chosen."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetricsF, QImage

from gui.model.frame import Learning
from gui.panels.turn_note import TurnNote
from gui.theme import GRID, SMALL, font
from gui.training.board import boundary_notes, plane_notes
from gui.training.painting import share_text
from gui.training.words import words
from scenarios.schema import TurnSpec
from tests.gui.driving import Hands
from tests.gui.training.scenes import scene

ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def open_hands(hands: Callable[..., Hands]) -> Hands:
    made = hands()
    made.open(scene())
    made.until(lambda: made.session.step == made.session.total)
    made.until(lambda: learning(made) is not None and learning(made).plane is not None)
    return made


def learning(hands: Hands) -> Learning | None:
    return hands.window.training.learning


def told(hands: Hands) -> Learning:
    found = learning(hands)
    assert found is not None
    return found


def test_networks_have_a_view_of_their_own(open_hands: Hands) -> None:
    window = open_hands.window
    view = window.training
    assert view.isVisible()
    assert not window.canvas.isVisible()
    assert not window.laboratory.isVisible()
    assert not window.charts.isVisible()
    assert window.stage is view
    assert "epoch 12 / 12" in window.transport.step_label.text()
    open_hands.until(lambda: set(view.charts) == {"loss", "accuracy"})
    open_hands.until(lambda: all(len(v.figure.charts[0].chart.curves) == 2 for v in view.charts.values()))
    loss = view.charts["loss"].figure.charts[0].chart
    assert loss.log
    assert len(loss.bands) == 2
    assert len(loss.curves[0].x) == 13
    panes = view.places.boundary, view.places.plane
    for pane, picture in zip(panes, (told(open_hands).boundary, told(open_hands).plane), strict=True):
        assert picture is not None
        assert picture.pixels.shape == (pane.height(), pane.width())


def test_nothing_lies_over_anything_else(open_hands: Hands) -> None:
    window, view = open_hands.window, open_hands.window.training
    for size in ((960, 600), (1280, 720), (1920, 1080)):
        window.resize(*size)
        window.arrangement.lay_out()
        parts = [view.places.boundary, view.places.plane, view.places.steps, *view.places.charts.values()]
        for number, one in enumerate(parts):
            assert one.right() <= window.runs.x()
            assert one.bottom() <= window.transport.y()
            assert one.top() >= window.title.geometry().bottom()
            for other in parts[number + 1 :]:
                assert not one.intersects(other)


def test_time_goes_through_what_was_learnt(open_hands: Hands) -> None:
    session, last = open_hands.session, told(open_hands)
    losses = open_hands.session.frame.losses
    session.seek(2)
    open_hands.until(lambda: told(open_hands).epoch == 2)
    early = told(open_hands)
    assert last.boundary is not None
    assert early.boundary is not None
    assert (early.boundary.pixels != last.boundary.pixels).any()
    assert session.frame is not None
    assert session.frame.losses != losses
    assert early.wrong.sum() >= last.wrong.sum()
    grabbed = open_hands.window.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    pixels = np.frombuffer(grabbed.constBits(), np.uint32)
    assert len(np.unique(pixels)) > 1000


def test_another_run_and_another_network_are_looked_at(open_hands: Hands) -> None:
    assert (told(open_hands).run, told(open_hands).network) == (0, 0)
    open_hands.window.runs.list.selected.emit(1)
    open_hands.until(lambda: told(open_hands).run == 1)
    open_hands.key(Qt.Key.Key_Right, ALT)
    open_hands.until(lambda: told(open_hands).network == 1)
    open_hands.click(open_hands.window.training.before)
    open_hands.click(open_hands.window.training.before)
    open_hands.until(lambda: told(open_hands).network == 2)
    open_hands.until(lambda: told(open_hands).plane is not None)


def test_turning_a_parameter_trains_anew_and_can_be_undone(open_hands: Hands) -> None:
    session = open_hands.session
    assert session.frame is not None
    before = session.frame.losses
    session.seek(6)
    open_hands.until(lambda: session.step == 6)
    session.set_parameter(0, "eta", 0.5)
    assert session.scenario is not None
    assert session.scenario.runs[0].turns == ()
    session.seek(12)
    open_hands.until(lambda: session.step == 12 and session.frame.losses[0] != before[0])
    open_hands.until(lambda: session.frame.busy is None)
    assert session.frame.losses[1] == before[1]
    session.undo()
    open_hands.until(lambda: session.frame.busy is None and session.frame.losses == before)


def test_the_plane_is_that_of_the_paths_or_a_random_one(open_hands: Hands) -> None:
    session, first = open_hands.session, told(open_hands).plane
    assert 0 < told(open_hands).explained <= 1
    open_hands.window.training.setFocus()
    open_hands.key(Qt.Key.Key_Z)
    assert session.scenario is not None
    assert session.scenario.view.plane == "random"
    open_hands.until(lambda: np.isnan(told(open_hands).explained) and told(open_hands).plane is not first)
    session.undo()
    open_hands.until(lambda: told(open_hands).explained > 0)


def test_the_panel_has_what_networks_have(open_hands: Hands) -> None:
    panel, session = open_hands.window.runs, open_hands.session
    assert panel.network.isVisibleTo(panel)
    assert not panel.start.isVisibleTo(panel)
    assert not panel.noise.isVisibleTo(panel)
    assert panel.field.heading.text().upper() == "NETWORK: TWO MOONS"
    panel.network.set_folded(False)
    panel.network.seeds.set_values([5.0])
    panel.network.seeds.entered.emit()
    panel.network.layers.set_values([4.0, 3.0, 0.0])
    panel.network.layers.entered.emit()
    assert session.scenario is not None
    network = session.scenario.field.network
    assert network is not None
    assert (network.seeds, network.layers) == (5, (4, 3))
    open_hands.until(lambda: told(open_hands).networks == 5)
    open_hands.window.registry["field.choose"].act()
    assert [choice.id for choice in panel.editors.chooser._choices] == ["spirals", "moons", "clusters"]
    session.set_data("clusters")
    open_hands.until(lambda: told(open_hands).points.classes == 3)
    assert not open_hands.window.registry.is_enabled("field.edit")


def test_points_come_from_a_file_or_say_why_not(open_hands: Hands, tmp_path: Path) -> None:
    good, bad = tmp_path / "points.csv", tmp_path / "bad.csv"
    good.write_text("x,y,class\n0,0,1\n1,2,4\n3,1,4\n2,2,1\n", encoding="utf-8")
    bad.write_text("x,y\n0,0\n1,2\n", encoding="utf-8")
    open_hands.drop(bad)
    open_hands.until(lambda: "needs three columns" in open_hands.window.notice.text.text())
    bad.write_text("x,y,class\n0,0,1\n1,nan,0\n", encoding="utf-8")
    open_hands.drop(bad)
    open_hands.until(lambda: "column 'y' has 'nan' in line 3" in open_hands.window.notice.text.text())
    open_hands.drop(good)
    open_hands.until(lambda: len(told(open_hands).points) == 4)
    assert told(open_hands).points.labels.tolist() == [0, 1, 1, 0]


def test_a_landscape_takes_the_place_of_a_network(open_hands: Hands) -> None:
    open_hands.session.set_landscape("himmelblau")
    open_hands.until(lambda: open_hands.session.is_staged)
    assert open_hands.window.canvas.isVisible()
    assert not open_hands.window.training.isVisible()
    open_hands.session.undo()
    open_hands.until(lambda: open_hands.session.is_network)
    assert open_hands.window.training.isVisible()


def test_languages_and_themes(open_hands: Hands) -> None:
    window = open_hands.window
    open_hands.session.set_language("ru")
    open_hands.session.set_theme("light")
    open_hands.until(lambda: window.training.charts["loss"].figure.charts[0].chart.title == "Потери")
    before = told(open_hands).boundary
    open_hands.until(lambda: told(open_hands).boundary is not before)
    assert window.grab().toImage().pixelColor(2, 300).lightness() > 200


@pytest.mark.parametrize("language", ["en", "ru"])
def test_what_is_looked_at_has_a_note_that_is_not_cut(open_hands: Hands, language: str) -> None:
    window, found, resolved = open_hands.window, told(open_hands), open_hands.session.resolved
    assert resolved is not None
    open_hands.session.set_language(language)
    metrics, head = QFontMetricsF(font(SMALL)), QFontMetricsF(font(SMALL, QFont.Weight.DemiBold, 6.0))
    said = words(language)
    for pane, title, notes, buttons in (
        (window.training.places.boundary, said["boundary"], boundary_notes(found, resolved, language), 3),
        (window.training.places.plane, said["plane"], plane_notes(found, resolved, language), 1),
    ):
        room = pane.width() - (buttons * 24 + GRID) - head.horizontalAdvance(title.upper()) - GRID
        assert any(metrics.horizontalAdvance(note) <= room for note in notes)
        assert list(notes) == sorted(notes, key=len, reverse=True)
    percent = share_text(found.accuracy)
    assert all(percent in note for note in boundary_notes(found, resolved, language))
    assert {"en": "epochs/s", "ru": "эпох/с"}[language] in window.transport.speed_button.text()


def test_the_panel_counts_epochs_too(open_hands: Hands) -> None:
    panel, session = open_hands.window.runs, open_hands.session
    panel.playback.set_folded(False)
    assert panel.playback.heading.remark == "12 epochs"
    assert panel.playback.steps.label.text() == "Epochs"
    scenario = session.scenario
    assert scenario is not None
    turns = (TurnSpec(4, {"eta": 0.5}),)
    session.edit(replace(scenario, runs=(replace(scenario.runs[0], turns=turns), *scenario.runs[1:])))
    notes = [note.label.accessibleName() for note in panel.findChildren(TurnNote) if note.isVisibleTo(panel)]
    assert notes == ["0.01 → 0.5,  epoch 4"]
    session.set_landscape("himmelblau")
    open_hands.until(lambda: session.is_staged)
    assert panel.playback.heading.remark == "12 steps"
    assert panel.playback.steps.label.text() == "Steps"


@pytest.mark.parametrize(
    ("language", "says"),
    [
        (
            "en",
            ("the units of layer 2 = 100 is outside", "points to a step = 3000", "the number of net"),
        ),
        ("ru", ("нейронов в слое 2 = 100: допустимо", "точек на шаг = 3000", "число сетей — число")),
    ],
)
def test_what_no_network_can_have_is_told_by_the_names_that_stand_there(
    open_hands: Hands, language: str, says: tuple[str, str, str]
) -> None:
    open_hands.session.set_language(language)
    section = open_hands.window.runs.network
    section.set_folded(False)
    for row, field, typed, said in zip(
        (section.layers, section.batch, section.seeds), (1, 0, 0), ("100", "3000", "x"), says, strict=True
    ):
        row.fields[field].setFocus()
        row.fields[field].selectAll()
        open_hands.type(typed)
        open_hands.key(Qt.Key.Key_Return)
        assert row.complaint.text().startswith(said)
