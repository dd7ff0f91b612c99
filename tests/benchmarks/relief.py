"""Frames of the relief while it is turned: ground, swarm and paths, through the performer as in the window.

`python -m tests.benchmarks.relief [--json] [--frames 120]`

A scenario with 50 paths of 1,000 points and a swarm on Himmelblau's function, 1920 × 1080, with the mesh of
50,000 triangles that the window has while the relief is turned. Every frame the camera goes on by a degree.
Time stands still in the first cases, and in the last it goes on: a step of every particle is part of those.
Told beside the time that passes: the processor time of all threads, and that of the longest way through them,
which is what a frame takes where two cores are free; neither depends much on what else the machine does.
Rounds of all cases take turns.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from engine import splatting
from engine.parallel import in_parts
from gui.model import commands
from gui.model.frame import Frame
from gui.performer import Performer
from gui.relief import fineness, paths, picture, raster, surface, vantage
from gui.relief.picture import ReliefPicture
from gui.stage import raster as stage_raster
from gui.stage import swarms
from scenarios.building import build_runs
from scenarios.reading import parse
from scenarios.schema import Camera
from tests.benchmarks.window import SIZE, TICK, machine

ROUNDS = 6
fineness.SLOW = 1e9  # the mesh stays as fine as it is, however slow the machine
PATHS, POINTS = 50, 1000
_WARM = 4

_SCENARIO = """
format = 1
group = "swarms"
title = {{ en = "Benchmark", ru = "Измерение" }}
caption = {{ en = "What is measured.", ru = "Что измеряется." }}
[field]
landscape = "himmelblau"
[[runs]]
optimizer = "momentum"
parameters = {{ eta = 0.00002, gamma = 0.99 }}
start = {{ circle = {{ center = [0, 0], radius = 5.5, count = {paths} }} }}
[[runs]]
optimizer = "adam"
parameters = {{ eta = 0.002 }}
start = {{ box = {{ rectangle = [-5.5, 5.5, -5.5, 5.5], count = {count} }} }}
[playback]
steps = 5000
speed = 60
dtype = "float32"
"""

TARGETS = {100_000: 30, 1_000_000: 15}


class LongestWay:
    """Adds up the processor time of this thread and, where work is shared, that of its slowest part."""

    def __init__(self) -> None:
        self._own = self._slowest = self._began = 0.0
        for module in (surface, paths, vantage, swarms, splatting, picture):
            module.in_parts = self._in_parts  # type: ignore[attr-defined]

    def begin(self) -> None:
        self._own = self._slowest = 0.0
        self._began = time.thread_time()

    def end(self) -> float:
        return time.thread_time() - self._began - self._own + self._slowest

    def _in_parts(self, work: Callable[[int, int, int], None], total: int, parts: int) -> None:
        taken: dict[int, float] = {}

        def timed(part: int, low: int, high: int) -> None:
            began = time.thread_time()
            work(part, low, high)
            taken[part] = time.thread_time() - began

        in_parts(timed, total, parts)
        self._own += taken.get(0, 0.0)
        self._slowest += max(taken.values(), default=0.0)


class Turned:
    """A relief turned frame by frame; where it is `played`, time goes on meanwhile."""

    def __init__(self, count: int, played: bool) -> None:
        self._asked: list[tuple[Any, ...]] = []
        self._played = played
        self.performer = Performer(lambda told: None, lambda *asked: self._asked.append(asked))
        self.performer.handle(commands.SetSize(*SIZE, (0, 0, 0, 0), 1.0))
        text = _SCENARIO.format(paths=PATHS, count=count)
        self.performer.handle(commands.Open(1, parse(text, Path("benchmark.toml")), False))
        self.performer.frame()
        self.performer.tick(1.0)
        self.performer._ask_for_compiled()
        build, resolved, _ = self._asked[-1]
        self.performer.upgrade(build, build_runs(resolved, "split"))
        self.performer.handle(commands.Seek(POINTS))
        while self.performer._player.is_busy:
            self.performer.tick(TICK)
        self._azimuth = -60.0
        if played:
            self.performer.handle(commands.Play())
        for _ in range(_WARM):
            self.frame()

    @property
    def picture(self) -> ReliefPicture:
        found = self.performer._drawing._relief
        assert found is not None
        return found

    def frame(self) -> Frame | None:
        """Another degree, and its picture."""
        self._azimuth += 1.0
        self.performer.handle(commands.SetCamera(1, Camera(azimuth=self._azimuth % 360), at_once=True))
        if self._played:
            self.performer.tick(TICK)
        return self.performer.frame()


def measure(frames: int) -> dict[str, Any]:
    """Milliseconds a frame of every case."""
    stage_raster.wait()
    raster.wait()
    cases = {
        f"{count:,} particles{', time going on' if played else ''}": (count, Turned(count, played))
        for played in (False, True)
        for count in TARGETS
    }
    spans: dict[str, list[tuple[float, float, float]]] = {name: [] for name in cases}
    way = LongestWay()
    for _ in range(ROUNDS):
        for name, (_, case) in cases.items():
            for _ in range(max(frames // ROUNDS, 1)):
                began, worked = time.perf_counter(), time.process_time()
                way.begin()
                case.frame()
                spans[name].append((time.perf_counter() - began, time.process_time() - worked, way.end()))
    rows = {}
    for name, (count, case) in cases.items():
        passed, worked, longest = (sorted(1e3 * each[k] for each in spans[name]) for k in range(3))
        rows[name] = {
            "median": statistics.median(passed),
            "least": passed[0],
            "processor": statistics.median(worked),
            "two free": statistics.median(longest),
            "there": 1e3 / statistics.median(longest),
            "per_second": 1e3 / statistics.median(passed),
            "target": TARGETS[count],
            "triangles": case.picture.triangles,
        }
        case.performer.close()
    return {"machine": machine(), "size": SIZE, "cases": rows}


def table(result: dict[str, Any]) -> str:
    heads = ("median", "least", "frames/s", "processor", "two free", "frames/s", "target", "triangles")
    lines = [f"{'ms a frame':<36}" + "".join(f"{head:>11}" for head in heads)]
    for name, row in result["cases"].items():
        lines.append(
            f"{name:<36}{row['median']:>11.1f}{row['least']:>11.1f}{row['per_second']:>11.1f}"
            f"{row['processor']:>11.1f}{row['two free']:>11.1f}{row['there']:>11.1f}"
            f"{row['target']:>11}{row['triangles']:>11,}"
        )
    return "\n".join(lines)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--frames", type=int, default=120, help="of each case, in all")
    parser.add_argument("--json", action="store_true", help="one JSON object on stdout")
    options = parser.parse_args()
    result = measure(options.frames)
    print(json.dumps(result) if options.json else table(result))
    return 0


if __name__ == "__main__":
    sys.exit(main())
