"""Makes goldens.json and goldens.npz: what PyTorch, optax and pytorch_optimizer do, for the tests to meet.

Run it where these and jax are installed (their versions are written into goldens.json):

    python make_goldens.py [NAME …]

Nothing of Ravine is imported: the landscapes are written out again here, and differentiated by the libraries.
Every case is 200 steps in float64 from two starts on two landscapes, of which the first fifty and then every
fifth are kept. With names only these cases are walked, and nothing is written: for finding parameters.
"""

from __future__ import annotations

import json
import platform
import sys
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import Any

import jax
import numpy as np
import torch

jax.config.update("jax_enable_x64", True)
# NAdam keeps the product of its momenta in the default type.
torch.set_default_dtype(torch.float64)

from optax_cases import optax_cases  # noqa: E402
from other_cases import other_cases  # noqa: E402
from torch_cases import torch_cases  # noqa: E402
from walks import Walk  # noqa: E402

STEPS = 200
KEPT = [*range(51), *range(55, STEPS + 1, 5)]
STARTS = {"himmelblau": [[-4.0, 4.0], [0.5, -1.0]], "rosenbrock": [[-1.2, 1.0], [0.3, 1.7]]}
SCHEDULED = 60
LIBRARIES = ("torch", "optax", "jax", "pytorch_optimizer", "numpy")


def himmelblau(x: Any, y: Any) -> Any:
    return (x * x + y - 11) ** 2 + (x + y * y - 7) ** 2


def rosenbrock(x: Any, y: Any) -> Any:
    return (1 - x) ** 2 + 100 * (y - x * x) ** 2


LANDSCAPES: dict[str, Callable[[Any, Any], Any]] = {"himmelblau": himmelblau, "rosenbrock": rosenbrock}


def stable(walk: Walk, start: np.ndarray, landscape: str, name: str) -> np.ndarray:
    """The walk from the starts, which must not blow up differences as small as rounding makes.

    Where it does, two right programs that round differently part, and agreement would say nothing.
    """
    walked, beside = (walk(LANDSCAPES[landscape], s, STEPS) for s in (start, start * (1 + 1e-14)))
    growth = np.abs(walked - beside).max() / np.abs(start * 1e-14).max()
    if not growth < 50:
        raise SystemExit(f"{name} blows rounding errors up {growth:.0f} times on {landscape}")
    return walked


def schedules() -> dict[str, tuple[dict[str, float], np.ndarray]]:
    """Factors of torch's schedulers at steps 1 … SCHEDULED, by the id of the schedule that must agree."""
    s = torch.optim.lr_scheduler
    made: dict[str, tuple[dict[str, float], Callable]] = {
        "step": ({"drop": 0.3, "every": 7}, lambda o: s.StepLR(o, step_size=7, gamma=0.3)),
        "exponential": ({"decay": 0.97}, lambda o: s.ExponentialLR(o, gamma=0.97)),
        "cosine": ({"lowest": 0.1}, lambda o: s.CosineAnnealingLR(o, T_max=SCHEDULED, eta_min=0.1)),
        "warmup": ({"length": 12}, lambda o: s.LinearLR(o, 1 / 12, 1.0, total_iters=11)),
    }
    found = {}
    for name, (parameters, make) in made.items():
        optimizer = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=1.0)
        scheduler, factors = make(optimizer), []
        for _ in range(SCHEDULED):
            factors.append(scheduler.get_last_lr()[0])
            optimizer.step()
            scheduler.step()
        found[name] = (parameters, np.array(factors))
    return found


def walked(cases: dict[str, dict[str, Any]]) -> dict[str, np.ndarray]:
    """The walks of the cases, which lose theirs: what is left is what goes into the file."""
    arrays = {}
    for name, one in cases.items():
        walk, starts = one.pop("walk"), one.pop("starts", STARTS)
        for landscape in LANDSCAPES:
            path = stable(walk, np.array(starts[landscape]), landscape, name)
            arrays[f"{name}.{landscape}"] = path[KEPT]
    return arrays


def main(names: list[str]) -> None:
    cases = {**torch_cases(), **optax_cases(), **other_cases()}
    if names:
        for name, path in walked({name: cases[name] for name in names}).items():
            print(name, path[-1].tolist())
        return
    arrays, factors = walked(cases), schedules()
    arrays.update({f"schedule_{name}": values for name, (_, values) in factors.items()})
    described = {
        "versions": {name: version(name) for name in LIBRARIES} | {"python": platform.python_version()},
        "kept": KEPT,
        "scheduled": SCHEDULED,
        "cases": cases,
        "schedules": {name: parameters for name, (parameters, _) in factors.items()},
    }
    here = Path(__file__).parent
    np.savez_compressed(here / "goldens.npz", **arrays)
    text = json.dumps(described, indent=1, ensure_ascii=False) + "\n"
    (here / "goldens.json").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
