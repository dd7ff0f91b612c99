"""What the states of a rule are for, read from its graph: which remembers the gradient, what divides it.

The question is answered by parity. Let every gradient change its sign: what changes its sign with it is odd
(a momentum), what does not is even (a mean of squares, a learning rate); see `engine.language.parity`.
Names play no part, so that a typed rule is understood like one of the catalogue.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from engine.language.graph import Graph, topological
from engine.language.parity import Parity, parities_of
from engine.language.rule import Rule
from engine.language.slopes import Vector, passed_on


@dataclass(frozen=True)
class Roles:
    """momentum: the state that sums up or averages gradients; None where each step begins anew. carries:
    whether the new position is made of it, rather than of what is measured by it.

    divisor: the state that the step is divided by; rooted: whether its root is taken first.
    parities: of every node of the rule's graph that the step needs.
    """

    momentum: str | None
    carries: bool
    divisor: str | None
    rooted: bool
    parities: Mapping[int, Parity]


@lru_cache(maxsize=256)
def roles(rule: Rule) -> Roles:
    """What the states of `rule` are for."""
    parities = parities_of(rule)
    odd = [s for s in rule.states if parities[rule.updated[s]] is Parity.ODD and _remembers(rule, s)]
    even = {node for node, parity in parities.items() if parity is Parity.EVEN}
    reached = set(_values(rule.graph, rule.theta, even))
    used = [s for s in odd if rule.updated[s] in reached or rule.graph.name(s) in reached]
    divisor, rooted = _divisor(rule, parities)
    return Roles(next(iter(used or odd), None), bool(used), divisor, rooted, parities)


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
                slope = passed_on(rule.graph, node, slopes, nodes)
                slopes[node] = zero if slope is None else zero + slope
    return slopes[rule.theta]


def _values(graph: Graph, root: int, passed: Collection[int] = ()) -> Iterator[int]:
    """The nodes that a value is made of, but for conditions, the field and what `passed` is made of."""
    seen, waiting = set(passed), [root]
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
    """The nearest even state below a fraction's line, on the way from the new position to what it is of."""
    graph = rule.graph
    homes = {rule.updated[s]: s for s in rule.states} | {graph.name(s): s for s in rule.states}
    homes = {node: s for node, s in homes.items() if parities.get(node) is Parity.EVEN}
    for node in sorted(_values(graph, rule.theta), reverse=True):
        if graph.opcode(node) != "div" or graph.nodes[node][2] in rule.samples:
            continue
        waiting = deque([(graph.nodes[node][2], False)])
        while waiting:
            below, rooted = waiting.popleft()
            if below in homes:
                return homes[below], rooted
            rooted = rooted or graph.opcode(below) == "sqrt"
            waiting.extend((a, rooted) for a in graph.arguments(below))
    return None, False
