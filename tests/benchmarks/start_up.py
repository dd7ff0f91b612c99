"""How long a person waits for the first moving picture.

`python tests/benchmarks/start_up.py [--rounds N] [--json]` starts the program from an empty cache, from
a filled one, and beside them a bare import of the libraries it stands on, taking turns. The clock of each
starts when its process is asked for; the program's stops when a picture of a later step has been painted.
Everything is compiled to bytecode beforehand, as an installed program is.
"""

from __future__ import annotations

import argparse
import compileall
import importlib.util
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
ALLOWED_RATIO = 1.6
PATIENCE_SECONDS = 120.0

BARE = """
import numba, numpy, PySide6.QtWidgets, pyqtgraph
import json, time
print(json.dumps([time.monotonic(), time.process_time()]))
"""

PROGRAM = """
import json, os, sys, time
from gui.apart.remote import RemoteWorker

inner = RemoteWorker.take

def finish():
    print(json.dumps([time.monotonic(), time.process_time()]), flush=True)
    os._exit(0)

def take(self):
    events, frame = inner(self)
    if frame is not None and frame.picture is not None and frame.step >= 1:
        from PySide6.QtCore import QTimer
        # The picture is painted by the event loop's next round, which comes before a timer set in that round.
        QTimer.singleShot(0, lambda: QTimer.singleShot(0, finish))
    return events, frame

RemoteWorker.take = take
import main
import scenarios
sys.exit(main.main([scenarios.DEFAULT]))
"""


def measure(rounds: int) -> dict[str, Any]:
    """Medians of seconds of wall-clock and of processor time, and the ratios to the bare import."""
    _compile_to_bytecode()
    found: dict[str, list[tuple[float, float]]] = {"bare": [], "fresh": [], "warm": []}
    with tempfile.TemporaryDirectory() as folder:
        for turn in range(rounds):
            cache = str(Path(folder, str(turn)))
            found["bare"].append(_start(BARE, cache))
            found["fresh"].append(_start(PROGRAM, cache))
            _fill(cache)
            found["warm"].append(_start(PROGRAM, cache))
    wall = {name: statistics.median(w for w, _ in times) for name, times in found.items()}
    cpu = {name: statistics.median(c for _, c in times) for name, times in found.items()}
    return {
        "allowed_ratio": ALLOWED_RATIO,
        "wall": wall,
        "cpu": cpu,
        "ratio": {name: wall[name] / wall["bare"] for name in ("fresh", "warm")},
        "ratio_cpu": {name: cpu[name] / cpu["bare"] for name in ("fresh", "warm")},
    }


def _compile_to_bytecode() -> None:
    for name in (
        "engine",
        "gui",
        "scenarios",
        "numba",
        "numpy",
        "llvmlite",
        "PySide6",
        "pyqtgraph",
        "msgspec",
    ):
        spec = importlib.util.find_spec(name)
        for place in (spec.submodule_search_locations or ()) if spec else ():
            compileall.compile_dir(place, quiet=2, workers=1)
    compileall.compile_file(str(ROOT / "main.py"), quiet=2)


def _start(script: str, cache: str) -> tuple[float, float]:
    began = time.monotonic()
    ended = subprocess.run(
        [sys.executable, "-c", script],
        env=_environment(cache),
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
        timeout=PATIENCE_SECONDS,
        check=True,
    )
    shown, cpu = json.loads(ended.stdout.splitlines()[-1])
    return shown - began, cpu


def _fill(cache: str) -> None:
    """Let the program run until its kernels are compiled and kept."""
    with tempfile.TemporaryDirectory() as folder:
        picture = str(Path(folder, "picture.png"))
        subprocess.run(
            [sys.executable, "main.py", "--screenshot", picture, "--after", "8"],
            env=_environment(cache),
            cwd=ROOT,
            stdout=subprocess.DEVNULL,
            timeout=PATIENCE_SECONDS,
            check=True,
        )


def _environment(cache: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    # what an earlier start remembered would be opened too
    own = {"RAVINE_CACHE": cache, "XDG_CONFIG_HOME": cache, "XDG_DATA_HOME": cache}
    return {**kept, **own, "QT_QPA_PLATFORM": os.environ.get("QT_QPA_PLATFORM", "offscreen")}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--json", action="store_true", help="one JSON object on stdout")
    options = parser.parse_args()
    result = measure(options.rounds)
    if options.json:
        print(json.dumps(result))
        return 0
    for name, label in (("bare", "bare import"), ("fresh", "empty cache"), ("warm", "filled cache")):
        ratio = f", {result['ratio'][name]:.2f} times the bare import" if name in result["ratio"] else ""
        print(
            f"{label:<12} {result['wall'][name]:.2f} s, {result['cpu'][name]:.2f} s of processor time{ratio}"
        )
    print(f"at most {ALLOWED_RATIO} times is allowed")
    return 0


if __name__ == "__main__":
    sys.exit(main())
