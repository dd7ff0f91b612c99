"""Makes network_goldens.json and network_goldens.npz: what PyTorch does to small networks.

Run it where PyTorch is installed (its version is written into network_goldens.json):

    python make_network_goldens.py

Each case is a multilayer perceptron on points made here with NumPy, its first weights PyTorch's own, trained
in float64 on all points at once by a few of torch.optim's algorithms. Weights are flattened as `parameters()`
has them: of each layer its matrix (out, in) row by row, then its biases.
"""

from __future__ import annotations

import itertools
import json
import platform
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np
import torch

STEPS = 60
SHAPES = {
    "tanh": {"units": [2, 16, 16, 2], "activation": "tanh", "points": 150},
    "relu": {"units": [2, 9, 2], "activation": "relu", "points": 37},
    "three": {"units": [2, 6, 5, 4, 3], "activation": "tanh", "points": 60},
}
RULES: dict[str, dict[str, Any]] = {
    "gradient_descent": {"parameters": {"eta": 0.3}, "make": lambda p: torch.optim.SGD(p, lr=0.3)},
    "momentum": {
        "parameters": {"eta": 0.05, "gamma": 0.9},
        "make": lambda p: torch.optim.SGD(p, lr=0.05, momentum=0.9),
    },
    "rmsprop": {
        "parameters": {"eta": 0.003, "gamma": 0.9, "eps_root": 0.0, "eps": 1e-8},
        "make": lambda p: torch.optim.RMSprop(p, lr=0.003, alpha=0.9, eps=1e-8),
    },
    "adam": {
        "parameters": {"eta": 0.01, "beta1": 0.9, "beta2": 0.999, "eps_root": 0.0, "eps": 1e-8},
        "make": lambda p: torch.optim.Adam(p, lr=0.01, eps=1e-8),
    },
}


def network(units: list[int], activation: str) -> torch.nn.Sequential:
    between = torch.nn.Tanh if activation == "tanh" else torch.nn.ReLU
    parts: list[torch.nn.Module] = []
    for into, out in itertools.pairwise(units):
        parts += [torch.nn.Linear(into, out, dtype=torch.float64), between()]
    return torch.nn.Sequential(*parts[:-1])


def flat(tensors: Any) -> np.ndarray:
    return torch.cat([tensor.detach().reshape(-1) for tensor in tensors]).numpy().copy()


def trained(shape: dict[str, Any], seed: int, rule: str) -> dict[str, np.ndarray]:
    """Points, weights before and after every 20 steps, the first gradient, losses and accuracies there."""
    random = np.random.default_rng(seed)
    torch.manual_seed(seed)
    classes = shape["units"][-1]
    labels = random.integers(0, classes, shape["points"])
    places = random.standard_normal((shape["points"], 2)) * 0.6 + np.stack([labels, -labels % 2], axis=1)
    x, y = torch.from_numpy(places), torch.from_numpy(labels)
    model = network(shape["units"], shape["activation"])
    optimizer = RULES[rule]["make"](model.parameters())
    weights, losses, right = [flat(model.parameters())], [], []
    first: np.ndarray | None = None
    for step in range(STEPS + 1):
        optimizer.zero_grad()
        said = model(x)
        loss = torch.nn.functional.cross_entropy(said, y)
        if step % 20 == 0:
            losses.append(loss.item())
            right.append((said.argmax(dim=1) == y).double().mean().item())
        if step == STEPS:
            break
        loss.backward()
        if first is None:
            first = flat([p.grad for p in model.parameters()])
        optimizer.step()
        if (step + 1) % 20 == 0:
            weights.append(flat(model.parameters()))
    assert first is not None
    return {
        "places": places, "labels": labels, "weights": np.array(weights), "gradient": first,
        "losses": np.array(losses), "accuracies": np.array(right),
    }  # fmt: skip


def main() -> None:
    here = Path(__file__).parent
    arrays, cases = {}, {}
    for number, (name, shape) in enumerate(SHAPES.items()):
        for rule, known in RULES.items():
            cases[f"{name}.{rule}"] = {**shape, "rule": rule, "parameters": known["parameters"]}
            for key, array in trained(shape, number, rule).items():
                arrays[f"{name}.{rule}.{key}"] = array
    described = {
        "made_by": "make_network_goldens.py",
        "steps": STEPS,
        "versions": {
            "python": platform.python_version(), "numpy": version("numpy"), "torch": version("torch"),
        },
        "cases": cases,
    }  # fmt: skip
    (here / "network_goldens.json").write_text(json.dumps(described, indent=1) + "\n", encoding="utf-8")
    np.savez_compressed(here / "network_goldens.npz", **arrays)


if __name__ == "__main__":
    torch.set_num_threads(1)
    main()
