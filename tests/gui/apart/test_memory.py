from __future__ import annotations

import gc
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from gui.apart import memory
from gui.apart.memory import LEAST, MOST_ROOMS, Guests, Laid, Rooms, sweep


def laid(rooms: Rooms, *arrays: np.ndarray) -> Laid | None:
    return rooms.lay([memoryview(array).cast("B") for array in arrays])


@pytest.fixture
def large() -> np.ndarray:
    return np.random.default_rng(1).integers(0, 256, LEAST, np.uint8)


def test_arrays_are_seen_where_they_were_laid(large: np.ndarray) -> None:
    rooms, guests = Rooms(), Guests()
    small = np.arange(3.0)
    given = laid(rooms, large, small)
    assert given is not None
    first, second = guests.arrays(given)
    assert np.array_equal(first, large)
    assert np.array_equal(second.view(np.float64), small)
    assert second.ctypes.data % 64 == 0


def test_what_is_little_goes_through_the_pipe() -> None:
    assert laid(Rooms(), np.zeros(10)) is None


def test_a_room_is_used_again_only_once_nothing_refers_to_it(large: np.ndarray) -> None:
    rooms, guests = Rooms(), Guests()
    given = laid(rooms, large)
    assert given is not None
    part = guests.arrays(given)[0][5:9].view(np.uint32)
    gc.collect()
    assert not guests.left
    other = laid(rooms, large + 1)
    assert other is not None
    assert other.room != given.room
    assert part[0] == large[5:9].view(np.uint32)[0]
    del part
    assert list(guests.left) == [given.room]
    rooms.give_back(guests.left.popleft())
    again = laid(rooms, large + 2)
    assert again is not None
    assert again.room == given.room


def test_rooms_are_not_made_without_end(large: np.ndarray) -> None:
    rooms = Rooms()
    assert all(laid(rooms, large) is not None for _ in range(MOST_ROOMS))
    assert laid(rooms, large) is None
    rooms.close()


def test_rooms_that_nobody_is_in_are_let_go(large: np.ndarray) -> None:
    rooms, guests = Rooms(), Guests()
    first, second = laid(rooms, large), laid(rooms, large + 1)
    assert first is not None
    assert second is not None
    guests.arrays(first)
    held = guests.arrays(second)[0]
    rooms.give_back(guests.left.popleft())
    rooms.let_go()
    third = laid(rooms, large + 2)
    assert third is not None
    assert third.room not in (first.room, second.room)
    assert third.gone == (first.room,)
    assert np.array_equal(guests.arrays(third)[0], large + 2)
    assert set(guests.seen) == {second.room, third.room}
    assert np.array_equal(held, large + 1), "what is looked at stays"
    rooms.close()


def test_what_was_let_go_is_told_with_the_next_room_there_is(large: np.ndarray) -> None:
    rooms, guests = Rooms(), Guests()
    given = laid(rooms, large)
    assert given is not None
    guests.arrays(given)
    rooms.give_back(guests.left.popleft())
    rooms.let_go()
    assert laid(rooms, np.zeros(4, np.uint8)) is None, "too little to be worth a room"
    told = laid(rooms, large)
    assert told is not None
    assert told.gone == (given.room,)
    rooms.close()


def test_a_larger_picture_takes_the_place_of_a_free_room_that_is_too_small(large: np.ndarray) -> None:
    rooms, guests = Rooms(), Guests()
    for _ in range(MOST_ROOMS):
        given = laid(rooms, large)
        assert given is not None
        guests.arrays(given)
    for room in guests.left:
        rooms.give_back(room)
    whole = np.tile(large, 40)
    given = laid(rooms, whole)
    assert given is not None
    assert np.array_equal(guests.arrays(given)[0], whole)
    assert len(given.gone) == 1
    assert given.gone[0] not in guests.seen
    for room in guests.left:
        rooms.give_back(room)
    for _ in range(MOST_ROOMS):  # all others can be used on
        given = laid(rooms, large)
        assert given is not None
        assert np.array_equal(guests.arrays(given)[0], large)
    rooms.close()


@pytest.mark.skipif(sys.platform == "win32", reason="rooms have no files there")
def test_no_file_outlives_the_two(large: np.ndarray, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memory, "_folders", lambda: (str(tmp_path),))
    rooms = Rooms()
    given = laid(rooms, large)
    assert given is not None
    assert len(list(tmp_path.iterdir())) == 1
    seen = Guests().arrays(given)
    assert list(tmp_path.iterdir()) == []
    assert np.array_equal(seen[0], large)
    laid(rooms, large)
    rooms.close()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(sys.platform == "win32", reason="rooms have no files there")
def test_without_room_for_files_arrays_go_through_the_pipe(
    large: np.ndarray, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(memory, "_folders", lambda: (str(tmp_path / "missing"),))
    assert laid(Rooms(), large) is None


@pytest.mark.skipif(sys.platform == "win32", reason="rooms have no files there")
def test_where_every_disk_is_full_rooms_in_memory_are_used_and_swept(
    large: np.ndarray, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def find_none() -> str:
        raise FileNotFoundError(2, "No usable temporary directory found")

    monkeypatch.setattr("tempfile.tempdir", None)
    monkeypatch.setattr("tempfile._get_default_tempdir", find_none)
    monkeypatch.setattr(memory, "_IN_MEMORY", str(tmp_path))
    sweep()
    given = laid(Rooms(), large)
    assert given is not None
    assert np.array_equal(Guests().arrays(given)[0], large)
    assert list(tmp_path.iterdir()) == []
    monkeypatch.setattr(memory, "_IN_MEMORY", str(tmp_path / "missing"))
    assert laid(Rooms(), large) is None


@pytest.mark.skipif(sys.platform == "win32", reason="there a room has no file")
def test_rooms_of_the_killed_are_swept_away(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memory, "_folders", lambda: (str(tmp_path),))
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    names = {
        "left": f"ravine-{gone.pid}-{'0' * 32}",
        "just laid": f"ravine-{gone.pid}-{'1' * 32}",
        "of one that runs": f"ravine-{os.getpid()}-{'2' * 32}",
        "another's": f"ravine-notes-{gone.pid}",
    }
    for what, name in names.items():
        path = tmp_path / name
        path.write_bytes(b"0")
        if what != "just laid":
            os.utime(path, (0.0, 0.0))
    sweep()
    assert {path.name for path in tmp_path.iterdir()} == {*names.values()} - {names["left"]}
