"""What a processor can do at most with the steps of a map, whoever writes the program.

A step of a rule on a landscape takes so many additions and multiplications, of which at best two make one
fused instruction; divisions, roots and functions take more. The processor does so many fused instructions a
second, which is measured. What else a program does (reading, writing, deciding what became of a pixel) is
left out, so no program reaches the roof.
"""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor

import numpy as np
from numba import njit
from numpy.typing import NDArray

from engine import kernel_cache
from engine.bulk.study import Study
from engine.language.graph import Graph

kernel_cache.install()

FUNCTION = 8
"""Additions and multiplications of exp or cos in float32, at the very least: two to reduce the argument and
three terms beyond the first. Programs take twice as many."""

_HEAVY = {"exp": FUNCTION, "log": FUNCTION, "sin": FUNCTION, "cos": FUNCTION, "tanh": FUNCTION}
_FREE = {"const", "name", "grad", "neg", "abs"}
_ROUNDS, _WIDE, _CHAIN = 400, 2048, 32


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


def most(threads: int) -> float:
    """Additions and multiplications a second in float32, all threads together; the best of several tries."""
    arrays = [np.linspace(0, 1, _WIDE).astype(np.float32) for _ in range(threads)]

    def work(a: NDArray[np.float32]) -> None:
        _fused(a, np.float32(0.999), np.float32(1e-3), _ROUNDS)

    best = 0.0
    with ThreadPoolExecutor(threads) as pool:
        for _ in range(12):
            began = time.perf_counter()
            list(pool.map(work, arrays))
            seconds = time.perf_counter() - began
            best = max(best, 2.0 * threads * _WIDE * _CHAIN * _ROUNDS / seconds)
    return best


def operations(study: Study) -> int:
    """Additions and multiplications of one step of one particle, at least.

    Counted as one each: divisions and roots, which take a processor longer. Not counted: what is the same for
    all particles, changes of sign, and powers beyond one multiplication.
    """
    rule, field = study.optimizer.rule, study.field
    of_rule = _counted(rule.graph, [rule.theta, *rule.updated.values()], {"theta", *rule.states})
    return 2 * of_rule + _counted(field.formula.graph, list(field.gradient_nodes), {"x", "y"})


def _counted(graph: Graph, roots: list[int], own: set[str]) -> int:
    found, moves = 0, dict[int, bool]()
    needed = _needed(graph, roots)
    for node in sorted(needed):
        op, *rest = graph.nodes[node]
        if op in ("const", "name"):
            moves[node] = op == "name" and rest[0] in own
            continue
        moves[node] = op == "grad" or any(moves[a] for a in graph.arguments(node))
        if moves[node] and op not in _FREE:
            found += _HEAVY.get(op, 1)
    return found


def _needed(graph: Graph, roots: list[int]) -> set[int]:
    needed, left = set[int](), list(roots)
    while left:
        node = left.pop()
        if node not in needed:
            needed.add(node)
            left.extend(graph.arguments(node))
    return needed
