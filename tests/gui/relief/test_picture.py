"""The relief's picture: what hides what, where a ray meets the ground, and what stays when nothing moves."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

import engine
from gui.relief import fineness
from gui.relief.axes import height_ticks
from gui.relief.camera import turned
from gui.relief.fineness import REST
from gui.relief.picture import ReliefPicture
from gui.stage import RunLook
from gui.stage.picture import RING
from gui.theme.colours import DARK, LIGHT
from scenarios.schema import Camera

Make = Callable[..., ReliefPicture]

BEFORE, BEHIND = (0.0, -0.9), (0.0, 0.9)
ORANGE = RunLook("#F2A71B")


def difference(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """How far apart two pictures are, by pixel, in the channel that differs most."""
    parts = [(p >> s & 255).astype(int) for p in (a, b) for s in (16, 8, 0)]
    return np.max([np.abs(parts[k] - parts[k + 3]) for k in range(3)], axis=0)


@pytest.mark.usefixtures("loops")
def test_a_hill_hides_what_is_behind_it(relief: Make) -> None:
    picture = relief()
    picture.compose()
    before, behind, top = picture.mapping.vantage.lift([BEFORE, BEHIND, (0.0, 0.0)])
    assert before[3]
    assert not behind[3]
    assert top[3]
    picture.set_camera(turned(picture.camera, 180.0, 0.0, (-2, 2, -2, 2)))
    picture.compose()
    before, behind, _ = picture.mapping.vantage.lift([BEFORE, BEHIND, (0.0, 0.0)])
    assert not before[3]
    assert behind[3]


@pytest.mark.usefixtures("loops")
@pytest.mark.parametrize(
    ("formula", "domain"),
    [
        ("1e308*x", (-2.0, 2.0, -2.0, 2.0)),
        ("1e39*x", (-2.0, 2.0, -2.0, 2.0)),
        ("1e-320*x", (-2.0, 2.0, -2.0, 2.0)),
        ("x + y", (0.0, 1e-299, 0.0, 1e-299)),
        ("x + y", (-1e12, 1e12, 0.0, 1e-3)),
        ("x + y", (1.0, 1.0000000000000002, 0.0, 1.0)),
    ],
)
def test_ground_of_any_size_has_a_relief(formula: str, domain: tuple[float, float, float, float]) -> None:
    made = ReliefPicture(160, 120, DARK.stage)
    made.set_view(*domain)
    made.set_landscape(engine.landscape(formula, domain=domain))
    assert (made.compose() >> np.uint32(24) == 0xFF).all()
    assert len(height_ticks(made.mapping.vantage.terrain.measure, 6)) > 1


def test_a_path_beyond_all_numbers_is_laid_anew_in_silence(relief: Make) -> None:
    picture = relief()
    picture.set_runs([ORANGE])
    for far in (0.0, 1e300, 1e308):
        picture.advance([np.array([[far, 0.5]])])
    picture.compose()
    picture.set_view(-1, 1, -1, 1)
    assert picture.compose().shape == (240, 320)


@pytest.mark.usefixtures("loops")
@pytest.mark.parametrize(("place", "shows"), [(BEFORE, True), (BEHIND, False)])
def test_particles_behind_a_hill_are_not_drawn(relief: Make, place: tuple[float, float], shows: bool) -> None:
    picture = relief()
    picture.set_runs([RunLook("#FFFFFF", swarm=True)])
    empty = picture.compose().copy()
    picture.set_history(0, np.random.default_rng(1).normal(place, 0.06, (1, 3000, 2)))
    drawn = difference(picture.compose(), empty) > 12
    assert drawn.any() == shows


@pytest.mark.usefixtures("loops")
def test_paths_behind_a_hill_are_faint(relief: Make) -> None:
    strength = {}
    for place in (BEFORE, BEHIND):
        picture = relief()
        picture.set_runs([ORANGE])
        empty = picture.compose().copy()
        path = np.stack([np.linspace(-0.3, 0.3, 40), np.full(40, place[1])], axis=1)[:, None, :]
        picture.set_history(0, path)
        (px, py), r = picture.to_pixel(*place), 3
        changed = difference(picture.compose(), empty)
        strength[place] = changed[int(py) - r : int(py) + r, int(px) - r : int(px) + r].max()
    assert strength[BEFORE] > 60
    assert 0 < strength[BEHIND] < 0.7 * strength[BEFORE]


def test_paths_lie_on_the_ground_between_two_steps(relief: Make, compiled: object) -> None:
    picture = relief(Camera(azimuth=-90.0, elevation=40.0, distance=4.5))
    picture.set_runs([ORANGE])
    empty = picture.compose().copy()
    # a single step right over the hill
    picture.set_history(0, np.array([[[-1.5, 0.0]], [[1.5, 0.0]]]))
    changed = difference(picture.compose(), empty) > 25
    for x in (-0.5, 0.0, 0.5):
        px, py = picture.to_pixel(x, 0.0)
        assert changed[int(py) - 2 : int(py) + 3, int(px) - 2 : int(px) + 3].any()


@pytest.mark.usefixtures("loops")
def test_a_pixel_meets_the_ground_that_is_seen_there(relief: Make) -> None:
    picture = relief(Camera(azimuth=-70.0, elevation=28.0, distance=4.2))
    picture.compose()
    mapping = picture.mapping
    points = np.random.default_rng(2).uniform(-1.9, 1.9, (60, 2))
    seen = 0
    for point, (px, py, _, shown) in zip(points, mapping.vantage.lift(points, above=0.0), strict=True):
        met = mapping.vantage.meet(float(px), float(py))
        if not (0 <= px < 320 and 0 <= py < 240):
            continue
        assert met is not None
        if shown:
            seen += 1
            assert met == pytest.approx(tuple(point), abs=0.05)
        else:
            # what is seen there lies nearer to the eye
            eye = mapping.vantage.projection.eye[:2]
            assert np.hypot(*(met - eye)) < np.hypot(*(point - eye))
    assert seen > 20


def test_beside_the_ground_there_is_nothing_but_its_edge(relief: Make, compiled: object) -> None:
    picture = relief()
    picture.compose()
    mapping = picture.mapping
    assert not mapping.meets(5.0, 5.0)
    x, y = mapping.world(5.0, 120.0)
    assert -2 <= x < -1.5
    assert -2 <= y <= 2
    assert np.isnan(mapping.pixel(2.5, 0.0)[0])
    assert np.isnan(mapping.pixels([(0.0, 0.0), (9.0, 9.0)])).tolist() == [[False, False], [True, True]]


def test_a_mapping_can_be_asked_in_larger_pixels(relief: Make, compiled: object) -> None:
    picture = relief()
    picture.compose()
    mapping, half = picture.mapping, picture.mapping.scaled(2.0)
    assert np.multiply(half.pixel(0.3, -0.5), 2.0) == pytest.approx(mapping.pixel(0.3, -0.5))
    assert half.world(*half.pixel(0.3, -0.5)) == pytest.approx(mapping.world(*mapping.pixel(0.3, -0.5)))


def test_what_a_unit_is_on_the_ground_follows_its_slope(relief: Make, compiled: object) -> None:
    picture = relief()
    picture.compose()
    mapping, d = picture.mapping, 0.02
    for x, y in ((0.4, -0.6), (2.0, -2.0)):
        across, up = mapping.tangents(x, y)
        back = d if x < 2 else 0.0
        (ax, ay), (bx, by) = mapping.pixel(x - d, y), mapping.pixel(x + back, y)
        assert across == pytest.approx(((bx - ax) / (d + back), (by - ay) / (d + back)), rel=0.1, abs=3.0)
        assert abs(across[0]) > abs(up[0])


@pytest.mark.parametrize("theme", [DARK, LIGHT])
def test_a_picture_at_rest_is_finer_and_then_stays(relief: Make, compiled: object, theme) -> None:
    picture = relief()
    picture.set_colours(theme.stage)
    first = picture.compose().copy()
    assert picture.is_settling
    assert not picture.rest(0.5 * REST)
    assert picture.rest(REST)
    assert not picture.is_settling
    finer = picture.compose()
    assert (difference(first, finer) > 8).any()
    assert (finer != picture.compose()).sum() == 0
    picture.set_camera(turned(picture.camera, 1.0, 0.0, (-2, 2, -2, 2)))
    picture.compose()
    assert picture.is_settling


def test_a_slow_machine_gets_a_coarser_mesh_while_the_relief_is_turned(
    relief: Make, compiled: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    picture = relief()
    picture.compose()
    fine = picture.triangles
    monkeypatch.setattr(fineness, "SLOW", -1.0)
    for _ in range(2):
        picture.set_camera(turned(picture.camera, 5.0, 0.0, (-2, 2, -2, 2)))
        picture.compose()
    assert picture.triangles < 0.5 * fine
    monkeypatch.setattr(fineness, "SLOW", 1e9)
    picture.rest(REST)
    assert picture.triangles > fine


def test_pictures_stay_valid_for_a_while_and_follow_the_size(relief: Make, compiled: object) -> None:
    picture = relief()
    shown = [picture.compose() for _ in range(RING)]
    assert len({id(each.base) for each in shown} | {each.ctypes.data for each in shown}) >= RING
    picture.resize(200, 150, 2.0)
    assert picture.compose().shape == (150, 200)
    assert shown[0].shape == (240, 320)
    assert picture.mapping.world(*picture.to_pixel(0.2, -0.4)) == pytest.approx((0.2, -0.4), abs=0.05)


def test_holes_in_the_ground_stay_open(compiled: object) -> None:
    from tests.gui.relief.conftest import Hill

    picture = ReliefPicture(320, 240, DARK.stage)
    picture.set_view(-2, 2, -2, 2)
    picture.set_landscape(Hill(ends=0.8))
    picture.compose()
    assert picture.mapping.vantage.lift([(0.0, -0.5)])[0, 3]
    assert not picture.mapping.vantage.lift([(1.5, -0.5)])[0, 3]


def test_no_ground_is_an_empty_picture(compiled: object) -> None:
    picture = ReliefPicture(64, 48, DARK.stage)
    assert picture.compose().shape == (48, 64)
    assert picture.mapping is None


def test_a_flat_ground_can_be_seen(compiled: object) -> None:
    class Flat:
        domain = (-1.0, 1.0, -1.0, 1.0)

        def value(self, x, y, /):
            return np.zeros(np.broadcast(x, y).shape)

    picture = ReliefPicture(160, 120, DARK.stage)
    picture.set_landscape(Flat())
    picture.compose()
    assert picture.mapping.meets(80.0, 60.0)
