"""Maps filmed: the map, the path upon it and the stage beside it, to the same bits every time."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from msgspec.structs import replace
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

import scenarios
from engine.errors import Cancelled
from gui.exporting.preview import Asked as Preview
from gui.exporting.preview import picture
from gui.maps.filmed import Making, pictures_of
from gui.recording.composition import Composition
from gui.recording.filming import AHEAD
from gui.recording.formats import Frame
from gui.recording.layout import Box
from gui.recording.map_scene import MapScene
from gui.recording.recorder import record
from gui.recording.reel import open_reel
from gui.recording.scene import open_scene
from gui.theme.colours import DARK
from gui.translations import Language
from scenarios.resolving import Resolved, resolve
from tests.gui.recording.conftest import STAGE
from tests.gui.recording.films import decoded

PLANE = """
[view.map]
x = { name = "start.x", low = -6, high = 6 }
y = { name = "start.y", low = -6, high = 6 }
"""
RATES = """
[view.map]
x = { name = "eta", low = 0.001, high = 0.2 }
y = { name = "start.y", low = -2, high = 2 }
colour = "outcome"
"""
THREE = PLANE + '[view.map.second]\nrun = 1\ncolour = "steps"\ndifference = true\n'
SIZES = [(640, 360), (1280, 720), (720, 720), (540, 960), (320, 180)]


def resolved(view: str = PLANE) -> Resolved:
    return resolve(scenarios.loads(STAGE + view))


def opened(
    of: Resolved, size: tuple[int, int] = (640, 360), look: Composition | None = None
) -> tuple[MapScene, list[Box]]:
    """A scene, and where its maps' plots are in pixels."""
    scene = open_scene(of, size, 30, look or Composition(), "numpy")
    assert isinstance(scene, MapScene)
    scale = scene.canvas.scale
    plots = [panel.plot for panel in scene._around.board.panels]
    return scene, [Box(p.x * scale, p.y * scale, p.width * scale, p.height * scale) for p in plots]


def part(frame: Frame, box: Box) -> Frame:
    return frame[round(box.y) : round(box.bottom), round(box.x) : round(box.right)]


def test_the_picture_has_the_map_pixel_by_pixel_and_the_path_grows_upon_it(qapp: QApplication) -> None:
    of = resolved()
    scene, (plot,) = opened(of)
    first = part(scene.paint(), plot).copy()
    spec = of.scenario.view.map
    assert spec is not None
    size = (first.shape[1], first.shape[0])
    (alone,) = pictures_of(of, spec, size, DARK, Making("numpy"))
    drawn = np.asarray(alone.pixels)[::-1]
    # marks, the scale bar and the start lie over the rest
    assert (first == drawn).mean() > 0.9
    scene.go(20)
    later = part(scene.paint(), plot).copy()
    assert 0.001 < (first != later).mean() < 0.2


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("view", [PLANE, THREE, PLANE + "wide = true\n"])
def test_maps_and_stage_lie_beside_each_other(qapp: QApplication, size: tuple[int, int], view: str) -> None:
    scene, plots = opened(resolved(view), size, Composition("light", "ru"))
    boxes = scene.boxes()
    ground, canvas = scene._around.ground, scene.canvas
    for number, plot in enumerate(plots):
        assert 0 <= plot.x < plot.right <= size[0]
        assert 0 <= plot.y < plot.bottom <= size[1]
        assert plot.right <= ground.right * canvas.scale
        assert plot.bottom <= ground.bottom * canvas.scale
        assert plot.y >= boxes["headline"].bottom * canvas.scale
        for other in plots[:number]:
            assert plot.x >= other.right or plot.y >= other.bottom
    side = boxes.get("side")
    for plot in plots if side is not None else ():
        if canvas.is_upright:
            assert plot.y >= side.bottom * canvas.scale
        else:
            assert plot.right <= side.x * canvas.scale
    assert len(np.unique(scene.paint())) > 200


def test_away_from_the_plane_a_cross_says_where_the_scenario_is(qapp: QApplication) -> None:
    of = resolved(RATES)
    scene, (plot,) = opened(of)
    before = part(scene.paint(), plot).copy()
    scene.go(20)
    assert (part(scene.paint(), plot) == before).all()
    first = of.scenario.runs[0]
    moved = replace(of.scenario, runs=(replace(first, parameters={"eta": 0.15}), *of.scenario.runs[1:]))
    elsewhere, _ = opened(resolve(moved))
    assert 0 < (part(elsewhere.paint(), plot) != before).mean() < 0.2


def test_how_one_came_to_a_step_does_not_matter(qapp: QApplication) -> None:
    straight, _ = opened(resolved())
    straight.go(12)
    slowly, _ = opened(resolved())
    for step in range(13):
        slowly.go(step)
        shown = slowly.paint()
    assert (straight.paint() == shown).all()
    back = slowly.become(slowly.resolved, 12)
    assert len(slowly.known) == 1, "the map is the same and is not computed again"
    assert back.player.step == 12


def test_a_film_is_the_same_bits_twice_and_a_still_its_last_picture(
    qapp: QApplication, tmp_path: Path
) -> None:
    of, films = resolved(), [tmp_path / "one.mkv", tmp_path / "two.mkv"]
    for film in films:
        record(of, film, size=(320, 180), fps=10, seconds=0.5, kernels="numpy")
    # the container itself counts its files
    one, two = (decoded(film) for film in films)
    assert len(one) == 5
    assert all((a == b).all() for a, b in zip(one, two, strict=True))
    assert (one[0] != one[-1]).any()
    record(of, tmp_path / "still.png", size=(640, 360), seconds=0.2, fps=10, kernels="numpy")
    still = QImage(str(tmp_path / "still.png")).convertToFormat(QImage.Format.Format_RGB32)
    scene, _ = opened(of)
    scene.go(6)
    frame = scene.paint()
    shown = np.frombuffer(still.constBits(), np.uint32).reshape(360, 640)
    assert (shown == frame).all()
    for kind in ("svg", "pdf"):
        record(of, tmp_path / f"drawing.{kind}", size=(640, 360), seconds=0.2, kernels="numpy")
        assert (tmp_path / f"drawing.{kind}").stat().st_size > 20_000


def test_the_windows_preview_is_the_film(qapp: QApplication) -> None:
    of = resolved()
    shown = picture(Preview("", 8, (640, 360), Composition(), 640), of)
    scene, _ = opened(of)
    scene.go(8)
    frame = scene.paint()
    assert (np.frombuffer(shown.constBits(), np.uint32).reshape(360, 640) == frame).all()


def test_what_the_window_speaks_does_not_matter(qapp: QApplication) -> None:
    of, looks = resolved(), [Composition(language=language) for language in ("en", "ru")]
    plain = [opened(of, (1280, 720), look)[0].paint().copy() for look in looks]
    assert (plain[0] != plain[1]).any()
    Language(qapp).put_on("ru")
    try:
        with ThreadPoolExecutor(1) as thread:
            for look, before in zip(looks, plain, strict=True):
                shown = thread.submit(lambda look=look: opened(of, (1280, 720), look)[0].paint().copy())
                assert (shown.result() == before).all()
    finally:
        Language(qapp).put_on("en")


def test_a_step_taken_apart_has_the_stage_to_itself(qapp: QApplication) -> None:
    shown, bare = (
        open_reel(resolve(scenarios.loads(text)), (640, 360), 10, 0.5, Composition(), 5, "numpy")
        for text in (STAGE + PLANE, STAGE)
    )
    for reel in (shown, bare):
        reel.show(2)
    assert (shown.paint() == bare.paint()).all()


def test_a_value_that_shots_sweep_moves_the_cross_and_not_the_map(qapp: QApplication) -> None:
    sweep = '[[shots]]\nseconds = 0.4\nsweep = { parameter = "eta", start = 0.02, end = 0.18 }\n'
    of = resolved(RATES + sweep)
    reel = open_reel(of, (640, 360), 10, None, Composition(), kernels="numpy")
    _, (plot,) = opened(of)
    pictures = []
    for number in range(reel.frames):
        reel.show(number)
        pictures.append(part(reel.paint(), plot).copy())
    changed = [(shown != pictures[0]).mean(axis=0) for shown in pictures[1:]]
    across = [int(np.flatnonzero(columns > 0.5).max()) for columns in changed]
    assert len(across) == 3
    assert across == sorted(set(across)), "the upright hair goes to the right"
    assert (pictures[0] != pictures[-1]).mean() < 0.1


# -- long ones are given up ------------------------------------------------------------------------------

LONG = PLANE + "steps = 100_000\n"


@pytest.mark.parametrize("kernels", ["numpy", "split"])
def test_a_film_is_stopped_while_its_map_is_computed(tmp_path: Path, kernels: str) -> None:
    out = tmp_path / "map.mp4"
    out.write_text("an older recording")
    cancel, told = threading.Event(), []

    def progress(share: float) -> None:
        told.append(share)
        cancel.set()

    if kernels == "numpy":
        threading.Timer(0.5, cancel.set).start()
    with pytest.raises(Cancelled):
        record(resolved(LONG), out, size=(640, 360), progress=progress, cancel=cancel, kernels=kernels)
    # no picture was made
    assert all(0 < share < AHEAD for share in told)
    assert bool(told) == (kernels == "split")
    assert out.read_text() == "an older recording"
    assert [path.name for path in tmp_path.iterdir()] == [out.name]


@pytest.mark.skipif(sys.platform == "win32", reason="no such signals")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_process_that_computes_a_map_stops_when_told_to(tmp_path: Path, number: int) -> None:
    """SIGINT is the terminal's Ctrl+C, SIGTERM what the window sends."""
    file = tmp_path / "long.toml"
    file.write_text(STAGE + LONG, encoding="utf-8")
    out = tmp_path / "out"
    out.mkdir()
    given = [str(file), "--out", str(out / "map.mp4"), "--size=640x360"]
    process = subprocess.Popen(
        [sys.executable, "-m", "gui.recording", *given],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
    )  # fmt: skip
    assert process.stderr is not None
    while not process.stderr.readline().strip().startswith(b"0."):
        assert process.poll() is None
    process.send_signal(number)
    process.communicate(timeout=300)
    assert process.returncode == 130
    assert list(out.iterdir()) == []


def test_how_far_it_is_includes_the_maps(tmp_path: Path) -> None:
    told: list[float] = []
    record(resolved(), tmp_path / "a.mp4", size=(320, 180), fps=10, seconds=1.0, progress=told.append)
    before = [share for share in told if share < AHEAD]
    assert before
    after = [share for share in told if share > AHEAD]
    assert len(after) >= 9
    assert after == sorted(after)
    assert told[-1] == 1.0
