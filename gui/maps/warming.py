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


def _one_pixel(study: Study) -> Tile:
    from engine.bulk.tile import compute

    return compute(replace(study, width=1, height=1, steps=1), threads=1)
