"""What the states of a rule are for, read from its graph: which remembers the gradient, what divides it.

The question is answered by parity. Let every gradient change its sign: what changes its sign with it is odd
(a momentum), what does not is even (a mean of squares, a learning rate). Positions are a kind of their own.
Names play no part, so that a typed rule is understood like one of the catalogue.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from engine.language.graph import Graph, topological
from engine.language.rule import Rule

Vector = NDArray[np.float64]


class Parity(Enum):
    """How a value answers when all gradients change their sign. ANY: it is 0, or nothing is known yet."""

    ANY = 0
    EVEN = 1
    ODD = 2
    PLACE = 3
    MIXED = 4


@dataclass(frozen=True)
class Roles:
    """momentum: the state that sums up or averages gradients; None where each step begins anew.

    divisor: the state that the step is divided by; rooted: whether its root is taken first.
    parities: of every node of the rule's graph that the step needs.
    """

    momentum: str | None
    divisor: str | None
    rooted: bool
    parities: Mapping[int, Parity]


@lru_cache(maxsize=256)
def roles(rule: Rule) -> Roles:
    """What the states of `rule` are for."""
    parities = _parities(rule)
    odd = [s for s in rule.states if parities[rule.updated[s]] is Parity.ODD and _remembers(rule, s)]
    reached = set(_values(rule.graph, rule.theta))
    used = [s for s in odd if rule.updated[s] in reached or rule.graph.name(s) in reached]
    divisor, rooted = _divisor(rule, parities)
    return Roles(next(iter(used or odd), None), divisor, rooted, parities)


def steepness(rule: Rule, nodes: Mapping[int, Vector]) -> Vector:
    """The derivative of the new position by the momentum, or by the gradient where there is none.

    Even nodes are held as they are: this is what the rule multiplies the momentum by, coordinate by
    coordinate. `nodes` are the values of the step (`engine.anatomy`). 0 where the rule takes no more than
    the momentum's sign.
    """
    found = roles(rule)
    if found.momentum is not None:
        leaves = {rule.updated[found.momentum], rule.graph.name(found.momentum)}
    else:
        leaves = set(rule.samples)
    zero = np.zeros_like(nodes[rule.theta])
    slopes: dict[int, Vector] = {}
    with np.errstate(all="ignore"):
        for node in topological(rule.graph, [rule.theta]):
            if node in leaves:
                slopes[node] = zero + 1.0
            elif found.parities[node] in (Parity.EVEN, Parity.ANY):
                slopes[node] = zero
            else:
                slopes[node] = zero + _slope(rule.graph, node, slopes, nodes)
    return slopes[rule.theta]


def _slope(
    graph: Graph, node: int, slopes: Mapping[int, Vector], nodes: Mapping[int, Vector]
) -> Vector | float:
    op, *args = graph.nodes[node]
    if op in ("name", "const"):
        return 0.0
    d, v = [slopes[a] for a in args], [nodes[a] for a in args]
    if op == "add":
        return d[0] + d[1]
    if op == "sub":
        return d[0] - d[1]
    if op == "neg":
        return -d[0]
    if op == "mul":
        return d[0] * v[1] + v[0] * d[1]
    if op == "div":
        return d[0] / v[1]
    if op == "where":
        return np.where(v[0] != 0, d[1], d[2])
    return 0.0


def _values(graph: Graph, root: int) -> Iterator[int]:
    """The nodes that a value is made of, conditions left out; the field is not looked through."""
    seen, waiting = set(), [root]
    while waiting:
        node = waiting.pop()
        if node in seen:
            continue
        seen.add(node)
        yield node
        op, args = graph.opcode(node), graph.arguments(node)
        if op != "grad":
            waiting.extend(args[1:] if op == "where" else args)


def _remembers(rule: Rule, state: str) -> bool:
    return rule.graph.name(state) in set(_values(rule.graph, rule.updated[state]))


def _divisor(rule: Rule, parities: Mapping[int, Parity]) -> tuple[str | None, bool]:
    """The first even state below a fraction's line, on the way from the new position to what it is of."""
    graph = rule.graph
    homes = {rule.updated[s]: s for s in rule.states} | {graph.name(s): s for s in rule.states}
    homes = {node: s for node, s in homes.items() if parities.get(node) is Parity.EVEN}
    for node in sorted(_values(graph, rule.theta), reverse=True):
        if graph.opcode(node) != "div" or graph.nodes[node][2] in rule.samples:
            continue
        waiting = [(graph.nodes[node][2], False)]
        while waiting:
            below, rooted = waiting.pop()
            if below in homes:
                return homes[below], rooted
            rooted = rooted or graph.opcode(below) == "sqrt"
            waiting.extend((a, rooted) for a in graph.arguments(below))
    return None, False


def _parities(rule: Rule) -> dict[int, Parity]:
    """Of all nodes, starting from what the states are at first, until nothing changes any more."""
    graph = rule.graph
    initial = _pass(graph, topological(graph, rule.states.values()), {})
    states = {name: initial[node] for name, node in rule.states.items()}
    order = topological(graph, [rule.theta, *rule.updated.values(), *(s.node for s in rule.statements)])
    while True:
        found = _pass(graph, order, states)
        grown = {name: _join(states[name], found[rule.updated[name]]) for name in states}
        if grown == states:
            return found
        states = grown


def _pass(graph: Graph, order: list[int], states: Mapping[str, Parity]) -> dict[int, Parity]:
    found: dict[int, Parity] = {}
    for node in order:
        op, *args = graph.nodes[node]
        if op == "const":
            found[node] = Parity.ANY if args[0] == 0 else Parity.EVEN
        elif op == "name":
            found[node] = Parity.PLACE if args[0] == "theta" else states.get(args[0], Parity.EVEN)
        else:
            found[node] = _parity(op, [found[a] for a in args])
    return found


def _join(a: Parity, b: Parity) -> Parity:
    if Parity.ANY in (a, b):
        return a if b is Parity.ANY else b
    return a if a is b else Parity.MIXED


_ODD_FUNCTIONS = {"neg", "sign", "sin", "tan", "asin", "atan", "sinh", "tanh"}
_EVEN_FUNCTIONS = {"abs", "cos", "cosh"}
_ALWAYS_EVEN = {"lt", "le", "gt", "ge", "eq", "ne", "and", "or", "not", "norm", "loss", "hess_diag"}


def _parity(op: str, args: list[Parity]) -> Parity:
    if op in ("grad", "newton"):
        return Parity.ODD
    if op in _ALWAYS_EVEN:
        return Parity.EVEN
    if op in _EVEN_FUNCTIONS and args[0] in (Parity.ODD, Parity.EVEN):
        return Parity.EVEN
    if op == "neg" or (op in _ODD_FUNCTIONS and args[0] is not Parity.PLACE):
        return args[0]
    if op in ("add", "sub"):
        both = set(args) - {Parity.ANY}
        return Parity.PLACE if both == {Parity.PLACE, Parity.ODD} else _join(*args)
    if op in ("mul", "div"):
        return _product(*args)
    if op == "where":
        return _join(args[1], args[2])
    return Parity.EVEN if set(args) <= {Parity.EVEN, Parity.ANY} else Parity.MIXED


def _product(a: Parity, b: Parity) -> Parity:
    if Parity.ANY in (a, b):
        return Parity.ANY
    if Parity.EVEN in (a, b):
        return b if a is Parity.EVEN else a
    return Parity.EVEN if a is b is Parity.ODD else Parity.MIXED
