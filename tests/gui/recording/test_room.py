"""What gives way to what where a film is square, upright or small: nothing lies over anything else."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import pytest
from msgspec.structs import replace
from PySide6.QtWidgets import QApplication

import scenarios
from gui.recording import record
from gui.recording.composition import Composition
from gui.recording.explaining import Explained
from gui.recording.layout import MARGIN, Box, Canvas
from gui.recording.map_scene import MapScene
from gui.recording.reel import open_reel
from gui.recording.scene import open_scene
from gui.recording.stage_scene import StageScene
from scenarios.resolving import resolve
from scenarios.schema import Scenario
from tests.gui.training.scenes import scene


def written(scenario: Scenario, folder: Path, size: tuple[int, int]) -> set[str]:
    """The texts of a drawing of its first moment."""
    record(scenario, folder / "a.svg", size=size, fps=10, seconds=0.1)
    return {(node.text or "").strip() for node in ElementTree.parse(folder / "a.svg").iter()}


def test_in_a_square_film_the_rule_gives_way_to_the_names_of_the_runs(tmp_path: Path) -> None:
    scenario = scenarios.load("nesterov_gammas")
    for size, has_rule in (((1080, 1080), False), ((1080, 1920), True)):
        found = written(scenario, tmp_path, size)
        assert {"Gradient descent", "γ = 0.1", "γ = 0.5", "γ = 0.9", "γ = 0.98"} <= found
        assert ("NESTEROV" in found) == has_rule


def test_in_an_upright_film_lanes_lie_under_the_panel_and_have_the_whole_width() -> None:
    side = Box(440.0, 24.0, 256.0, 200.0)
    wide, square = Canvas((1920, 1080)).lanes(100.0, side), Canvas((1080, 1080)).lanes(100.0, side)
    assert (wide.y, wide.right) == (100.0 + MARGIN, side.x - MARGIN)
    assert (square.y, square.x, square.right) == (side.bottom + MARGIN, MARGIN, 720.0 - MARGIN)
    assert square.bottom == 720.0 - MARGIN
    assert Canvas((1080, 1080)).lanes(400.0, side).y == 400.0 + MARGIN


def test_lanes_that_cannot_be_read_in_a_small_film_are_left_out_whole(tmp_path: Path) -> None:
    lanes = ["gradient g", "momentum m", "√v", "update", "parameter"]
    scenario = scenarios.load("adam_calibrated")
    caption = "With the corrections"
    for size, count in (((320, 240), 3), ((320, 180), 1), ((640, 360), 5)):
        found = written(scenario, tmp_path, size)
        assert [lane for lane in lanes if lane in found] == lanes[:count]
        assert any(text.startswith(caption) for text in found) == (count == 5)


def test_gain_and_phase_too(tmp_path: Path) -> None:
    found = written(scenarios.load("gain_and_phase"), tmp_path, (320, 240))
    assert {"gain, v", "phase, v"} <= found
    assert len([text for text in found if text.startswith(("gain, ", "phase, "))]) == 3


def test_a_small_film_of_networks_has_their_pictures_alone(tmp_path: Path) -> None:
    network = scene()
    assert {"DECISION BOUNDARY", "ACCURACY"} <= written(network, tmp_path, (1280, 720))
    small = written(network, tmp_path, (320, 240))
    assert "DECISION BOUNDARY" in small
    assert "ACCURACY" not in small


def test_a_lane_of_hidden_runs_alone_is_not_filmed(tmp_path: Path) -> None:
    lesson = scenarios.load("why_adagrad_dies")
    assert "√E[g²]" not in written(lesson, tmp_path, (1280, 720))
    shown = replace(lesson, runs=tuple(replace(run, hidden=False) for run in lesson.runs))
    assert "√E[g²]" in written(shown, tmp_path, (1280, 720))


@pytest.mark.parametrize(
    ("size", "has_charts"), [((640, 360), False), ((640, 480), False), ((854, 480), True)]
)
def test_charts_leave_a_part_of_the_stage_free_or_are_left_out(
    qapp: QApplication, size: tuple[int, int], has_charts: bool
) -> None:
    """Between them and the panel nothing but a strip was left of a small film's landscape."""
    film = open_scene(resolve(scenarios.load("everyone_from_one_point")), size, 30, Composition(), "numpy")
    assert isinstance(film, StageScene)
    boxes = film.boxes()
    assert ("charts" in boxes) == has_charts
    assert boxes["side"].x - (boxes["charts"].right if has_charts else 0) > 240


def test_a_chart_of_hidden_runs_alone_is_not_filmed(tmp_path: Path) -> None:
    lesson = scenarios.load("the_hedgehogs")
    found = written(lesson, tmp_path, (1280, 720))
    assert "STEP LENGTH" in found
    assert "RMS" not in found
    shown = replace(lesson, runs=tuple(replace(run, hidden=False) for run in lesson.runs))
    assert "RMS" in written(shown, tmp_path, (1280, 720))


def test_in_a_square_film_the_legend_of_a_map_is_whole(qapp: QApplication) -> None:
    """In the window what it leaves out is told when pointed at; in a film nobody can."""
    of = resolve(scenarios.load("stability_of_momentum"))
    for language in ("en", "ru"):
        film = open_scene(of, (1080, 1080), 30, Composition(language=language))
        assert isinstance(film, MapScene)
        (panel,) = film._around.board.panels
        assert [item.text for _, item in panel.at.rows] == [item.text for item in panel.figure.items]
        assert len(panel.figure.items) > 6
        assert panel.plot.height > panel.plot.width * 0.9


def test_the_smallest_map_has_no_legend_but_is_seen(qapp: QApplication) -> None:
    of = resolve(scenarios.load("stability_of_momentum"))
    film = open_scene(of, (320, 240), 30, Composition(), "numpy")
    assert isinstance(film, MapScene)
    (panel,) = film._around.board.panels
    assert panel.at.rows == []
    assert min(panel.plot.width, panel.plot.height) > 64


@pytest.mark.parametrize("size", [(1080, 1080), (1080, 1920)])
@pytest.mark.parametrize(("name", "step"), [("everyone_from_one_point", 60), ("basins_of_momentum", 5)])
def test_the_card_of_an_upright_explanation_does_not_lie_on_the_ball(
    qapp: QApplication, name: str, step: int, size: tuple[int, int]
) -> None:
    film = open_reel(resolve(scenarios.load(name)), size, 10, None, Composition(), step, "numpy")
    assert isinstance(film, Explained)
    x, y = (length / film._scene.canvas.scale for length in film._scene.picture.to_pixel(*film._ball))
    for number in range(0, film.frames, 5):
        film.show(number)
        box, _ = film._place(film._card())
        assert not (box.x <= x <= box.right and box.y <= y <= box.bottom)
        assert box.y > film._scene.boxes()["side"].bottom
