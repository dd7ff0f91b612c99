"""A scenario as a Python script: run, it gives the numbers of `main.py run`, bit for bit."""

from __future__ import annotations

import threading

import msgspec
import numpy as np
import pytest

import scenarios
from scenarios.commands.running import simulate_all
from scenarios.resolving import Resolved, resolve
from scenarios.scripting import script_of

TYPED = """
format = 1
title = { en = 'A "quoted" title', ru = "Заглавие" }
caption = { en = "c", ru = "c" }
group = "landscapes"
[field]
landscape_formula = "a*x^2 + y^2"
domain = [-2, 2, -2, 2]
[start]
cloud = { center = [1, 1], sigma = 0.1, count = 5 }
[[runs]]
rule = "v = gamma*v + g\\ntheta = theta - eta*v"
parameters = { eta = 0.05, gamma = 0.8 }
label = "one"
clip = { norm = 0.5 }
turns = [{ step = 10, parameters = { eta = 0.01 } }]
[[runs]]
optimizer = "adam"
label = "one"
schedule = { id = "cosine" }
[noise]
sigma = 0.1
keep = 0.9
stream = 1234567
[playback]
steps = 30
seed = 7
dtype = "float32"
"""

FADING = """
format = 1
title = { en = "t", ru = "t" }
caption = { en = "c", ru = "c" }
group = "signals"
[field]
signal = "sine"
[[runs]]
optimizer = "momentum"
schedule = { id = "inverse_time" }
spread = { parameter = "eta", low = 0.001, high = 0.1, count = 7 }
[playback]
steps = 30
"""

WRITTEN = {"typed": TYPED, "fading": FADING}

SHIPPED = ("L3", "L4", "over_the_ridge", "momentum_memory", "drawn_by_hand", "every_gamma", "S2")


def shortened(name: str) -> Resolved:
    scenario = scenarios.load(name)
    playback = msgspec.structs.replace(scenario.playback, steps=min(scenario.playback.steps, 60))
    return resolve(msgspec.structs.replace(scenario, playback=playback))


def run_script(resolved: Resolved) -> dict:
    names: dict = {}
    exec(compile(script_of(resolved), "scenario.py", "exec"), names)
    return names["results"]


@pytest.mark.parametrize("name", [*SHIPPED, *WRITTEN])
def test_the_script_reproduces_the_run(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    resolved = resolve(scenarios.loads(WRITTEN[name])) if name in WRITTEN else shortened(name)
    results = list(run_script(resolved).values())
    expected = simulate_all(resolved, 1, threading.Event(), "cpu")
    assert len(results) == len(expected)
    for one, other in zip(results, expected, strict=True):
        assert np.array_equal(one.positions, other.positions, equal_nan=True)
        assert np.array_equal(one.outcome, other.outcome)
    assert len(capsys.readouterr().out.splitlines()) >= len(expected)


def test_only_what_is_needed_is_imported() -> None:
    assert "numpy" not in script_of(shortened("L3"))
    assert "Turn" not in script_of(shortened("L3"))
    assert "import engine" in script_of(shortened("L3"))
