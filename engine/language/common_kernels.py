"""Kernels that belong to no rule and no field: norms and sums across coordinates, noise and clipping."""

from __future__ import annotations

from engine.numerics import elementary, philox

from .generate import GRADIENT, LENGTH, OTHER, Target, Writer
from .normal import normal_program
from .program import Program, contracted

#: Entries of `key`, the 64-bit integers that a modifying kernel is given.
SEED_LOW, SEED_HIGH, PRESENT, PRESENT_SECOND, STEP, PARTICLE, FLAGS, KEY_SIZE = range(8)

#: Bits of FLAGS.
NOISY, SPARSE, CLIP_VALUE, CLIP_NORM = 1, 2, 4, 8

#: Entries of `m`, the numbers that a modifying kernel is given.
SIGMA, VALUE_BOUND, NORM_BOUND, AMOUNTS = range(4)


def across_text(op: str, dims: int, target: Target) -> str:
    """The kernel `norm(w)` or `others(w)`: row 3 becomes what `op` is of it, across coordinates."""
    writer = Writer(target)
    writer.line(0, "@njit(types.void(P), **OPTIONS)")
    writer.line(0, f"def {op}(w):")
    for d, result in enumerate(_across(writer, 1, op, dims, OTHER)):
        writer.line(2, f"{_at(OTHER, d, dims)} = {result}")
    return writer.text()


def write_across(writer: Writer, depth: int, op: str, parts: list[str], prefix: str) -> list[str]:
    """Write what `op`, of `graph.ACROSS`, is of named coordinates; its name for each of them."""
    program = Program(writer.target.real)
    inputs = [program.input(f"part {d}") for d in range(len(parts))]
    results = elementary.across(program, op, inputs)
    names = dict(zip(inputs, parts, strict=True))
    return writer.statements(depth, contracted(program, results), results, names, prefix)


def _at(row: int, d: int, dims: int) -> str:
    return f"w[{row * LENGTH + d * (LENGTH // dims)} + i]"


def _across(writer: Writer, depth: int, op: str, dims: int, row: int) -> list[str]:
    """Write a loop over particles, open at its end, that has what `op` is of a row's vector; its names."""
    writer.line(depth, f"for i in range({LENGTH // dims}):")
    for d in range(dims):
        writer.line(depth + 1, f"v{d} = {_at(row, d, dims)}")
    return write_across(writer, depth + 1, op, [f"v{d}" for d in range(dims)], "n")


def modify_text(dims: int, target: Target, sigma_row: int | None = None) -> str:
    """The kernel `modify(w, m, key, sample)`: noise, sparse mask and clipping of the gradient in row 1.

    sigma_row: the row of the block that has each particle's own strength of the noise; None for one for all.
    """
    writer = Writer(target)
    writer.line(0, "M = types.CPointer(types.int64)")
    writer.line(0, "U = np.uint64")
    writer.line(0, "@njit(types.void(P, P, M, types.int64), **OPTIONS)")
    writer.line(0, "def modify(w, m, key, sample):")
    writer.line(1, f"flags = key[{FLAGS}]")
    _noise(writer, dims, sigma_row)
    _clip_value(writer)
    _clip_norm(writer, dims)
    return writer.text()


def _noise(writer: Writer, dims: int, sigma_row: int | None) -> None:
    writer.line(1, f"if flags & {NOISY | SPARSE}:")
    if sigma_row is None:
        writer.line(2, f"sigma = m[{SIGMA}]")
    writer.line(2, f"first = U(key[{PARTICLE}])")
    writer.line(2, f"step = U(key[{STEP}])")
    writer.line(2, "stream = U(sample)")
    for k in range(philox.ROUNDS):
        for part, entry, weyl in (("a", SEED_LOW, philox.WEYL[0]), ("b", SEED_HIGH, philox.WEYL[1])):
            writer.line(2, f"{part}{k} = U((key[{entry}] + {k * weyl}) & {0xFFFFFFFF})")
    for d in range(dims):
        writer.line(2, f"present = U(key[{PRESENT + d}])")
        writer.line(2, f"for i in range({LENGTH // dims}):")
        _words(writer, d)
        writer.line(3, f"g = {_at(GRADIENT, d, dims)}")
        if sigma_row is not None:
            writer.line(3, f"sigma = {_at(sigma_row, d, dims)}")
        writer.line(3, f"g = fma(sigma, {_normal(writer)}, g)")
        zero = writer.constant(("literal", "0.0"))
        writer.line(3, f"{_at(GRADIENT, d, dims)} = select(w2 < present, g, {zero})")


def _words(writer: Writer, d: int) -> None:
    """Write Philox's rounds for particle first + i and coordinate d, as `engine.numerics.philox` has them."""
    writer.line(3, "particle = first + U(i)")
    writer.line(3, "w0 = particle & U(0xFFFFFFFF)")
    writer.line(3, "w1 = step")
    writer.line(3, f"w2 = U({d})")
    writer.line(3, "w3 = stream | ((particle >> U(32)) << U(16))")
    for k in range(philox.ROUNDS):
        writer.line(3, f"p = w0 * U({philox.MULTIPLIERS[0]})")
        writer.line(3, f"q = w2 * U({philox.MULTIPLIERS[1]})")
        writer.line(3, f"w0 = (q >> U(32)) ^ w1 ^ a{k}")
        writer.line(3, "w1 = q & U(0xFFFFFFFF)")
        writer.line(3, f"w2 = (p >> U(32)) ^ w3 ^ b{k}")
        writer.line(3, "w3 = p & U(0xFFFFFFFF)")


def _normal(writer: Writer) -> str:
    """Write Box and Muller's cosine branch of the words w0 and w1; the name of the result."""
    program, (first, second), result = normal_program(writer.target.real)
    writer.line(3, "u0 = R(np.uint32(w0))")
    writer.line(3, "u1 = R(np.uint32(w1))")
    ops = contracted(program, [result])
    return writer.statements(3, ops, [result], {first: "u0", second: "u1"}, "z")[0]


def _clip_value(writer: Writer) -> None:
    writer.line(1, f"if flags & {CLIP_VALUE}:")
    writer.line(2, f"bound = m[{VALUE_BOUND}]")
    writer.line(2, f"for i in range({LENGTH}):")
    writer.line(3, f"g = w[{GRADIENT * LENGTH} + i]")
    writer.line(3, "g = select(bound < g, bound, g)")
    writer.line(3, f"w[{GRADIENT * LENGTH} + i] = select(g < -bound, -bound, g)")


def _clip_norm(writer: Writer, dims: int) -> None:
    writer.line(1, f"if flags & {CLIP_NORM}:")
    writer.line(2, f"longest = m[{NORM_BOUND}]")
    length = _across(writer, 2, "norm", dims, GRADIENT)[0]
    one = writer.constant(("literal", "1.0"))
    writer.line(3, f"share = select(longest < {length}, longest / {length}, {one})")
    for d in range(dims):
        writer.line(3, f"{_at(GRADIENT, d, dims)} = v{d} * share")
