"""Maps on a device: the processor's numbers on the simulator, and what is said where it cannot be."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from engine.bulk.axes import Axis
from engine.bulk.choosing import where
from engine.bulk.study import Study
from engine.compiled import fuses_multiply_add
from engine.entries.heightmaps import heightmap
from engine.errors import MissingError, UnknownNameError
from engine.outcome import Outcome

from .simulated_maps import EXACT, studies, study

ROOT = Path(__file__).parents[2]
TOLERANCE = {"float64": 1e-12, "float32": 1e-4}
ON_SIMULATOR = {**os.environ, "NUMBA_ENABLE_CUDASIM": "1"}


@pytest.fixture(scope="module")
def found() -> dict[str, Any]:
    ended = subprocess.run(
        [sys.executable, "-m", "tests.cuda.simulated_maps"],
        cwd=ROOT,
        env=ON_SIMULATOR,
        capture_output=True,
        text=True,
        timeout=400,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr[-3000:]
    return json.loads(ended.stdout)


@pytest.mark.parametrize("name", list(studies()))
def test_a_map_is_the_processor_s(found: dict[str, Any], name: str) -> None:
    map_, seen = studies()[name], found["beside"][name]
    assert seen["runs"] >= map_.seeds
    for array, apart in seen["apart"].items():
        assert apart <= (0 if array in EXACT else TOLERANCE[map_.dtype]), array


@pytest.mark.skipif(not fuses_multiply_add(), reason="this processor rounds twice where a device does once")
def test_the_bits_are_those_of_a_processor_that_fuses(found: dict[str, Any]) -> None:
    assert not any(apart for seen in found["beside"].values() for apart in seen["apart"].values())


def test_there_was_something_to_agree_on(found: dict[str, Any]) -> None:
    seen = found["beside"]
    assert {o for one in seen.values() for o in one["outcomes"]} >= {*Outcome} - {0, Outcome.DIVERGED}
    for name in (
        "starts",
        "adam",
        "many minima",
        "clipped",
        "schedule",
        "turn",
        "noise",
        "seeds",
        "landscape",
    ):
        assert seen[name]["early"] > 0, name
    assert len(seen["adam"]["basins"]) == 4
    assert len(seen["many minima"]["basins"]) > 20


@pytest.mark.parametrize("name", ["landscape", "elsewhere"])
def test_who_rests_elsewhere_is_watched_there(found: dict[str, Any], name: str) -> None:
    assert found["beside"][name]["runs"] == 2
    assert found["beside"][name]["early"] > 0
    assert found["beside"]["elsewhere"]["basins"] == [-1]


@pytest.mark.parametrize("way", ["part", "strips", "line", "launches", "progress", "rectangles"])
def test_however_a_map_is_cut_it_has_the_same_bits(found: dict[str, Any], way: str) -> None:
    assert found["cuts"][way]


def test_particles_begin_where_they_should(found: dict[str, Any]) -> None:
    assert len(found["beginnings"]) == 9
    assert all(found["beginnings"].values())


def test_a_map_stops_on_request(found: dict[str, Any]) -> None:
    assert found["cancelled"] == [True, True]


def test_a_particle_at_rest_leaves_early_and_nobody_can_tell(found: dict[str, Any]) -> None:
    few, many = found["leaving"]["products"]
    assert 0 < many == few
    assert max(found["leaving"]["apart"]) <= TOLERANCE["float32"]


def test_a_map_that_does_not_fit_on_the_device_says_so(found: dict[str, Any]) -> None:
    assert "90 particles on the device" in found["too_large"]
    assert "\n" not in found["too_large"]


# What cannot be ------------------------------------------------------------------------------------------


def test_heightmaps_are_refused_before_a_device_is_looked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("engine.cuda.device", None)
    heights = study(field=heightmap(np.random.default_rng(2).random((5, 6))), steps=10**6, width=10**6)
    with pytest.raises(MissingError, match="cannot read heightmaps; choose the processor"):
        where(heights, "cuda")
    assert where(heights, "auto") == "cpu"


def test_a_backend_that_is_none_is_named() -> None:
    with pytest.raises(UnknownNameError, match="did you mean 'cuda'"):
        where(small(), "cuba")


def test_little_work_is_the_processor_s() -> None:
    assert where(small(), "auto") == where(small(), "cpu") == "cpu"


def small() -> Study:
    return study(x=Axis("eta", 1e-3, 1e-2), params={})
