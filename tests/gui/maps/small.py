"""A small scenario, and maps for it."""

from __future__ import annotations

SMALL = """\
format = 1
title = { en = "Small", ru = "Малый" }
caption = { en = "Look.", ru = "Смотрите." }
group = "maps"
[field]
landscape = "himmelblau"
[start]
points = [[0, 0]]
[[runs]]
optimizer = "momentum"
parameters = { eta = 0.01, gamma = 0.5 }
[[runs]]
optimizer = "gradient_descent"
parameters = { eta = 0.01 }
[playback]
steps = 30
"""
PLACES = """\
[view.map]
x = { name = "start.x", low = -5, high = 5 }
y = { name = "start.y", low = -5, high = 5 }
"""
RATES = """\
[view.map]
x = { name = "eta", low = 0.001, high = 0.1, log = true }
y = { name = "gamma", low = 0, high = 0.9 }
"""
