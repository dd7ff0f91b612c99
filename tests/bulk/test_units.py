"""Units that are computed together: rectangles, none larger than asked for."""

from __future__ import annotations

import pytest

from engine.bulk.units import Unit, rectangles


def units(rows: int, columns: int, but: frozenset[int] = frozenset()) -> list[Unit]:
    """Of two pixels by two, but for those that are done."""
    return [
        Unit(k, *divmod(k, columns), slice(2 * (k // columns), 2 * (k // columns) + 2),
             slice(2 * (k % columns), 2 * (k % columns) + 2))
        for k in range(rows * columns)
        if k not in but
    ]  # fmt: skip


def numbers(found: list[list[Unit]]) -> list[list[int]]:
    return [[unit.number for unit in together] for together in found]


def test_all_of_a_small_map_are_one_rectangle() -> None:
    assert numbers(rectangles(units(2, 3), 100)) == [[0, 1, 2, 3, 4, 5]]


def test_none_is_larger_than_asked_for_unless_it_is_one_unit() -> None:
    assert numbers(rectangles(units(3, 3), 24)) == [[0, 1, 2, 3, 4, 5], [6, 7, 8]]
    assert numbers(rectangles(units(2, 3), 8)) == [[0, 1], [2], [3, 4], [5]]
    assert numbers(rectangles(units(2, 2), 0)) == [[0], [1], [2], [3]]


@pytest.mark.parametrize("but", [{4}, {1, 4}, {0}, {8}, {2, 3, 5}])
def test_what_is_done_is_in_none(but: set[int]) -> None:
    left = units(3, 3, frozenset(but))
    found = rectangles(left, 100)
    assert [unit for together in found for unit in together] == left
    for together in found:
        rows, columns = {unit.row for unit in together}, {unit.column for unit in together}
        assert len(together) == len(rows) * len(columns)
        assert max(rows) - min(rows) < len(rows)
        assert max(columns) - min(columns) < len(columns)


def test_nothing_is_nothing() -> None:
    assert rectangles([], 10) == []
