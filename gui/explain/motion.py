"""A scene between its beginning and its end: what grows, shrinks and moves."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from gui.explain.script import Scene
from gui.model.probe import Probe, Vector

GROWING = 0.9
"""Seconds that a vector takes to grow and a ball to move."""

_WORD_SECONDS = 0.055
_LEAST_SECONDS = 3.0


def eased(share: float) -> float:
    """Slow at both ends; 0 … 1."""
    share = min(max(share, 0.0), 1.0)
    return share * share * (3 - 2 * share)


def at(scene: Scene, share: float) -> tuple[Probe, Vector]:
    """What is drawn, and where the ball is, when `share` (0 … 1) of the scene's movement is done."""
    t = eased(share)
    probe = scene.after
    old, new = scene.before.momentum, scene.after.momentum
    if scene.kind == "memory" and old is not None and new is not None:
        probe = replace(probe, momentum=old + (new - old) * t)
    if scene.kind == "scale" and probe.scaling is not None:
        even = np.full_like(probe.scaling, probe.scaling.max())
        probe = replace(probe, scaling=even + (probe.scaling - even) * t)
    start, end = scene.place
    return probe, start + (end - start) * t


def seconds(scene: Scene, sentence: str) -> float:
    """How long a scene stays, for somebody who reads its sentence and its numbers for the first time."""
    letters = len(sentence) + 12 * len(scene.rows)
    return max(_LEAST_SECONDS, GROWING + _WORD_SECONDS * letters)
