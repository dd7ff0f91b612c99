"""The card of a scenario with a map: the map itself, from few simulations that need no compiler."""

from __future__ import annotations

import threading
from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage

from gui.theme.colours import Theme
from scenarios.resolving import Resolved

FINE = 0.5
"""Simulations along a side of the card for each of its pixels."""

MOST_STEPS = 400


def draw_map(
    resolved: Resolved, theme: Theme, size: tuple[int, int], scale: float, rest: Callable[[], None]
) -> QImage:
    """The map from edge to edge."""
    spec = resolved.scenario.view.map
    assert spec is not None
    from gui.maps import colouring
    from gui.maps.colouring import Look
    from gui.maps.pictures import new_image
    from gui.maps.preview import rough
    from scenarios.studying import study_of

    wide, high = (max(round(side / scale * FINE), 8) for side in size)
    steps = min(spec.steps or resolved.scenario.playback.steps, MOST_STEPS)
    study = study_of(resolved, spec.run, spec.x, spec.y, (wide, high), steps=steps)
    arrays = rough(study, threading.Event(), rest)
    from engine.bulk.minima import find_minima

    count = len(find_minima(study.field, study.field_params))
    image, pixels = new_image(high, wide)
    colours = colouring.scales(arrays, spec.colour)
    pixels[:] = colouring.paint(arrays, Look(spec.colour, theme, count), colours)
    smooth = Qt.TransformationMode.SmoothTransformation
    return image.scaled(*size, Qt.AspectRatioMode.IgnoreAspectRatio, smooth)
