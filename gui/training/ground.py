"""The decision boundary: what networks say of every place of the plane, as a picture."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.networks import plain as networks
from engine.networks.data import Points
from engine.networks.shape import Shape
from gui.stage.colours import rgb
from gui.stage.view import View
from gui.theme.colours import Theme
from gui.training import raster
from gui.training.palette import class_colours

SPACING = 4.0
"""Pixels of the screen between two places that the networks are asked about."""

ROOM = 1.16
"""How much farther than the farthest point the picture reaches."""

LEVELS = (1.0986, 2.1972, 4.5951)
"""Where a class is 3, 9 and 99 times as likely as the next one: quiet lines."""

_LINE, _OTHER = 1.5, 0.9  # half widths of boundaries
_OTHER_STRENGTH = 0.8


@dataclass(frozen=True, eq=False)
class Shown:
    """One network: its weights, and the colour of its boundary; of the first one the ground is painted."""

    weights: NDArray[np.float32]
    colour: str


def view_of(points: Points, width: int, height: int) -> View:
    """All points in the middle, a little room around them."""
    reach = ROOM * max(1.0, float(np.abs(points.places).max(initial=0.0)))
    return View.fit((-reach, reach, -reach, reach), width, height)


def paint(
    out: NDArray[np.uint32],
    view: View,
    shape: Shape,
    shown: Sequence[Shown],
    theme: Theme,
    scale: float,
    dtype: np.dtype | None = None,
) -> None:
    """Paints what the first network says, and the boundaries of all, the first one's last.

    dtype: of compiled loops to ask the networks with; None for NumPy.
    """
    spacing = SPACING * scale
    places, rows, columns = _grid(view, spacing)
    loops = raster.functions()
    said = [_logits(shape, one.weights, places, dtype).reshape(-1, rows, columns) for one in shown]
    stage = theme.stage
    loops.shade_classes(
        said[0],
        np.float32(spacing),
        out,
        np.array([rgb(colour) for colour in class_colours(theme)], np.float32),
        np.array(rgb(theme.window if not theme.dark else stage.ramp[0]), np.float32),
        np.array(rgb(stage.contour), np.float32),
        np.array(LEVELS, np.float32),
        np.float32(0.12 if theme.dark else 0.10),
        np.float32(0.62 if theme.dark else 0.55),
        np.float32(0.28),
    )
    for z, one in list(zip(said, shown, strict=True))[:0:-1]:
        loops.draw_boundary(
            z, np.float32(spacing), out, np.array(rgb(one.colour), np.float32), np.float32(_OTHER * scale),
            np.float32(_OTHER_STRENGTH),
        )  # fmt: skip
    loops.draw_boundary(
        said[0], np.float32(spacing), out, np.array(rgb(theme.on_stage), np.float32),
        np.float32(_LINE * scale), np.float32(1.0),
    )  # fmt: skip


def _grid(view: View, spacing: float) -> tuple[NDArray[np.float64], int, int]:
    """Places row by row from the upper left corner on, a little beyond the other edges."""
    columns, rows = int(view.width / spacing) + 2, int(view.height / spacing) + 2
    x = (np.arange(columns) * spacing - view.left) / view.scale
    y = (view.top - np.arange(rows) * spacing) / view.scale
    return np.stack(np.meshgrid(x, y), axis=-1).reshape(-1, 2), rows, columns


def _logits(
    shape: Shape, weights: NDArray[np.float32], places: NDArray[np.float64], dtype: np.dtype | None
) -> NDArray[np.float32]:
    with np.errstate(over="ignore"):
        if dtype is not None:
            from engine.networks.compiled_stepping import logits

            return logits(shape, weights[np.newaxis].astype(dtype), places)[0].astype(np.float32)
        said = networks.logits(shape, weights[np.newaxis].astype(np.float64), places)[0]
        return np.ascontiguousarray(said.T, np.float32)
