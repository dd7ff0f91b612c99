"""The whole picture, as the window and the recorder use it."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

import engine
from engine.catalogue import list_ids, load_landscape
from engine.errors import InputError
from gui.stage import RunLook, StagePicture
from gui.stage.colours import packed, ramp_table, to_oklab
from gui.theme.colours import DARK, LIGHT, Theme

ORANGE, BLUE = "#FF8000", "#0060FF"
BOTH = pytest.mark.parametrize("colours", [DARK, LIGHT], ids=["dark", "light"])


def channels(picture: np.ndarray) -> np.ndarray:
    return np.stack([picture >> s & 255 for s in (16, 8, 0)], axis=-1).astype(int)


def lightness(picture: np.ndarray) -> np.ndarray:
    return to_oklab(channels(picture) / 255)[..., 0]


def at(picture: StagePicture, pixels: np.ndarray, x: float, y: float) -> np.ndarray:
    px, py = picture.to_pixel(x, y)
    return channels(pixels)[int(py), int(px)]


def is_near(colour: np.ndarray, hue: str, apart: int = 12) -> bool:
    return bool(np.abs(colour - channels(np.array(packed(hue)))).max() <= apart)


def test_the_picture_is_opaque_and_ground_without_numbers_is_empty(picture: StagePicture) -> None:
    pixels = picture.compose()
    assert pixels.shape == (200, 320)
    assert pixels.dtype == np.uint32
    assert (pixels >> 24 == 255).all()
    assert is_near(at(picture, pixels, 3.1, 0.5), DARK.stage.empty, 0)


@BOTH
def test_high_ground_is_lighter(picture: StagePicture, colours: Theme) -> None:
    picture.set_colours(colours.stage)
    pixels = lightness(picture.compose())
    x, y = picture.to_pixel(0, 0)
    bottom = pixels[int(y) - 6 : int(y) + 6, int(x) - 6 : int(x) + 6].mean()
    x, y = picture.to_pixel(-2, 0)
    rim = pixels[int(y) - 6 : int(y) + 6, int(x) - 6 : int(x) + 6].mean()
    assert rim > bottom + 0.08


def test_contours_are_circles_on_a_bowl(picture: StagePicture) -> None:
    picture.set_view(-1.2, 1.2, -1.2, 1.2)
    pixels = lightness(picture.compose())
    y, x = np.mgrid[:200, :320]
    wx, wy = picture.to_world(x + 0.5, y + 0.5)
    f = wx**2 + wy**2
    on_line = np.abs(f - 1.0) < 0.004
    between = np.abs(f - 0.95) < 0.004
    assert pixels[on_line].mean() > pixels[between].mean() + 0.02


def test_what_has_not_changed_is_not_computed_again(picture: StagePicture, bowl: Any) -> None:
    picture.compose()
    asked = bowl.points
    picture.set_view(-2, 2, -2, 2)
    picture.set_landscape(bowl, {})
    picture.resize(320, 200)
    picture.set_insets(0, 0, 0, 0)
    picture.set_colours(LIGHT.stage)
    picture.compose()
    assert bowl.points == asked
    picture.set_landscape(bowl, {"steep": 3.0})
    picture.compose()
    assert bowl.points > asked


def test_heads_starts_and_paths_in_the_colours_of_their_runs(picture: StagePicture) -> None:
    picture.set_runs([RunLook(ORANGE), RunLook(BLUE)])
    for k in range(11):
        picture.advance([np.array([[-1.5 + 0.2 * k, 1.0]]), np.array([[-1.5 + 0.1 * k, -1.0]])])
    pixels = picture.compose()
    assert is_near(at(picture, pixels, 0.5, 1.0), ORANGE)
    assert is_near(at(picture, pixels, -0.5, -1.0), BLUE)
    assert is_near(at(picture, pixels, -0.1, 1.0), ORANGE, 40)
    head = channels(pixels)[int(picture.to_pixel(0.5, 1.0)[1]), :]
    assert (head.min(axis=1) > 245).any(), "a head has a white ring"


def test_lost_particles_are_crossed_in_a_colour_of_their_own(picture: StagePicture) -> None:
    picture.set_runs([RunLook(ORANGE)])
    start = np.array([[-1.0, 1.0], [0.5, 1.0]])
    picture.advance([start])
    picture.advance([start], [np.array([True, False])])
    pixels = picture.compose()
    assert is_near(at(picture, pixels, -1.0, 1.0), DARK.stage.gone)
    assert is_near(at(picture, pixels, 0.5, 1.0), ORANGE)


def test_hidden_runs_are_not_drawn(picture: StagePicture) -> None:
    plain = picture.compose().copy()
    picture.set_runs([RunLook(ORANGE, visible=False), RunLook(BLUE, swarm=True, visible=False)])
    for _ in range(3):
        picture.advance([np.zeros((1, 2)), np.random.default_rng(0).normal(0, 1, (5000, 2))])
    assert (picture.compose() == plain).all()


def test_a_swarm_shows_where_it_is_and_fades_where_it_was(picture: StagePicture) -> None:
    rng = np.random.default_rng(0)
    ground = picture.compose().copy()
    picture.set_runs([RunLook(ORANGE, swarm=True)])
    swarm = rng.normal([-1, 0], 0.1, (5000, 2)).astype(np.float32)
    picture.advance([swarm])
    there = picture.compose().copy()
    x, y = (int(v) for v in picture.to_pixel(-1, 0))
    change = np.abs(channels(there) - channels(ground)).sum(axis=-1)
    assert change[y - 3 : y + 3, x - 3 : x + 3].mean() > 60
    assert change[:, 250:].max() == 0
    for _ in range(150):
        picture.advance([swarm + np.float32([2, 0])])
        now = picture.compose()
    left = np.abs(channels(now) - channels(ground)).sum(axis=-1)
    assert left[y - 3 : y + 3, x - 3 : x + 3].max() <= 3


def test_at_rest_the_picture_stays_as_it_is(picture: StagePicture) -> None:
    picture.set_runs([RunLook(ORANGE), RunLook(BLUE, swarm=True)])
    swarm = np.random.default_rng(0).normal(0, 1, (5000, 2))
    picture.advance([np.zeros((1, 2)), swarm])
    picture.advance([np.ones((1, 2)), swarm])
    picture.compose()
    first = picture.compose().copy()
    assert (picture.compose() == first).all()


def test_lost_particles_of_a_swarm_have_a_colour_of_their_own(picture: StagePicture) -> None:
    picture.set_runs([RunLook(BLUE, swarm=True)])
    rng = np.random.default_rng(0)
    swarm = np.concatenate([rng.normal([-1, 0], 0.05, (3000, 2)), rng.normal([1, 0], 0.05, (3000, 2))])
    gone = np.arange(6000) < 3000
    for _ in range(20):
        picture.advance([swarm], [gone])
        pixels = picture.compose()
    red, _, blue = at(picture, pixels, -1, 0)
    assert red > blue
    red, _, blue = at(picture, pixels, 1, 0)
    assert blue > red


def test_after_a_change_of_view_swarm_and_paths_are_there(picture: StagePicture) -> None:
    picture.set_runs([RunLook(ORANGE), RunLook(BLUE, swarm=True)])
    swarm = np.random.default_rng(0).normal([1, 0], 0.1, (5000, 2))
    picture.advance([np.array([[-1.0, 0.0]]), swarm])
    picture.advance([np.array([[-1.0, 0.5]]), swarm])
    picture.set_view(-3, 3, -3, 3)
    pixels = picture.compose()
    assert is_near(at(picture, pixels, -1.0, 0.5), ORANGE)
    red, _, blue = at(picture, pixels, 1, 0)
    assert blue > red + 20


def test_a_history_stands_for_the_steps_that_led_to_it(picture: StagePicture) -> None:
    positions = np.cumsum(np.random.default_rng(0).normal(0, 0.05, (80, 1, 2)), axis=0)
    picture.set_runs([RunLook(ORANGE)])
    for now in positions:
        picture.advance([now])
    stepped = picture.compose().copy()
    picture.clear_trails()
    picture.set_history(0, positions)
    replayed = picture.compose()
    assert (np.abs(channels(stepped) - channels(replayed)).max(axis=-1) <= 30).mean() > 0.99


def test_pictures_come_from_a_ring_or_go_where_they_are_asked(picture: StagePicture) -> None:
    first, second = picture.compose(), picture.compose()
    assert first is not second
    assert (first == second).all()
    own = np.zeros((200, 320), np.uint32)
    assert picture.compose(own) is own
    assert (own == first).all()


def test_resizing(picture: StagePicture) -> None:
    picture.set_runs([RunLook(ORANGE), RunLook(BLUE, swarm=True)])
    picture.advance([np.zeros((1, 2)), np.random.default_rng(0).normal(0, 1, (2000, 2))])
    picture.compose()
    picture.resize(333, 91, 2.0)
    pixels = picture.compose()
    assert pixels.shape == (91, 333)
    assert (picture.width, picture.height) == (333, 91)
    assert is_near(at(picture, pixels, 0, 0), ORANGE)


def test_insets_keep_the_rectangle_clear(picture: StagePicture) -> None:
    picture.set_insets(100, 0, 0, 50)
    left, bottom = picture.to_pixel(-2, -2)
    assert left >= 100
    assert bottom <= 150
    assert (picture.compose()[:, :90] != packed(DARK.stage.empty)).all()


def test_minima_are_marked(loops: Any) -> None:
    ground = load_landscape("himmelblau")
    picture = StagePicture(640, 400, DARK.stage)
    picture.set_landscape(ground)
    picture.set_view(*ground.domain)
    pixels = lightness(picture.compose())
    for x, y in [(3, 2), (-2.805118, 3.131312)]:
        px, py = picture.to_pixel(x, y)
        assert pixels[int(py), int(px)] > 0.5


@BOTH
def test_every_landscape_of_the_catalogue_has_relief_and_lines(compiled: Any, colours: Theme) -> None:
    for name in list_ids("landscapes"):
        ground = load_landscape(name)
        picture = StagePicture(240, 160, colours.stage)
        picture.set_landscape(ground)
        picture.set_view(*ground.domain)
        pixels = picture.compose()
        table = lightness(ramp_table(colours.stage.ramp)[None, [0, -1]].astype(np.uint32) @ [65536, 256, 1])
        spread = np.quantile(lightness(pixels), 0.98) - np.quantile(lightness(pixels), 0.02)
        assert spread > 0.2 * abs(np.diff(table)).max(), name


@pytest.mark.parametrize(
    ("formula", "high"),
    [("1e308*x", 2.0), ("1e50*x", 2.0), ("1e-45*x", 2.0), ("1e-320*x", 2.0), ("x + y", 1e-299)],
)
def test_ground_of_any_size_has_a_picture(loops: Any, formula: str, high: float) -> None:
    """Higher and lower than float32 tells apart, and narrower than its own square can be told."""
    domain = (0.0, high, 0.0, high)
    made = StagePicture(320, 200, DARK.stage)
    made.set_view(*domain)
    made.set_landscape(engine.landscape(formula, domain=domain))
    assert (made.compose() >> np.uint32(24) == 0xFF).all()


def test_the_same_steps_make_the_same_picture(compiled: Any, bowl: Any) -> None:
    def made() -> np.ndarray:
        picture = StagePicture(320, 200, DARK.stage)
        picture.set_landscape(bowl)
        picture.set_view(-2, 2, -2, 2)
        picture.set_runs([RunLook(ORANGE), RunLook(BLUE, swarm=True)])
        rng = np.random.default_rng(0)
        for _ in range(30):
            picture.advance([rng.normal(0, 1, (3, 2)), rng.normal(0, 1, (3000, 2))])
            pixels = picture.compose()
        return pixels

    assert (made() == made()).all()


def test_what_cannot_be_drawn_is_refused_in_one_sentence(picture: StagePicture) -> None:
    with pytest.raises(InputError, match="pixels"):
        StagePicture(0, 100, DARK.stage)
    with pytest.raises(InputError, match="pixels"):
        picture.resize(100, 100_000)
    with pytest.raises(InputError, match="x0 < x1"):
        picture.set_view(1, 1, 0, 1)
    with pytest.raises(InputError, match="#RRGGBB"):
        picture.set_runs([RunLook("orange")])
    picture.set_runs([RunLook(ORANGE)])
    with pytest.raises(InputError, match="2 runs"):
        picture.advance([np.zeros((1, 2))] * 2)
    picture.compose()


@pytest.mark.parametrize("swarm", [False, True])
def test_a_ghost_stands_out_less_than_a_run(picture: StagePicture, swarm: bool) -> None:
    def contrast(ghost: bool) -> int:
        picture.set_runs([RunLook(ORANGE, swarm=swarm, ghost=ghost)])
        picture.clear_trails()
        ground = channels(picture.compose()).copy()
        spots = np.random.default_rng(2).uniform(-1, 1, (3000 if swarm else 3, 2))
        for k in range(4):
            picture.advance([spots + 0.02 * k])
        return int(np.abs(channels(picture.compose()) - ground).sum())

    assert 0 < contrast(True) < 0.8 * contrast(False)
