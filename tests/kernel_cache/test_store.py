"""Files that may be damaged, missing, unwritable or too many: each is a miss, none an exception."""

from __future__ import annotations

import errno
import hashlib
import os
import random
import shutil
import time
from pathlib import Path
from typing import Any

import pytest

from engine.kernel_cache.folder import prune
from engine.kernel_cache.store import Store

KEY = hashlib.sha256(b"key").digest()
PAYLOAD = random.Random(1).randbytes(3000)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "kernels")


def test_what_was_written_is_read(store: Store) -> None:
    assert store.write("a.b", KEY, PAYLOAD)
    assert store.read("a.b", KEY) == PAYLOAD
    assert store.read("a.b", hashlib.sha256(b"other").digest()) is None
    assert (store.counts.hits, store.counts.misses, store.counts.written) == (1, 1, 1)


def test_every_truncation_is_a_miss(store: Store) -> None:
    store.write("k", KEY, PAYLOAD)
    path = store.path("k", KEY)
    whole = path.read_bytes()
    for length in [*range(200), *range(200, len(whole), 37)]:
        path.write_bytes(whole[:length])
        assert store.read("k", KEY) is None
        assert not path.exists()


def test_every_flipped_bit_is_a_miss(store: Store) -> None:
    store.write("k", KEY, PAYLOAD)
    path = store.path("k", KEY)
    whole = path.read_bytes()
    generator = random.Random(2)
    places = [*range(100 * 8), *(generator.randrange(len(whole) * 8) for _ in range(600))]
    for place in places:
        flipped = bytearray(whole)
        flipped[place // 8] ^= 1 << place % 8
        path.write_bytes(flipped)
        assert store.read("k", KEY) is None
    assert store.counts.damaged == len(places)


def test_a_file_under_another_key_is_a_miss(store: Store) -> None:
    store.write("k", KEY, PAYLOAD)
    other = hashlib.sha256(b"other").digest()
    store.path("k", KEY).rename(store.path("k", other))
    assert store.read("k", other) is None


def test_a_folder_in_the_place_of_a_file(store: Store) -> None:
    store.path("k", KEY).mkdir(parents=True)
    assert store.read("k", KEY) is None
    assert not store.write("k", KEY, PAYLOAD)
    assert [p.name for p in store.folder.iterdir()] == [store.path("k", KEY).name]


def test_a_file_in_the_place_of_the_folder(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    store = Store(tmp_path / "file" / "kernels")
    assert not store.write("k", KEY, PAYLOAD)
    assert store.read("k", KEY) is None


def test_a_full_disk_leaves_nothing_behind(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(self: Path, target: Any) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", full)
        assert not store.write("k", KEY, PAYLOAD)
    assert list(store.folder.iterdir()) == []
    assert store.counts.unwritten == 1
    assert store.write("k", KEY, PAYLOAD)


def test_the_folder_deleted_meanwhile_is_made_again(store: Store) -> None:
    store.write("k", KEY, PAYLOAD)
    shutil.rmtree(store.folder)
    assert store.read("k", KEY) is None
    assert store.write("k", KEY, PAYLOAD)
    assert store.read("k", KEY) == PAYLOAD


def test_a_fallback_is_read_and_never_written(tmp_path: Path) -> None:
    shipped = Store(tmp_path / "shipped")
    shipped.write("k", KEY, PAYLOAD)
    before = shipped.path("k", KEY).read_bytes()
    store = Store(tmp_path / "own", fallback=shipped.folder)
    assert store.read("k", KEY) == PAYLOAD
    other = hashlib.sha256(b"other").digest()
    store.write("k", other, PAYLOAD)
    assert [p.read_bytes() for p in shipped.folder.iterdir()] == [before]


def test_labels_cannot_leave_the_folder(store: Store) -> None:
    label = "../../<locals>/\N{SNOWMAN}" + "x" * 300
    assert store.write(label, KEY, PAYLOAD)
    assert store.path(label, KEY).parent == store.folder
    assert store.read(label, KEY) == PAYLOAD


def _aged(folder: Path, name: str, size: int, age: float) -> Path:
    path = folder / name
    path.write_bytes(bytes(size))
    os.utime(path, (time.time() - age,) * 2)
    return path


def test_pruning_deletes_the_longest_unused_first(tmp_path: Path) -> None:
    paths = [_aged(tmp_path, f"{age}.kernel", 1000, age) for age in (10, 20, 30, 40)]
    assert prune(tmp_path, 4000) == 0
    assert prune(tmp_path, 3999) == 2000
    assert [p.exists() for p in paths] == [True, True, False, False]


def test_pruning_sweeps_up_after_killed_writers_only(tmp_path: Path) -> None:
    old = _aged(tmp_path, "a.kernel.0.tmp", 10, 7200)
    fresh = _aged(tmp_path, "b.kernel.1.tmp", 10, 5)
    foreign = _aged(tmp_path, "notes.txt", 10_000, 1e7)
    prune(tmp_path, 0)
    assert [p.exists() for p in (old, fresh, foreign)] == [False, True, True]


def test_the_folder_stays_bounded(tmp_path: Path) -> None:
    store = Store(tmp_path, limit_bytes=100_000)
    for number in range(300):
        store.write("k", hashlib.sha256(bytes([number % 256, number // 256])).digest(), PAYLOAD)
    held = sum(p.stat().st_size for p in tmp_path.iterdir())
    assert held <= 100_000 + 33 * (len(PAYLOAD) + 200)


def test_use_keeps_a_kernel_from_being_pruned(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.write("old", KEY, PAYLOAD)
    path = store.path("old", KEY)
    os.utime(path, (time.time() - 1e6,) * 2)
    _aged(tmp_path, "other.kernel", len(PAYLOAD), 1e5)
    store.read("old", KEY)
    prune(tmp_path, len(PAYLOAD) * 2)
    assert path.exists()
