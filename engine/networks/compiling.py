"""The loops of `engine.networks.kernels` compiled, once for each floating-point type."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine import kernel_cache
from engine.compiled import address_of, fuses_multiply_add
from engine.language.generate import Target, Writer
from engine.language.program import REALS, Program, contracted
from engine.numerics import elementary


@dataclass(frozen=True)
class Loops:
    """train and say of `engine.networks.kernels`; tanh and exp by address."""

    train: Any
    say: Any
    elementary: NDArray[np.int64]
    functions: tuple[Any, ...]


@functools.cache
def loops(real: str) -> Loops:
    """Those for "float32" or "float64"."""
    kernel_cache.install()
    from numba import njit, types

    from . import kernels

    number, whole = getattr(types, real), types.int64
    flat, table, cube = number[::1], number[:, ::1], number[:, :, ::1]
    wholes = types.int64[::1]
    signatures = {
        "train": (
            wholes, wholes, wholes, cube, cube, types.int32[::1], table, wholes,
            table, flat, flat, flat, flat, table, wholes, *[whole] * 8,
        ),
        "say": (wholes, wholes, table, table, cube, flat, whole, whole),
    }  # fmt: skip
    compiled = {
        name: njit(types.void(*signature), cache=True, nogil=True, error_model="numpy")(
            getattr(kernels, name)
        )
        for name, signature in signatures.items()
    }
    names = kernel_cache.load(elementary_text(real), f"rows_{real}")
    both = (names["tanh_row"], names["exp_row"])
    return Loops(**compiled, elementary=np.array([address_of(f) for f in both], np.int64), functions=both)


def elementary_text(real: str) -> str:
    """tanh and exp of a row of numbers, in place, as the source of a module."""
    target = Target(REALS[real], fuses_multiply_add())
    writer = Writer(target)
    for name, function in (("tanh_row", elementary.tanh), ("exp_row", elementary.exp)):
        program = Program(target.real)
        x = program.input("x")
        result = function(program, x)
        writer.line(0, "@njit(types.void(P, types.int64), **OPTIONS)")
        writer.line(0, f"def {name}(w, n):")
        writer.line(1, "for i in range(n):")
        writer.line(2, "x = w[i]")
        (value,) = writer.statements(2, contracted(program, [result]), [result], {x: "x"}, "t")
        writer.line(2, f"w[i] = {value}")
    return writer.text()
