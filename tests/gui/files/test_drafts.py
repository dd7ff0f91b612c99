"""Unsaved changes are never lost: drafts on disk, and what becomes of them."""

from __future__ import annotations

import os
import platform
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import scenarios
from engine.phrase import Phrase
from gui.files.drafts import Draft, Drafts
from scenarios.schema import Scenario
from tests.gui.driving import LANDSCAPE, SIGNAL, Make

ROOT = Path(__file__).parents[3]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "unsaved"


@pytest.fixture
def keep(folder: Path) -> Iterator[Callable[[], Drafts]]:
    """Makes programs that keep drafts in the same folder."""
    made: list[Drafts] = []

    def make() -> Drafts:
        made.append(Drafts(folder))
        return made[-1]

    yield make
    for each in made:
        each.close()


def scenario() -> Scenario:
    return scenarios.load(SIGNAL)


def test_a_draft_of_a_running_program_is_its_own(keep: Callable[[], Drafts], folder: Path) -> None:
    first, second = keep(), keep()
    file = first.new_file()
    first.keep(file, scenario(), Path("/some/where.toml"))
    first.flush()
    assert file.exists()
    assert second.left_behind() == []
    first.close()
    (left,) = second.left_behind()
    assert (left.file, left.scenario, left.path) == (file, scenario(), Path("/some/where.toml"))
    assert keep().left_behind() == []


def test_of_several_in_a_row_the_last_is_kept_and_dropped_ones_go(
    keep: Callable[[], Drafts], folder: Path
) -> None:
    drafts = keep()
    file, other = drafts.new_file(), drafts.new_file()
    for _ in range(20):
        drafts.keep(file, scenarios.load(LANDSCAPE), None)
        drafts.keep(other, scenario(), None)
    drafts.keep(file, scenario(), None)
    drafts.flush()
    assert scenarios.load(file) == scenario()
    drafts.drop(file)
    drafts.close()
    assert [path.name for path in folder.iterdir()] == [other.name]


LEFT = """
import os, sys
from pathlib import Path
import scenarios
from engine.phrase import Phrase
from gui.files.drafts import Drafts

drafts = Drafts(Path(sys.argv[1]))
drafts.keep(drafts.new_file(), scenarios.load(sys.argv[2]), None)
drafts.flush()
os._exit(0)
"""


@pytest.mark.parametrize("lock", ["", "{own}\n{name}\n{host}\n", "1\npython\nanother machine\n\n\n"])
def test_a_draft_is_offered_whatever_its_lock_says_of_who_has_gone(
    keep: Callable[[], Drafts], folder: Path, lock: str
) -> None:
    subprocess.run([sys.executable, "-c", LEFT, str(folder), str(SIGNAL)], cwd=ROOT, check=True)
    (file,) = folder.glob("*.lock")
    # a text that was cut short, one of a machine of another name, a number that another process has by now
    file.write_text(
        lock.format(own=os.getpid(), name=Path(sys.executable).resolve().name, host=platform.node())
    )
    os.utime(file, (0.0, 0.0))
    (left,) = keep().left_behind()
    assert left.scenario == scenario()
    assert keep().left_behind() == []


def test_a_draft_of_a_program_that_runs_long_is_its_own(keep: Callable[[], Drafts], folder: Path) -> None:
    first = keep()
    first.keep(first.new_file(), scenario(), None)
    first.flush()
    (lock,) = folder.glob("*.lock")
    os.utime(lock, (0.0, 0.0))
    assert keep().left_behind() == []
    assert lock.exists()


def test_what_cannot_be_read_is_told_with_its_place_and_stays(folder: Path) -> None:
    folder.mkdir()
    (folder / "abc-1.toml").write_text("this is no scenario")
    told: list[Phrase] = []
    drafts = Drafts(folder, told.append)
    assert drafts.left_behind() == []
    drafts.close()
    assert [str(folder / "abc-1.toml") in sentence for sentence in told] == [True]
    assert told[0].values
    assert (folder / "abc-1.toml").exists()


def test_what_is_damaged_is_passed_over(keep: Callable[[], Drafts], folder: Path) -> None:
    folder.mkdir()
    (folder / "abc-1.toml").write_text("this is no scenario")
    (folder / "abc-2.toml").write_bytes(b"\xff\xfe\x00")
    (folder / "abc-3.toml").write_text("# unsaved: {not json\n" + scenarios.dumps(scenario()))
    (left,) = keep().left_behind()
    assert (left.scenario, left.path) == (scenario(), None)


def test_a_folder_that_cannot_be_written_is_told_and_nothing_fails(tmp_path: Path) -> None:
    (tmp_path / "unsaved").write_text("a file where the folder should be")
    told: list[Phrase] = []
    drafts = Drafts(tmp_path / "unsaved", told.append)
    drafts.keep(drafts.new_file(), scenario(), None)
    drafts.close()
    assert [sentence.template for sentence in told] == ["cannot write {target}: {reason}"]
    assert Drafts(tmp_path / "unsaved").left_behind() == []


KILLED = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from gui.window import Window

app = QApplication([])
window = Window("dark", "en", drafts=Path(sys.argv[1]))
window.show()
window.open("everyone_from_one_point")
window.started.connect(lambda: window.session.set_noise(sigma=0.375))
window.started.connect(lambda: print("edited", flush=True))
app.exec()
"""


def killed_in_the_middle(folder: Path) -> None:
    """A program that is killed after an edit has been written, as a power cut would end it."""
    process = subprocess.Popen(
        [sys.executable, "-c", KILLED, str(folder)], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    try:
        assert process.stdout is not None
        assert process.stdout.readline() == "edited\n"
        end = time.monotonic() + 60
        while not list(folder.glob("*.toml")):
            assert time.monotonic() < end, "no draft was written"
            time.sleep(0.05)
    finally:
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
        if process.stdout is not None:
            process.stdout.close()


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
@pytest.mark.parametrize("restored", [True, False])
def test_after_a_kill_the_next_start_offers_what_was_unsaved(
    hands: Make, folder: Path, restored: bool
) -> None:
    killed_in_the_middle(folder)
    drive = hands(drafts=folder)
    drive.open(SIGNAL)
    unsaved = drive.window.filing.unsaved
    assert unsaved is not None
    unsaved.keeper.search()
    drive.until(drive.window.question.isVisible)
    assert "Everyone from one point" in drive.window.question.text.text()
    if not restored:
        drive.answer(1)
        unsaved.keeper.drafts.flush()
        assert list(folder.glob("*.toml")) == []
        return
    drive.answer(0)
    drive.until(lambda: drive.session.scenario is not None and drive.session.scenario.noise.sigma == 0.375)
    document = drive.session.document
    assert document is not None
    assert document.is_modified
    # restored, it is as unsaved as before, until it is saved
    assert len(list(folder.glob("*.toml"))) == 1
    target = folder.parent / "saved.toml"
    drive.window.filing.save_to(str(target))
    drive.until(lambda: not document.is_modified)
    unsaved.keeper.drafts.flush()
    assert scenarios.load(target).noise.sigma == 0.375
    assert list(folder.glob("*.toml")) == []


def test_an_edit_becomes_a_draft_and_its_undoing_takes_it_back(hands: Make, folder: Path) -> None:
    drive = hands(drafts=folder)
    drive.open(LANDSCAPE)
    unsaved = drive.window.filing.unsaved
    assert unsaved is not None
    drive.edit()
    assert drive.window.isWindowModified()
    drive.until(lambda: len(list(folder.glob("*.toml"))) == 1)
    drive.window.registry.trigger("undo")
    assert not drive.window.isWindowModified()
    unsaved.keeper.drafts.flush()
    assert list(folder.glob("*.toml")) == []


def test_opening_another_keeps_the_changes_and_brings_them_back(hands: Make, folder: Path) -> None:
    drive = hands(drafts=folder)
    drive.open(LANDSCAPE)
    drive.edit()
    edited = drive.session.scenario
    drive.open(SIGNAL)
    question = drive.window.question
    assert question.isVisible()
    assert "Everyone from one point" in question.text.text()
    assert [button.text() for button in question.buttons] == ["Bring back", "Discard", "Later"]
    drive.answer(2)
    assert not question.isVisible()
    drive.until(lambda: len(list(folder.glob("*.toml"))) == 1)
    drive.window.registry.refresh()
    assert drive.window.registry.is_enabled("bring_back")
    drive.window.registry.trigger("bring_back")
    drive.answer(0)
    drive.until(lambda: drive.session.scenario == edited)
    assert drive.window.isWindowModified()
    assert not drive.window.registry.is_enabled("bring_back")


def test_a_draft_that_cannot_be_opened_is_not_taken_for_another(hands: Make, folder: Path) -> None:
    drive = hands(drafts=folder)
    drive.open(LANDSCAPE)
    unsaved = drive.window.filing.unsaved
    assert unsaved is not None
    import msgspec

    strange = msgspec.structs.replace(scenario(), runs=(scenarios.schema.RunSpec(optimizer="no_such"),))
    unsaved._restore(Draft(folder / "x-1.toml", strange, None))
    drive.until(drive.window.notice.isVisible)
    drive.open(SIGNAL)
    assert not drive.window.isWindowModified()
    assert unsaved.has_drafts


@pytest.mark.parametrize("changed", [True, False])
def test_a_draft_taken_up_again_does_not_replace_what_was_saved_after_it(
    hands: Make, folder: Path, file: Path, changed: bool
) -> None:
    drive = hands(drafts=folder)
    drive.open(file)
    unsaved = drive.window.filing.unsaved
    assert unsaved is not None
    left = Draft(unsaved.keeper.drafts.new_file(), scenario(), file)
    unsaved.keeper.drafts.keep(left.file, left.scenario, left.path)
    unsaved.keeper.drafts.flush()
    moment = left.file.stat().st_mtime + (60 if changed else -60)
    os.utime(file, (moment, moment))
    unsaved._restore(left)
    drive.until(lambda: drive.session.scenario == scenario())
    drive.window.filing.save()
    assert drive.window.question.isVisible() is changed
    if changed:
        assert scenarios.load(file) == scenarios.load(LANDSCAPE)
        drive.answer(0)
    drive.until(lambda: not drive.window.isWindowModified())
    assert scenarios.load(file) == scenario()
