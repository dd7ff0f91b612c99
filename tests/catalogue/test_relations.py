"""What the rules have to do with each other: where one is a special case or a limit of another."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from engine.catalogue import load_landscape, load_optimizer, load_signal
from engine.entries import Optimizer, optimizer
from engine.run import Run

START = np.array([[-4.0, 4.0], [0.5, -1.0], [2.0, 4.5]])


def path(rule: str | Optimizer, steps: int = 120, **params: float) -> np.ndarray:
    """(steps + 1, 3, 2): positions on Himmelblau's function."""
    field = load_landscape("himmelblau")
    walker = load_optimizer(rule) if isinstance(rule, str) else rule
    run = Run(walker, field, START, params=params, total_steps=steps, kernels="numpy")
    frames = [run.positions().copy()]
    for _ in range(steps):
        run.advance(1)
        frames.append(run.positions().copy())
    return np.array(frames)


def updates(id: str, signal: str, steps: int = 300, amplitude: float = 1.0, **params: float) -> np.ndarray:
    """(steps,): Δθ on a signal."""
    run = Run(
        load_optimizer(id), load_signal(signal), np.zeros((1, 1)), params=params,
        field_params={"amplitude": amplitude}, total_steps=steps, kernels="numpy",
    )  # fmt: skip
    theta = [0.0]
    for _ in range(steps):
        run.advance(1)
        theta.append(float(run.positions()[0, 0]))
    return np.diff(theta)


def same(a: np.ndarray, b: np.ndarray, tolerance: float = 1e-10) -> None:
    assert np.abs(a[-1] - a[0]).max() > 0.1, "the comparison needs movement"
    np.testing.assert_allclose(a, b, rtol=tolerance, atol=tolerance)


def test_without_momentum_the_momentum_rules_are_gradient_descent() -> None:
    plain = path("gradient_descent", eta=0.005)
    for id in ("momentum", "momentum_ema", "nesterov", "nesterov_three", "nesterov_weighted"):
        same(path(id, eta=0.005, gamma=0.0), plain)


def test_the_averaged_momentum_is_momentum_at_another_rate() -> None:
    same(path("momentum_ema", eta=0.01, gamma=0.9), path("momentum", eta=0.001, gamma=0.9))


def test_the_looking_ahead_rules_differ() -> None:
    paths = [path(f"nesterov{n}", eta=0.002, gamma=0.9) for n in ("", "_three", "_weighted")]
    for i in range(3):
        assert np.abs(paths[i] - paths[i - 1]).max() > 1e-3


def test_adam_without_its_parts_is_rmsprop() -> None:
    eps = {"eps_root": 1e-4, "eps": 1e-3}
    same(
        path("adam_uncorrected", eta=0.02, beta1=0.0, beta2=0.9, **eps),
        path("rmsprop", eta=0.02, gamma=0.9, **eps),
    )


def test_without_a_first_moment_there_is_nothing_to_look_ahead_with() -> None:
    plain = path("adam", eta=0.05, beta1=0.0)
    same(path("nadam", eta=0.05, beta1=0.0), plain)
    same(path("adam_lookahead", eta=0.05, beta1=0.0), plain)
    for id in ("nadam", "adam_lookahead"):
        assert np.abs(path(id, eta=0.05) - path("adam", eta=0.05)).max() > 1e-2


def test_without_decay_adamw_is_adam() -> None:
    same(path("adamw", eta=0.05, weight_decay=0.0), path("adam", eta=0.05))


def test_amsgrad_is_adam_with_a_maximum() -> None:
    text = load_optimizer("amsgrad").rule.text
    plain = optimizer(text.replace("v_max = max(v_max, v)", "v_max = v"))
    same(path(plain, eta=0.05, eps_root=1e-8, eps=0.0), path("adam", eta=0.05))
    assert np.abs(path("amsgrad", eta=0.05) - path("adam", eta=0.05)).max() > 1e-3


def test_lion_without_memory_is_sign_descent() -> None:
    same(path("lion", eta=0.03, beta1=0.0, weight_decay=0.0), path("sign_descent", eta=0.03))


def test_the_mean_of_schedule_free_is_the_mean() -> None:
    run = Run(
        load_optimizer("schedule_free_sgd"), load_landscape("himmelblau"), START,
        params={"eta": 0.005}, total_steps=50, kernels="numpy",
    )  # fmt: skip
    seen = []
    for _ in range(50):
        run.advance(1)
        seen.append(run.state("z").copy())
        np.testing.assert_allclose(run.positions(), np.mean(seen, axis=0), rtol=1e-12)


def test_adam_of_second_order_is_adam() -> None:
    finite = path("adam_p", eta=0.05, p=2.0, beta2=np.sqrt(0.999), eps=1e-3)
    same(finite, path("adam", eta=0.05, beta2=0.999, eps_root=0.0, eps=1e-3))


def test_adam_of_finite_order_is_equation_27() -> None:
    literal = optimizer(
        "m = beta1*m + (1 - beta1)*g\n"
        "v = beta2**p*v + (1 - beta2**p)*abs(g)**p\n"
        "u_hat = (v/(1 - beta2**(p*t)))**(1/p)\n"
        "theta = theta - eta*m/(1 - beta1**t)/(u_hat + eps)"
    )
    params = {"eta": 0.05, "beta1": 0.9, "beta2": 0.99, "p": 5.0, "eps": 1e-8}
    same(path("adam_p", **params), path(literal, **params))


@pytest.mark.parametrize("signal", ["spikes", "teeth", "chirp", "sine"])
def test_adam_tends_to_adamax_as_its_order_grows(signal: str) -> None:
    limit = updates("adamax", signal)
    apart = [np.abs(updates("adam_p", signal, p=p) - limit).max() for p in (4.0, 32.0, 256.0, 1000.0)]
    assert all(later < earlier for earlier, later in itertools.pairwise(apart))
    assert apart[-1] < 0.01 * np.abs(limit).max()


def test_a_large_order_neither_overflows_nor_vanishes() -> None:
    for amplitude in (1e-6, 10.0):
        moved = updates("adam_p", "rectangles", p=1000.0, eta=0.01, eps=0.0, amplitude=amplitude)
        assert np.isfinite(moved).all()
        assert np.abs(moved).max() == pytest.approx(0.01, rel=0.05)
