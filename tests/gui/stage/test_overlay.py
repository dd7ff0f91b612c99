"""What is drawn at a ball: each part for itself, where it belongs, legible, and never a fault."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QImage, QPainter

import engine
from gui.model.probe import Probe
from gui.player.probe import make_probe
from gui.stage.lettering import Labels, lettered, text_size
from gui.stage.overlay import (
    LEAST,
    OVERLAYS,
    gradient_length,
    magnification,
    paint_overlay,
)
from gui.stage.selection import paint_selection
from gui.theme.colours import DARK, LIGHT
from scenarios.schema import Overlay

SIZE = (640, 480)


def to_pixel(x: float, y: float) -> tuple[float, float]:
    return 320 + 60 * x, 240 - 60 * y


def probed(optimizer: str = "adam_lookahead", steps: int = 4, **params: float) -> Probe:
    rule = engine.load_optimizer(optimizer)
    params = params or {"eta": 0.5}
    field = engine.landscape("x**2 + 6*y**2")
    run = engine.Run(rule, field, [(2.0, 1.5)], params=params, total_steps=50, kernels="numpy")
    run.advance(steps)
    return make_probe(run, rule, 0)


def painted(probe: Probe, *shown: str, theme=DARK, colour: str = "#5EBDF0") -> np.ndarray:
    """Where the picture has changed, and how it looks: (height, width, 3)."""
    image = QImage(*SIZE, QImage.Format.Format_RGB32)
    image.fill(QColor("#404060"))
    with QPainter(image) as painter:
        paint_overlay(painter, probe, to_pixel, theme, colour, 1.0, shown)
    pixels = np.frombuffer(image.constBits(), np.uint8).reshape(SIZE[1], SIZE[0], 4)
    return pixels[:, :, 2::-1].astype(int)


def changed(picture: np.ndarray) -> np.ndarray:
    return (picture != np.array([0x40, 0x40, 0x60])).any(axis=2)


def near(picture: np.ndarray, colour: str) -> np.ndarray:
    """Pixels in a colour."""
    wanted = np.array([int(colour[k : k + 2], 16) for k in (1, 3, 5)])
    return (np.abs(picture - wanted).max(axis=2) < 12).nonzero()


def test_the_names_are_those_of_the_scenario() -> None:
    assert set(OVERLAYS) == set(Overlay.__args__)  # type: ignore[attr-defined]


@pytest.mark.parametrize("theme", [DARK, LIGHT])
def test_each_part_is_drawn_only_where_it_is_asked_for(qapp, theme) -> None:
    probe = probed()
    assert not changed(painted(probe, theme=theme)).any()
    areas = {name: changed(painted(probe, name, theme=theme)) for name in OVERLAYS}
    for name, area in areas.items():
        assert area.sum() > 100, name
    together = changed(painted(probe, *OVERLAYS, theme=theme))
    assert together.sum() > max(area.sum() for area in areas.values())


def test_the_step_ends_where_the_ball_will_be(qapp) -> None:
    probe = probed("gradient_descent", steps=0, eta=0.12)
    tip = np.array(to_pixel(*(probe.theta + probe.move)))
    head = np.array(to_pixel(*probe.theta))
    assert np.hypot(*(tip - head)) > LEAST
    rows, columns = near(painted(probe, "step"), DARK.overlay.step)
    away = np.hypot(columns - tip[0], rows - tip[1])
    assert away.min() < 3


def test_a_small_step_is_magnified_by_a_round_factor() -> None:
    assert magnification(LEAST + 1) == 1
    assert magnification(0.0) == 1
    for pixels in (20.0, 7.0, 1.3, 0.02, 3e-7):
        factor = magnification(pixels)
        assert LEAST <= pixels * factor * (1 + 1e-9) < 2.6 * LEAST
        digits = f"{factor:.6e}".split("e")[0]
        assert float(digits) in (1, 2, 5)


def test_arrows_of_gradients_grow_with_them_but_stay_in_sight() -> None:
    lengths = [gradient_length(10.0**k) for k in range(-12, 13)]
    assert lengths == sorted(lengths)
    assert 20 < lengths[0] < lengths[12] < lengths[-1] < 200
    assert gradient_length(0.0) == gradient_length(float("nan")) == 0


def test_the_gradient_points_downhill(qapp) -> None:
    probe = probed("gradient_descent", steps=0, eta=0.001)
    x, y = to_pixel(*probe.theta)
    rows, columns = near(painted(probe, "gradient"), DARK.overlay.gradient)
    way = np.array([columns.mean() - x, y - rows.mean()])
    assert way @ -probe.gradient > 0.95 * np.hypot(*way) * np.hypot(*probe.gradient)


def test_the_ellipse_is_long_where_the_rate_is_high(qapp) -> None:
    def extent(optimizer: str) -> tuple[int, int]:
        probe = probed(optimizer, eta=0.02)
        rows, columns = near(painted(replace(probe, divisor=""), "scaling"), DARK.overlay.scaling)
        return int(np.ptp(columns)), int(np.ptp(rows))

    wide, high = extent("rmsprop")
    assert wide > 2 * high
    wide, high = extent("momentum")
    assert abs(wide - high) <= 2


def test_looks_are_drawn_at_their_places(qapp) -> None:
    probe = probed("nesterov", steps=1, eta=0.05)
    assert np.hypot(*probe.move) * 60 > LEAST
    place = np.array(to_pixel(*probe.looks[0].position))
    rows, columns = near(painted(probe, "look_ahead"), DARK.overlay.gradient)
    ring = np.hypot(columns - place[0], rows - place[1])
    assert ((ring > 3) & (ring < 6)).sum() > 12


@pytest.mark.parametrize(
    ("part", "odd"),
    [
        ("step", {"move": np.array([1e-320, 0.0])}),
        ("gradient", {"gradient": np.array([1.5e308, 1.5e308])}),
        ("momentum", {"momentum": np.array([1e308, 0.0]), "inertia": 1e30}),
        ("scaling", {"scaling": np.zeros(2)}),
        ("scaling", {"scaling": np.full(2, np.inf)}),
    ],
)
def test_what_is_too_small_or_too_large_for_a_drawing_is_left_out(qapp, part: str, odd: dict) -> None:
    assert not changed(painted(replace(probed(), looks=(), **odd), part)).any()


@pytest.mark.parametrize("bad", [np.nan, np.inf, -np.inf, 1e300])
def test_numbers_that_are_none_draw_nothing_wrong(qapp, bad: float) -> None:
    probe = probed()
    wild = np.array([bad, 1.0])
    for field in ("gradient", "momentum", "move"):
        painted(replace(probe, **{field: wild}), *OVERLAYS)
    for field in ("scaling",):
        painted(replace(probe, **{field: None}), *OVERLAYS)
    assert not changed(painted(replace(probe, theta=wild), *OVERLAYS)).any()
    assert not changed(painted(replace(probe, gone=True), *OVERLAYS)).any()
    still = np.zeros(2)
    painted(replace(probe, gradient=still, momentum=still, move=still, inertia=0.0), *OVERLAYS)


@pytest.mark.parametrize("optimizer", engine.list_ids("optimizers"))
def test_every_optimizer_can_be_looked_at(qapp, optimizer: str) -> None:
    rule = engine.load_optimizer(optimizer)
    run = engine.Run(
        rule, engine.load_landscape("himmelblau"), [(0.5, -1.0)], total_steps=20, kernels="numpy"
    )
    for _ in range(3):
        assert changed(painted(make_probe(run, rule, 0), *OVERLAYS)).any()
        run.advance(1)


def test_texts_keep_off_each_other(qapp) -> None:
    image = QImage(*SIZE, QImage.Format.Format_RGB32)
    labels = Labels(1.0)
    text = lettered("Δθ ×20", "#FFFFFF", "#000000")
    with QPainter(image) as painter:
        for _ in range(4):
            labels.put(painter, text, QPointF(300, 200), QPointF(1, 0))
    places = [QRectF(QPointF(*place[:2]), QPointF(*place[2:])) for place in labels.taken]
    assert len(places) == 4
    for k, place in enumerate(places):
        assert place.width() == pytest.approx(text_size(text)[0])
        for other in places[k + 1 :]:
            both = place.intersected(other)
            assert both.width() * both.height() < 1


def test_texts_keep_off_lines(qapp) -> None:
    image = QImage(*SIZE, QImage.Format.Format_RGB32)
    labels = Labels(1.0)
    labels.take_line(QPointF(300, 200), QPointF(400, 200))
    with QPainter(image) as painter:
        labels.put(painter, lettered("−g", "#FFFFFF", "#000000"), QPointF(330, 200), QPointF(1, 0))
    left, top, right, bottom = labels.taken[-1]
    assert not QRectF(QPointF(left, top), QPointF(right, bottom)).intersects(QRectF(300, 198, 100, 4))


def test_a_selected_head_is_drawn_in_its_colour(qapp) -> None:
    image = QImage(*SIZE, QImage.Format.Format_RGB32)
    image.fill(QColor("#404060"))
    with QPainter(image) as painter:
        paint_selection(painter, (100.0, 100.0), "#1FBE8F", DARK, 1.0)
        paint_selection(painter, (np.nan, 100.0), "#1FBE8F", DARK, 1.0)
    assert image.pixelColor(100, 100) == QColor("#1FBE8F")
    assert image.pixelColor(107, 100) != QColor("#404060")
