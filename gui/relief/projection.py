"""How points of the relief come onto the picture, and back: a pixel's ray."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gui.relief.camera import FIELD_OF_VIEW, PLAN_AZIMUTH, Scene, eye_of
from gui.stage.view import View
from scenarios.schema import Camera

Insets = tuple[float, float, float, float]

NEAR = 0.02
"""What is nearer to the eye than that is not drawn."""

_WIDER = 1.35  # a square that is turned is wider than high, seen from the side


@dataclass(frozen=True, eq=False)
class Projection:
    """`matrix` (3, 4) takes (x, y, height, 1) of the scene to (px·w, py·w, w), w being the depth.

    rise: how much of their height points have, 1 in the relief. focal: pixels that a unit takes at a depth
    of 1. middle: the pixel of what is looked at. Sizes are in device pixels.
    """

    scene: Scene
    matrix: NDArray[np.float64]
    eye: NDArray[np.float64]
    rise: float
    camera: Camera
    focal: float
    middle: tuple[float, float]

    @classmethod
    def of(
        cls, camera: Camera, scene: Scene, width: int, height: int, insets: Insets, rise: float = 1.0
    ) -> Projection:
        """What this camera sees, its target in the middle of the insets."""
        middle_x, middle_y, focal = frame_of(width, height, insets)
        return cls._made(camera, scene, (middle_x, middle_y), focal, rise)

    @classmethod
    def _made(
        cls, camera: Camera, scene: Scene, middle: tuple[float, float], focal: float, rise: float
    ) -> Projection:
        target, right, up, on = (np.array(part) for part in eye_of(camera, scene, rise))
        eye = target - camera.distance * on
        turn = np.stack([right, up, on])
        rows = np.concatenate([turn, -(turn @ eye)[:, None]], axis=1)
        across, down = focal * rows[0] + middle[0] * rows[2], -focal * rows[1] + middle[1] * rows[2]
        return cls(scene, np.stack([across, down, rows[2]]), eye, rise, camera, focal, middle)

    def seen_from(self, camera: Camera) -> Projection:
        """The same scene on the same picture, seen by another camera."""
        return self._made(camera, self.scene, self.middle, self.focal, self.rise)

    def flat(self) -> NDArray[np.float32]:
        """For the raster loops: the matrix with heights scaled by `rise`, the eye, and `rise`; (16,)."""
        scaled = self.matrix.copy()
        scaled[:, 2] *= self.rise
        return np.concatenate([scaled.ravel(), self.eye, [self.rise]]).astype(np.float32)

    def pixels(self, x: NDArray, y: NDArray, height: NDArray) -> tuple[NDArray, NDArray, NDArray]:
        """px, py and depth of points in the scene's unit; no numbers behind the eye."""
        m = self.matrix
        z = height * self.rise
        with np.errstate(all="ignore"):
            px, py, w = (m[k, 0] * x + m[k, 1] * y + m[k, 2] * z + m[k, 3] for k in range(3))
            w = np.where(w > NEAR, w, np.nan)
            return px / w, py / w, w

    def ray(self, px: float, py: float) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Where the ray of a place of the picture begins, and its direction, a unit of depth long."""
        way = np.linalg.solve(self.matrix[:, :3], np.array([px, py, 1.0]))
        return self.eye, way


def frame_of(width: int, height: int, insets: Insets) -> tuple[float, float, float]:
    """The middle of the free part of a picture, and the focal length, in pixels."""
    a, b, c, d = insets
    if width - a - c < width / 4 or height - b - d < height / 4:
        a = b = c = d = 0
    room_x, room_y = width - a - c, height - b - d
    focal = min(room_x / _WIDER, room_y) / 2 / math.tan(math.radians(FIELD_OF_VIEW / 2))
    return a + room_x / 2, b + room_y / 2, focal


def plan_camera(view: View, scene: Scene, width: int, height: int, insets: Insets) -> Camera:
    """The camera that sees flat ground from straight above as the plan shows it."""
    middle_x, middle_y, focal = frame_of(width, height, insets)
    return Camera(
        azimuth=PLAN_AZIMUTH,
        elevation=90.0,
        distance=focal / (view.scale * scene.unit),
        target=view.to_world(middle_x, middle_y),
    )
