"""Straight-line programs of primitive operations: what a graph becomes before it is written out as a kernel.

A value is a number, the position of its operation in `Program.ops`; equal operations are one value. There is
nothing here that a compiler could round in two ways: multiply-adds are fused or not by `contracted`, and
every elementary function is already a polynomial (`engine.numerics.elementary`). A kernel's bits therefore
do not depend on what it is compiled together with.

Operations, by the kind of value they give:

    number   input literal add sub mul div neg fma sqrt abs floor select(condition, a, b) asfloat(word)
             exactly: an fma that is fused on every machine; fnma, fms: c - a*b, a*b - c
    truth    lt le eq ne and or not
    word     asword(number) const ladd lsub lshl lshr(arithmetic) land lor lxor     as wide as a number
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

Op = tuple

TRUTHS = frozenset({"lt", "le", "eq", "ne", "and", "or", "not"})
WORDS = frozenset({"asword", "const", "ladd", "lsub", "lshl", "lshr", "land", "lor", "lxor"})


@dataclass(frozen=True)
class Real:
    """A floating-point type: the facts that bit tricks need."""

    name: str
    bits: int
    mantissa: int

    @property
    def bias(self) -> int:
        return (1 << (self.bits - self.mantissa - 2)) - 1

    @property
    def dtype(self) -> np.dtype:
        return np.dtype(self.name)

    @property
    def sign_bit(self) -> int:
        return -(1 << (self.bits - 1))

    @property
    def least_normal(self) -> float:
        return 2.0 ** (1 - self.bias)

    @property
    def largest(self) -> float:
        return float(np.finfo(self.dtype).max)


REALS = {"float32": Real("float32", 32, 23), "float64": Real("float64", 64, 52)}


@dataclass
class Program:
    """Operations over inputs; build with the methods, whose arguments and results are values."""

    real: Real
    ops: list[Op] = field(default_factory=list)
    _index: dict[Op, int] = field(default_factory=dict)

    def make(self, op: str, *args: object) -> int:
        entry = (op, *args)
        found = self._index.get(entry)
        if found is None:
            found = self._index[entry] = len(self.ops)
            self.ops.append(entry)
        return found

    def input(self, key: str) -> int:
        return self.make("input", key)

    def literal(self, value: float) -> int:
        """A number, rounded to the program's type; it may be infinite or not a number."""
        with np.errstate(over="ignore"):
            rounded = float(self.real.dtype.type(value))
        return self.make("literal", repr(rounded))

    def const(self, value: int) -> int:
        """A word."""
        return self.make("const", value)

    def add(self, a: int, b: int) -> int:
        return self.make("add", *sorted((a, b)))

    def sub(self, a: int, b: int) -> int:
        return self.make("sub", a, b)

    def mul(self, a: int, b: int) -> int:
        return self.make("mul", *sorted((a, b)))

    def div(self, a: int, b: int) -> int:
        return self.make("div", a, b)

    def neg(self, a: int) -> int:
        return self.ops[a][1] if self.ops[a][0] == "neg" else self.make("neg", a)

    def fma(self, a: int, b: int, c: int) -> int:
        """a*b + c, rounded once wherever the machine can."""
        return self.make("fma", *sorted((a, b)), c)

    def exactly(self, a: int, b: int, c: int) -> int:
        """a*b + c, rounded once on every machine."""
        return self.make("exactly", *sorted((a, b)), c)

    def sqrt(self, a: int) -> int:
        return self.make("sqrt", a)

    def abs(self, a: int) -> int:
        return self.make("abs", a)

    def floor(self, a: int) -> int:
        return self.make("floor", a)

    def select(self, condition: int, a: int, b: int) -> int:
        return a if a == b else self.make("select", condition, a, b)

    def lower(self, a: int, b: int) -> int:
        """The lesser; b where one is not a number. One instruction on x86, unlike `least`."""
        return self.select(self.make("lt", a, b), a, b)

    def greater(self, a: int, b: int) -> int:
        """The greater; b where one is not a number."""
        return self.select(self.make("lt", b, a), a, b)

    def horner(self, x: int, coefficients: tuple[float, ...]) -> int:
        """The polynomial at x, lowest coefficient first."""
        *rest, last = coefficients
        value = self.literal(last)
        for coefficient in reversed(rest):
            value = self.fma(value, x, self.literal(coefficient))
        return value


def arguments(op: Op) -> tuple[int, ...]:
    """The values that an operation takes."""
    return () if op[0] in ("input", "literal", "const") else op[1:]


def needed(ops: Sequence[Op], roots: list[int]) -> list[int]:
    """The values that `roots` are computed from, themselves included, in order."""
    seen: set[int] = set()
    waiting = list(roots)
    while waiting:
        value = waiting.pop()
        if value not in seen:
            seen.add(value)
            waiting.extend(arguments(ops[value]))
    return sorted(seen)


def size(ops: Sequence[Op], roots: list[int]) -> int:
    """How many operations `roots` take, inputs and constants not counted."""
    return sum(bool(arguments(ops[value])) for value in needed(ops, roots))


def contracted(program: Program, roots: list[int]) -> list[Op]:
    """The operations with a product that is only added to something fused into the addition.

    What remains of doublings becomes additions, which machines have more room for.
    The numbering stays, so operations that are no longer needed remain in the list, unused.
    """
    two = program.literal(2.0)
    ops = list(program.ops)
    uses: dict[int, int] = dict.fromkeys(roots, 1)
    for value in needed(ops, roots):
        for argument in arguments(ops[value]):
            uses[argument] = uses.get(argument, 0) + 1

    def product(value: int) -> Op | None:
        return ops[value] if ops[value][0] == "mul" and uses.get(value) == 1 else None

    for value in needed(ops, roots):
        op = ops[value]
        if op[0] not in ("add", "sub"):
            continue
        first, second = product(op[1]), product(op[2])
        if first and second:
            # Only one fits: what is left costs least where it is a doubling.
            first, second = (None, second) if two in first[1:] else (first, None)
        if op[0] == "add" and (second or first):
            factors, other = (second, op[1]) if second else (first, op[2])
            assert factors is not None
            ops[value] = ("fma", factors[1], factors[2], other)
        elif op[0] == "sub" and second:
            ops[value] = ("fnma", second[1], second[2], op[1])
        elif op[0] == "sub" and first:
            ops[value] = ("fms", first[1], first[2], op[2])
    for value in needed(ops, roots):
        op = ops[value]
        if op[0] == "mul" and two in op[1:]:
            other = op[2] if op[1] == two else op[1]
            ops[value] = ("add", other, other)
    return ops
