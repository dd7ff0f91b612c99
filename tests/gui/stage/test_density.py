"""The image of an ensemble's density: the compiled loop against NumPy, and both against the numbers."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from gui.stage import plain

SHAPE = (80, 120)
PLACE = np.array([1.0, 0.0, -10.0, 40.0])


def laid(loops: Any, levels: np.ndarray, dense: float = 10.0) -> np.ndarray:
    image = np.zeros(SHAPE, np.uint32)
    x = np.linspace(0, SHAPE[1], len(levels))
    loops.lay_density(image, x, levels, PLACE, dense, np.uint32(0x3080F0), np.float32(0.8))
    return image


def test_both_loops_draw_the_same(compiled: Any) -> None:
    rng = np.random.default_rng(4)
    levels = np.sort(rng.normal(size=(40, 21)), axis=1) + np.sin(np.arange(40) / 6)[:, np.newaxis]
    levels[7] = np.nan
    levels[20] = 1e300
    found = [laid(loops, levels) for loops in (compiled, plain)]
    channels = [np.stack([image >> s & 255 for s in (24, 16, 8, 0)]).astype(int) for image in found]
    assert channels[0].any()
    assert np.abs(channels[0] - channels[1]).max() <= 1


@pytest.mark.parametrize("kind", ["compiled", "plain"])
def test_the_narrower_the_darker_and_all_of_it_is_there(compiled: Any, kind: str) -> None:
    loops = compiled if kind == "compiled" else plain
    wide, narrow = np.linspace(-3, 3, 21), np.linspace(-1, 1, 21)
    opaque = [
        (laid(loops, np.tile(rows, (2, 1))) >> 24)[:, 60].astype(float) / 255 for rows in (wide, narrow)
    ]
    assert opaque[1].max() > 2 * opaque[0].max()
    assert np.count_nonzero(opaque[0]) == 60
    assert np.count_nonzero(opaque[1]) == 20
    # what was laid down, counted back from the opacity, is the whole ensemble
    for each in opaque:
        mass = -np.log(1 - np.minimum(each / 0.8, 1 - 1e-9)) / 10.0
        assert mass.sum() == pytest.approx(1.0, abs=0.1)


@pytest.mark.parametrize("kind", ["compiled", "plain"])
def test_an_ensemble_in_one_place_is_a_line(compiled: Any, kind: str) -> None:
    loops = compiled if kind == "compiled" else plain
    image = laid(loops, np.zeros((2, 21)), dense=1000.0)
    rows = np.flatnonzero((image >> 24)[:, 60])
    assert list(rows) == [39, 40]
