"""Scenario texts for the tests: a small valid one, one with every field, and faulty ones."""

SMALL = """\
format = 1
title = { en = "Small", ru = "Малый" }
caption = { en = "Look.", ru = "Смотрите." }
group = "landscapes"
[field]
landscape = "himmelblau"
[start]
points = [[0, 0]]
[[runs]]
optimizer = "adam"
[playback]
steps = 5
"""

FULL = """\
format = 1
title = { en = "Full", ru = "Полный" }
caption = { en = "Every field is used.", ru = "Использовано каждое поле." }
figure = "L8"
group = "swarms"
[field]
landscape_formula = "a*x**2 + y**2"
domain = [-2, 2, -1, 1]
parameters = { a = 3 }
[start]
grid = { rectangle = [-1, 1, -1, 1], columns = 3, rows = 2 }
[[runs]]
rule = \"\"\"
v = gamma*v + eta*g
theta = theta - v
\"\"\"
state = { v = 0.5 }
label = { en = "Mine", ru = "Моё" }
parameters = { eta = 0.01, gamma = 0.5 }
schedule = { id = "cosine" }
clip = { value = 2, norm = 1.5 }
start = { cloud = { center = [0, 0.5], sigma = 0.1, count = 7 } }
[[runs]]
optimizer = "adam"
label = "β₁ = 0"
parameters = { beta1 = 0 }
start = { circle = { center = [0, 0], radius = 1, count = 4 } }
[[runs]]
optimizer = "lion"
start = { box = { rectangle = [-1, 1, -1, 1], count = 9 } }
[noise]
sigma = 0.1
keep = 0.9
[playback]
steps = 12
speed = 3.5
seed = 7
dtype = "float32"
[view]
rectangle = [-3, 3, -2, 2]
plots = ["loss", "step"]
"""

SIGNAL = """\
format = 1
title = { en = "Signal", ru = "Сигнал" }
caption = { en = "Look.", ru = "Смотрите." }
group = "signals"
[field]
signal_formula = "sin(t/period)"
parameters = { period = 9, kappa = 2 }
[start]
count = 3
[[runs]]
optimizer = "nesterov"
[playback]
steps = 20
"""
