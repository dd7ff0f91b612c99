"""A map's folder: whole or going on, the same bytes whatever happened on the way."""

from __future__ import annotations

import contextlib
import dataclasses
import hashlib
import os
import shutil
import signal
import subprocess
import sys
import threading
from pathlib import Path

import numpy as np
import pytest
import zarr

import engine
from engine.bulk import units
from engine.bulk.axes import Axis
from engine.bulk.production import Here, produce
from engine.bulk.store import DATA, MapStore, arrays_of, begun_on
from engine.bulk.study import Study
from engine.bulk.tile import compute
from engine.bulk.units import units_of
from engine.errors import Cancelled, InputError, OutputError
from engine.modifiers import Noise


@pytest.fixture(autouse=True)
def _small_units(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(units, "LARGEST", 64)


def study(**changes: object) -> Study:
    given = Study(
        engine.load_optimizer("momentum"),
        engine.load_landscape("himmelblau"),
        Axis("start.x", -6, 6),
        Axis("start.y", -5, 5),
        width=150,
        height=90,
        steps=30,
        params={"eta": 0.01},
        dtype="float64",
        measures=frozenset(["distance"]),
    )
    return dataclasses.replace(given, **changes)


def digest(folder: Path) -> dict[str, str]:
    """The bytes of the data, file by file."""
    files = sorted(path for path in (folder / DATA).rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def made(folder: Path, map_: Study) -> dict[str, str]:
    with MapStore(folder, map_) as store:
        produce(store, store.missing(), Here(), threading.Event())
    return digest(folder)


def test_the_data_are_those_of_the_tile_with_axes_and_names(tmp_path: Path) -> None:
    map_ = study()
    assert len(units_of(map_)) == 6
    made(tmp_path / "m", map_)
    group = zarr.open_group(str(tmp_path / "m" / DATA), mode="r")
    tile = compute(map_)
    assert set(group.array_keys()) == {*arrays_of(map_), "x", "y"}
    for name, values in tile.arrays().items():
        stored = group[name]
        assert stored.dtype == values.dtype
        assert np.array_equal(stored[:], values, equal_nan=values.dtype.kind == "f"), name
        assert stored.metadata.dimension_names == ("y", "x")
    assert np.array_equal(group["x"][:], map_.x.values(150))
    assert np.array_equal(group["y"][:], map_.y.values(90))
    assert group["outcome"].attrs["flag_meanings"].split()[1] == "converged"
    assert group.attrs["settings"]["steps"] == 30


def test_a_map_all_of_whose_pixels_are_zero_is_written_too(tmp_path: Path) -> None:
    """Zarr leaves out chunks of nothing but zeros, and what is not there was taken for lost."""
    map_ = study(x=Axis("start.x", 2.9, 3.1), y=Axis("start.y", 1.9, 2.1), width=3, height=2, steps=300)
    chunks = made(tmp_path / "m", map_)
    group = zarr.open_group(str(tmp_path / "m" / DATA), mode="r")
    assert not group["basin"][:].any()
    assert f"{DATA}/basin/c/0/0" in {Path(name).as_posix() for name in chunks}
    with MapStore(tmp_path / "m", map_) as store:
        assert store.missing() == []


class Stopping(Here):
    """Computes so many units and then is stopped."""

    def __init__(self, count: int) -> None:
        super().__init__()
        self.count = count

    def results(self, study, todo, cancel, progress):
        for k, found in enumerate(super().results(study, todo, cancel, progress)):
            if k == self.count:
                cancel.set()
                raise Cancelled("stopped")
            yield found


def test_a_map_goes_on_where_it_was_stopped_to_the_same_bytes(tmp_path: Path) -> None:
    unbroken = made(tmp_path / "a", study())
    told: list[int] = []
    with MapStore(tmp_path / "b", study()) as store, pytest.raises(Cancelled):
        produce(store, store.missing(), Stopping(2), threading.Event())
    with MapStore(tmp_path / "b", study()) as store:
        assert len(store.missing()) == 4
        produce(store, store.missing(), Here(), threading.Event(), told.append)
    assert digest(tmp_path / "b") == unbroken
    assert told[0] == (64 * 64 + 64 * 64) * 30
    assert told[-1] == study().particle_steps
    assert told == sorted(told)
    with MapStore(tmp_path / "b", study()) as store:
        assert store.missing() == []


def test_a_chunk_that_was_cut_or_changed_or_lost_is_done_again(tmp_path: Path) -> None:
    unbroken = made(tmp_path / "m", study())
    data = tmp_path / "m" / DATA
    (data / "loss/c/0/1").write_bytes((data / "loss/c/0/1").read_bytes()[:100])
    (data / "outcome/c/1/2").unlink()
    with MapStore(tmp_path / "m", study()) as store:
        assert [unit.number for unit in store.missing()] == [1, 5]
    assert made(tmp_path / "m", study()) == unbroken


KILLED = """
import os, signal, sys, threading
from pathlib import Path
from engine.bulk import ledger, store, units
from engine.bulk.production import Here, produce
from tests.bulk.test_store import study

units.LARGEST = 64
where, whom = (ledger.Ledger, "enter") if sys.argv[2] == "before the entry" else (store, "_hash")
real, calls = getattr(where, whom), []

def dies(*given):
    calls.append(given)
    if len(calls) == int(sys.argv[3]):
        os.kill(os.getpid(), signal.SIGKILL)
    return real(*given)

setattr(where, whom, dies)
with store.MapStore(Path(sys.argv[1]), study()) as made:
    produce(made, made.missing(), Here(), threading.Event())
"""


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
@pytest.mark.parametrize(("moment", "call"), [("before the entry", 3), ("amid the chunks", 15)])
def test_a_map_that_was_killed_goes_on_to_the_same_bytes(tmp_path: Path, moment: str, call: int) -> None:
    root = Path(__file__).parents[2]
    ended = subprocess.run(
        [sys.executable, "-c", KILLED, str(tmp_path / "m"), moment, str(call)],
        cwd=root,
        env={**os.environ, "PYTHONPATH": str(root)},
        timeout=300,
    )
    assert ended.returncode == -signal.SIGKILL
    with MapStore(tmp_path / "m", study()) as store:
        assert 0 < len(store.missing()) < 6
    assert made(tmp_path / "m", study()) == made(tmp_path / "unbroken", study())


@pytest.mark.parametrize(
    ("changes", "named"),
    [
        ({"steps": 31}, "steps = 30, and this one has 31"),
        ({"params": {"eta": 0.02}}, r"parameters\.eta = 0.01, and this one has 0.02"),
        ({"x": Axis("start.x", -6, 7)}, r"x\.high = 6, and this one has 7"),
        ({"dtype": "float32"}, "dtype = float64, and this one has float32"),
        ({"measures": ()}, "measures = distance, and this one has none"),
        ({"noise": Noise(sigma=1)}, r"noise\.sigma = 0"),
        ({"optimizer": engine.load_optimizer("adam"), "params": {}}, "optimizer = momentum"),
    ],
)  # fmt: skip
def test_a_folder_of_other_settings_is_refused_with_the_difference(
    tmp_path: Path, changes: dict, named: str
) -> None:
    MapStore(tmp_path / "m", study()).close()
    with pytest.raises(InputError, match=named):
        MapStore(tmp_path / "m", study(**changes))


def test_a_folder_with_other_things_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "m").mkdir()
    (tmp_path / "m" / "holiday.jpg").write_text("sun")
    with pytest.raises(OutputError, match="no map in it"):
        MapStore(tmp_path / "m", study())
    assert [p.name for p in tmp_path.rglob("*")] == ["m", "holiday.jpg"]


@pytest.mark.parametrize("lost", ["everything", "zarr.json", "sense"])
def test_a_folder_that_lost_its_data_is_refused_in_a_sentence(tmp_path: Path, lost: str) -> None:
    MapStore(tmp_path / "m", study()).close()
    if lost == "everything":
        shutil.rmtree(tmp_path / "m" / DATA)
    elif lost == "zarr.json":
        (tmp_path / "m" / DATA / "zarr.json").unlink()
    else:
        (tmp_path / "m" / DATA / "zarr.json").write_text("{")
    with pytest.raises(OutputError, match="no map in it"):
        MapStore(tmp_path / "m", study())


def test_a_name_that_no_folder_can_have_is_refused_in_a_sentence(tmp_path: Path) -> None:
    # whether it is looked for or not depends on the Python
    with contextlib.suppress(OutputError):
        assert begun_on(tmp_path / ("m" * 300)) is None
    with pytest.raises(OutputError, match="cannot write"):
        MapStore(tmp_path / ("m" * 300), study())
    assert not list(tmp_path.iterdir())


def test_two_do_not_write_to_one_folder(tmp_path: Path) -> None:
    with MapStore(tmp_path / "m", study()), pytest.raises(OutputError, match="another process"):
        MapStore(tmp_path / "m", study())


def test_units_cover_a_map_once_and_depend_on_the_study_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(units, "LARGEST", 1024)
    assert units.side_of(study(width=5000, height=5000, steps=300)) == 1024
    assert units.side_of(study(width=5000, height=5000, steps=100_000)) == 64
    assert units.side_of(study(width=5000, height=5000, steps=1000, seeds=64, noise=Noise(sigma=1))) == 64
    covered = np.zeros((3000, 2100), int)
    for unit in units_of(study(width=2100, height=3000, steps=1000)):
        covered[unit.rows, unit.columns] += 1
    assert (covered == 1).all()
