"""Workers of a cluster: the same bytes as here, also when one of them is killed on the way."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import pytest

from engine.bulk import units
from engine.bulk.cluster import Cluster, check_library
from engine.bulk.production import produce
from engine.bulk.store import MapStore
from engine.bulk.tile import compute
from engine.errors import MissingError, RavineError
from tests.bulk.test_store import digest, made, study

ROOT = Path(__file__).parents[2]

KILLING = """
import os, signal, sys, threading
from pathlib import Path
from engine.bulk import units
from engine.bulk.cluster import Cluster
from engine.bulk.production import produce
from engine.bulk.store import MapStore
from tests.bulk.test_store import study

class Killing(Cluster):
    killed = False

    def results(self, *given):
        for found in super().results(*given):
            if not self.killed:
                self.killed = True
                (worker,) = self.client.run(os.getpid).values()
                os.kill(worker, signal.SIGKILL)
            yield found

if __name__ == "__main__":
    units.LARGEST = 64
    with Killing(workers=1) as cluster, MapStore(Path(sys.argv[1]), study()) as store:
        produce(store, store.missing(), cluster, threading.Event())
        print("killed", cluster.killed, "missing", len(store.missing()))
"""


@pytest.fixture(autouse=True)
def _small_units(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(units, "LARGEST", 64)


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
def test_a_killed_worker_changes_nothing(tmp_path: Path) -> None:
    script = tmp_path / "killing.py"
    script.write_text(KILLING)
    here = made(tmp_path / "here", study())
    ended = subprocess.run(
        [sys.executable, str(script), str(tmp_path / "there")],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert ended.stdout == "killed True missing 0\n", ended.stderr
    assert digest(tmp_path / "there") == here


class Promise:
    """Stands for a future."""

    def __init__(self, unit: Any) -> None:
        self.unit = unit


class Poisoned(Cluster):
    """No processes: futures that fail as Dask's do when a worker dies over a unit and takes others along."""

    def __init__(self, mortal: set[int], alone: bool) -> None:
        self.kernels = "split"
        self.mortal, self.alone = mortal, alone
        self.running: set[Any] = set()
        self.tried: list[tuple[int, int]] = []

    def _threads(self) -> int:
        return 2

    def _submit(self, study: Any, unit: Any) -> Any:
        self.running.add(unit.number)
        self.tried.append((unit.number, len(self.running)))
        return Promise(unit)

    def _finished(self, running: dict[Any, Any], cancel: threading.Event) -> list[Any]:
        return [next(iter(running))]

    def _result(self, future: Any) -> Any:
        unit = future.unit
        dies = unit.number in self.mortal and (self.alone or len(self.running) > 1)
        self.running.discard(unit.number)
        return None if dies else compute(study(), unit.rows, unit.columns, threads=1)


def test_a_suspect_unit_is_tried_again_by_itself(tmp_path: Path) -> None:
    with MapStore(tmp_path / "m", study()) as store:
        workshop = Poisoned({1, 2}, alone=False)
        produce(store, store.missing(), workshop, threading.Event())
        assert store.missing() == []
    assert workshop.tried[-2:] == [(1, 1), (2, 1)]
    assert digest(tmp_path / "m") == made(tmp_path / "here", study())


def test_a_unit_that_kills_alone_is_named_and_the_rest_is_kept(tmp_path: Path) -> None:
    with MapStore(tmp_path / "m", study()) as store:
        with pytest.raises(RavineError, match="rows 0 to 63, columns 64 to 127"):
            produce(store, store.missing(), Poisoned({1}, alone=True), threading.Event())
        assert [unit.number for unit in store.missing()] == [1]


def test_without_the_extra_the_remedy_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(MissingError, match="uv sync --extra cluster"):
        check_library()


def test_a_scheduler_that_is_not_there_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    import distributed

    def nobody(*_: object, **__: object) -> None:
        raise OSError("timed out")

    monkeypatch.setattr(distributed, "Client", nobody)
    with pytest.raises(MissingError, match="no scheduler answers at tcp://nowhere:8786"):
        Cluster(scheduler="tcp://nowhere:8786")
