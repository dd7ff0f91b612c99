"""Every optimizer's hand-worked example, by a plain reading of the rule and by the simulation."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest

from engine.catalogue import list_ids, load_optimizer
from engine.entries import Example, Landscape, Optimizer, Signal, landscape, signal
from engine.language.differentiate import gradient
from engine.language.evaluate import Plan, evaluate
from engine.run import Run

#: What the gradients of the look-ahead examples are the slopes of, so that they can be walked on.
HEIGHTS = {"theta": "(x**2 + y**2)/2", "theta**2": "(x**3 + y**3)/3"}

EXAMPLES = [(id, i) for id in list_ids("optimizers") for i in range(len(load_optimizer(id).examples))]


def agrees(found: float, expected: float) -> bool:
    return abs(found - expected) <= 1e-13 * max(1.0, abs(expected))


def read_plainly(optimizer: Optimizer, example: Example) -> Iterator[dict[str, float]]:
    """The quantities after each step, straight from the rule's graph."""
    rule, names = optimizer.rule, list(optimizer.rule.states)
    now: dict[str, Any] = {"theta": np.array([example.start])}
    values = dict(example.parameters)
    first = evaluate(rule.graph, [rule.states[n] for n in names], {**values, **now})
    now |= {name: np.broadcast_to(value, 1) for name, value in zip(names, first, strict=True)}
    plan = Plan(rule.graph, [rule.theta, *(rule.updated[n] for n in names)])
    for step in range(len(example.theta)):

        def grad(position: np.ndarray, sample: int, step: int = step) -> np.ndarray:
            if example.gradients is not None:
                return np.array([example.gradients[step]])
            assert example.gradient is not None
            return evaluate(example.gradient.graph, [example.gradient.root], {"theta": position})[0]

        found = plan.run({**values, **now, "t": float(step + 1)}, {"grad": grad, **of_the_field(example)})
        now = dict(zip(["theta", *names], found, strict=True))
        yield {name: float(np.ravel(value)[0]) for name, value in now.items()}


def of_the_field(example: Example) -> dict[str, Any]:
    """What a rule may ask besides the gradient: a signal has no height, a height its slope's derivatives."""
    if example.gradient is None:
        return {"norm": np.abs, "others": np.zeros_like, "loss": np.zeros_like}
    graph, root = example.gradient.graph, example.gradient.root
    (second,) = gradient(graph, root, ("theta",))

    def curvature(position: np.ndarray) -> np.ndarray:
        return evaluate(graph, [second], {"theta": position})[0]

    def newton(position: np.ndarray) -> np.ndarray:
        return evaluate(graph, [root], {"theta": position})[0] / curvature(position)

    height = landscape(HEIGHTS[example.gradient.text])
    # Both coordinates are alike, so that a length is √2 times either.
    return {
        "norm": lambda v: np.sqrt(2) * np.abs(v),
        "others": lambda v: v,
        "loss": lambda p: height.value(p, p),
        "hess_diag": curvature,
        "newton": newton,
    }


def field_of(example: Example) -> Landscape | Signal:
    """A field that gives the example's gradients."""
    if example.gradients is None:
        assert example.gradient is not None
        return landscape(HEIGHTS[example.gradient.text])
    text = "0"
    for step in reversed(range(len(example.gradients))):
        text = f"where(t < {step + 1.5}, {example.gradients[step]!r}, {text})"
    return signal(text)


def test_every_optimizer_has_an_example() -> None:
    assert {id for id, _ in EXAMPLES} == set(list_ids("optimizers"))


@pytest.mark.parametrize(("id", "number"), EXAMPLES)
def test_the_rule_does_what_was_worked_by_hand(id: str, number: int) -> None:
    optimizer = load_optimizer(id)
    example = optimizer.examples[number]
    for step, found in enumerate(read_plainly(optimizer, example)):
        assert agrees(found["theta"], example.theta[step]), f"theta at step {step + 1}"
        for name, values in example.state.items():
            assert agrees(found[name], values[step]), f"{name} at step {step + 1}"


@pytest.mark.parametrize("kernels", ["numpy", "split"])
@pytest.mark.parametrize(("id", "number"), EXAMPLES)
def test_the_simulation_does_what_was_worked_by_hand(id: str, number: int, kernels: Any) -> None:
    optimizer = load_optimizer(id)
    example = optimizer.examples[number]
    field = field_of(example)
    start = [[example.start]] if isinstance(field, Signal) else [[example.start, example.start]]
    steps = len(example.theta)
    run = Run(
        optimizer, field, np.array(start), params=example.parameters, total_steps=steps, kernels=kernels
    )
    for step in range(steps):
        run.advance(1)
        assert agrees(run.positions()[0, 0], example.theta[step]), f"theta at step {step + 1}"
        for name, values in example.state.items():
            assert agrees(run.state(name)[0, 0], values[step]), f"{name} at step {step + 1}"
