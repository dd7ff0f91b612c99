"""Lets the window have a map's kernels without compiling them itself."""

from __future__ import annotations

import threading
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from gui import warming

if TYPE_CHECKING:
    from engine.bulk.study import Study
    from engine.bulk.tile import Tile


def make_ready(study: Study, give_up: threading.Event) -> None:
    """As `gui.warming.make_ready`, of everything that computing this study needs."""
    warming.make_ready(partial(_one_pixel, study), give_up)


def make_path_ready(study: Study, give_up: threading.Event) -> None:
    """The same of the path of any of its pixels."""
    warming.make_ready(partial(_one_step, study), give_up)


def _one_step(study: Study) -> object:
    from engine.trajectory import trajectory
    from gui.maps.pathfinder import run_of

    return trajectory(run_of(study, 0, 0, "split"), 1)


def _one_pixel(study: Study) -> Tile:
    from engine.bulk.tile import compute

    return compute(replace(study, width=1, height=1, steps=1), threads=1)
