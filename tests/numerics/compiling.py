"""A program of `engine.language.program`, compiled into a function over arrays."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from engine import kernel_cache
from engine.language.generate import Target, Writer
from engine.language.program import REALS, Program, contracted

Function = Callable[..., NDArray[np.floating]]


def compiled(real: str, count: int, build: Callable[..., int], fuses: bool = True) -> Function:
    """The function of `count` arrays whose program `build(program, *values)` writes."""
    program = Program(REALS[real])
    inputs = [program.input(f"input {k}") for k in range(count)]
    result = build(program, *inputs)
    writer = Writer(Target(REALS[real], fuses))
    writer.line(0, "@njit(types.void(P, P, types.int64), **OPTIONS)")
    writer.line(0, "def loop(a, out, n):")
    writer.line(1, "for i in range(n):")
    names = {value: f"x{k}" for k, value in enumerate(inputs)}
    for k in range(count):
        writer.line(2, f"x{k} = a[{count} * i + {k}]")
    (name,) = writer.statements(2, contracted(program, [result]), [result], names, "t")
    writer.line(2, f"out[i] = {name}")
    writer.line(0, "from engine.numerics.intrinsics import address")
    writer.line(0, f"@njit(types.void(types.{real}[::1], types.{real}[::1]), **OPTIONS)")
    writer.line(0, "def run(a, out):")
    writer.line(1, "loop(address(a, 0), address(out, 0), out.size)")
    run = kernel_cache.load(writer.text(), "test")["run"]

    def function(*arrays: NDArray[np.floating]) -> NDArray[np.floating]:
        together = np.ascontiguousarray(np.stack(arrays, axis=1), dtype=real).reshape(-1)
        out = np.empty(len(arrays[0]), real)
        run(together, out)
        return out

    return function
