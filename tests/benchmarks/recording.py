"""How fast recordings are made, beside encoding alone, ffmpeg's palettes and matplotlib's FuncAnimation.

`python -m tests.benchmarks.recording [--json] [--seconds 4]` needs no display. matplotlib is measured where
it is installed, in a throw-away environment: `uv run --with matplotlib python -m tests.benchmarks.recording`.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import shutil
import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import av
import numpy as np

from gui.recording import record
from gui.recording.application import ensure_application
from gui.recording.composition import Composition
from gui.recording.filming import Order
from gui.recording.formats import formats
from scenarios import load, loads
from scenarios.resolving import Resolved, resolve

FULL_HD, FPS = (1920, 1080), 60
ROUNDS = 3

_SWARM = """
format = 1
group = "swarms"
title = { en = "Benchmark", ru = "Измерение" }
caption = { en = "What is measured.", ru = "Что измеряется." }
[field]
landscape = "himmelblau"
[start]
box = { rectangle = [-5, 5, -5, 5], count = 1000000 }
[[runs]]
optimizer = "adam"
parameters = { eta = 0.01 }
[playback]
steps = 5000
speed = 60
dtype = "float32"
"""


def measure(seconds: float) -> dict[str, Any]:
    """Medians of a few rounds each, in seconds a film of `seconds`."""
    ensure_application()
    five = resolve(load("out_of_the_trap"))
    assert len(five.runs) == 5
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        recording, encoding, ratio = _paired(
            lambda: record(five, place / "a.mp4", fps=FPS, seconds=seconds), _encoder(five, place, seconds)
        )
        found = {
            "machine": {"cores": len(os.sched_getaffinity(0)), "load": os.getloadavg()[0]},
            "seconds": seconds,
            "record": recording,
            "encode": encoding,
            "ratio": ratio,
            "swarm": _swarm(place, 1.0),
            "gif": _gif(five, place),
        }
        if importlib.util.find_spec("matplotlib") is not None:
            found["matplotlib"] = _matplotlib(five, place / "m.mp4", min(seconds, 1.0))
    return found


Cost = dict[str, float]
"""Seconds by the clock, and seconds of all cores together, which others' work disturbs less."""


def _cost(work: Callable[[], object]) -> Cost:
    began, used = time.perf_counter(), time.process_time()
    work()
    return {"clock": time.perf_counter() - began, "cores": time.process_time() - used}


def _median(costs: list[Cost]) -> Cost:
    return {name: statistics.median(each[name] for each in costs) for name in costs[0]}


def _paired(one: Callable[[], object], other: Callable[[], object]) -> tuple[Cost, Cost, Cost]:
    """Both in turn, so that the machine is as busy for one as for the other; medians, and of their ratios."""
    one()
    other()
    pairs = [(_cost(one), _cost(other)) for _ in range(ROUNDS)]
    ratios = [{name: a[name] / b[name] for name in a} for a, b in pairs]
    return _median([a for a, _ in pairs]), _median([b for _, b in pairs]), _median(ratios)


def _encoder(resolved: Resolved, place: Path, seconds: float) -> Callable[[], object]:
    """Writes the same frames, which are ready: a few seconds of them, over and over."""
    reel = Order(resolved, FULL_HD, FPS, seconds, Composition()).reel()
    frames = []
    for number in range(min(reel.frames, 240)):
        reel.show(number)
        frames.append(reel.paint().copy())
    count = reel.frames

    def write() -> None:
        with formats()[".mp4"].open(place / "e.mp4", FULL_HD, FPS, "") as encoder:
            for number in range(count):
                encoder.write(frames[number % len(frames)])

    return write


def _swarm(place: Path, seconds: float) -> dict[str, float]:
    """Frames a second of a million particles; by `cores`, frames a second of one core."""
    swarm = resolve(loads(_SWARM))

    def film() -> object:
        return record(swarm, place / "s.mp4", fps=FPS, seconds=seconds)

    film()
    took = _median([_cost(film) for _ in range(ROUNDS)])
    return {name: round(FPS * seconds) / value for name, value in took.items()}


def _gif(resolved: Resolved, place: Path) -> dict[str, float]:
    """10 s of 800 pixels at 20 a second under 5 MB: its size, and its error beside ffmpeg's palettes."""
    out, size = place / "a.gif", (800, 450)
    began = time.perf_counter()
    record(resolved, out, size=size, fps=20, seconds=10, under=5_000_000)
    found: dict[str, float] = {"seconds": time.perf_counter() - began, "bytes": out.stat().st_size}
    record(resolved, place / "g.mkv", size=size, fps=20, seconds=10)
    found["error"] = _error(place / "g.mkv", out)
    if shutil.which("ffmpeg"):
        palettes = "split[a][b];[a]palettegen[p];[b][p]paletteuse"
        command = ["ffmpeg", "-v", "error", "-y", "-i", place / "g.mkv", "-vf", palettes, place / "f.gif"]
        subprocess.run([str(part) for part in command], check=True)
        found |= {
            "ffmpeg_bytes": (place / "f.gif").stat().st_size,
            "ffmpeg_error": _error(place / "g.mkv", place / "f.gif"),
        }
    return found


def _error(exact: Path, gif: Path) -> float:
    """The mean difference of a channel's values, of 255, where both have as many pixels and frames."""
    sums = []
    with av.open(str(exact)) as one, av.open(str(gif)) as other:
        for a, b in zip(one.decode(video=0), other.decode(video=0), strict=True):
            first, second = (each.to_ndarray(format="rgb24").astype(np.int16) for each in (a, b))
            if first.shape != second.shape:
                return float("nan")
            sums.append(float(np.abs(first - second).mean()))
    return statistics.mean(sums)


def _matplotlib(resolved: Resolved, out: Path, seconds: float) -> float:
    """Seconds that FuncAnimation takes for a second of the same scene: contours, five paths, three charts."""
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot
    from matplotlib.animation import FFMpegWriter, FuncAnimation

    from scenarios.building import build_runs

    steps = round(seconds * resolved.scenario.playback.speed)
    runs = build_runs(resolved)
    paths = [np.array([run.positions()[0].copy(), *_walk(run, steps)]) for run in runs]
    x0, x1, y0, y1 = resolved.rectangle
    x, y = np.meshgrid(np.linspace(x0, x1, 240), np.linspace(y0, y1, 135))
    z = resolved.field.value(x.ravel(), y.ravel(), **resolved.field_parameters).reshape(x.shape)  # type: ignore[call-arg]
    figure = pyplot.figure(figsize=(19.2, 10.8), dpi=100)
    stage = figure.add_axes((0.2, 0, 0.8, 1))
    stage.contourf(x, y, z, 24)
    lines = [stage.plot([], [])[0] for _ in runs]
    charts = [figure.add_axes((0.03, 0.05 + 0.32 * k, 0.15, 0.26)) for k in range(3)]
    curves = [[chart.plot([], [])[0] for _ in runs] for chart in charts]
    for chart in charts:
        chart.set_xlim(0, steps)
        chart.set_ylim(float(z.min()), float(z.max()))

    def draw(number: int) -> None:
        step = min(steps, round(number / FPS * resolved.scenario.playback.speed))
        for k, path in enumerate(paths):
            lines[k].set_data(path[: step + 1, 0], path[: step + 1, 1])
            for curve in curves:
                curve[k].set_data(np.arange(step + 1), path[: step + 1, 0])

    began = time.perf_counter()
    film = FuncAnimation(figure, draw, frames=round(seconds * FPS))
    film.save(str(out), FFMpegWriter(fps=FPS, codec="libx264", extra_args=["-preset", "veryfast"]))
    pyplot.close(figure)
    return (time.perf_counter() - began) / seconds


def _walk(run: Any, steps: int) -> list[np.ndarray]:
    found = []
    for _ in range(steps):
        run.advance(1)
        found.append(run.positions()[0].copy())
    return found


def table(found: dict[str, Any]) -> str:
    seconds, record_, ratio, swarm = (found[name] for name in ("seconds", "record", "ratio", "swarm"))
    lines = [
        f"1080p60, five runs with charts   {seconds / record_['clock']:.2f} times real time by the clock",
        f"                                 {record_['cores'] / seconds:.2f} cores busy at real time",
        f"beside encoding alone            {ratio['clock']:.2f} times by the clock, "
        f"{ratio['cores']:.2f} by what cores do",
        f"a million particles              {swarm['clock']:.1f} frames a second, "
        f"{swarm['cores']:.1f} of one core",
        f"GIF, 10 s, at most 5 MB          {found['gif']}",
    ]
    if "matplotlib" in found:
        times = found["matplotlib"] / (record_["clock"] / seconds)
        lines.append(f"matplotlib's FuncAnimation       takes {times:.1f} times as long")
    return "\n".join([*lines, f"{found['machine']}"])


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--seconds", type=float, default=4.0)
    options = parser.parse_args()
    result = measure(options.seconds)
    print(json.dumps(result, indent=2) if options.json else table(result))
