"""Memory estimated before it is taken, and files that are whole or absent."""

from __future__ import annotations

import errno
import gc
import os
import stat
import sys
import tracemalloc
from typing import BinaryIO

import numpy as np
import pytest

import engine
from engine import memory
from engine.errors import OutputError, TooLargeError
from engine.files import check_writable, replacing


def test_what_is_free_is_between_nothing_and_everything():
    assert 10**7 < memory.available() < 10**15


@pytest.fixture
def forgotten(monkeypatch):
    """Nothing is known of what was free a moment ago, before the test and after it."""
    monkeypatch.setattr(memory, "_last", (-np.inf, 0))
    return monkeypatch


def test_a_container_limit_counts(forgotten):
    monkeypatch = forgotten
    monkeypatch.setattr(memory, "_system_free", lambda: 8 * 2**30)
    monkeypatch.setattr(memory, "_container_free", lambda: 2**30)
    assert memory.available() == 2**30
    memory.require("this", int(0.7 * 2**30))
    with pytest.raises(TooLargeError, match="this would take 1 GB of memory, and 859 MB may be taken"):
        memory.require("this", 10**9)
    monkeypatch.setattr(memory, "_system_free", lambda: None)
    monkeypatch.setattr(memory, "_container_free", lambda: None)
    monkeypatch.setattr(memory, "_last", (-np.inf, 0))
    assert memory.available() == memory.FALLBACK


def test_the_system_is_asked_once_a_moment_and_anew_for_what_is_large(forgotten):
    asked = []
    forgotten.setattr(memory, "_free", lambda: asked.append(1) or 2**30)
    forgotten.setattr(memory.time, "monotonic", lambda: 100.0)
    for _ in range(5):
        assert memory.available() == 2**30
    memory.require("this", 1000)
    assert len(asked) == 1
    memory.require("this", 2**29)
    assert len(asked) == 2
    forgotten.setattr(memory.time, "monotonic", lambda: 100.0 + 2 * memory.MOMENT)
    memory.available()
    assert len(asked) == 3


def test_the_estimate_of_the_frames_is_what_they_take():
    start = np.zeros((5000, 2)) + 0.1
    engine.simulate("adam", "himmelblau", start[:2], 2, backend="numpy")
    tracemalloc.start()
    result = engine.simulate("adam", "himmelblau", start, 40, backend="numpy")
    gc.collect()
    taken = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    estimate = 41 * memory.frame_bytes(5000, 2, 2, 8)
    assert len(result.steps) == 41
    assert 0.95 * taken < estimate < 1.1 * taken


def interrupted(file: BinaryIO) -> None:
    file.write(b"two")
    raise KeyboardInterrupt


def test_a_file_takes_its_name_only_when_it_is_whole(tmp_path):
    target = tmp_path / "result.bin"
    with replacing(target) as file:
        file.write(b"one")
        assert not target.exists()
    assert target.read_bytes() == b"one"
    with pytest.raises(KeyboardInterrupt), replacing(target) as file:
        interrupted(file)
    assert target.read_bytes() == b"one"
    assert [p.name for p in tmp_path.iterdir()] == ["result.bin"]


def test_a_full_disk_leaves_what_was_there(tmp_path):
    target = tmp_path / "result.bin"
    target.write_bytes(b"before")
    with pytest.raises(OutputError, match=r"cannot write .*: no space left on device"), replacing(target):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    assert target.read_bytes() == b"before"
    assert [p.name for p in tmp_path.iterdir()] == ["result.bin"]


@pytest.mark.skipif(sys.platform == "win32", reason="permissions are other things there")
def test_a_result_is_as_readable_as_any_other_file(tmp_path):
    (tmp_path / "usual").write_bytes(b"")
    with replacing(tmp_path / "ours") as file:
        file.write(b"x")
    modes = [stat.S_IMODE((tmp_path / name).stat().st_mode) for name in ("usual", "ours")]
    assert modes[0] == modes[1]


@pytest.mark.skipif(sys.platform == "win32", reason="permissions are other things there")
def test_a_private_file_stays_private(tmp_path):
    target = tmp_path / "own.toml"
    target.write_bytes(b"before")
    target.chmod(0o600)
    with replacing(target) as file:
        file.write(b"after")
    assert stat.S_IMODE(target.stat().st_mode) == 0o600


@pytest.mark.skipif(sys.platform == "win32", reason="links are for administrators there")
def test_through_a_link_the_file_itself_is_written(tmp_path):
    (tmp_path / "far").mkdir()
    target, link, loose = tmp_path / "far" / "own.toml", tmp_path / "link.toml", tmp_path / "loose.toml"
    target.write_bytes(b"before")
    link.symlink_to(target)
    loose.symlink_to(tmp_path / "nowhere" / "own.toml")
    for path in (link, loose):
        with replacing(path) as file:
            file.write(b"after")
        assert path.read_bytes() == b"after"
    assert link.is_symlink()
    assert target.read_bytes() == b"after"


@pytest.mark.parametrize("path", ["", "folder", "nowhere/x.bin", "folder/" + "x" * 300, "a\0b"])
def test_places_that_cannot_be_written_to(path, tmp_path):
    (tmp_path / "folder").mkdir()
    with pytest.raises(OutputError) as caught:
        check_writable(tmp_path / path)
    assert "\n" not in str(caught.value)
    assert [p.name for p in tmp_path.rglob("*")] == ["folder"]


def test_checking_leaves_nothing_behind(tmp_path):
    check_writable(tmp_path / "later.bin")
    assert list(tmp_path.iterdir()) == []
