"""Compiled kernels against the rules evaluated with NumPy, for all that a rule can say."""

from __future__ import annotations

import numpy as np
import pytest

import engine
from engine import Clip, Noise

from .problems import RAVINE, assert_close, assert_same_bits, make, spread

BOWL = "x**2 + 3*y**2 + 0.1*sin(x*y)"

RULES = {
    "norm": "theta = theta - eta*g/(norm(g) + 1)",
    "sums": "theta = theta - eta*(sum(g) + others(theta)/9 + dot(g, theta)/99)/sum(1)",
    "norm of a look-ahead": "p = grad(theta - 0.1*g)\ntheta = theta - eta*p/(1 + norm(p - g))",
    "loss": "theta = theta - eta*g*loss(theta)/(1 + norm(g)**2)",
    "loss elsewhere": "theta = theta - eta*g*where(loss(theta - eta*g) < loss(theta), 1, 0.1)",
    "curvature": "theta = theta - eta*g/(abs(hess_diag(theta)) + 1)",
    "newton": "theta = theta - 0.1*newton(theta)",
    "two samples and a state": (
        "a = grad(theta + 0.1)\nb = grad(theta - 0.1)\nv = 0.5*v + a + b\ntheta = theta - eta*v"
    ),
    "a late use of an early sample": (
        "a = grad(theta)\nb = grad(theta - 0.01*a)\nc = grad(theta - 0.01*b)\n"
        "theta = theta - eta*(a + 2*b + 3*c)"
    ),
    "everything at once": (
        "a = grad(theta - 0.01*v)\nn = norm(a)\nh = hess_diag(theta - 0.02*a)\n"
        "v = 0.9*v + a/(1 + n)\ntheta = theta - eta*v/(1 + abs(h)) + 0*loss(theta)"
    ),
    "the step": "theta = theta - where(t > 3 and not t == 5, eta, eta/10)*g/sqrt(t)",
    "no gradient": "theta = theta*0.9 + 0.01*t",
    "nothing of theta": "theta = exp(-t/10) + 0*g",
    "functions": (
        "c = tanh(g) + atan2(g, 1 + theta**2) + log1p(abs(g)) - expm1(-abs(g)) + min(g, 1) + max(g, -1)\n"
        "d = asin(sin(c)/2) + acos(cos(c)/2) + sinh(c/9) + cosh(c/9) + hypot(c, 1) + mod(c, 2)\n"
        "e = floor(c) + ceil(c) + abs(g)**1.5 + abs(g)**beta + tan(c/9) + sign(c)*log(1 + c**2)\n"
        "theta = theta - 0.01*eta*(d + e + exp(-c**2))"
    ),
    "an initial state": "s = 0.9*s + 0.1*theta\ntheta = theta - eta*(g + s)",
}


def _pair(rule, field, dtype="float64", **options):
    start = options.pop("start", None)
    start = spread(700) if start is None else start
    return [
        make(rule, field, start, kernels, dtype=dtype, **options) for kernels in ("numpy", "split", "fused")
    ]


def _agree(runs, tolerance, steps=(4, 1)):
    for count in steps:
        for run in runs:
            run.advance(count)
    reference, split, fused = runs
    assert_close(split, reference, tolerance)
    assert_same_bits(split, fused)


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES.keys())
def test_anything_that_a_rule_can_say(rule):
    """On a bowl, whose Hessian is positive: elsewhere Newton's steps magnify last digits without bound."""
    _agree(_pair(rule, BOWL), 1e-11)


#: With their own small ε these divide what rounding has left by what rounding has left.
CALM = {"shampoo": {"eps0": 1.0}, "soap": {"eps": 1e-2}, "lbfgs": {"eta": 0.1, "delta": 0.1}}


@pytest.mark.parametrize("id", engine.list_ids("optimizers"))
def test_every_optimizer(id):
    _agree(_pair(id, "himmelblau", params=CALM.get(id)), 1e-11, steps=(9, 1))


@pytest.mark.parametrize("id", engine.list_ids("landscapes"))
def test_every_landscape(id):
    x0, x1, y0, y1 = engine.load_landscape(id).domain
    start = spread(600, 1.0) * np.array([x1 - x0, y1 - y0]) / 2 + np.array([x0 + x1, y0 + y1]) / 2
    _agree(_pair("adam", id, start=start), 1e-11)


@pytest.mark.parametrize("id", engine.list_ids("signals"))
@pytest.mark.parametrize("rule", ["rmsprop", "nesterov_three"])
def test_every_signal(id, rule):
    field_params = {"kappa": 2.5}
    _agree(_pair(rule, id, start=np.zeros((5, 1)), field_params=field_params), 1e-11, steps=(30, 1))


@pytest.mark.parametrize("rule", ["adam", "nesterov", "norm"])
def test_float32_is_float32(rule):
    rule = RULES.get(rule, rule)
    _agree(_pair(rule, "himmelblau", dtype="float32"), 2e-4)


@pytest.mark.parametrize("rule", ["nesterov_three", "adam", RULES["norm of a look-ahead"]])
@pytest.mark.parametrize(
    "options",
    [
        {"noise": Noise(sigma=0.5)},
        {"noise": Noise(keep=0.3)},
        {"noise": Noise(sigma=0.1, keep=0.3, rare=1)},
        {"noise": Noise(sigma=0.2, keep=0.7), "clip": Clip(value=2.0, norm=1.5), "seed": 1 << 40},
        {"clip": Clip(norm=0.5)},
    ],
    ids=["noise", "sparse", "rare", "all", "clip"],
)
def test_noise_and_clipping(rule, options):
    _agree(_pair(rule, RAVINE, **options), 1e-10)


def test_noise_and_clipping_on_a_signal():
    options = {"noise": Noise(0.3, 0.8), "clip": Clip(value=1.0, norm=0.7)}
    _agree(_pair("nesterov", "sine", start=np.zeros((9, 1)), **options), 1e-10, steps=(50, 1))


@pytest.mark.parametrize("schedule", engine.list_ids("schedules"))
def test_schedules(schedule):
    runs = _pair("momentum", RAVINE, schedule=engine.load_schedule(schedule), total_steps=40)
    _agree(runs, 1e-11, steps=(39, 1))


def test_parameters_change_from_the_next_step_on():
    runs = _pair("momentum", "rosenbrock", params={"eta": 1e-4})
    _agree(runs, 1e-11)
    for run in runs:
        run.set_params(eta=3e-4, gamma=0.5)
        run.set_field_params(b=50.0)
    _agree(runs, 1e-11)
    assert runs[0].params == {"eta": 3e-4, "gamma": 0.5}


def test_a_signal_is_sampled_where_a_rule_looks():
    """At epoch t a look-ahead by d meets g(t + κd), worked by hand for g(t) = t."""
    for kernels in ("numpy", "split"):
        run = make("theta = theta - grad(theta - 2)", "t", [[0.0]], kernels, field_params={"kappa": 3.0})
        run.advance(2)
        # d = 2: steps 1 and 2 meet 1 + 6 and 2 + 6.
        assert run.positions().tolist() == [[-15.0]]
        assert run.last_gradient().tolist() == [[8.0]]
