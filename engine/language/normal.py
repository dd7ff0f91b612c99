"""Normal random numbers from random words, as a program."""

from __future__ import annotations

from engine.numerics import elementary

from .program import Program, Real


def normal_program(real: Real) -> tuple[Program, tuple[int, int], int]:
    """Box and Muller's cosine branch of two words given as numbers: the program, its inputs, its result."""
    program = Program(real)
    first, second = program.input("first"), program.input("second")
    scale = program.literal(2.0**-32)
    share = program.mul(program.add(first, program.literal(0.5)), scale)
    squared = program.mul(program.literal(-2.0), elementary.log(program, share))
    # Rounded to one, the share has a logarithm of 0, whose square root must not be that of −0.
    radius = program.sqrt(program.abs(squared))
    return program, (first, second), program.mul(radius, elementary.cos(program, second, (scale, None)))
