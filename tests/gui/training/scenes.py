"""Small scenarios of networks that learn in moments."""

from __future__ import annotations

from scenarios import loads
from scenarios.schema import Scenario

TEXT = """
format = 1
title = { en = "Moons", ru = "Полумесяцы" }
caption = { en = "Two.", ru = "Две." }
group = "networks"
[field.parameters]
points = 40
[field.network]
data = "moons"
layers = [5]
seeds = 3
[[runs]]
optimizer = "gradient_descent"
[[runs]]
optimizer = "adam"
parameters = { eta = 0.1 }
[playback]
steps = 12
speed = 200.0
"""


def scene() -> Scenario:
    return loads(TEXT)
