"""What may be said of a statement: read from the rule's graph, and true of this step's numbers; free of Qt.

A branch that no coordinate takes in this step has no part in what is said of it.
"""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Collection, Iterator, Mapping
from typing import Literal

import numpy as np

from engine.anatomy import Anatomy, Sample
from engine.language.graph import ACROSS, Graph, topological
from engine.language.parity import Parity
from engine.language.roles import Roles
from engine.language.rule import Rule, Statement
from engine.language.slopes import passed_on
from engine.language.symbols import unicode_symbol
from gui.model.probe import Vector

Place = Literal["here", "level", "ahead", "elsewhere"]
Kept = Literal["named", "part", "all", "other"]
Division = Literal["plain", "root", "other"]

_THROUGH = {"add", "mul", "neg", "max", "min", "where", "clip"}
"""What a divisor may go through and still be named in its place."""


# -- where the rule looks -------------------------------------------------------------------------------


def place_of(rule: Rule, roles: Roles, sample: Sample, theta: Vector) -> Place:
    """Where a sample is taken: where the ball is, there although the rule means another place, ahead to where
    its memory leads, or somewhere else."""
    (argument,) = rule.graph.arguments(sample.node)
    if rule.graph.nodes[argument] == ("name", "theta"):
        return "here"
    if np.array_equal(sample.position, theta):
        return "level"
    memory = {rule.graph.name(s) for s in rule.states if roles.parities[rule.updated[s]] is Parity.ODD}
    return "ahead" if memory & set(topological(rule.graph, [argument])) else "elsewhere"


# -- what a memory does ---------------------------------------------------------------------------------


def kept(statement: Statement, rule: Rule, told: Anatomy, known: Mapping[str, Vector]) -> tuple[Kept, str]:
    """What a running sum keeps of its old self, and under which symbol the rule has that share."""
    old = rule.graph.name(statement.target)
    share = _slope(rule.graph, statement.node, {old}, told.nodes)
    if not ((share >= 0) & (share <= 1)).all():
        return "other", ""
    for name in _factors(rule.graph, statement.node, old):
        if name in known and np.array_equal(known[name] + np.zeros_like(share), share):
            return "named", unicode_symbol(name)
    if (share == 1).all():
        return "all", ""
    return ("part" if (share > 0).all() else "other"), ""


def is_subtracted(statement: Statement, rule: Rule, told: Anatomy) -> bool:
    """Whether a running sum goes against the gradient."""
    slope = _slope(rule.graph, statement.node, set(rule.samples), told.nodes)
    return bool((slope <= 0).all() and (slope < 0).any())


def _factors(graph: Graph, root: int, old: int) -> Iterator[str]:
    """Names that `old` is multiplied by."""
    for node in topological(graph, [root]):
        op, *args = graph.nodes[node]
        if op == "mul" and old in args:
            other = args[1] if args[0] == old else args[0]
            if graph.opcode(other) == "name":
                yield graph.nodes[other][1]


def _slope(graph: Graph, root: int, leaves: Collection[int], nodes: Mapping[int, Vector]) -> Vector:
    """The derivative of `root` by the leaves; NaN where it is not linear in them. What the field says at
    places that depend on them is held as it is."""
    slopes: dict[int, Vector] = {}
    with np.errstate(all="ignore"):
        for node in topological(graph, [root]):
            if node in leaves:
                slopes[node] = np.ones_like(nodes[root])
            else:
                slopes[node] = np.zeros_like(nodes[root]) + _step(graph, node, slopes, nodes)
    return slopes[root]


def _step(
    graph: Graph, node: int, slopes: Mapping[int, Vector], nodes: Mapping[int, Vector]
) -> Vector | float:
    op, moves = graph.opcode(node), [bool((slopes[a] != 0).any()) for a in graph.arguments(node)]
    if op == "grad" or not any(moves):
        return 0.0
    is_curved = (op == "mul" and all(moves)) or (op == "div" and moves[1]) or (op == "where" and moves[0])
    found = passed_on(graph, node, slopes, nodes) if not is_curved else None
    return math.nan if found is None else found


# -- what divides the step ------------------------------------------------------------------------------


def division(rule: Rule, state: str, nodes: Mapping[int, Vector]) -> Division | None:
    """How this step is divided by a state as it is after its statement; None where it is not."""
    graph = rule.graph
    own = {statement.node for statement in rule.statements if statement.target == state}
    ways: list[Division] = []
    for node in sorted(_taken(graph, rule.theta, nodes), reverse=True):
        if graph.opcode(node) != "div" or graph.nodes[node][2] in rule.samples:
            continue
        below = graph.nodes[node][2]
        if found := _reached(graph, below, own, nodes):
            if any(graph.opcode(n) == "others" for n in topological(graph, [below])):
                return "other"
            ways.append(found)
    # what is made of a divided step may be below a line once more
    return next((way for way in ways if way != "other"), "other" if ways else None)


def _reached(graph: Graph, root: int, own: Collection[int], nodes: Mapping[int, Vector]) -> Division | None:
    waiting: deque[tuple[int, Division]] = deque([(root, "plain")])
    while waiting:
        node, how = waiting.popleft()
        if node in own:
            return how
        op = graph.opcode(node)
        if op == "sqrt":
            how = "root" if how == "plain" else "other"
        for k, argument in _ways(graph, node, nodes):
            straight = op in _THROUGH or op == "sqrt" or (op == "div" and k == 0)
            waiting.append((argument, how if straight else "other"))
    return None


def sizes(statement: Statement, rule: Rule, nodes: Mapping[int, Vector]) -> frozenset[str]:
    """What a statement has of the gradients' sizes: "size" where it gathers them, "squared" if their squares,
    "alike" if those of all coordinates together."""
    graph, found = rule.graph, set()
    for node in _taken(graph, statement.node, nodes):
        op, args = graph.opcode(node), graph.arguments(node)
        is_square = (op == "pow" and graph.nodes[args[1]] == ("const", 2.0)) or (
            op == "mul" and args[0] == args[1]
        )
        inner = args[0] if args else node
        if is_square and graph.opcode(inner) in ("norm", "abs"):
            inner = graph.arguments(inner)[0]
        if (is_square or op in ("abs", "norm")) and _is_raw(rule, inner):
            found |= {"size", "squared"} if is_square else {"size"}
        found |= {"alike"} if op in ACROSS else set()
    return frozenset(found)


def _is_raw(rule: Rule, node: int) -> bool:
    """Whether a value is a gradient, as it is or times something that no gradient of this step is in."""
    graph = rule.graph
    if node in rule.samples:
        return True
    op, args = graph.opcode(node), graph.arguments(node)
    if op == "neg":
        return _is_raw(rule, args[0])
    if op not in ("mul", "div"):
        return False
    free = [not set(topological(graph, [a])) & set(rule.samples) for a in args]
    return (free[1] and _is_raw(rule, args[0])) or (op == "mul" and free[0] and _is_raw(rule, args[1]))


def _taken(graph: Graph, root: int, nodes: Mapping[int, Vector]) -> set[int]:
    """The nodes that a value is made of in this step, but for the field and for what branches depend on."""
    seen: set[int] = set()
    waiting = [root]
    while waiting:
        node = waiting.pop()
        if node not in seen:
            seen.add(node)
            waiting.extend(argument for _, argument in _ways(graph, node, nodes))
    return seen


def _ways(graph: Graph, node: int, nodes: Mapping[int, Vector]) -> list[tuple[int, int]]:
    """The arguments that a node is made of in this step, each with its number."""
    op, args = graph.opcode(node), graph.arguments(node)
    if op == "grad":
        return []
    if op == "where" and args[0] in nodes:
        return [(k, args[k]) for k in _branches(nodes[args[0]])]
    return list(enumerate(args))


def _branches(condition: Vector) -> list[int]:
    """The arguments of `where` that some coordinate takes."""
    return [1] * bool((condition != 0).any()) + [2] * bool((condition == 0).any())
