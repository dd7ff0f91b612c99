"""The benchmark's rules and landscapes once more, slow and obvious, in float64."""

from __future__ import annotations

from typing import Any

import numpy as np

from engine.benchmark.problem import Cell

TAU = 2 * np.pi


def slope(landscape: str, p: np.ndarray) -> np.ndarray:
    x, y = p[:, 0], p[:, 1]
    if landscape == "himmelblau":
        gx = 4 * x * (x**2 + y - 11) + 2 * (x + y**2 - 7)
        gy = 2 * (x**2 + y - 11) + 4 * y * (x + y**2 - 7)
    elif landscape == "rosenbrock":
        gx = -2 * (1 - x) - 400 * x * (y - x**2)
        gy = 200 * (y - x**2)
    elif landscape == "rastrigin":
        gx = 2 * x + 10 * TAU * np.sin(TAU * x)
        gy = 2 * y + 10 * TAU * np.sin(TAU * y)
    else:
        r = np.sqrt((x**2 + y**2) / 2)
        bumps = np.exp((np.cos(TAU * x) + np.cos(TAU * y)) / 2) * np.pi
        gx = 2 * x / r * np.exp(-r / 5) + bumps * np.sin(TAU * x)
        gy = 2 * y / r * np.exp(-r / 5) + bumps * np.sin(TAU * y)
    return np.stack([gx, gy], axis=1)


def descend(cell: Cell, start: Any, steps: int) -> tuple[np.ndarray, np.ndarray]:
    """Where the particles are after `steps`, and θ − γv there (θ itself for rules without look-ahead)."""
    p = cell.parameters
    theta = np.asarray(start, np.float64)
    first, second = np.zeros_like(theta), np.zeros_like(theta)
    for t in range(1, steps + 1):
        if cell.rule == "momentum":
            first = p["gamma"] * first + p["eta"] * slope(cell.landscape, theta)
            theta = theta - first
        elif cell.rule == "nesterov":
            first = p["gamma"] * first + p["eta"] * slope(cell.landscape, theta - p["gamma"] * first)
            theta = theta - first
        elif cell.rule == "rmsprop":
            g = slope(cell.landscape, theta)
            second = p["gamma"] * second + (1 - p["gamma"]) * g**2
            theta = theta - p["eta"] * g / np.sqrt(second + p["eps_root"])
        else:
            g = slope(cell.landscape, theta)
            first = p["beta1"] * first + (1 - p["beta1"]) * g
            second = p["beta2"] * second + (1 - p["beta2"]) * g**2
            m_hat, v_hat = first / (1 - p["beta1"] ** t), second / (1 - p["beta2"] ** t)
            theta = theta - p["eta"] * m_hat / np.sqrt(v_hat + p["eps_root"])
    ahead = theta - p["gamma"] * first if cell.rule == "nesterov" else theta
    return theta, ahead
