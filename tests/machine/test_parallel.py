"""Sharing a task out between threads."""

from __future__ import annotations

import threading

import pytest

from engine.parallel import in_parts


@pytest.mark.parametrize(("total", "parts"), [(10, 1), (10, 3), (2, 5), (1, 1), (0, 4)])
def test_parts_cover_everything_once(total, parts):
    done, lock = [], threading.Lock()

    def work(part, low, high):
        with lock:
            done.append((part, low, high))

    in_parts(work, total, parts)
    assert sorted(i for _, low, high in done for i in range(low, high)) == list(range(total))
    assert sorted(part for part, _, _ in done) == list(range(max(1, min(parts, total))))


def test_the_first_part_stays_on_this_thread():
    where = {}
    in_parts(lambda part, low, high: where.update({part: threading.current_thread()}), 4, 2)
    assert where[0] is threading.current_thread()
    assert where[1] is not where[0]


def test_what_a_part_raises_is_raised():
    def work(part, low, high):
        if part == 1:
            raise ValueError("in a part")

    with pytest.raises(ValueError, match="in a part"):
        in_parts(work, 4, 2)
