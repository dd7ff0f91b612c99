"""Kernels as text: programs written out as loops that a compiler turns into SIMD.

A block is one flat array `w` of rows of L numbers, and a row holds one coordinate of L/d particles after
the other. A rule's kernel is cut into stages at its barriers (where the field is looked at, or coordinates
meet); a driver calls stage 0, the field, stage 1, … So one rule kernel serves any number of coordinates,
and kernels to compile are rules + landscapes, not rules × landscapes. A fused kernel has both in one loop.

Every kernel is made of the same programs in the same order of operations, and the compiler is given no
leave to round otherwise: split or fused, the bits are the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from .program import WORDS, Op, Real, arguments

#: Numbers in a row of a block; a multiple of every SIMD width times every number of coordinates.
LENGTH = 1024

POSITION, GRADIENT, KEPT, OTHER, STATES = range(5)

_HEAD = """import numpy as np
from numba import njit, types
from engine.numerics.intrinsics import (
    absolute, asfloat, asword, both, either, floor, fma, ladd, land, larger, lor, lshl, lshr, lsub, lxor,
    negated, select, sqrt,
)
from engine.numerics.stored_samples import between_samples, stored_sample

R = np.{real}
W = np.int{bits}
P = types.CPointer(types.{real})
OPTIONS = dict(cache=True, nogil=True, error_model="numpy", boundscheck=False)
inf = float("inf")
nan = float("nan")
"""

_FORMS = {
    "add": "{0} + {1}", "sub": "{0} - {1}", "mul": "{0} * {1}", "div": "{0} / {1}", "neg": "-{0}",
    "exactly": "fma({0}, {1}, {2})", "sqrt": "sqrt({0})", "abs": "absolute({0})", "floor": "floor({0})",
    "select": "select({0}, {1}, {2})", "lt": "{0} < {1}", "le": "{0} <= {1}", "eq": "{0} == {1}",
    "ne": "{0} != {1}", "and": "both({0}, {1})", "or": "either({0}, {1})", "not": "negated({0})",
    "samples": "between_samples(q, {1}, {0})", "stored": "stored_sample(q, {1}, {0}, {2}, {3})",
    "asword": "asword({0})", "asfloat": "asfloat({0})",
    **{word: word + "({0}, {1})" for word in WORDS - {"asword", "const"}},
}  # fmt: skip

_FUSED = {"fma": "fma({0}, {1}, {2})", "fnma": "fma(-{0}, {1}, {2})", "fms": "fma({0}, {1}, -{2})"}
_UNFUSED = {"fma": "{0} * {1} + {2}", "fnma": "{2} - {0} * {1}", "fms": "{0} * {1} - {2}"}


@dataclass(frozen=True)
class Target:
    """What kernels are written for: a floating-point type, and whether the machine fuses multiply-adds."""

    real: Real
    fuses: bool


class Writer:
    """Collects the lines of one kernel's text, and the constants that they use."""

    def __init__(self, target: Target) -> None:
        self.target = target
        self.lines: list[str] = []
        self.constants: dict[Op, str] = {}
        self.forms = {**_FORMS, **(_FUSED if target.fuses else _UNFUSED)}

    def line(self, depth: int, text: str) -> None:
        self.lines.append("    " * depth + text)

    def statements(
        self, depth: int, ops: Sequence[Op], wanted: Iterable[int], names: dict[int, str], prefix: str
    ) -> list[str]:
        """Write what computes `wanted`; `names` has what is there already and gains what is written."""
        missing = _missing(ops, wanted, names)
        for value in missing:
            op = ops[value]
            if op[0] in ("literal", "const"):
                names[value] = self.constant(op)
                continue
            if op[0] == "input":
                raise KeyError(op[1])
            names[value] = f"{prefix}{value}"
            form = self.forms[op[0]].format(*(names[a] for a in arguments(op)))
            self.line(depth, f"{names[value]} = {form}")
        return [names[value] for value in wanted]

    def constant(self, op: Op) -> str:
        """The name of a literal or word, defined above the kernels."""
        return self.constants.setdefault(op, f"k{len(self.constants)}")

    def text(self) -> str:
        real = self.target.real
        makers = {"literal": "R", "const": "W"}
        defined = [f"{name} = {makers[op[0]]}({op[1]})" for op, name in self.constants.items()]
        return "\n".join([_HEAD.format(real=real.name, bits=real.bits), *defined, "", *self.lines, ""])


def _missing(ops: Sequence[Op], wanted: Iterable[int], names: dict[int, str]) -> list[int]:
    """What must be computed for `wanted` beyond what `names` has, in order."""
    seen: set[int] = set()
    waiting = [value for value in wanted if value not in names]
    while waiting:
        value = waiting.pop()
        if value not in seen:
            seen.add(value)
            waiting.extend(a for a in arguments(ops[value]) if a not in names)
    return sorted(seen)
