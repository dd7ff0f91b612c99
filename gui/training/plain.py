"""The loops of `gui.training.kernels` with NumPy: the first pictures, until the compiled ones are ready."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

F32 = NDArray[np.float32]


def fine(z: F32, spacing: float, shape: tuple[int, int]) -> F32:
    """Logits at every pixel, (classes, height, width)."""
    across = _weights(shape[1], z.shape[2], spacing)
    down = _weights(shape[0], z.shape[1], spacing)
    with np.errstate(all="ignore"):
        return np.asarray(down @ z @ across.T, np.float32)


def _weights(pixels: int, points: int, spacing: float) -> F32:
    """Which points of the grid a pixel lies between, (pixels, points)."""
    at = np.arange(pixels, dtype=np.float32) / np.float32(spacing)
    below = np.minimum(at.astype(np.intp), points - 2)
    part = at - below
    found = np.zeros((pixels, points), np.float32)
    rows = np.arange(pixels)
    found[rows, below], found[rows, below + 1] = 1 - part, part
    return found


def shade_classes(
    z: F32,
    spacing: float,
    out: NDArray[np.uint32],
    colours: F32,
    ground: F32,
    line: F32,
    levels: F32,
    faint: float,
    strong: float,
    ink: float,
) -> None:
    """Each place in its class's colour, the stronger the surer; without the quiet lines."""
    with np.errstate(all="ignore"):
        said = fine(z, spacing, out.shape)
        order = np.sort(said, axis=0)
        d = order[-1] - order[-2]
        share = faint + (strong - faint) * np.nan_to_num(d / (1 + d), nan=0.0, posinf=1.0)
    own = colours[said.argmax(axis=0)]
    rgb = (ground + (own - ground) * share[..., np.newaxis]).astype(np.uint32)
    out[:] = 0xFF000000 | rgb[..., 0] << 16 | rgb[..., 1] << 8 | rgb[..., 2]


def draw_boundary(
    z: F32, spacing: float, out: NDArray[np.uint32], colour: F32, half: float, strength: float
) -> None:
    """Pixels whose class differs from that of a neighbour."""
    best = fine(z, spacing, out.shape).argmax(axis=0)
    edge = np.zeros(out.shape, bool)
    edge[:, 1:] |= best[:, 1:] != best[:, :-1]
    edge[1:] |= best[1:] != best[:-1]
    red, green, blue = (int(part) for part in colour)
    out[edge] = 0xFF000000 | red << 16 | green << 8 | blue
