"""Makes scenarios/landscapes/over_the_mountains.toml: python -m tests.scenarios.make_mountains.

The mountains are noise of all wavelengths, folded into ridges, with a basin in the east: nobody's land.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

import scenarios
from scenarios.heightmaps import packed
from scenarios.saving import save
from scenarios.schema import (
    Camera,
    FieldSpec,
    Playback,
    RunSpec,
    Scenario,
    StartSpec,
    Text,
    View,
)

SIDE = 80
SCALE = 4.0
_NAME = Text("Mountains", "Горы")
FILE = Path(scenarios.__file__).parent / "landscapes" / "over_the_mountains.toml"

Heights = NDArray[np.float64]


def mountains() -> Heights:
    """(SIDE, SIDE), from 0 to 1."""
    random = np.random.default_rng(11)
    wave = np.fft.fftfreq(2 * SIDE) * 2 * SIDE
    length = np.hypot(*np.meshgrid(wave, wave))
    length[0, 0] = 1

    def noise(power: float, least: float) -> Heights:
        amplitudes = random.normal(size=length.shape) + 1j * random.normal(size=length.shape)
        spectrum = amplitudes * np.where(length < least, 0, length**-power)
        field = np.fft.ifft2(spectrum).real[:SIDE, :SIDE]
        return field / np.abs(field).max()

    ridges = (1 - 1.6 * np.abs(noise(2.2, 2))) ** 2
    x, y = np.meshgrid(*[np.linspace(-1, 1, SIDE)] * 2)
    basin = 1 - np.exp(-((x - 0.45) ** 2 + (y - 0.35) ** 2) / 0.18)
    rim = np.clip(np.hypot(x, y) - 0.8, 0, None)
    heights = 0.55 * ridges + 0.75 * basin + 0.18 * noise(2.4, 3) + 0.25 * rim
    for _ in range(2):
        heights = _smoothed(heights)
    return (heights - heights.min()) / (heights.max() - heights.min())


def _smoothed(heights: Heights) -> Heights:
    around = np.pad(heights, 1, mode="edge")
    sides = around[:-2, 1:-1] + around[2:, 1:-1] + around[1:-1, :-2] + around[1:-1, 2:]
    return (sides + 4 * heights) / 8


def scenario() -> Scenario:
    rolling = {"eta": 0.02, "gamma": 0.95}
    return Scenario(
        format=1,
        title=Text("Over the mountains", "Через горы"),
        caption=Text(
            "A landscape made of heights. Descent and Adam stay in the first hollow that they come to; "
            "momentum and Nesterov bring enough speed to cross its rim and roll down to the lake.",
            "Ландшафт из карты высот. Спуск и Adam остаются в первой же впадине; импульс и Нестеров "
            "набирают скорость, переваливают через её край и скатываются к озеру.",
        ),
        group="landscapes",
        field=FieldSpec(heightmap=packed(mountains(), _NAME), parameters={"scale": SCALE}),
        start=StartSpec(points=((1.5, 3.0),)),
        runs=(
            RunSpec(optimizer="gradient_descent", parameters={"eta": 0.05}),
            RunSpec(optimizer="momentum", parameters=rolling),
            RunSpec(optimizer="nesterov", parameters=rolling),
            RunSpec(optimizer="adam", parameters={"eta": 0.05}),
        ),
        playback=Playback(steps=400, speed=40),
        view=View(camera=Camera(azimuth=-62, elevation=38, distance=4.2)),
    )


if __name__ == "__main__":
    save(scenario(), FILE)
