"""How the values of a rule answer when all gradients change their sign.

What changes its sign with them is odd, what does not is even. Positions are neither: they stay where they
are and move the other way, and are told by their share: how much of a translation of all positions a value
takes part in. 0.9*mean + 0.1*theta is a position again, theta - theta0 is a way and odd, and
weight_decay*theta is a pull, which beside a gradient counts as one. Shares are reckoned with numbers drawn
for the parameters, so that 1 comes out only where it does for all.

A state that begins at a number may still be odd: what it began with fades, or is not asked about.
"""

from __future__ import annotations

import math
import random
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import Enum

from engine.language.graph import FOLD, Graph, topological
from engine.language.rule import Rule


class Parity(Enum):
    """ANY: it is 0, or nothing is known yet. PLACE: a position. PULL: some other share of one."""

    ANY = 0
    EVEN = 1
    ODD = 2
    PLACE = 3
    PULL = 4
    MIXED = 5


ANY, EVEN, ODD, PLACE, PULL, MIXED = Parity

_OF_PLACES = {PLACE, PULL}
_ODD_FUNCTIONS = {"neg", "sign", "sin", "tan", "asin", "atan", "sinh", "tanh"}
_EVEN_FUNCTIONS = {"abs", "cos", "cosh"}
_ALWAYS_EVEN = {"lt", "le", "gt", "ge", "eq", "ne", "and", "or", "not", "norm", "loss", "hess_diag"}


def parities_of(rule: Rule) -> dict[int, Parity]:
    """Of all nodes that a step of `rule` needs."""
    return _Reader(rule).read()


class _Reader:
    """Goes through a rule's graph again and again, until the states say nothing new."""

    def __init__(self, rule: Rule) -> None:
        self.rule = rule
        nodes = [statement.node for statement in rule.statements]
        self.order = topological(rule.graph, [rule.theta, *rule.updated.values(), *nodes])
        self.places = {statement.node for statement in rule.statements if statement.target == "theta"}
        self.numbers: dict[int, float] = {}

    def read(self) -> dict[int, Parity]:
        rule = self.rule
        first = _Pass(rule.graph, {}, self.numbers).over(topological(rule.graph, rule.states.values()))
        begun = {name: first[node] for name, node in rule.states.items()}
        known = {name: parity if parity in _OF_PLACES else ANY for name, parity in begun.items()}
        known = self.settled(known)
        # What nothing has been learned about is what it began as.
        return self.found(self.settled({n: begun[n] if p is ANY else p for n, p in known.items()}))

    def settled(self, states: dict[str, Parity]) -> dict[str, Parity]:
        """What the states are once no further step says anything new."""
        while True:
            found = self.found(states)
            grown = {name: _join(states[name], found[self.rule.updated[name]]) for name in states}
            if grown == states:
                return states
            states = grown

    def found(self, states: Mapping[str, Parity]) -> dict[int, Parity]:
        return _Pass(self.rule.graph, states, self.numbers, self.places).over(self.order)


@dataclass
class _Pass:
    """Once through a graph. places: nodes that are positions, whatever they are made of.

    numbers: what nodes could stand for, the same in every pass, filled where it lacks one.
    """

    graph: Graph
    states: Mapping[str, Parity]
    numbers: dict[int, float]
    places: set[int] = field(default_factory=set)
    found: dict[int, Parity] = field(default_factory=dict)
    shares: dict[int, float] = field(default_factory=dict)

    def over(self, order: Iterable[int]) -> dict[int, Parity]:
        for node in order:
            self.shares[node] = 0.0
            self.found[node] = PLACE if node in self.places else self._parity(node)
            if node not in self.numbers:
                self.numbers[node] = self._number(node)
            if self.found[node] not in _OF_PLACES:
                self.shares[node] = 0.0
            elif self.found[node] is PLACE:
                self.shares[node] = 1.0
        return self.found

    def _number(self, node: int) -> float:
        """A number that the node could stand for."""
        op, *args = self.graph.nodes[node]
        if op == "const":
            return float(args[0])
        drawn = random.Random(str(args[0]) if op == "name" else str(node)).uniform(0.2, 0.8)
        if op not in FOLD:
            return drawn
        try:
            number = float(FOLD[op](*(self.numbers[a] for a in args)))
        except (ArithmeticError, ValueError):
            return drawn
        return number if math.isfinite(number) else drawn

    def _parity(self, node: int) -> Parity:
        op, *args = self.graph.nodes[node]
        if op == "const":
            return ANY if args[0] == 0 else EVEN
        if op == "name":
            return PLACE if args[0] == "theta" else self.states.get(args[0], EVEN)
        kinds = [self.found[a] for a in args]
        if op in ("grad", "newton"):
            return ODD
        if op in _ALWAYS_EVEN or (op in _EVEN_FUNCTIONS and kinds[0] in (ODD, EVEN)):
            return EVEN
        if op in ("add", "sub", "neg"):
            return self._sum(node, op, args, kinds)
        if op in ("mul", "div"):
            return self._product(node, op, args, kinds)
        if op == "others":
            return PULL if kinds[0] is PLACE else kinds[0]
        if op in _ODD_FUNCTIONS and kinds[0] not in _OF_PLACES:
            return kinds[0]
        if op == "where":
            return _join(kinds[1], kinds[2])
        if op in ("min", "max") and self._clipped(op, args):
            return ODD
        return EVEN if set(kinds) <= {EVEN, ANY} else MIXED

    def _sum(self, node: int, op: str, args: list[int], kinds: list[Parity]) -> Parity:
        if not _OF_PLACES & set(kinds):
            return kinds[0] if op == "neg" else _join(*kinds)
        signs = {"add": (1, 1), "sub": (1, -1), "neg": (-1,)}[op]
        share = sum(sign * self.shares[a] for sign, a in zip(signs, args, strict=True))
        self.shares[node] = share
        if {EVEN, MIXED} & set(kinds):
            return MIXED
        if math.isclose(share, 1.0, rel_tol=1e-9):
            return PLACE
        return ODD if abs(share) < 1e-9 or ODD in kinds else PULL

    def _product(self, node: int, op: str, args: list[int], kinds: list[Parity]) -> Parity:
        a, b = kinds
        if ANY in kinds:
            return ANY
        if EVEN not in kinds:
            return EVEN if a is b is ODD else MIXED
        other, factor = (b, args[0]) if a is EVEN else (a, args[1])
        if other not in _OF_PLACES:
            return other
        if op == "div" and a is EVEN:
            return MIXED
        of = args[1] if a is EVEN else args[0]
        number = self.numbers[factor]
        self.shares[node] = self.shares[of] * number if op == "mul" else self.shares[of] / (number or 1.0)
        return PLACE if math.isclose(self.shares[node], 1.0, rel_tol=1e-9) else PULL

    def _clipped(self, op: str, args: list[int]) -> bool:
        """Whether this is min(max(odd, -bound), bound), or the other way round."""
        nodes = self.graph.nodes
        for outer, bound in (args, args[::-1]):
            inner = nodes[outer]
            if inner[0] not in ("min", "max") or inner[0] == op or self.found[bound] is not EVEN:
                continue
            for value, other in (inner[1:], inner[:0:-1]):
                if self.found[value] is ODD and self._opposite(other, bound):
                    return True
        return False

    def _opposite(self, a: int, b: int) -> bool:
        nodes = self.graph.nodes
        if nodes[a][0] == nodes[b][0] == "const":
            return bool(nodes[a][1] == -nodes[b][1])
        return nodes[a] == ("neg", b) or nodes[b] == ("neg", a)


def _join(a: Parity, b: Parity) -> Parity:
    if ANY in (a, b):
        return a if b is ANY else b
    return a if a is b else MIXED
