"""Scenes: what is painted depends on the step alone, and nothing lies over anything else."""

from __future__ import annotations

import numpy as np
import pytest
from msgspec.structs import replace
from PySide6.QtGui import QImage, QPainter

import scenarios
from gui.model import edits
from gui.recording.application import ensure_application
from gui.recording.composition import Composition
from gui.recording.formats import SMALLEST, Frame
from gui.recording.layout import Box, Canvas
from gui.recording.rule_text import rule_text, run_rows
from gui.recording.scene import open_scene
from gui.recording.side_panel import SidePanel
from gui.recording.stage_scene import StageScene
from gui.theme.colours import LIGHT
from scenarios.resolving import Resolved, resolve
from scenarios.schema import RunSpec, Scenario, Text
from tests.gui.recording.conftest import SIGNAL, STAGE, SWARM

SIZES = [SMALLEST, (480, 270), (640, 360), (960, 540), (1280, 720), (1920, 1080), (3840, 2160), (1080, 1920)]


def filmed(
    resolved: Resolved, steps: list[int], only_last: bool, size: tuple[int, int] = (640, 360)
) -> Frame:
    ensure_application()
    scene = open_scene(resolved, size, 30, Composition(), "numpy")
    frame = np.zeros((0, 0), np.uint32)
    for number, step in enumerate(steps):
        scene.go(step)
        if not only_last or number == len(steps) - 1:
            frame = scene.paint().copy()
    return frame


def test_pictures_that_nobody_asked_for_change_nothing(each: Scenario) -> None:
    resolved = resolve(each)
    steps = [0, 2, 4, 4, 7, 11, 12]
    assert np.array_equal(filmed(resolved, steps, False), filmed(resolved, steps, True))


@pytest.mark.parametrize("text", [STAGE, SIGNAL])
def test_how_one_came_to_a_step_does_not_matter(text: str) -> None:
    resolved = resolve(scenarios.loads(text))
    assert np.array_equal(filmed(resolved, [0, 12], False), filmed(resolved, [*range(13)], False))


def many(count: int, label: str) -> Scenario:
    """The scenario on a landscape with `count` runs that differ in their learning rate."""
    scenario = scenarios.loads(STAGE)
    runs = tuple(
        RunSpec(optimizer="adam", label=f"{label} {k}", parameters={"eta": 0.01 * (k + 1)})
        for k in range(count)
    )
    return Scenario(
        format=1,
        title=Text(
            "A long title that tells the whole story " * 3, "Долгое заглавие, которое всё расскажет " * 3
        ),
        caption=Text("A caption of one sentence and then another. " * 4, "Подпись. " * 20),
        group="landscapes",
        field=scenario.field,
        runs=runs,
        start=scenario.start,
        playback=scenario.playback,
    )


def parts(scenario: Scenario, size: tuple[int, int]) -> dict[str, Box]:
    ensure_application()
    scene = open_scene(resolve(scenario), size, 30, Composition("dark", "ru"), "numpy")
    assert isinstance(scene, StageScene)
    return scene.boxes()


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("runs", [1, 6, 32])
def test_parts_lie_within_the_picture_and_beside_one_another(size: tuple[int, int], runs: int) -> None:
    scenario = many(runs, "Run with quite a long name, number")
    boxes = parts(scenario, size)
    canvas = Canvas(size)
    assert "headline" in boxes
    for name, box in boxes.items():
        assert box.x >= 0, name
        assert box.y >= 0, name
        assert box.right <= canvas.width + 1e-9, name
        assert box.bottom <= canvas.height + 1e-9, name
        for other, its in boxes.items():
            apart = box.right <= its.x or its.right <= box.x or box.bottom <= its.y or its.bottom <= box.y
            assert name == other or apart, (name, other)


def test_full_hd_has_every_part_on_a_grid_of_eight() -> None:
    boxes = parts(scenarios.loads(STAGE), (1920, 1080))
    assert set(boxes) == {"headline", "side", "charts", "foot"}
    for name in ("headline", "side", "charts"):
        box = boxes[name]
        assert box.x % 8 == 0
        assert box.y % 8 == 0
    assert Canvas((1920, 1080)).scale == 1.5


@pytest.mark.parametrize("size", SIZES)
def test_every_kind_of_scenario_can_be_filmed_at_every_size(size: tuple[int, int]) -> None:
    for text in (STAGE, SWARM, SIGNAL):
        frame = filmed(resolve(scenarios.loads(text)), [0, 3], True, size)
        assert frame.shape == size[::-1]
        assert (frame >> 24 == 255).all()
        assert len(np.unique(frame[::7, ::7])) > 8


def test_the_rule_of_most_runs_or_else_the_longest() -> None:
    different = rule_text(resolve(scenarios.loads(STAGE)), LIGHT, "ru")
    assert (different.name, different.colour) == ("Adam", LIGHT.run_colour(0))
    assert different.numbers == ("(20)", "(21)", "(22)", "(22)", "(23)")
    assert different.values.startswith("η\N{NO-BREAK SPACE}=\N{NO-BREAK SPACE}0.1")
    same = rule_text(resolve(scenarios.loads(SIGNAL)), LIGHT, "en")
    assert (same.name, same.colour) == ("Momentum", None)
    assert "γ" not in same.values
    assert "η" in same.values


def test_the_rule_is_that_of_a_run_which_is_seen() -> None:
    plain = scenarios.loads(STAGE)
    for unseen in ({"hidden": True}, {"ghost": True}):
        told = rule_text(resolve(edits.with_run(plain, 0, **unseen)), LIGHT, "en")
        assert told.colour == LIGHT.run_colour(1)
    alone = edits.with_run(edits.with_run(plain, 0, ghost=True), 1, hidden=True)
    assert rule_text(resolve(alone), LIGHT, "en").name == "Adam"


def test_a_ghost_in_the_legend_is_told_from_the_run_that_it_was() -> None:
    ensure_application()
    resolved = resolve(scenarios.loads(STAGE))
    pictures = []
    for ghost in (False, True):
        image = QImage(960, 540, QImage.Format.Format_RGB32)
        image.fill(0)
        panel = SidePanel(
            Canvas((960, 540)), LIGHT, "Runs", [("Adam", "#336699", ghost)], None, "", remarks=False
        )
        with QPainter(image) as painter:
            panel.paint(painter)
        pictures.append(image)
    assert pictures[0] != pictures[1]
    assert [ghost for _, _, ghost in run_rows(resolved, LIGHT, "en")] == [False] * len(resolved.runs)


def test_particles_that_are_gone_are_said_to_be() -> None:
    text = STAGE.replace("eta = 0.005", "eta = 9.0").replace("[0.0, 0.0]", "[4.0, 4.0]")
    ensure_application()
    for look, words in ((Composition("light"), "1 gone"), (Composition(language="ru"), "потеряно: 1")):
        scene = open_scene(resolve(scenarios.loads(text)), (960, 540), 30, look, "numpy")
        assert isinstance(scene, StageScene)
        scene.go(30)
        assert scene.remarks()[1] == words
        assert scene.remarks()[0] != words


def test_what_a_person_set_in_the_window_is_filmed() -> None:
    ensure_application()
    plain = scenarios.loads(STAGE)
    first = filmed(resolve(plain), [0, 12], True, (960, 540))
    overlaid = replace(plain, view=replace(plain.view, overlays=("gradient", "step", "scaling")))
    hidden = edits.with_run(plain, 1, hidden=True)
    coloured = edits.with_run(plain, 1, colour=6)
    turned = edits.with_run(plain, 0, turns=edits.turned((), 4, "eta", 0.9))
    for changed in (overlaid, hidden, coloured, turned, edits.with_run(plain, 0, ghost=True)):
        assert (filmed(resolve(changed), [0, 12], True, (960, 540)) != first).any()
    assert len(run_rows(resolve(hidden), LIGHT, "en")) == len(plain.runs) - 1
