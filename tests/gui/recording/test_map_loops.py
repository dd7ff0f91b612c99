"""Loops of maps: their encoder looks ahead, and still every map is computed once."""

from __future__ import annotations

import errno
import os
import tempfile
import threading
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtWidgets import QApplication

from engine.errors import Cancelled, OutputError
from gui.maps import filmed
from gui.recording import filming
from gui.recording.kept import Kept
from gui.recording.recorder import record
from tests.gui.recording.films import decoded
from tests.gui.recording.test_maps import PLANE, resolved

MOVING = """
[[shots]]
seconds = 0.8
sweep = { parameter = "beta1", start = 0.5, end = 0.8 }
"""


@pytest.mark.parametrize("shots", ["", MOVING])
def test_a_loop_computes_each_map_once_and_shows_the_same(
    qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, shots: str
) -> None:
    computed, make = [], filmed._made

    def counted(study, *rest):
        computed.append(study.key())
        return make(study, *rest)

    monkeypatch.setattr(filmed, "_made", counted)
    once, twice, told = tmp_path / "once.gif", tmp_path / "twice.gif", list[float]()
    given = {"size": (480, 270), "fps": 10, "kernels": "numpy", "seconds": None if shots else 0.8}
    of = resolved(PLANE + shots)
    record(of, once, progress=told.append, **given)
    assert len(computed) == len(set(computed)) == (9 if shots else 1), "the scenario's own, and the sweep's"
    assert told == sorted(told)
    assert told[-1] == 1.0
    monkeypatch.setattr(filming.Order, "is_dear", False)
    record(of, twice, **given)
    assert len(computed) > 2 * len(set(computed)) - 1
    assert once.read_bytes() == twice.read_bytes()
    assert len(decoded(once)) == 8


@pytest.mark.parametrize("late", [0.4, 0.9])
def test_a_loop_that_is_given_up_leaves_nothing(
    qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, late: float
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    cancel = threading.Event()

    def progress(share: float) -> None:
        if share > late:
            cancel.set()

    with pytest.raises(Cancelled):
        record(
            resolved(), tmp_path / "a.gif", size=(320, 180), fps=10, seconds=1.0,
            progress=progress, cancel=cancel, kernels="numpy",
        )  # fmt: skip
    assert list(tmp_path.iterdir()) == []


def test_pictures_kept_aside_come_back_as_they_were(monkeypatch: pytest.MonkeyPatch) -> None:
    rng = np.random.default_rng(3)
    frames = [rng.integers(0, 2**32, (18, 32), dtype=np.uint32) for _ in range(3)]
    frames += [frames[-1], frames[0]]
    with Kept() as kept:
        assert list(kept) == []
        for frame in frames:
            working = frame.copy()
            kept.add(working)
            working[:] = 0
        for _ in range(2):
            assert all((a == b).all() for a, b in zip(kept, frames, strict=True))
    monkeypatch.setattr(tempfile, "TemporaryFile", full)
    with pytest.raises(OutputError, match="cannot keep the film's pictures aside: no space left"):
        Kept()


def full(**given: str) -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
