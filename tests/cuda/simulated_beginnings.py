"""Particles put at their start on the CUDA simulator; see `simulated_maps`."""

from __future__ import annotations

import numpy as np

from engine import cuda
from engine.gpu.beginning import begin_source


def same(a: np.ndarray, b: np.ndarray) -> bool:
    return bool(np.array_equal(a, b, equal_nan=a.dtype.kind == "f"))


def beginnings() -> dict[str, bool]:
    """Rows of every kind and the particles' numbers, of some pixels of a rectangle, as NumPy has them."""
    kit, (high, wide), generator = cuda.toolkit(), (5, 7), np.random.default_rng(3)
    lines = np.array([[0, 0, 0], [1, 0, 1], [8, 1, 0], [-1, -1, -1], [13, wide, 1]])
    pool, chosen = generator.random(13 + high * wide), np.array([3, 8, 20, 31])
    row, column = (np.arange(12, 12 + high)[:, np.newaxis], np.arange(60, 60 + wide))
    tile = np.broadcast_to
    expected = np.array([tile(pool[0], (high, wide)), tile(pool[1:8], (high, wide)),
                         tile(pool[8:13, np.newaxis], (high, wide)), np.zeros((high, wide)),
                         pool[13:].reshape(high, wide)])  # fmt: skip
    numbers = (row // 16 * 9 + column // 32) * 512 + row % 16 * 32 + column % 32
    found = {}
    for name, first, at in (
        ("all", 0, np.arange(35)),
        ("last", 9, np.arange(9, 35)),
        ("some", 2, 2 + chosen),
    ):
        n = len(at)
        there = [kit.array(np.full(size, 9, kind)) for size, kind in (
            (5 * n, np.float64), *[(n, np.int32)] * 3, (2 * n, np.int64), (n, np.int64))]  # fmt: skip
        kit.launch(
            kit.kernel(begin_source("float64")), n, 0, *there, kit.array(pool), kit.array(lines.reshape(-1)),
            kit.array(chosen), n, 5, 2, name == "some", True, first, wide, 12, 60, 16, 32, 9,
        )  # fmt: skip
        w, stopped, since, beside_, seen, particles = (array.copy_to_host() for array in there)
        found[f"{name}: rows"] = same(w.reshape(5, n), expected.reshape(5, -1)[:, at])
        found[f"{name}: numbers"] = same(particles, numbers.reshape(-1)[at])
        found[f"{name}: rest"] = {*stopped, *beside_} == {-1} and not (since.any() or seen.any())
    return found
