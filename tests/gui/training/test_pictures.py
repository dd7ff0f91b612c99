"""What the worker paints of networks, without a window."""

from __future__ import annotations

from functools import partial

import numpy as np
import pytest
from msgspec.structs import replace

from engine.networks import data, plain
from engine.networks.history import record
from engine.networks.shape import Shape
from gui.model.edits import with_run
from gui.player.network import NetworkPlayer
from gui.stage.view import View
from gui.theme.colours import DARK
from gui.training import ground, raster
from gui.training import plain as loops
from gui.training.drawing import LearningPicture
from gui.training.palette import class_colours, point_colours
from gui.training.valley import LossGround, begin
from scenarios import loads, resolve
from scenarios.training import build_training
from tests.gui.training.scenes import TEXT, scene

SHAPE = Shape((2, 6, 3))


def player() -> NetworkPlayer:
    made = NetworkPlayer(resolve(scene()))
    while made.is_busy:
        made.compute(60.0)
    return made


def test_a_player_trains_as_a_run_without_a_window_does() -> None:
    played = player()
    resolved = resolve(scene())
    for course, run in zip(played.courses, resolved.runs, strict=True):
        history = record(build_training(resolved, run, "numpy"))
        assert course.shown is not None
        assert (course.shown.losses == history.losses).all()
        table = course.columns()
        assert (table["loss"] == np.median(history.losses, axis=1)).all()
        assert (table["accuracy:q10"] <= table["accuracy"]).all()
        assert len(table["t"]) == 13


def test_what_is_shown_stays_until_a_turned_run_has_learnt_anew() -> None:
    played = player()
    before = [course.shown for course in played.courses]
    changed = with_run(scene(), 1, parameters={"eta": 0.2})
    played.apply(resolve(changed))
    assert [course.shown for course in played.courses] == before
    assert [course.is_busy for course in played.courses] == [False, True]
    while played.is_busy:
        played.compute(0.0001)
    assert played.courses[0].shown is before[0]
    after = played.courses[1].shown
    assert after is not None
    assert after is not before[1]
    assert after.training.params["eta"] == 0.2


def test_a_training_ends_while_a_slider_is_dragged(monkeypatch: pytest.MonkeyPatch) -> None:
    played = player()
    plainly = partial(build_training, kernels="numpy")
    monkeypatch.setattr("gui.player.network.build_training", lambda resolved, run, _: plainly(resolved, run))
    played.take_over([])
    shown = []
    for k in range(60):
        played.apply(resolve(with_run(scene(), 1, parameters={"eta": 0.1 + 0.001 * k})))
        played.compute(0.0001)
        history = played.courses[1].shown
        assert history is not None
        assert history.is_whole
        shown.append(history.training.params["eta"])
    assert len(set(shown)) > 2
    while played.is_busy:
        played.compute(60.0)
    assert played.courses[1].shown.training.params["eta"] == pytest.approx(0.159)


def test_the_ground_is_the_likelier_class_s_colour() -> None:
    points = data.make("clusters", 0, {"points": 30})
    view = ground.view_of(points, 90, 60)
    theta = SHAPE.first_weights(4, 1)[0].astype(np.float32)
    raster.wait()
    assert raster.functions() is not loops
    for compiled in (True, False):
        out = np.zeros((60, 90), np.uint32)
        functions = raster.functions() if compiled else loops
        places, rows, columns = ground._grid(view, 4.0)
        z = plain.logits(SHAPE, theta[np.newaxis].astype(float), places)[0].T.reshape(3, rows, columns)
        colours = np.array([[200, 0, 0], [0, 200, 0], [0, 0, 200]], np.float32)
        functions.shade_classes(
            np.ascontiguousarray(z, np.float32), np.float32(4), out, colours, np.zeros(3, np.float32),
            np.zeros(3, np.float32), np.array([99.0], np.float32), np.float32(0.2), np.float32(0.9),
            np.float32(0.3),
        )  # fmt: skip
        channels = np.stack([out >> shift & 255 for shift in (16, 8, 0)], axis=-1)
        exact = _classes(view, theta)
        sure = channels.max(axis=-1) > 60
        assert sure.mean() > 0.3
        assert (channels.argmax(axis=-1) == exact)[sure].mean() > 0.995
        assert (out >> 24 == 255).all()


def _classes(view: View, theta: np.ndarray) -> np.ndarray:
    y, x = np.mgrid[0 : view.height, 0 : view.width]
    places = np.stack([(x - view.left) / view.scale, (view.top - y) / view.scale], axis=-1)
    said = plain.logits(SHAPE, theta[np.newaxis].astype(float), places.reshape(-1, 2))[0]
    return said.argmax(axis=-1).reshape(view.height, view.width)


def test_the_line_runs_where_classes_change() -> None:
    points = data.make("clusters", 0, {"points": 30})
    view = ground.view_of(points, 90, 60)
    theta = SHAPE.first_weights(4, 1)[0].astype(np.float32)
    best = _classes(view, theta)
    edge = np.zeros(best.shape, bool)
    edge[:, 1:] |= best[:, 1:] != best[:, :-1]
    edge[1:] |= best[1:] != best[:-1]
    raster.wait()
    places, rows, columns = ground._grid(view, 4.0)
    z = plain.logits(SHAPE, theta[np.newaxis].astype(float), places)[0].T.reshape(3, rows, columns)
    out = np.zeros((60, 90), np.uint32)
    raster.functions().draw_boundary(
        np.ascontiguousarray(z, np.float32), np.float32(4), out, np.full(3, 255, np.float32),
        np.float32(1.5), np.float32(1),
    )  # fmt: skip
    drawn = (out & 255) > 100
    near = np.pad(drawn, 2)
    reached = np.zeros_like(drawn)
    for dy in range(5):
        for dx in range(5):
            reached |= near[dy : dy + 60, dx : dx + 90]
    assert edge.any()
    assert reached[edge].mean() > 0.98
    assert drawn.mean() < 6 * edge.mean()


def test_heights_go_through_what_is_known() -> None:
    known = np.random.default_rng(0).random((5, 7))
    landscape = LossGround((-1, 2, 0, 4), known)
    x, y = np.linspace(-1, 2, 7)[None], np.linspace(0, 4, 5)[:, None]
    assert landscape.value(x, y) == pytest.approx(known)
    assert landscape.value(np.array([[9.0]]), np.array([[-9.0]])) == pytest.approx(known[0, -1])
    # exact where the heights are a plane, away from the edges
    flat = LossGround((0, 6, 0, 4), np.add.outer(np.arange(5.0), 2 * np.arange(7.0)))
    assert flat.value(np.array([[2.3]]), np.array([[1.6]]))[0, 0] == pytest.approx(1.6 + 4.6)


def test_a_valley_has_the_loss_of_where_the_path_ends() -> None:
    played = player()
    shown = [course.shown for course in played.courses]
    own = shown[1]
    assert own is not None
    for kind in ("paths", "random"):
        valley = begin(shown, 1, 2, kind, 0, 1.5)
        while not valley.is_whole:
            valley.compute(own, 0.0, None)
        path = valley.path(1, 12)
        assert path is not None
        assert path.shape == (13, 1, 2)
        assert path[-1, 0] == pytest.approx(0, abs=1e-5)
        x0, x1, y0, y1 = valley.domain
        assert (x1 - x0) / (y1 - y0) == pytest.approx(1.5)
        at_end = valley.ground.value(np.zeros((1, 1)), np.zeros((1, 1)))[0, 0]
        assert at_end == pytest.approx(own.losses[-1, 2], rel=0.1)
    assert begin([None, own], 1, 0, "paths", 0, 1.0).path(0, 5) is None


def test_pictures_are_painted_anew_only_when_something_moved() -> None:
    played, picture = player(), LearningPicture()
    picture.set_panes((96, 64), (80, 64), 1.0)
    assert picture.is_due(played, (1, 0))
    while picture.is_due(played, (1, 0)):
        picture.tick(played, (1, 0))
    played.seek(12)
    first, again = picture.compose(played, (1, 0)), picture.compose(played, (1, 0))
    assert first is not None
    assert again is not None
    assert first.boundary is again.boundary
    assert first.plane is again.plane
    assert 0 < first.explained <= 1
    assert first.accuracy == 1 - first.wrong.mean()
    assert first.steps[1].sum() > 0
    played.seek(3)
    moved = picture.compose(played, (1, 0))
    assert moved is not None
    assert moved.boundary is not first.boundary
    other = picture.compose(played, (0, 2))
    assert other is not None
    assert (other.run, other.network) == (0, 2)


def test_a_hidden_run_has_no_plane_and_nobody_waits_for_one() -> None:
    text = TEXT.replace("[[runs]]", "[[runs]]\nhidden = true", 1)
    played, picture = NetworkPlayer(resolve(loads(text)), "split"), LearningPicture()
    picture.set_panes((96, 64), (80, 64), 1.0)
    while played.is_busy:
        played.compute(60.0)
    assert not picture.is_due(played, (0, 0))
    assert picture.is_due(played, (1, 0))
    while picture.is_due(played, (1, 0)):
        picture.tick(played, (1, 0))
    assert not picture.is_due(played, (0, 0))


def test_boundaries_of_other_classes_are_left_out_while_runs_are_trained_anew() -> None:
    text = TEXT.replace('"moons"', '"clusters"')
    played = NetworkPlayer(resolve(loads(text)), "split")
    while played.is_busy:
        played.compute(60.0)
    played.apply(resolve(loads(text.replace("points = 40", "points = 40\nclasses = 4"))))
    while all(course.is_busy for course in played.courses):
        played.compute(0.0001)
    shapes = {course.shown.training.shape.units for course in played.courses if course.shown is not None}
    assert shapes == {(2, 5, 3), (2, 5, 4)}
    picture = LearningPicture()
    picture.set_panes((96, 64), (80, 64), 1.0)
    for run in range(2):
        told = picture.compose(played, (run, 0))
        assert told is not None
        assert told.boundary is not None


def test_a_class_has_a_colour_of_its_own() -> None:
    for table in (class_colours(DARK), point_colours(DARK)):
        assert len(set(table)) == len(table) == data.MOST_CLASSES


@pytest.mark.parametrize("dtype", ["float32", "float64"])
@pytest.mark.parametrize("rule", ["theta = -2*theta", "theta = theta - 1e38*g", "theta = theta - 1e200*g"])
def test_networks_that_leave_all_numbers_are_shown_in_silence(rule: str, dtype: str) -> None:
    text = TEXT.replace('optimizer = "gradient_descent"', f'rule = "{rule}"', 1)
    text = text.replace("steps = 12", f'steps = 160\ndtype = "{dtype}"')
    played, picture = NetworkPlayer(resolve(loads(text))), LearningPicture()
    picture.set_panes((96, 64), (80, 64), 1.0)
    while played.is_busy or picture.is_due(played, (0, 0)):
        played.compute(0.1)
        picture.tick(played, (0, 0))
    for epoch in (0, 80, 160):
        played.seek(epoch)
        told = picture.compose(played, (0, 0))
        assert told is not None
        assert told.plane is not None
    own = played.courses[0].shown
    assert own is not None
    assert np.isfinite(own.path(0)).all()


@pytest.mark.parametrize("what", ["steps", "seed", "dtype", "layers"])
def test_another_course_or_network_is_learnt_anew(what: str) -> None:
    scenario = scene()
    network = scenario.field.network
    assert network is not None
    if what == "layers":
        changed = replace(scenario, field=replace(scenario.field, network=replace(network, layers=(7,))))
    else:
        value = {"steps": 24, "seed": 5, "dtype": "float32"}[what]
        changed = replace(scenario, playback=replace(scenario.playback, **{what: value}))
    played, picture = player(), LearningPicture()
    picture.set_panes((96, 64), (80, 64), 1.0)
    played.apply(resolve(changed, known=played.resolved))
    assert played.is_busy
    assert picture.compose(played, (1, 2)) is None
    while played.is_busy:
        played.compute(60.0)
    fresh = NetworkPlayer(resolve(changed))
    while fresh.is_busy:
        fresh.compute(60.0)
    for table, wanted in zip(played.columns(), fresh.columns(), strict=True):
        assert np.array_equal(table["loss"], wanted["loss"])
    looped = replace(changed, playback=replace(changed.playback, loop=True))
    played.apply(resolve(looped, known=played.resolved))
    assert not played.is_busy
