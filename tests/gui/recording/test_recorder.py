"""Scenarios filmed to files: the same every time, whole or absent."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import numpy as np
import pytest

import scenarios
from engine.errors import Cancelled, InputError, OutputError, UnknownNameError
from gui.recording import record
from gui.recording.journal import saved_from_kills
from scenarios.schema import Scenario
from tests.gui.recording.conftest import STAGE
from tests.gui.recording.films import decoded, described

ROOT = Path(__file__).parents[3]
SMALL = (640, 360)


def left_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_two_recordings_show_the_same(each: Scenario, tmp_path: Path) -> None:
    for name in ("a.mp4", "b.mp4"):
        record(each, tmp_path / name, size=SMALL, fps=30, seconds=0.5)
    one, other = (decoded(tmp_path / name, "yuv420p") for name in ("a.mp4", "b.mp4"))
    assert len(one) == 15
    assert all(np.array_equal(a, b) for a, b in zip(one, other, strict=True))
    assert not np.array_equal(one[0], one[-1])


def test_a_picture_is_the_film_s_frame_of_that_moment(each: Scenario, tmp_path: Path) -> None:
    record(each, tmp_path / "a.mp4", size=SMALL, fps=30, seconds=0.3)
    record(each, tmp_path / "a.png", size=SMALL, fps=30, seconds=0.3)
    film, (picture,) = decoded(tmp_path / "a.mp4"), decoded(tmp_path / "a.png")
    distances = [float(np.mean((frame.astype(float) - picture) ** 2)) for frame in film]
    assert np.argmin(distances) == len(film) - 1
    assert distances[-1] < 60


def test_without_wishes_it_is_full_hd_at_sixty(stage: Scenario, tmp_path: Path) -> None:
    record(stage, tmp_path / "a.mp4")
    found = described(tmp_path / "a.mp4")
    assert (found["size"], found["rate"]) == ((1920, 1080), 60)
    assert len(decoded(tmp_path / "a.mp4", "gray")) == 30 + 60


def test_a_gif_is_smaller_and_slower_and_looks_alike(each: Scenario, tmp_path: Path) -> None:
    record(each, tmp_path / "a.gif", seconds=0.4)
    record(each, tmp_path / "a.png", size=(960, 540), fps=25, seconds=0.4)
    film, (picture,) = decoded(tmp_path / "a.gif"), decoded(tmp_path / "a.png")
    assert len(film) == 10
    assert film[0].shape == (540, 960, 3)
    assert np.abs(film[-1].astype(float) - picture).mean() < 4


@pytest.mark.parametrize(("theme", "language"), [("dark", "ru"), ("light", "en")])
def test_theme_and_language_show(each: Scenario, tmp_path: Path, theme: str, language: str) -> None:
    record(each, tmp_path / "usual.png", size=SMALL, seconds=0.2)
    record(each, tmp_path / "other.png", size=SMALL, seconds=0.2, theme=theme, language=language)
    (usual,), (other,) = decoded(tmp_path / "usual.png"), decoded(tmp_path / "other.png")
    assert (usual != other).any()
    corner = other[-40:, 300:340].mean()
    assert corner > 150 if theme == "light" else corner < 120


def test_says_how_far_it_is(stage: Scenario, tmp_path: Path) -> None:
    told: list[float] = []
    record(stage, tmp_path / "a.gif", size=SMALL, fps=10, seconds=1, progress=told.append)
    assert len(told) == 20
    assert told == sorted(told)
    assert told[-1] == 1.0


# -- whole or absent -------------------------------------------------------------------------------------


@pytest.mark.parametrize("suffix", [".mp4", ".gif", ".png"])
def test_stopped_halfway_leaves_what_was_there(stage: Scenario, tmp_path: Path, suffix: str) -> None:
    out = tmp_path / f"film{suffix}"
    out.write_text("an older recording")
    cancel = threading.Event()

    def progress(share: float) -> None:
        if share > 0.7:
            cancel.set()

    with pytest.raises(Cancelled):
        record(stage, out, size=SMALL, fps=25, progress=progress, cancel=cancel)
    assert left_in(tmp_path) == [out.name]
    assert out.read_text() == "an older recording"


def test_a_name_may_be_as_long_as_the_system_lets_it(stage: Scenario, tmp_path: Path) -> None:
    """In letters of four bytes: what a film is laid out beside has a longer name than the film."""
    for name in ("\N{SNOWBOARDER}" * 62 + ".mp4", "\N{SNOWBOARDER}" * 62 + ".pngs"):
        record(stage, tmp_path / name, size=SMALL, fps=10, seconds=0.2)
        assert (tmp_path / name).exists()
    assert len(left_in(tmp_path)) == 2


def test_any_exception_leaves_nothing(stage: Scenario, tmp_path: Path) -> None:
    def progress(share: float) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        record(stage, tmp_path / "film.mp4", size=SMALL, progress=progress)
    assert left_in(tmp_path) == []


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("nowhere/film.mp4", "cannot write .*nowhere.film.mp4: no such file or directory"),
        ("folder.mp4", "cannot write .*folder.mp4: it is a folder"),
    ],
)
def test_an_impossible_place_is_refused(stage: Scenario, tmp_path: Path, name: str, words: str) -> None:
    (tmp_path / "folder.mp4").mkdir()
    with pytest.raises(OutputError, match=words):
        record(stage, tmp_path / name, size=SMALL)
    assert left_in(tmp_path) == ["folder.mp4"]


def test_wrong_wishes_are_refused_before_any_work(stage: Scenario, tmp_path: Path) -> None:
    out = tmp_path / "film.mp4"
    for wishes in ({"size": (641, 360)}, {"fps": 1000}, {"fps": 0}, {"seconds": -1.0}, {"size": (10, 10)}):
        with pytest.raises(InputError):
            record(stage, out, **wishes)
    with pytest.raises(UnknownNameError, match="no theme 'drak'; did you mean 'dark'"):
        record(stage, out, theme="drak")
    with pytest.raises(UnknownNameError, match="no language 'de'"):
        record(stage, out, language="de")
    with pytest.raises(InputError, match=r"ends in \.gif, .*\.mp4, .*\.webp"):
        record(stage, tmp_path / "film.mov")
    assert left_in(tmp_path) == []


CHILD = """
import sys
from pathlib import Path
import scenarios
from engine.errors import RavineError
from gui.recording import record
from gui.recording.journal import saved_from_kills
{prelude}
try:
    record(scenarios.loads({text!r}), Path(sys.argv[1]), size=(640, 360), progress={progress})
except RavineError as error:
    print(type(error).__name__, error)
"""


def child(out: Path, prelude: str = "", progress: str = "None") -> list[str]:
    text = CHILD.format(prelude=prelude, text=STAGE, progress=progress)
    return [sys.executable, "-W", "error", "-c", text, str(out)]


def environment() -> dict[str, str]:
    """The tests' own, without a display and without being told of one."""
    without = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    return {**{k: v for k, v in os.environ.items() if k not in without}, "PYTHONPATH": str(ROOT)}


@pytest.mark.skipif(not hasattr(signal, "SIGXFSZ"), reason="this system has no limit on a file's size")
@pytest.mark.parametrize(
    ("name", "limit"),
    [("film.mp4", 4096), ("film.mp4", 30_000), ("film.gif", 50_000), ("page.pdf", 20_000)],
)
def test_a_full_disk_is_one_sentence_and_no_file(tmp_path: Path, name: str, limit: int) -> None:
    """A limit on the size of files stands for the disk: the system refuses to write on in the same way."""
    prelude = (
        "from gui.recording.formats import formats; formats()\n"
        "from gui.stage import raster; raster.wait()\n"
        "import resource, signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        f"resource.setrlimit(resource.RLIMIT_FSIZE, ({limit}, {limit}))"
    )
    # a module that is compiled under the limit would be kept cut off, and fail whoever imports it next
    around = environment() | {"PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(
        child(tmp_path / name, prelude), env=around, capture_output=True, text=True, timeout=120
    )
    assert done.stderr == ""
    assert done.stdout == f"OutputError cannot write {tmp_path / name}: file too large\n"
    assert left_in(tmp_path) == []


def test_killed_it_leaves_no_file_of_that_name_and_what_was_done_plays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gui.recording.journal.journal_folder", lambda: tmp_path / "notes")
    prelude = (
        f"import gui.recording.journal as j\nj.journal_folder = lambda: Path({str(tmp_path / 'notes')!r})"
    )
    out = tmp_path / "film.mp4"
    sleepy = "lambda share: (share > 0.9 and (print('late', flush=True), __import__('time').sleep(60)))"
    process = subprocess.Popen(
        child(out, prelude, sleepy), env=environment(), stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    with process.stdout:
        assert process.stdout.readline() == "late\n"
        assert saved_from_kills() == []
        process.kill()
        process.wait()
    assert not out.exists()
    (lock,) = (tmp_path / "notes").glob("*.lock")
    lock.write_text("1\npython\nthe name that this machine had\n\n\n")
    os.utime(lock, (0.0, 0.0))
    (cut,) = saved_from_kills()
    assert (cut.out, cut.kept) == (out, tmp_path / "film.cut.mp4")
    assert left_in(tmp_path) == ["film.cut.mp4", "notes"]
    assert str(cut.kept) in cut.sentence
    assert len(decoded(cut.kept)) > 20
    assert scenarios.load(cut.kept) == scenarios.loads(STAGE)
    assert saved_from_kills() == []


def test_a_note_that_names_other_files_touches_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gui.recording.journal.journal_folder", lambda: tmp_path)
    precious = tmp_path / "precious.mp4"
    precious.write_bytes(bytes(5000))
    for number, note in enumerate(
        (
            {"out": str(tmp_path / "a.mp4"), "part": str(precious), "plays": False},
            {"out": str(tmp_path / "b" / "a.mp4"), "part": str(tmp_path / ".a.part"), "plays": True},
            {"out": 3},
            [],
        )
    ):
        (tmp_path / f"{number}.json").write_text(json.dumps(note))
    (tmp_path / "9.json").write_text("{" * 100_000)
    (tmp_path / ".a.part").write_bytes(bytes(5000))
    assert saved_from_kills() == []
    assert left_in(tmp_path) == [".a.part", "precious.mp4"]


def test_a_folder_gives_way_only_to_a_folder_of_ours(stage: Scenario, tmp_path: Path) -> None:
    out = tmp_path / "film.pngs"
    for _ in range(2):
        record(stage, out, size=SMALL, fps=10, seconds=0.2)
        assert left_in(out) == ["000001.png", "000002.png", "scenario.toml"]
    (out / "holiday.jpg").write_text("mine")
    with pytest.raises(OutputError, match="there is something else of that name"):
        record(stage, out, size=SMALL, fps=10, seconds=0.2)
    assert (out / "holiday.jpg").read_text() == "mine"
    assert left_in(tmp_path) == ["film.pngs"]


def test_works_without_a_display_and_leaves_qt_s_platform_alone(tmp_path: Path) -> None:
    prelude = "import atexit, os; atexit.register(lambda: print(os.environ.get('QT_QPA_PLATFORM')))"
    done = subprocess.run(
        child(tmp_path / "film.png", prelude), env=environment(), capture_output=True, text=True, timeout=120
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "None\n", "")
    assert len(decoded(tmp_path / "film.png")) == 1


def test_other_threads_may_run_meanwhile(stage: Scenario, tmp_path: Path) -> None:
    """Recording from a thread other than the main one, as the window does, makes the same picture."""
    record(stage, tmp_path / "here.png", size=SMALL)
    thread = threading.Thread(target=record, args=(stage, tmp_path / "there.png"), kwargs={"size": SMALL})
    thread.start()
    while thread.is_alive():
        time.sleep(0.01)
    thread.join()
    here, there = (decoded(tmp_path / name)[0] for name in ("here.png", "there.png"))
    assert np.array_equal(here, there)


def test_a_missing_scenario_is_not_recorded(tmp_path: Path) -> None:
    with pytest.raises(UnknownNameError):
        record(scenarios.load("no_such_scenario"), tmp_path / "film.mp4")
