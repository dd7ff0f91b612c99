"""What needs no polynomial: the lesser and the greater, signs, rounding, remainders, sums and norms."""

from __future__ import annotations

from engine.language.program import Program


def least(p: Program, a: int, b: int) -> int:
    """The lesser, not a number where one of them is not."""
    chosen = p.make("or", p.make("lt", a, b), p.make("ne", a, a))
    return p.select(chosen, a, b)


def most(p: Program, a: int, b: int) -> int:
    """The greater, not a number where one of them is not."""
    chosen = p.make("or", p.make("lt", b, a), p.make("ne", a, a))
    return p.select(chosen, a, b)


def sign(p: Program, x: int) -> int:
    zero = p.literal(0.0)
    down = p.select(p.make("lt", x, zero), p.literal(-1.0), x)
    return p.select(p.make("lt", zero, x), p.literal(1.0), down)


def ceil(p: Program, x: int) -> int:
    return p.neg(p.floor(p.neg(x)))


def mod(p: Program, x: int, y: int) -> int:
    return p.sub(x, p.mul(p.floor(p.div(x, y)), y))


def length(p: Program, parts: list[int]) -> int:
    """The Euclidean norm, without overflow: the largest part is taken out of the root."""
    sizes = [p.abs(part) for part in parts]
    if len(sizes) == 1:
        return sizes[0]
    largest = sizes[0]
    for size in sizes[1:]:
        largest = most(p, largest, size)
    # 0/0 where all are 0; not a number stays so, since the comparison says no.
    scale = p.select(p.make("eq", largest, p.literal(0.0)), p.literal(1.0), largest)
    total = None
    for size in sizes:
        ratio = p.div(size, scale)
        square = p.mul(ratio, ratio)
        total = square if total is None else p.add(total, square)
    assert total is not None
    return p.mul(largest, p.sqrt(total))


def others(p: Program, parts: list[int]) -> list[int]:
    """For each part the sum of all but itself, 0 where it is alone."""
    sums = []
    for own in range(len(parts)):
        total = p.literal(0.0)
        for k, part in enumerate(part for place, part in enumerate(parts) if place != own):
            total = p.add(total, part) if k else part
        sums.append(total)
    return sums


def across(p: Program, op: str, parts: list[int]) -> list[int]:
    """What the coordinates of a vector answer among themselves, an operation of `graph.ACROSS`, for each."""
    return others(p, parts) if op == "others" else [length(p, parts)] * len(parts)


def hypot(p: Program, a: int, b: int) -> int:
    return length(p, [a, b])
