"""Recording from the window: the panel, its picture, and the queue of processes."""

from __future__ import annotations

import errno
import hashlib
import os
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

import scenarios
from gui.exporting.choices import PARTS, Choices
from gui.exporting.jobs import Jobs
from gui.exporting.panel import ExportPanel
from gui.panels.number_field import NumberField
from gui.recording import record
from gui.recording.filming import AHEAD
from scenarios.scripting import script_of
from tests.gui.driving import CTRL, LANDSCAPE, Hands
from tests.gui.recording.conftest import STAGE
from tests.gui.recording.films import decoded

SHORT = ("--size=640x360", "--fps=10", "--seconds=0.5")


@pytest.fixture
def jobs(qtbot: QtBot):
    made = Jobs()
    yield made
    made.close()


def test_a_queue_records_one_after_the_other_and_as_the_command_line_does(
    qtbot: QtBot, jobs: Jobs, tmp_path: Path
) -> None:
    scenario = scenarios.loads(STAGE)
    one, other = (jobs.add(scenario, tmp_path / name, SHORT) for name in ("a.mp4", "b.png"))
    assert (one.state, other.state) == ("runs", "waits")
    qtbot.waitUntil(lambda: other.is_over, timeout=400_000)
    assert (one.state, other.state) == ("done", "done")
    assert (one.share, one.told["frames"], one.told["width"]) == (1.0, 5, 640)
    record(scenario, tmp_path / "c.mp4", size=(640, 360), fps=10, seconds=0.5)
    films = [decoded(tmp_path / name, "yuv420p") for name in ("a.mp4", "c.mp4")]
    sums = [[hashlib.sha256(frame.tobytes()).hexdigest() for frame in film] for film in films]
    assert sums[0] == sums[1]
    assert scenarios.load(tmp_path / "a.mp4") == scenario


def test_what_fails_says_why_in_its_language_and_the_next_goes_on(
    qtbot: QtBot, jobs: Jobs, tmp_path: Path
) -> None:
    scenario = scenarios.loads(STAGE)
    bad = jobs.add(scenario, tmp_path / "nowhere" / "a.png", (*SHORT, "--language=ru"))
    good = jobs.add(scenario, tmp_path / "b.png", SHORT)
    qtbot.waitUntil(lambda: good.is_over, timeout=400_000)
    assert (bad.state, good.state) == ("failed", "done")
    assert "нет такого файла" in bad.said or "не удаётся" in bad.said


def test_one_whose_process_is_lost_has_failed_and_says_so(qtbot: QtBot, jobs: Jobs, tmp_path: Path) -> None:
    """As where the system is short of memory; nobody stopped it."""
    lost = jobs.add(scenarios.loads(STAGE), tmp_path / "a.mp4", SHORT)
    assert jobs._process is not None
    jobs._process.kill()
    qtbot.waitUntil(lambda: lost.is_over, timeout=60_000)
    assert (lost.state, jobs.is_busy) == ("failed", False)
    assert "memory" in lost.said


def test_one_that_cannot_be_begun_says_why_and_the_next_goes_on(
    qtbot: QtBot, jobs: Jobs, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scenario = scenarios.loads(STAGE)
    with monkeypatch.context() as patch:
        patch.setattr(sys, "executable", str(tmp_path / "nothing"))
        bad = jobs.add(scenario, tmp_path / "a.png", SHORT)
        qtbot.waitUntil(lambda: bad.is_over, timeout=60_000)
    assert bad.state == "failed"
    assert bad.said

    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patch:
        patch.setattr(Path, "write_text", full)
        other = jobs.add(scenario, tmp_path / "b.png", SHORT)
    assert (other.state, jobs.is_busy) == ("failed", False)
    assert "no space left" in other.said
    good = jobs.add(scenario, tmp_path / "c.png", SHORT)
    qtbot.waitUntil(lambda: good.is_over, timeout=400_000)
    assert good.state == "done"


def test_one_that_is_stopped_leaves_no_file(qtbot: QtBot, jobs: Jobs, tmp_path: Path) -> None:
    scenario = scenarios.loads(STAGE)
    running = jobs.add(scenario, tmp_path / "a.mp4", ("--size=4k", "--seconds=600"))
    waiting = jobs.add(scenario, tmp_path / "b.mp4", SHORT)
    jobs.cancel(waiting)
    assert waiting.state == "stopped"
    qtbot.waitUntil(lambda: running.share > 0, timeout=400_000)
    jobs.cancel(running)
    qtbot.waitUntil(lambda: running.is_over, timeout=400_000)
    assert running.state == "stopped"
    assert list(tmp_path.iterdir()) == []
    jobs.forget(running)
    assert jobs.jobs == [waiting]


def test_one_whose_map_is_computed_is_stopped(qtbot: QtBot, jobs: Jobs, tmp_path: Path) -> None:
    axes = "\n".join(f'{side} = {{ name = "start.{side}", low = -6, high = 6 }}' for side in "xy")
    scenario = scenarios.loads(f"{STAGE}\n[view.map]\n{axes}\nsteps = 100_000\n")
    running = jobs.add(scenario, tmp_path / "a.gif", SHORT)
    qtbot.waitUntil(lambda: running.share > 0, timeout=400_000)
    jobs.cancel(running)
    qtbot.waitUntil(lambda: running.is_over, timeout=60_000)
    assert running.state == "stopped"
    assert running.share < AHEAD
    assert list(tmp_path.iterdir()) == []


def test_choices_are_told_as_the_command_line_takes_them() -> None:
    chosen = Choices(".gif", "square", 60, 3.0, "light", "ru", 1.5, frozenset({"plots"}), "МГУ", 5.0)
    options = chosen.options()
    assert "--under=5000000" in options
    assert "--fps=50" in options
    assert "--no-title" in options
    assert "--plots" in options
    assert "--watermark=МГУ" in options
    assert not any("under" in option for option in replace(chosen, suffix=".mp4").options())
    assert not chosen.composition.title
    assert Choices().composition.plots
    assert set(PARTS) <= set(vars(Choices().composition))


def opened(hands: Callable[..., Hands], **options: object) -> tuple[Hands, ExportPanel]:
    hand = hands(**options)
    hand.open(LANDSCAPE)
    hand.session.pause()
    hand.key(Qt.Key.Key_R, CTRL, hand.window)
    panel = hand.window.recordings.panel
    assert panel is not None
    return hand, panel


def test_the_panel_shows_what_will_be_recorded_and_follows_its_settings(hands: Callable[..., Hands]) -> None:
    hand, panel = opened(hands)
    assert panel.is_open
    hand.until(lambda: not panel.picture.pixmap().isNull())
    dark = panel.picture.pixmap().toImage()
    panel.fields.theme.chosen.emit("light")
    hand.until(lambda: panel.picture.pixmap().toImage() != dark)
    light = panel.picture.pixmap().toImage()
    assert (
        light.pixelColor(4, light.height() - 4).lightness()
        > dark.pixelColor(4, dark.height() - 4).lightness()
    )
    hand.key(Qt.Key.Key_Escape, at=panel)
    assert not panel.is_open


def test_recording_from_the_panel_takes_what_is_open_and_work_goes_on(
    hands: Callable[..., Hands], tmp_path: Path
) -> None:
    hand, panel = opened(hands)
    panel.fields.set_choices(replace(Choices(), suffix=".png", size="720p", seconds=0.2))
    before = hand.session.scenario
    panel.record_to(str(tmp_path / "a"))
    hand.session.set_steps(77)
    (job,) = panel.jobs.jobs
    hand.bot.waitUntil(lambda: job.is_over, timeout=400_000)
    assert job.state == "done"
    assert scenarios.load(tmp_path / "a.png") == before
    (picture,) = decoded(tmp_path / "a.png")
    assert picture.shape == (720, 1280, 3)
    assert np.ptp(picture) > 100


def test_a_name_with_another_ending_replaces_no_file_that_nobody_has_named(
    hands: Callable[..., Hands], tmp_path: Path
) -> None:
    _, panel = opened(hands)
    panel.fields.set_choices(replace(Choices(), suffix=".png", size="720p", seconds=0.2))
    for name in ("talk.mp4.png", "talk.mp4 2.png"):
        (tmp_path / name).write_text("kept")
    panel.record_to(str(tmp_path / "talk.mp4"))
    panel.record_to(str(tmp_path / "talk.mp4.png"))
    assert [job.out.name for job in panel.jobs.jobs] == ["talk.mp4 3.png", "talk.mp4.png"]


def test_a_recording_that_is_dropped_opens_and_is_not_written_over(
    hands: Callable[..., Hands], tmp_path: Path
) -> None:
    film = tmp_path / "a.png"
    record(scenarios.loads(STAGE), film, size=(320, 180), seconds=0.1)
    hand = hands()
    hand.open(film)
    assert hand.session.scenario == scenarios.loads(STAGE)
    assert hand.session.document is not None
    assert hand.session.document.path is None


def test_what_is_open_can_be_copied_as_a_script(hands: Callable[..., Hands]) -> None:
    hand = hands()
    hand.open(LANDSCAPE)
    hand.key(Qt.Key.Key_C, CTRL | Qt.KeyboardModifier.ShiftModifier, hand.window)
    assert QGuiApplication.clipboard().text() == script_of(hand.session.resolved)


def typed(hand: Hands, field: NumberField, text: str) -> None:
    field.setFocus()
    field.selectAll()
    hand.bot.keyClicks(field, text)
    hand.bot.keyClick(field, Qt.Key.Key_Return)


def test_a_size_of_ones_own_is_checked_where_it_is_typed(hands: Callable[..., Hands]) -> None:
    hand, panel = opened(hands)
    fields = panel.fields
    assert fields.custom_row.isHidden()
    fields._choose("size", "custom")
    assert not fields.custom_row.isHidden()
    assert fields.custom_row.values == [1920, 1080]
    width, height = fields.custom_row.fields
    typed(hand, width, "1001")
    hand.until(lambda: fields.custom_row.complaint.text() != "")
    assert "1000x1080" in fields.custom_row.complaint.text()
    typed(hand, width, "900")
    hand.until(lambda: fields.custom_row.complaint.text() == "")
    typed(hand, height, "12")
    assert fields.custom_row.complaint.text() != ""
    assert fields.choices.custom == (900, 1080)
    typed(hand, height, "500")
    assert "--size=900x500" in fields.choices.options()
    fields._choose("suffix", ".png")
    assert not fields.times_row.isHidden()
    typed(hand, width, "901")
    hand.until(lambda: fields.custom_row.complaint.text() == "")


def test_a_step_taken_apart_can_be_recorded_from_the_panel(hands: Callable[..., Hands]) -> None:
    hand, panel = opened(hands)
    hand.session.seek(5)
    hand.until(lambda: hand.session.step == 5)
    fields = panel.fields
    assert not any("explain" in option for option in fields.choices.options())
    hand.until(lambda: not panel.picture.pixmap().isNull())
    played = panel.picture.pixmap().toImage()
    fields.explain.setChecked(True)
    assert "--explain=5" in fields.choices.options()
    hand.until(lambda: panel.picture.pixmap().toImage() != played)
    hand.session.set_steps(3)
    hand.until(lambda: fields.choices.explain == 2)
    fields.explain.setChecked(False)
    assert fields.choices.explain is None


def test_a_step_that_is_being_typed_stays_though_a_number_of_the_scenario_changes(
    hands: Callable[..., Hands],
) -> None:
    hand, panel = opened(hands)
    fields = panel.fields
    fields.explain.setChecked(True)
    field = fields.explain_row.fields[0]
    assert isinstance(field, NumberField)
    field.setFocus()
    field.selectAll()
    hand.bot.keyClicks(field, "7")
    hand.session.values_changed.emit()
    hand.bot.keyClick(field, Qt.Key.Key_Return)
    assert fields.choices.explain == 7


def test_the_panel_is_made_before_it_is_asked_for(
    hands: Callable[..., Hands], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gui.exporting.recordings._AHEAD", 0)
    drive = hands()
    drive.open(LANDSCAPE)
    recordings = drive.window.recordings
    drive.until(lambda: recordings.panel is not None)
    made = recordings.panel
    assert made is not None
    assert not made.is_open
    drive.window.registry.trigger("record")
    assert recordings.panel is made
    assert made.is_open
