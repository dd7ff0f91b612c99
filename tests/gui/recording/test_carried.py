"""Every kind of file that a recording becomes carries its scenario, and opens as one."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PySide6.QtGui import QImage

import scenarios
from gui.recording import record
from gui.recording.composition import Composition
from gui.recording.formats import formats
from gui.recording.scene import open_scene
from scenarios.resolving import resolve
from scenarios.schema import Scenario
from tests.gui.recording.conftest import SIGNAL, STAGE

SMALL = (320, 180)


@pytest.mark.parametrize("suffix", sorted(formats()))
def test_a_recording_is_a_scenario_too(stage: Scenario, tmp_path: Path, suffix: str) -> None:
    out = tmp_path / f"film{suffix}"
    record(stage, out, size=SMALL, fps=10, seconds=0.3)
    assert scenarios.load(out) == stage


FREQUENCIES = f"{SIGNAL}\n[view.lanes]\nfrequency = true\n"


def test_a_loop_in_which_nothing_moves_is_a_picture(tmp_path: Path) -> None:
    """The encoder then writes no animation, but a bare picture."""
    still, out = scenarios.loads(FREQUENCIES), tmp_path / "film.webp"
    record(still, out, size=SMALL, fps=10, seconds=0.3)
    assert scenarios.load(out) == still
    image = QImage(str(out))
    assert (image.width(), image.height()) == SMALL
    assert len({image.pixel(x, y) for x in range(0, 320, 3) for y in range(0, 180, 3)}) > 8


@pytest.mark.parametrize(("language", "called"), [("en", "frequency, 1/epoch"), ("ru", "частота, 1/эпоха")])
def test_the_axis_of_frequencies_says_what_it_counts(tmp_path: Path, language: str, called: str) -> None:
    out = tmp_path / "a.svg"
    record(scenarios.loads(FREQUENCIES), out, size=(960, 540), fps=10, seconds=0.3, language=language)
    written = " ".join(text.strip() for text in re.findall(r"<text[^>]*>([^<]*)", out.read_text("utf-8")))
    assert called in written


def test_frequencies_change_where_something_is_turned() -> None:
    turns = "[[runs]]\nturns = [{ step = 7, parameters = { eta = 0.9 } }]"
    resolved = resolve(scenarios.loads(FREQUENCIES.replace("[[runs]]", turns, 1)))
    scene = open_scene(resolved, (640, 360), 30, Composition(), "numpy")
    frames = []
    for step in (0, 6, 7, 30):
        scene.go(step)
        frames.append(scene.paint().copy())
    assert (frames[0] == frames[1]).all()
    assert (frames[1] != frames[2]).any()
    assert (frames[2] == frames[3]).all()


def test_frequencies_of_runs_that_are_hidden_are_drawn_without_any(tmp_path: Path) -> None:
    hidden = scenarios.loads(FREQUENCIES.replace("[[runs]]", "[[runs]]\nhidden = true"))
    for name in ("a.svg", "a.pdf", "a.png"):
        record(hidden, tmp_path / name, size=(960, 540), fps=10, seconds=0.3)
    assert "A title" in (tmp_path / "a.svg").read_text("utf-8")


def test_text_stays_text_in_a_drawing(each: Scenario, tmp_path: Path) -> None:
    record(each, tmp_path / "a.svg", size=(1280, 720), fps=10, seconds=0.3, language="ru")
    drawing = (tmp_path / "a.svg").read_text("utf-8")
    written = " ".join(text.strip() for text in re.findall(r"<text[^>]*>([^<]*)", drawing))
    assert "Заглавие" in written
    assert "На что смотреть." in written
    charts = "ПОТЕРИ" in written
    assert charts or each.field.signal is not None
    assert "clip-path" not in drawing, "Qt cuts off what comes after it as well"


def test_a_name_copied_from_slides_leaves_a_drawing_whole(tmp_path: Path) -> None:
    """There a line ends in a vertical tab, which no XML may have."""
    text, out = STAGE.replace("[[runs]]", '[[runs]]\nlabel = "One\\u000Btwo"', 1), tmp_path / "a.svg"
    scenario = scenarios.loads(text)
    record(scenario, out, size=(960, 540), fps=10, seconds=0.3)
    assert "One two" in {node.text for node in ElementTree.parse(out).iter()}
    assert scenarios.load(out) == scenario


def test_a_page_has_the_size_of_the_picture(stage: Scenario, tmp_path: Path) -> None:
    record(stage, tmp_path / "a.pdf", size=(1280, 720), fps=10, seconds=0.3)
    content = (tmp_path / "a.pdf").read_bytes()
    assert content.startswith(b"%PDF-")
    box = re.search(rb"/MediaBox \[([\d. ]+)\]", content)
    assert box is not None
    assert [float(number) for number in box[1].split()] == pytest.approx([0, 0, 960, 540], abs=0.5)


def test_a_loop_is_kept_under_a_size(stage: Scenario, tmp_path: Path) -> None:
    whole = record(stage, tmp_path / "a.gif", size=(640, 360), fps=25, seconds=0.6)
    size = (tmp_path / "a.gif").stat().st_size
    told: list[float] = []
    under = size // 2
    smaller = record(
        stage, tmp_path / "b.gif", size=(640, 360), fps=25, seconds=0.6, under=under, progress=told.append
    )
    assert (tmp_path / "b.gif").stat().st_size <= under
    assert smaller.size[0] * smaller.size[1] * smaller.frames < whole.size[0] * whole.size[1] * whole.frames
    assert told == sorted(told)
    assert told[-1] == 1.0
