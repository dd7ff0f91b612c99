"""The window's process compiles no loops of its own: it takes those up that another process has compiled."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from gui.stage import raster

SCRIPT = """
import json
from engine import kernel_cache
from gui.stage import plain, raster
found = raster.take_kept()
loops = raster.for_plots()
print(json.dumps([found, loops is plain, kernel_cache.counts().written]))
"""


def elsewhere(cache: Path | None = None) -> list[object]:
    env = {**os.environ, **({"RAVINE_CACHE": str(cache)} if cache is not None else {})}
    said = subprocess.run([sys.executable, "-c", SCRIPT], env=env, stdout=subprocess.PIPE, check=True).stdout
    return list(json.loads(said))


def test_loops_that_are_kept_are_taken_up() -> None:
    assert raster.wait()
    assert elsewhere() == [True, False, 0]


def test_without_them_nothing_is_compiled(tmp_path: Path) -> None:
    assert elsewhere(tmp_path) == [False, True, 0]
