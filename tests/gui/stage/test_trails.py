"""Paths: drawn step by step or at once, they are the same; they grow old; nothing breaks them."""

from __future__ import annotations

import warnings
from typing import Any

import numpy as np
import pytest

from gui.stage import trails as trails_module
from gui.stage.ageing import AGES, ageing_table
from gui.stage.clipping import clipped
from gui.stage.history import History, polyline
from gui.stage.trails import Trails
from gui.stage.view import View

VIEW = View.fit((-2, 2, -2, 2), 320, 200)
INK = 0xFFFF8000
GROUND = 0xFF203040


def channels(picture: np.ndarray) -> np.ndarray:
    return np.stack([picture >> s & 255 for s in (16, 8, 0)], axis=-1).astype(int)


def laid(trails: Trails) -> np.ndarray:
    out = np.full((VIEW.height, VIEW.width), GROUND, np.uint32)
    trails.lay(out)
    return out


def spiral(frames: int, n: int = 2) -> np.ndarray:
    t = np.linspace(0, 9, frames)[:, None] + np.arange(n)
    return np.stack([np.cos(t) * t / 8, np.sin(t) * t / 8], axis=-1)


def walked(positions: np.ndarray, runs: int = 1) -> Trails:
    trails = Trails(VIEW, 1.0)
    trails.set_runs([INK, 0xFF00C0FF][:runs], [True] * runs)
    for now in positions:
        trails.advance([now] * runs)
    return trails


def test_drawn_step_by_step_or_at_once_it_is_the_same(loops: Any) -> None:
    positions = spiral(120)
    trails = walked(positions)
    first = laid(trails)
    trails.set_history(0, positions)
    again = laid(trails)
    assert (first != GROUND).mean() > 0.01
    assert (np.abs(channels(first) - channels(again)).max(axis=-1) <= 30).mean() > 0.995


def test_another_view_draws_the_path_anew(loops: Any) -> None:
    trails = walked(spiral(60))
    wider = View.fit((-8, 8, -8, 8), 320, 200)
    before = (laid(trails) != GROUND).sum()
    trails.set_view(wider, 1.0)
    assert 0 < (laid(trails) != GROUND).sum() < before


def test_a_path_grows_quiet_but_stays(loops: Any) -> None:
    trails = walked(np.array([[[-1.0, 0.0]], [[1.0, 0.0]]]))
    row = VIEW.height // 2
    fresh = channels(laid(trails))[row - 12 : row + 12, 160]
    for _ in range(4 * trails.tail):
        trails.advance([np.array([[1.0, 0.0]])])
    old = channels(laid(trails))[row - 12 : row + 12, 160]
    ground = channels(np.full(1, GROUND, np.uint32))[0]
    contrast = [np.abs(part - ground).sum(axis=1) for part in (fresh, old)]
    assert contrast[1].max() > 0.4 * contrast[0].max()
    assert (contrast[1] > 8).sum() < (contrast[0] > 8).sum()


def test_the_table_of_ages_never_brightens() -> None:
    table = ageing_table().astype(int)
    assert table.shape == (AGES, 256)
    assert (np.diff(table, axis=0) <= 0).all()
    assert (np.diff(table, axis=1) >= 0).all()
    assert table[0, 255] == 255
    assert table[-1, 255] > 100
    assert table[-1, 60] < 5


def contrast_across(trails: Trails) -> np.ndarray:
    """How much stands out of the ground across the middle of a level path."""
    row, ground = VIEW.height // 2, channels(np.full(1, GROUND, np.uint32))[0]
    return np.abs(channels(laid(trails))[row - 14 : row + 14, 160] - ground).sum(axis=1)


def level(step: float, ghost: bool = False, rest: int = 0) -> Trails:
    trails = Trails(VIEW, 1.0)
    trails.set_runs([INK], [True], [ghost])
    for x in np.arange(-1.0, 1.001, step):
        trails.advance([np.array([[x, 0.0]])])
    for _ in range(rest):
        trails.advance([np.array([[x, 0.0]])])
    return trails


def test_a_ghost_is_thin_and_faint_and_does_not_glow(loops: Any) -> None:
    run, ghost = contrast_across(level(0.02)), contrast_across(level(0.02, ghost=True))
    assert 0 < ghost.max() < 0.8 * run.max()
    assert (ghost > 8).sum() <= 4 < (run > 8).sum()
    drawn = level(0.02, ghost=True)
    before = laid(drawn)
    drawn.set_view(View.fit((-3, 3, -3, 3), 320, 200), 1.0)
    drawn.set_view(VIEW, 1.0)
    assert (np.abs(channels(before) - channels(laid(drawn))).max(axis=-1) <= 30).mean() > 0.995


def test_a_run_becomes_a_ghost_without_losing_its_path(loops: Any) -> None:
    trails = level(0.02)
    before = contrast_across(trails).sum()
    trails.set_runs([INK], [True], [True])
    assert 0 < contrast_across(trails).sum() < before / 2


def test_jumps_are_needles_with_beads(loops: Any) -> None:
    small, large = contrast_across(level(0.02)), contrast_across(level(0.9, rest=50))
    assert (large > 60).sum() < (small > 60).sum()
    ends = level(1.0)
    row, ground = VIEW.height // 2, channels(np.full(1, GROUND, np.uint32))[0]
    picture = channels(laid(ends))
    across = np.abs(picture[row - 14 : row + 14] - ground).sum(axis=2) > 200
    bead = round(float(VIEW.pixels(np.array([[0.0, 0.0]]))[0, 0]))
    assert across[:, bead].sum() > across[:, bead + 25].sum() > 0


def test_hidden_runs_are_not_drawn_but_remembered(loops: Any) -> None:
    trails = walked(spiral(40))
    trails.set_runs([INK], [False])
    assert (laid(trails) == GROUND).all()
    assert trails.heads() == []
    trails.set_runs([INK], [True])
    assert (laid(trails) != GROUND).any()


def test_cleared_paths_are_gone(loops: Any) -> None:
    trails = walked(spiral(40))
    laid(trails)
    trails.clear()
    assert (laid(trails) == GROUND).all()
    assert len(trails.starts()) == 0


def test_heads_are_last_and_starts_first_places() -> None:
    positions = spiral(30)
    trails = walked(positions, runs=2)
    assert [run for run, _ in trails.heads()] == [0, 1]
    assert np.allclose(trails.heads()[0][1], VIEW.pixels(positions[-1]))
    assert np.allclose(np.sort(trails.starts(), axis=0), np.sort(VIEW.pixels(positions[0]), axis=0))


def test_particles_flung_away_or_lost_do_no_harm(loops: Any) -> None:
    positions = spiral(30)
    positions[10:, 0] = 1e300
    positions[20:, 1] = np.nan
    trails = walked(positions)
    assert (laid(trails) != GROUND).any()
    trails.set_history(0, positions)
    assert (laid(trails) != GROUND).any()


@pytest.mark.parametrize("far", [1e6, 1e9, 1e20, 1e39, 1e60, 1e200, 1.7e308])
def test_a_particle_that_flies_off_leaves_a_straight_line_and_no_warning(loops: Any, far: float) -> None:
    away = np.array([far, far])
    positions = np.array([VIEW.to_world(30.0, 40.0), away, VIEW.to_world(60.0, 20.0), -away])[:, np.newaxis]
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        drawn = laid(walked(positions))
    if far > 1e307:
        return
    # the way out is the one that a particle takes which only just leaves the picture
    near = positions.copy()
    near[1], near[3] = 1e4, -1e4
    expected = laid(walked(near))
    assert (expected != GROUND).any()
    assert np.abs(channels(drawn) - channels(expected)).mean() < 1.0


def test_the_clock_may_run_over(loops: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trails_module, "TAIL", 5)
    unhurried = laid(walked(spiral(200)))
    monkeypatch.setattr(trails_module, "_LAST_STAMP", 60)
    monkeypatch.setattr(trails_module, "_KEPT_STAMPS", 30)
    # where very old lines cross, which of them is older is forgotten
    apart = np.abs(channels(laid(walked(spiral(200)))) - channels(unhurried)).max(axis=-1)
    assert (apart <= 1).mean() > 0.99


def test_another_number_of_particles_begins_a_new_path() -> None:
    trails = walked(spiral(20, n=3))
    trails.advance([np.zeros((1, 2))])
    assert len(trails.heads()[0][1]) == 1


def test_history_grows_and_forgets_its_oldest_half(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gui.stage.history.MOST_NUMBERS", 2 * 128)
    history = History()
    for k in range(1000):
        history.append(np.array([[k, -k]], float))
    assert history.first.tolist() == [[0, 0]]
    assert history.last.tolist() == [[999, -999]]
    kept = history.positions()[:, 0, 0]
    assert len(kept) <= 256
    assert (np.diff(kept) == 1).all()


def test_a_polyline_passes_over_particles_at_rest() -> None:
    pixels = np.zeros((1000, 1, 2))
    pixels[:500, 0, 0] = np.arange(500) * 3
    pixels[500:, 0, 0] = 1500
    ends, steps = polyline(pixels, 999)
    assert 500 <= len(ends) <= 503
    assert steps[-1] == 999
    assert (ends[1:, :2] == ends[:-1, 2:]).all()


def test_slow_motion_is_kept() -> None:
    pixels = np.cumsum(np.full((1000, 2, 2), 0.01), axis=0)
    ends, _ = polyline(pixels, 999)
    ends = ends[: len(ends) // 2]
    assert 10 < len(ends) < 60
    assert ends[-1, 2:] - ends[0, :2] == pytest.approx([9.99, 9.99])


@pytest.mark.parametrize("far", [1e4, 1e8, 1e15, 1e60, 1e300])
def test_a_line_is_cut_where_it_leaves_however_far_it_leads(far: float) -> None:
    out = np.array([[30.0, 40.0, 30.0 + far, 40.0 - far / 2]])
    back = out[:, [2, 3, 0, 1]]
    for ends, order in ((out, [0, 1, 2, 3]), (back, [2, 3, 0, 1])):
        kept, cut = clipped(ends, 100, 100, 10)
        assert kept.tolist() == [0]
        assert cut[0, order] == pytest.approx([30.0, 40.0, 110.0, 0.0], abs=1e-6)
    # from one end of the world to the other, nobody knows whether by this picture
    assert not len(clipped(np.array([[-1e60, 50.0, 1e60, 1e50]]), 100, 100, 10)[0])
    assert not len(clipped(np.array([[-1.7e308, 50.0, 1.7e308, 50.0]]), 100, 100, 10)[0])


def test_clipping() -> None:
    ends = np.array(
        [
            [10, 10, 50, 50],
            [-1e9, 50, 1e9, 50],
            [-50, -50, -20, 200],
            [np.nan, 0, 1, 1],
            [0, 0, np.inf, 0],
            [30, 30, 30, 30],
            [30, -1000, 30, -500],
        ],
        float,
    )
    kept, cut = clipped(ends, 100, 100, 10)
    assert kept.tolist() == [0, 1, 5]
    assert cut[0].tolist() == [10, 10, 50, 50]
    assert cut[1] == pytest.approx([-10, 50, 110, 50])
    assert cut[2].tolist() == [30, 30, 30, 30]
