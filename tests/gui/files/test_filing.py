"""Opening, saving and closing, as a person does it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QFileDialog

import scenarios
from gui.gallery.shelves import unknown
from gui.settings import Settings
from scenarios import dumps
from scenarios.carrying import tagged
from scenarios.carrying.png import embed
from tests.gui.driving import CTRL, LANDSCAPE, SHIFT, SIGNAL, Make, offscreen_says


def test_a_file_is_saved_by_its_key(hands: Make, file: Path) -> None:
    drive = hands()
    drive.open(file)
    drive.edit()
    drive.window.canvas.setFocus()
    drive.key(Qt.Key.Key_S, CTRL)
    drive.until(lambda: not drive.window.isWindowModified())
    assert scenarios.load(file) == drive.session.scenario
    assert drive.window.title.button._is_modified is False


@pytest.mark.parametrize("name", ["МОЙ СЦЕНАРИЙ.TOML", "notes.txt", "own"])
def test_a_file_of_any_name_is_saved_to_itself(hands: Make, tmp_path: Path, name: str) -> None:
    file = tmp_path / name
    scenarios.save(scenarios.load(LANDSCAPE), file)
    settings = Settings()
    drive = hands(settings=settings)
    drive.open(file)
    drive.edit()
    drive.window.filing.save()
    assert drive.window.findChild(QFileDialog) is None
    drive.until(lambda: not drive.window.isWindowModified())
    assert scenarios.load(file) == drive.session.scenario
    assert unknown((), settings.recent) == [file]


def test_a_file_that_was_named_from_a_folder_is_the_same_in_another(
    hands: Make, file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "other").mkdir()
    monkeypatch.chdir(file.parent)
    settings = Settings()
    drive = hands(settings=settings)
    drive.open(Path(file.name))
    assert settings.last == str(file)
    drive.edit()
    monkeypatch.chdir(tmp_path / "other")
    drive.window.filing.save()
    drive.until(lambda: not drive.window.isWindowModified())
    assert scenarios.load(file) == drive.session.scenario
    assert list((tmp_path / "other").iterdir()) == []


@pytest.mark.parametrize("replaces", [True, False])
def test_what_another_window_saved_is_not_lost_unasked(hands: Make, file: Path, replaces: bool) -> None:
    first, second = hands(), hands()
    first.open(file)
    second.open(file)
    first.edit()
    for _ in range(2):
        first.edit()
        first.window.filing.save()
        first.until(lambda: not first.window.isWindowModified())
    kept = file.read_bytes()
    second.edit()
    second.window.filing.save()
    assert second.window.question.isVisible()
    assert second.window.question.text.text() == "mine.toml was changed elsewhere meanwhile"
    second.answer(0 if replaces else 2)
    if not replaces:
        second.bot.wait(100)
        assert file.read_bytes() == kept
        assert second.window.isWindowModified()
        return
    second.until(lambda: not second.window.isWindowModified())
    assert scenarios.load(file) == second.session.scenario
    # and from then on it knows the file again, also where that has gone
    file.unlink()
    second.edit()
    second.window.filing.save()
    second.until(lambda: not second.window.isWindowModified())
    assert scenarios.load(file) == second.session.scenario


@offscreen_says
@pytest.mark.parametrize("keys", [(Qt.Key.Key_S, CTRL), (Qt.Key.Key_S, CTRL | SHIFT)])
def test_one_of_ours_is_saved_as_ones_own(hands: Make, tmp_path: Path, keys: tuple) -> None:
    settings = Settings()
    drive = hands(settings=settings)
    drive.open(LANDSCAPE)
    drive.edit()
    drive.window.canvas.setFocus()
    drive.key(*keys)
    dialog = drive.window.findChild(QFileDialog)
    assert dialog.isVisible()
    assert dialog.acceptMode() == QFileDialog.AcceptMode.AcceptSave
    assert Path(dialog.selectedFiles()[0]).name == f"{LANDSCAPE}.toml"
    step = drive.session.step
    drive.until(lambda: drive.session.step != step)
    target = tmp_path / "own.toml"
    dialog.fileSelected.emit(str(target))
    dialog.close()
    drive.until(lambda: not drive.window.isWindowModified())
    assert scenarios.load(target) == drive.session.scenario
    assert settings.recent[0] == str(target)
    assert settings.folder == str(tmp_path)


@offscreen_says
@pytest.mark.parametrize("replaces", [True, False])
def test_another_file_is_not_lost_unasked(hands: Make, file: Path, replaces: bool) -> None:
    drive = hands()
    drive.open(LANDSCAPE)
    drive.edit()
    before = file.read_bytes()
    drive.window.filing.save_as()
    dialog = drive.window.findChild(QFileDialog)
    dialog.fileSelected.emit(str(file))
    dialog.close()
    assert "mine.toml" in drive.window.question.text.text()
    drive.answer(0 if replaces else 2)
    if replaces:
        drive.until(lambda: not drive.window.isWindowModified())
        assert scenarios.load(file) == drive.session.scenario
    else:
        drive.bot.wait(100)
        assert file.read_bytes() == before
        assert drive.window.isWindowModified()


@offscreen_says
def test_a_file_is_not_replaced_by_a_scenario_opened_meanwhile(hands: Make, file: Path) -> None:
    drive = hands()
    drive.open(LANDSCAPE)
    drive.window.filing.save_as()
    dialog = drive.window.findChild(QFileDialog)
    dialog.fileSelected.emit(str(file))
    dialog.close()
    assert drive.window.question.isVisible()
    drive.open(SIGNAL)
    assert not drive.window.question.isVisible()


@offscreen_says
def test_a_question_where_to_save_goes_with_the_scenario_that_it_is_about(
    hands: Make, tmp_path: Path
) -> None:
    drive = hands()
    drive.open(LANDSCAPE)
    drive.window.filing.save_as()
    dialog = drive.window.findChild(QFileDialog)
    dialog.selectFile(str(tmp_path / "own.toml"))
    drive.open(SIGNAL)
    drive.until(lambda: drive.window.findChild(QFileDialog) is None)
    assert not list(tmp_path.iterdir())
    # one that asks what to open says nothing about what is open
    drive.window.filing.ask_for_file()
    drive.open(LANDSCAPE)
    assert drive.window.findChild(QFileDialog).isVisible()
    drive.window.findChild(QFileDialog).close()


def test_what_cannot_be_written_is_said_and_stays_unsaved(hands: Make, tmp_path: Path) -> None:
    drive = hands()
    drive.open(LANDSCAPE)
    drive.edit()
    drive.window.filing.save_to(str(tmp_path / "no" / "such" / "folder.toml"))
    drive.until(drive.window.notice.isVisible)
    assert "folder.toml" in drive.window.notice.text.text()
    assert drive.window.isWindowModified()


def test_a_dropped_file_opens_and_a_bad_one_is_said(hands: Make, file: Path, tmp_path: Path) -> None:
    drive = hands()
    drive.open(SIGNAL)
    drive.drop(file)
    drive.until(lambda: drive.session.loaded is not None and drive.session.loaded.id == "mine")
    bad = tmp_path / "bad.toml"
    bad.write_text("runs = 3")
    drive.drop(bad)
    drive.until(drive.window.notice.isVisible)
    assert "bad.toml" in drive.window.notice.text.text()
    assert drive.session.loaded is not None
    assert drive.session.loaded.id == "mine"


def test_an_array_dropped_before_anything_is_open_is_said_to_be_no_scenario(
    hands: Make, tmp_path: Path
) -> None:
    drive = hands()
    np.save(tmp_path / "heights.npy", np.eye(9))
    drive.drop(tmp_path / "heights.npy")
    drive.until(drive.window.notice.isVisible)
    assert "heights.npy" in drive.window.notice.text.text()


def test_a_table_dropped_where_none_is_taken_says_where_one_is(hands: Make, tmp_path: Path) -> None:
    drive = hands()
    (tmp_path / "log.csv").write_text("t;y\n0,5;1\n1,5;2\n")
    for source in (None, LANDSCAPE):
        if source is not None:
            drive.open(source)
        drive.window.notice.say("")
        drive.drop(tmp_path / "log.csv")
        drive.until(lambda: "log.csv: is a table, which a signal" in drive.window.notice.text.text())


def picture(path: Path) -> Path:
    """Of heights, as another program makes them."""
    grey = QImage(40, 30, QImage.Format.Format_Grayscale8)
    grey.fill(0)
    for k in range(30):
        grey.setPixelColor(k + 5, k, QColor(8 * k, 8 * k, 8 * k))
    grey.save(str(path))
    return path


def test_a_dropped_picture_is_a_landscape_unless_a_scenario_is_in_it(hands: Make, tmp_path: Path) -> None:
    drive = hands()
    drive.open(LANDSCAPE)
    drive.drop(picture(tmp_path / "hills.png"))
    drive.until(lambda: drive.session.scenario.field.heightmap is not None)
    assert drive.session.loaded.id == LANDSCAPE
    drive.session.undo()
    assert drive.session.scenario.field.heightmap is None
    carrying = picture(tmp_path / "kept.png")
    carrying.write_bytes(embed(carrying.read_bytes(), tagged(dumps(scenarios.load(SIGNAL))).encode()))
    drive.drop(carrying)
    drive.until(lambda: drive.session.scenario.field.signal is not None)


@pytest.mark.parametrize("over", [SIGNAL, None])
def test_a_picture_dropped_where_there_is_no_landscape_is_said_to_be_no_scenario(
    hands: Make, tmp_path: Path, over: str | None
) -> None:
    drive = hands()
    drive.open(over or LANDSCAPE)
    if over is None:
        drive.window.pages.open_gallery()
    drive.drop(picture(tmp_path / "hills.png"))
    drive.until(drive.window.notice.isVisible)
    assert "carries no scenario" in drive.window.notice.text.text()
    assert drive.session.scenario.field.heightmap is None


def test_a_bad_file_dropped_on_the_gallery_leaves_the_gallery(hands: Make, tmp_path: Path) -> None:
    drive = hands()
    drive.window.pages.open_gallery()
    bad = tmp_path / "bad.toml"
    bad.write_text("runs = 3")
    drive.drop(bad)
    drive.until(drive.window.notice.isVisible)
    assert drive.window.pages.gallery.isVisible()
    assert not drive.window.notice.visibleRegion().isEmpty()


def test_recent_files_and_speeds_are_remembered(hands: Make, file: Path) -> None:
    settings = Settings()
    drive = hands(settings=settings)
    drive.open(SIGNAL)
    drive.open(file)
    assert settings.recent == [str(file), SIGNAL]
    assert settings.last == str(file)
    drive.session.set_speed(5)
    drive.open(SIGNAL)
    assert drive.session.speed != 5
    drive.window.filing.open_remembered(settings.recent[1])
    drive.until(lambda: drive.session.loaded is not None and drive.session.loaded.id == "mine")
    assert drive.session.speed == 5
