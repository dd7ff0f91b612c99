"""Hands on a swarm: its particles are with the worker, which finds the one under the pointer."""

from __future__ import annotations

import pickle

import numpy as np
import pytest
from PySide6.QtCore import QPointF, Qt
from scipy.spatial import cKDTree

from gui.model import commands
from scenarios.building import build_runs
from scenarios.resolving import resolve
from scenarios.schema import (
    Cloud,
    FieldSpec,
    Playback,
    RunSpec,
    Scenario,
    StartSpec,
    Text,
)
from tests.gui.hand.fingers import Fingers, Make

STEP = 4


def swarm(count: int = 300, dtype: str = "float64", hidden: bool = False) -> Scenario:
    return Scenario(
        format=1,
        title=Text(en="Swarm", ru="Рой"),
        caption=Text(en="Few enough to be found by hand.", ru="Так мало, что найдёт и рука."),
        group="swarms",
        field=FieldSpec(landscape="himmelblau"),
        start=StartSpec(cloud=Cloud(center=(0.0, 0.0), sigma=1.5, count=count)),
        runs=(
            RunSpec(optimizer="momentum", parameters={"eta": 0.001}, hidden=hidden),
            RunSpec(optimizer="adam", start=StartSpec(points=((-4.0, 4.0),))),
        ),
        playback=Playback(steps=40, dtype=dtype, speed=200.0),
    )


def places_of(scenario: Scenario, step: int) -> np.ndarray:
    run = build_runs(resolve(scenario))[0]
    run.advance(step)
    return run.positions().astype(np.float64)


def lone(fingers: Fingers, places: np.ndarray) -> int:
    """A particle with no other near it, on the free part of the stage."""
    canvas = fingers.window.canvas
    pixels = np.array([canvas.point(*place).toTuple() for place in places.tolist()])
    apart = cKDTree(pixels).query(pixels, k=2)[0][:, 1]
    area = canvas.area()
    inside = [area.contains(QPointF(*pixel)) for pixel in pixels]
    return int(np.argmax(np.where(inside, apart, 0.0)))


@pytest.mark.parametrize(("count", "dtype"), [(65, "float64"), (300, "float32"), (30_000, "float32")])
def test_a_particle_under_the_pointer_tells_its_numbers(make_fingers: Make, count: int, dtype: str) -> None:
    scenario = swarm(count, dtype)
    fingers = make_fingers(scenario, STEP)
    canvas, session = fingers.window.canvas, fingers.session
    places = places_of(scenario, STEP)
    wanted = lone(fingers, places)
    fingers.move(canvas.point(*places[wanted]) + QPointF(1, 1))
    fingers.until(canvas.hand.card.isVisible)
    assert session.hovered == (0, wanted)
    assert session.frame.hovered.theta == pytest.approx(places[wanted])
    assert fingers.shape == Qt.CursorShape.PointingHandCursor
    assert [name for name, _ in canvas.hand.card.rows][:4] == ["θ", "Loss", "|g|", "Δθ"]
    before = dict(canvas.hand.card.rows)
    session.step_by(1)
    fingers.settle()
    assert session.hovered == (0, wanted)
    assert dict(canvas.hand.card.rows) != before  # it goes with the particle
    fingers.move(canvas.point(-5.5, -5.5))
    fingers.until(lambda: not canvas.hand.card.isVisible())
    assert session.hovered is None


def test_a_click_selects_a_particle_and_starts_nothing(make_fingers: Make) -> None:
    scenario = swarm()
    fingers = make_fingers(scenario, STEP)
    canvas, session = fingers.window.canvas, fingers.session
    places = places_of(scenario, STEP)
    wanted = lone(fingers, places)
    starts = session.scenario.start
    session.select(1)
    assert canvas.head() is not None
    at = canvas.point(*places[wanted])
    fingers.press(at)
    # before anybody can know what lies there
    assert session.sought is not None
    fingers.release(at)
    fingers.until(lambda: (session.selected, session.particle) == (0, wanted))
    assert session.scenario.start == starts
    fingers.until(lambda: canvas.head() is not None)
    assert (canvas.head() - at).manhattanLength() < 2
    fingers.settle()
    assert session.frame.probe.particle == wanted
    session.step_by(1)
    fingers.settle()
    assert session.frame.probe.theta == pytest.approx(places_of(scenario, STEP + 1)[wanted])


def test_a_click_where_no_particle_is_starts_there(make_fingers: Make) -> None:
    fingers = make_fingers(swarm(), STEP)
    canvas, session = fingers.window.canvas, fingers.session
    at = canvas.point(4.5, -4.5)
    fingers.press(at)
    fingers.release(at)
    fingers.until(lambda: session.scenario.runs[0].start is None)
    fingers.until(lambda: session.scenario.start.cloud.center == pytest.approx((4.5, -4.5), abs=0.02))
    assert session.particle == 0
    assert not session.is_picked


def test_a_swarm_chosen_in_the_list_has_no_particle_pointed_out(make_fingers: Make) -> None:
    fingers = make_fingers(swarm(), STEP)
    canvas, session = fingers.window.canvas, fingers.session
    session.select(1)
    session.select(0)
    fingers.settle()
    assert canvas.head() is None
    assert session.frame.probe is None


def test_a_hidden_swarm_has_no_particle_to_find(make_fingers: Make) -> None:
    scenario = swarm(hidden=True)
    fingers = make_fingers(scenario, STEP)
    places = places_of(scenario, STEP)
    fingers.move(fingers.window.canvas.point(*places[lone(fingers, places)]))
    fingers.settle()
    assert fingers.session.hovered is None
    assert fingers.session.sought is None


def test_a_ball_lies_above_a_swarm(make_fingers: Make) -> None:
    fingers = make_fingers(swarm(), STEP)
    fingers.move(fingers.head(1))
    fingers.until(fingers.window.canvas.hand.card.isVisible)
    assert fingers.session.hovered == (1, 0)


def test_a_particle_is_found_on_the_relief(make_fingers: Make) -> None:
    scenario = swarm()
    fingers = make_fingers(scenario, STEP)
    canvas, session = fingers.window.canvas, fingers.session
    session.toggle_relief()
    fingers.until(lambda: canvas.mapping() is not None and not canvas.mapping().is_flat)
    fingers.bot.wait(1500)
    places = places_of(scenario, STEP)
    seen = [k for k in range(len(places)) if not canvas.mapping().hides(*places[k])]
    wanted = seen[lone(fingers, places[seen])]
    fingers.move(canvas.point(*places[wanted]))
    fingers.until(canvas.hand.card.isVisible)
    assert session.hovered == (0, wanted)


def test_what_is_asked_and_answered_travels() -> None:
    sought = commands.Sought((0.5, -0.25), (100.0, 0.0), (0.0, -100.0), 6.0)
    look = commands.Look(3, (0, 0), None, sought, True)
    assert pickle.loads(pickle.dumps(look)) == look
