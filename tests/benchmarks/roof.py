"""What a processor can do at most with the steps of a map, whoever writes the program.

A step of a rule on a landscape takes so many additions and multiplications, of which at best two make one
fused instruction, and so many divisions and roots, which a unit of their own takes one after the other, for
longer. The processor does so many of each a second, which is measured; the more of both times is the least
that a step takes. What else a program does (reading, writing, deciding what became of a pixel) is left out,
so no program that leaves divisions and roots to that unit reaches the roof.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import numpy as np

from engine.bulk.study import Study
from engine.kernel_cache.decorator import njit
from engine.language.graph import Graph

FUNCTION = 8
"""Additions and multiplications of exp or cos in float32, at the very least: two to reduce the argument and
three terms beyond the first. Programs take twice as many."""

_HEAVY = {"exp": FUNCTION, "log": FUNCTION, "sin": FUNCTION, "cos": FUNCTION, "tanh": FUNCTION}
_FREE = {"const", "name", "grad", "neg", "abs"}
_ROUNDS, _WIDE, _CHAIN, _TRIES = 400, 2048, 32, 12


@dataclass(frozen=True)
class Work:
    """What a step of one particle takes at least: additions and multiplications, divisions, roots."""

    sums: int
    divisions: int
    roots: int


@dataclass(frozen=True)
class Speed:
    """How many of each a processor does a second in float32, all threads together."""

    sums: float
    divisions: float
    roots: float

    def steps(self, work: Work) -> float:
        """So many steps a second at most."""
        slow = work.divisions / self.divisions + work.roots / self.roots
        return 1 / max(work.sums / self.sums, slow)


@njit(nogil=True, fastmath=True, error_model="numpy")
def _fused(a, m, c, rounds):
    # four numbers beside each other, of which none waits for another: with one, half of the processor does
    n = a.shape[0] // 4
    for _ in range(rounds):
        for i in range(n):
            x, y, u, v = a[i], a[n + i], a[2 * n + i], a[3 * n + i]
            for _ in range(_CHAIN):
                x, y, u, v = x * m + c, y * m + c, u * m + c, v * m + c
            a[i], a[n + i], a[2 * n + i], a[3 * n + i] = x, y, u, v


@njit(nogil=True, error_model="numpy")
def _divisions(a, m, c, rounds):
    for _ in range(rounds * _CHAIN):
        for i in range(a.shape[0]):
            a[i] = c / a[i]


@njit(nogil=True, error_model="numpy")
def _roots(a, m, c, rounds):
    for _ in range(rounds * _CHAIN):
        for i in range(a.shape[0]):
            a[i] = np.sqrt(a[i])


def most(threads: int) -> Speed:
    """The best of several tries."""
    return Speed(
        2 * _rate(_fused, _ROUNDS, threads),
        _rate(_divisions, _ROUNDS // 8, threads),
        _rate(_roots, _ROUNDS // 8, threads),
    )


def _rate(loop: Callable[..., Any], rounds: int, threads: int) -> float:
    arrays = [np.linspace(1, 2, _WIDE).astype(np.float32) for _ in range(threads)]

    def work(a: Any) -> None:
        loop(a, np.float32(0.999), np.float32(1e-3), rounds)

    best = 0.0
    with ThreadPoolExecutor(threads) as pool:
        for _ in range(_TRIES):
            began = time.perf_counter()
            list(pool.map(work, arrays))
            best = max(best, threads * _WIDE * _CHAIN * rounds / (time.perf_counter() - began))
    return best


def work_of(study: Study) -> Work:
    """What one step of one particle takes at least.

    Not counted: what is the same for all particles, changes of sign, powers beyond one multiplication, and
    looking for rest. The path's length takes six more sums and a root.
    """
    rule, field = study.optimizer.rule, study.field
    a = _counted(rule.graph, [rule.theta, *rule.updated.values()], {"theta", *rule.states})
    b = _counted(field.formula.graph, list(field.gradient_nodes), {"x", "y"})
    walks = "distance" in study.measures
    return Work(2 * a.sums + b.sums + 6 * walks, 2 * a.divisions + b.divisions, 2 * a.roots + b.roots + walks)


def _counted(graph: Graph, roots: list[int], own: set[str]) -> Work:
    sums = divisions = square_roots = 0
    moves = dict[int, bool]()
    needed = _needed(graph, roots)
    for node in sorted(needed):
        op, *rest = graph.nodes[node]
        if op in ("const", "name"):
            moves[node] = op == "name" and rest[0] in own
            continue
        arguments = graph.arguments(node)
        moves[node] = op == "grad" or any(moves[a] for a in arguments)
        if not moves[node] or op in _FREE:
            continue
        if op == "sqrt":
            square_roots += 1
        elif op == "div" and moves[arguments[1]]:
            divisions += 1
        else:
            sums += _HEAVY.get(op, 1)
    return Work(sums, divisions, square_roots)


def _needed(graph: Graph, roots: list[int]) -> set[int]:
    needed, left = set[int](), list(roots)
    while left:
        node = left.pop()
        if node not in needed:
            needed.add(node)
            left.extend(graph.arguments(node))
    return needed
