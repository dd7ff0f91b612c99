"""Memory for particles of maps: nobody's twice, used again, laid out as kernels and judges know it."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from engine.gpu import buffers
from engine.gpu.buffers import Buffers, Kind, keep, taken

KIND = Kind("float32", 8, 6, 2, numbered=True)


class Array:
    """As much of a device's array as is used."""

    def __init__(self, values: np.ndarray) -> None:
        self.values = values

    def __getitem__(self, part: slice) -> Array:
        return Array(self.values[part])

    def copy_to_host(self, here: np.ndarray, stream: Any) -> None:
        here[:] = self.values


class Toolkit:
    def empty(self, size: int, dtype: Any) -> Array:
        return Array(np.zeros(size, dtype))

    def pinned(self, size: int, dtype: Any) -> np.ndarray:
        return np.zeros(size, dtype)

    def stream(self) -> Any:
        return SimpleNamespace(synchronize=lambda: None)


@pytest.fixture
def kit(monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setattr(buffers, "_kept", [])
    return Toolkit()


def test_what_is_read_is_what_the_kernels_wrote(kit: Any) -> None:
    room: Any = Buffers(kit, KIND, 9)
    for n in (9, 4, 1):
        room.w.values[: 8 * n] = np.arange(8 * n)
        for k, note in enumerate(room.notes_of(n)):
            note.values[:] = 100 * k + np.arange(n)
        room.seen.values[: 2 * n] = 1000 + np.arange(2 * n)
        room.fetch(n)
        end, rows = room.end(n), np.arange(8 * n).reshape(8, n)
        assert np.array_equal(end.theta, rows[:2])
        assert np.array_equal(end.previous, rows[2:4])
        assert np.array_equal([end.walked, end.farthest], rows[6:])
        notes = [end.stopped, end.since, end.beside]
        assert np.array_equal(notes, 100 * np.arange(3)[:, np.newaxis] + np.arange(n))
        assert np.array_equal(end.seen, 1000 + np.arange(2 * n).reshape(2, n))
        assert all(array.flags.c_contiguous for array in vars(end).values())


def test_what_is_not_asked_for_is_empty(kit: Any) -> None:
    end = Buffers(kit, Kind("float64", 6, -1, 0, numbered=False), 5).end(3)
    assert (end.walked.shape, end.farthest.shape, end.seen.shape) == ((0,), (0,), (0, 3))
    assert end.theta.dtype == np.float64


def test_nobody_has_what_somebody_has(kit: Any) -> None:
    first, second = taken(kit, KIND, 10), taken(kit, KIND, 10)
    assert first is not second
    keep(first)
    assert taken(kit, KIND, 7) is first
    assert taken(kit, KIND, 7) is not first


@pytest.mark.parametrize(("kind", "most"), [(KIND, 11), (KIND._replace(words=3), 10)])
def test_what_does_not_fit_is_not_taken(kit: Any, kind: Kind, most: int) -> None:
    room = taken(kit, KIND, 10)
    keep(room)
    assert taken(kit, kind, most) is not room


def test_the_oldest_give_way_and_hold_on_to_nothing(kit: Any) -> None:
    rooms = [taken(kit, KIND, 10) for _ in range(buffers._KEPT + 1)]
    for room in rooms:
        room.given = {"p": object()}
        keep(room)
    assert buffers._kept == rooms[1:]
    assert not any(room.given for room in rooms)
