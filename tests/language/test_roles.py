"""What a rule's states are for is read from its graph: names play no part in it."""

from __future__ import annotations

import itertools
import time

import numpy as np
import pytest

import engine
from engine.anatomy import anatomy
from engine.language.parity import Parity, parities_of
from engine.language.roles import roles, steepness
from engine.language.rule import parse_rule

EXPECTED = {
    "acprop": ("m", "s", True),
    "adabelief": ("m", "s", True),
    "adabound": ("m", "v", True),
    "adadelta": (None, "E_g2", True),
    "adafactor": (None, "v", True),
    "adagrad": (None, "G", True),
    "adagrad_abs": (None, "G", True),
    "adagrad_exp": (None, None, False),
    "adagrad_no_root": (None, "G", False),
    "adahessian": ("m", "v", False),
    "adam": ("m", "v", True),
    "adam_lookahead": ("m", "v", True),
    "adam_p": ("m", "u", False),
    "adam_uncorrected": ("m", "v", True),
    "adamax": ("m", "u", False),
    "adamax_eps_inside": ("m", "u", False),
    "adamod": ("m", "v", True),
    "adamp": ("m", "v", True),
    "adamw": ("m", "v", True),
    "adan": ("m", "n", True),
    "ademamix": ("m", "v", True),
    "adopt": ("m", "v", True),
    "aggmo": ("v1", None, False),
    "amsgrad": ("m", "v_max", True),
    "amsgrad_corrected": ("m", "v_hat", True),
    "asgd": (None, None, False),
    "cocob": ("S", "L", False),
    "dadapt_adam": ("m", "v", True),
    "dadapt_sgd": ("s", "g0", False),
    "diffgrad": ("m", "v", True),
    "dog": (None, "G", True),
    "dowg": (None, "G", True),
    "fromage": (None, None, False),
    "gradient_descent": (None, None, False),
    "lamb": ("m", "v", True),
    "laprop": ("m", "v", True),
    "lars": ("v", None, False),
    "lbfgs": ("d", None, False),
    "lion": ("m", None, False),
    "lookahead": (None, None, False),
    "madgrad": ("s", "G", False),
    "momentum": ("v", None, False),
    "momentum_damped": ("v", None, False),
    "momentum_ema": ("v", None, False),
    "momo": ("m", None, False),
    "momo_adam": ("m", "v", True),
    "muon": ("m", None, False),
    "nadam": ("m", "v", True),
    "nadam_scheduled": ("m", "v", True),
    "nesterov": ("v", None, False),
    "nesterov_here": ("v", None, False),
    "nesterov_three": ("v", None, False),
    "nesterov_weighted": ("v", None, False),
    "newton": (None, None, False),
    "newton_damped": (None, None, False),
    "newton_diagonal": (None, None, False),
    "normalized_descent": (None, None, False),
    "novograd": ("m", "v", True),
    "optimistic": (None, None, False),
    "padam": ("m", "v", True),
    "pid": ("s", None, False),
    "polyak": (None, None, False),
    "prodigy": ("m", "v", True),
    "qhadam": ("m", "v", True),
    "qhm": ("m", None, False),
    "radam": ("m", "v", True),
    "radam_eps_first": ("m", "v", True),
    "rmsprop": (None, "E_g2", True),
    "rmsprop_centered": ("v", "E_g2", True),
    "rprop": (None, None, False),
    "rprop_late": (None, None, False),
    "sam": (None, None, False),
    "schedule_free_adamw": (None, "v", True),
    "schedule_free_sgd": (None, None, False),
    "sgdp": ("v", None, False),
    "shampoo": (None, "a", True),
    "sign_descent": (None, None, False),
    "signum": ("m", None, False),
    "sm3": ("m", "G", True),
    "soap": ("m", "v2", True),
    "sophia": ("m", "h", False),
    "tiger": ("m", None, False),
    "yogi": ("m", "v", True),
}


def test_every_optimizer_is_expected():
    assert set(EXPECTED) == set(engine.list_ids("optimizers"))


@pytest.mark.parametrize("optimizer", EXPECTED)
def test_roles_of_the_catalogue(optimizer):
    found = roles(engine.load_optimizer(optimizer).rule)
    assert (found.momentum, found.divisor, found.rooted) == EXPECTED[optimizer]


@pytest.mark.parametrize(
    ("text", "momentum", "divisor"),
    [
        ("speed = 0.9*speed - eta*g\ntheta = theta + speed", "speed", None),
        ("power = power + g**4\ntheta = theta - eta*g/power**0.25", None, "power"),
        ("a = a/2 + g\nb = 0.9*b + abs(a)\ntheta = theta - a/(1 + b)", "a", "b"),
        ("old = g\ntheta = theta - eta*g", None, None),
        ("tired = tired + norm(g)\ntheta = theta - eta*g/(1 + tired)", None, "tired"),
        ("mean = 0.9*mean + 0.1*theta\ntheta = theta - eta*grad(mean)", None, None),
        ("m = 0.9*m + clip(g/2, -1, 1)\ntheta = theta - m", "m", None),
        ("m = 0.9*m + min(g, 1)\ntheta = theta - m", None, None),
        ("m = 0.9*m + g + 0.1*theta\ntheta = theta - m", "m", None),
        ("m = m/2 + g\ntheta = theta/2 - others(m)", "m", None),
        ("unused = unused + g\nm = m/2 + g\ntheta = theta - m", "m", None),
    ],
)
def test_roles_of_typed_rules(text, momentum, divisor):
    found = roles(engine.optimizer(text).rule)
    assert (found.momentum, found.divisor) == (momentum, divisor)


def run_of(rule, params=None) -> engine.Run:
    optimizer = engine.load_optimizer(rule) if rule in EXPECTED else engine.optimizer(rule)
    field = engine.landscape("x**2 + 20*y**2 + x*y")
    run = engine.Run(optimizer, field, [(2.0, 1.0)], params=params, total_steps=50, kernels="numpy")
    run.advance(4)
    return run


def slope_of(run: engine.Run) -> np.ndarray:
    return steepness(run.optimizer.rule, anatomy(run, 0).nodes)


def test_steepness_is_what_the_rule_multiplies_by():
    params = {"eta": 0.03, "beta1": 0.8, "beta2": 0.95, "eps_root": 1e-6}
    run = run_of("adam", params)
    after = anatomy(run, 0).after
    corrected = after["v"] / (1 - 0.95**5) + 1e-6
    eps = run.params["eps"]
    assert slope_of(run) == pytest.approx(-0.03 / (1 - 0.8**5) / (np.sqrt(corrected) + eps))


def test_a_displacement_is_taken_as_it_is():
    assert slope_of(run_of("momentum", {"eta": 0.001})) == pytest.approx([-1.0, -1.0])
    assert slope_of(run_of("momentum_ema", {"eta": 0.001})) == pytest.approx([-0.001, -0.001])
    assert slope_of(run_of("gradient_descent", {"eta": 0.001})) == pytest.approx([-0.001, -0.001])


def test_what_does_not_look_at_the_sign_is_held():
    run = run_of("rmsprop", {"eta": 0.02})
    told = anatomy(run, 0)
    assert slope_of(run) * told.samples[0].gradient == pytest.approx(told.step)


def test_a_sign_has_no_steepness():
    assert not slope_of(run_of("sign_descent")).any()
    assert not slope_of(run_of("lion")).any()


def test_many_states_that_hang_on_each_other_are_read_in_a_moment():
    names = [f"a{k}" for k in range(600)]
    links = [f"{one} = {other}" for one, other in itertools.pairwise(names)]
    rule = parse_rule("\n".join(["theta = theta - eta*a0", *links, f"{names[-1]} = g"]))
    begun = time.process_time()
    assert parities_of(rule)[rule.updated["a0"]] is Parity.ODD
    assert time.process_time() - begun < 3
