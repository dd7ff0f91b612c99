"""Small networks trained by the catalogue's rules: the weights are just more coordinates. No window here.

data      points with classes: made from a seed, or a person's own
shape     layers, where each weight lies among the coordinates, and the first weights
task      what is to be learnt by what: an entry like a landscape, with parameters of its own
plain     loss, accuracy and gradient of many networks with NumPy
kernels   the same and whole trainings as loops; compiled by `compiling`
training  one optimizer on many networks at once
plane     the loss on a plane through the weights
"""

from __future__ import annotations

from .data import Points
from .shape import Shape
from .task import Task
from .training import Training

__all__ = ["Points", "Shape", "Task", "Training"]
