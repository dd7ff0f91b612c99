"""Small scenarios to film: on a landscape, a swarm, on a signal."""

from __future__ import annotations

import pytest

import scenarios
from scenarios.schema import Scenario

_HEAD = """
format = 1
title = { en = "A title", ru = "Заглавие" }
caption = { en = "What to look at.", ru = "На что смотреть." }
group = "landscapes"
"""

STAGE = (
    _HEAD
    + """
[field]
landscape = "himmelblau"
[start]
points = [[0.0, 0.0]]
[[runs]]
optimizer = "adam"
parameters = { eta = 0.1 }
[[runs]]
optimizer = "momentum"
parameters = { eta = 0.005 }
[playback]
steps = 30
speed = 60.0
"""
)

SWARM = (
    _HEAD
    + """
[field]
landscape = "himmelblau"
[start]
box = { rectangle = [-5, 5, -5, 5], count = 500 }
[[runs]]
optimizer = "adam"
parameters = { eta = 0.1 }
[playback]
steps = 20
speed = 60.0
dtype = "float32"
"""
)

SIGNAL = (
    _HEAD
    + """
[field]
signal = "sine"
[[runs]]
optimizer = "momentum"
label = "γ = 0.5"
parameters = { gamma = 0.5 }
[[runs]]
optimizer = "momentum"
label = "γ = 0.9"
parameters = { gamma = 0.9 }
[playback]
steps = 40
speed = 60.0
"""
)

TEXTS = {"stage": STAGE, "swarm": SWARM, "signal": SIGNAL}


@pytest.fixture
def stage() -> Scenario:
    return scenarios.loads(STAGE)


@pytest.fixture(params=sorted(TEXTS))
def each(request: pytest.FixtureRequest) -> Scenario:
    """All three, one after the other."""
    return scenarios.loads(TEXTS[request.param])
