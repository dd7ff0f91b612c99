"""Rules: states, parameters, samples of the gradient, and what is refused."""

from __future__ import annotations

import pickle

import numpy as np
import pytest

from engine.errors import FormulaError
from engine.language.evaluate import evaluate
from engine.language.rule import Rule, parse_rule

ADAM = """
m = beta1*m + (1 - beta1)*g
v = beta2*v + (1 - beta2)*g**2
m_hat = m/(1 - beta1**t)
v_hat = v/(1 - beta2**t)
theta = theta - eta*m_hat/(sqrt(v_hat + eps_root) + eps)
"""


def step(rule: Rule, values: dict[str, float], gradient) -> dict[str, float]:
    roots = [rule.theta, *rule.updated.values()]
    results = evaluate(rule.graph, roots, values, {"grad": lambda p, k: gradient(p)})
    return dict(zip(["theta", *rule.updated], map(float, results), strict=True))


def test_names_sort_themselves() -> None:
    rule = parse_rule(ADAM)
    assert rule.parameters == ("beta1", "beta2", "eta", "eps_root", "eps")
    assert list(rule.states) == ["m", "v"] == list(rule.updated)
    assert [s.target for s in rule.statements] == ["m", "v", "m_hat", "v_hat", "theta"]
    assert [s.line for s in rule.statements] == [2, 3, 4, 5, 6]
    assert len(rule.samples) == 1
    assert not rule.looks_ahead


def test_states_keep_their_values_from_step_to_step() -> None:
    rule = parse_rule("v = gamma*v + eta*g\ntheta -= v")
    values = {"theta": 1.0, "v": 0.0, "gamma": 0.5, "eta": 0.25}
    for t, theta in enumerate((0.75, 0.4375), 1):
        values |= step(rule, values | {"t": t}, lambda p: p)
        assert values["theta"] == theta


def test_a_name_means_its_latest_value() -> None:
    rule = parse_rule("theta = theta - 1\nm = theta\ntheta = theta*2 + m")
    assert step(rule, {"theta": 5.0}, lambda p: p) == {"theta": 12.0}
    assert rule.states == {}


def test_g_is_the_gradient_at_the_start_of_the_step() -> None:
    rule = parse_rule("theta = theta - eta*g\ntheta = theta - eta*g")
    assert len(rule.samples) == 1
    assert step(rule, {"theta": 1.0, "eta": 0.25}, lambda p: p)["theta"] == 0.5
    decay = parse_rule("g = g + lambda*theta\ntheta = theta - eta*g")
    assert decay.states == {}
    assert step(decay, {"theta": 1.0, "eta": 0.5, "lambda": 0.5}, lambda p: p)["theta"] == 0.25


def test_samples_are_numbered_by_first_use() -> None:
    rule = parse_rule(
        "v = gamma*v + eta/3*(grad(theta - gamma*v/3) + grad(theta - 2*gamma*v/3) + grad(theta - gamma*v))\n"
        "theta = theta - v - 0*grad(theta - gamma*v/3)"
    )
    assert len(rule.samples) == 2 + 1 + 1  # in the second line v is the new one
    assert list(rule.samples) == sorted(rule.samples)
    assert rule.looks_ahead


def test_the_same_position_is_the_same_sample() -> None:
    rule = parse_rule(
        "theta = theta - eta*(grad(theta - v) + grad(theta - v) + g + grad(theta))\nv = 1.5*theta - v"
    )
    assert len(rule.samples) == 2
    assert rule.graph.nodes[rule.samples[1]] == ("grad", rule.graph.name("theta"))


@pytest.mark.parametrize(
    ("text", "ahead"),
    [
        ("theta = theta - eta*g", False),
        ("theta = theta - eta*g/norm(g)*loss(theta) - hess_diag(theta)*newton(theta)", False),
        ("theta = theta - eta*grad(theta - v)\nv = theta - v", True),
        ("theta = theta - eta*g/loss(theta + 1)", True),
    ],
)
def test_looking_ahead_is_noticed(text: str, ahead: bool) -> None:
    assert parse_rule(text).looks_ahead is ahead


def test_initial_values_are_numbers_or_expressions() -> None:
    text = "z = z - eta*grad(0.9*theta + z)\nE = 0.9*E + z**2\ns = s*1.2\ntheta = theta + z + E + s"
    rule = parse_rule(text, {"z": "theta", "E": "rms0**2", "s": 0.5})
    assert rule.parameters == ("eta", "rms0")
    nodes = [rule.states[name] for name in ("z", "E", "s")]
    z, e, s = evaluate(rule.graph, nodes, {"theta": np.array([1.0, 2.0]), "rms0": 3.0})
    assert (z.tolist(), float(e), float(s)) == ([1.0, 2.0], 9.0, 0.5)


def test_a_state_starts_at_zero() -> None:
    rule = parse_rule("v = v + g\ntheta = theta - v")
    assert rule.graph.value(rule.states["v"]) == 0


def test_conditions_may_look_at_t() -> None:
    rule = parse_rule("theta = theta - where(t > 2 and t < 5, 1, 0)*eta")
    moves = [step(rule, {"theta": 0.0, "eta": 1.0, "t": t}, lambda p: p)["theta"] for t in range(1, 7)]
    assert moves == [0, 0, -1, -1, 0, 0]


def test_a_rule_may_use_any_constant_or_shadow_it() -> None:
    assert parse_rule("theta = theta - pi*g").parameters == ()
    rule = parse_rule("e = theta - e\ntheta = theta - e")
    assert list(rule.states) == ["e"]
    assert parse_rule("theta = theta - tau*g", parameters=("tau",)).parameters == ("tau",)


def test_rules_travel_between_processes() -> None:
    rule = parse_rule("v = v + eta*g\ntheta = theta - v", {"v": "v0"})
    copy = pickle.loads(pickle.dumps(rule))
    assert copy == rule
    assert (copy.graph.nodes, copy.states, copy.theta) == (rule.graph.nodes, rule.states, rule.theta)


@pytest.mark.parametrize(
    ("text", "line", "part"),
    [
        ("", 1, "a rule must give theta a new value"),
        ("v = g", 1, "a rule must give theta a new value"),
        ("v = g\nthta = theta - v", 2, "is 'thta' meant to be theta?"),
        ("theta", 1, "name = expression"),
        ("theta = theta - g\nt = 1", 2, "'t' is the step"),
        ("grad = 1\ntheta = grad", 1, "'grad' is a function"),
        ("theta = theta - eta*gradd(theta)", 1, "no function 'gradd'; did you mean 'grad'?"),
        ("theta = theta - eta(1 - theta)*g", 1, "'eta' is not a function; write a *"),
        ("theta = theta - g < 0", 1, "a condition stands only inside where"),
        ("theta = theta - grad(theta, 1)", 1, "grad takes 1 argument"),
        ("theta ← theta - g", 1, "(LEFTWARDS ARROW) is not part of a formula; write ="),
    ],
)
def test_refusals(text: str, line: int, part: str) -> None:
    with pytest.raises(FormulaError) as caught:
        parse_rule(text)
    assert part in caught.value.message
    assert caught.value.line == line


@pytest.mark.parametrize(
    ("state", "parameters", "part"),
    [
        ({"w": 1.0}, None, "no state 'w' to start from a value; there is v"),
        ({"v": "thet"}, ("eta",), "initial value of v: unknown name 'thet'; did you mean 'theta'"),
        ({"v": "g"}, None, "initial value of v: it is made of parameters and theta, not of g"),
        ({"v": "v + 1"}, None, "not of v"),
        ({"v": "grad(theta)"}, None, "for the rules of optimizers"),
        ({"v": "a = 1"}, None, "initial value of v: this must be one expression"),
        ({"v": float("inf")}, None, "initial value of v: a finite number is needed"),
        ({"v": 10**400}, None, "initial value of v: a finite number is needed"),
        ({}, ("etta",), "unknown name 'eta'; did you mean 'etta'"),
        ({}, ("eta", "v"), "'v' is a parameter and cannot be changed"),
    ],
)
def test_wrong_states_and_parameters(
    state: dict[str, str | float], parameters: tuple[str, ...] | None, part: str
) -> None:
    with pytest.raises(FormulaError) as caught:
        parse_rule("v = v + eta*g\ntheta = theta - v", state, parameters)
    assert part in caught.value.message


@pytest.mark.parametrize("number", [10**60, np.float32(0.1), True])
def test_a_rule_read_again_starts_from_the_same_numbers(number) -> None:
    rule = parse_rule("v = v + g\ntheta = theta - v", {"v": number})
    again = pickle.loads(pickle.dumps(rule))
    for one in (rule, again):
        assert evaluate(one.graph, [one.states["v"]], {"theta": 0.0}) == [float(number)]
