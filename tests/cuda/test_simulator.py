"""Device kernels on the CUDA simulator, which needs neither a device nor the extra, against the processor."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from engine.catalogue import list_ids
from engine.compiled import fuses_multiply_add
from engine.outcome import Outcome

ROOT = Path(__file__).parents[2]
TOLERANCE = 1e-12


@pytest.fixture(scope="module")
def found() -> dict[str, Any]:
    """What `simulated` finds; it must have NUMBA_ENABLE_CUDASIM before numba is imported."""
    ended = subprocess.run(
        [sys.executable, "-m", "tests.cuda.simulated"],
        cwd=ROOT,
        env={**os.environ, "NUMBA_ENABLE_CUDASIM": "1"},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr[-3000:]
    return json.loads(ended.stdout)


def test_it_was_the_simulator(found: dict[str, Any]) -> None:
    assert found["device"] == {"name": "CUDA simulator", "simulated": True}


@pytest.mark.parametrize("rule", list_ids("optimizers"))
def test_every_rule_agrees_over_100_steps(found: dict[str, Any], rule: str) -> None:
    # COCOB bets what it has won, which magnifies rounding.
    assert found["rules"][rule] <= TOLERANCE * (10 if rule == "cocob" else 1)
    assert found["rules_on_processor"][rule] <= TOLERANCE


@pytest.mark.parametrize("field", list_ids("landscapes"))
def test_every_landscape_agrees(found: dict[str, Any], field: str) -> None:
    assert found["fields"][field] <= TOLERANCE


@pytest.mark.parametrize("field", list_ids("signals"))
@pytest.mark.parametrize("rule", ["adam", "nesterov"])
def test_every_signal_agrees_at_the_step_and_ahead_of_it(
    found: dict[str, Any], field: str, rule: str
) -> None:
    assert found["fields"][f"{field} {rule}"] <= TOLERANCE


def test_noise_sparse_gradients_clipping_and_schedules_agree(found: dict[str, Any]) -> None:
    assert len(found["modifiers"]) == 14
    assert all(apart <= TOLERANCE for apart in found["modifiers"].values()), found["modifiers"]


def test_typed_rules_and_formulas_agree(found: dict[str, Any]) -> None:
    assert len(found["typed"]) == 7
    assert all(apart <= TOLERANCE for apart in found["typed"].values()), found["typed"]


@pytest.mark.skipif(not fuses_multiply_add(), reason="this processor rounds twice where a device does once")
def test_the_bits_are_those_of_a_processor_that_fuses(found: dict[str, Any]) -> None:
    assert all(apart == 0 for apart in found["rules_on_processor"].values()), found["rules_on_processor"]
    assert all(found["same_bits"].values()), found["same_bits"]
    assert found["noise_same_bits"]


def test_a_particle_that_blows_up_stops_alone(found: dict[str, Any]) -> None:
    stopping = found["stopping"]
    assert stopping["stopped"] == stopping["expected"]
    assert sum(step >= 0 for step in stopping["stopped"]) == 1
    assert stopping["apart"] <= TOLERANCE
    assert stopping["move"] <= TOLERANCE
    assert stopping["frames"] <= TOLERANCE
    assert stopping["outcome"]


def test_the_first_particles_alone_are_those_of_all(found: dict[str, Any]) -> None:
    assert found["first_particles"]


@pytest.mark.parametrize("way", ["portions", "frames", "snapshot", "steps of frames"])
def test_portions_frames_and_snapshots_change_nothing(found: dict[str, Any], way: str) -> None:
    assert found["pieces"][way]


def test_a_run_stops_on_request_and_goes_on(found: dict[str, Any]) -> None:
    assert found["cancelling"] == {"advance": True, "frames": True, "usable": True}


def test_images_and_outcomes_made_on_the_device_are_those_made_here(found: dict[str, Any]) -> None:
    images = found["images"]
    assert images["density"] == images["codes"] == images["which"] == 0
    assert images["drawn"] > 10
    assert {Outcome.CONVERGED, Outcome.NOT_FINITE} <= set(images["kinds"])
    assert len(images["places"]) > 2


@pytest.mark.parametrize("rule", ["descent", "momentum", "alternating", "by t"])
def test_particles_at_rest_are_left_alone_and_nobody_can_tell(found: dict[str, Any], rule: str) -> None:
    assert found["resting"][rule]
    assert found["resting"][f"{rule}, frames"] or rule == "by t"


def test_planes_of_density_drawn_on_the_device_have_the_same_bits(found: dict[str, Any]) -> None:
    planes = found["planes"]
    for kind in ("float32 coarse", "float32 fine", "float64 coarse", "float64 fine"):
        assert planes[kind] == [True, True, True]
    assert planes["full"] == 65535
    assert min(planes["sums"]) > 0
    assert planes["streaks"]
    assert planes["stopped"][0] == planes["stopped"][1] > 0


def test_simulate_gives_the_same_result_on_every_backend(found: dict[str, Any]) -> None:
    assert len(found["results"]) == 12
    assert all(apart <= TOLERANCE for apart in found["results"].values()), found["results"]


def test_the_command_line_runs_a_scenario_on_the_device(tmp_path: Path) -> None:
    written = []
    for where in ("cuda", "cpu"):
        file = tmp_path / f"{where}.csv"
        command = [
            sys.executable,
            "main.py",
            "run",
            "L3",
            "--steps",
            "20",
            "--backend",
            where,
            "--out",
            str(file),
        ]
        ended = subprocess.run(
            command,
            cwd=ROOT,
            env={**os.environ, "NUMBA_ENABLE_CUDASIM": "1" if where == "cuda" else "0"},
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        assert ended.returncode == 0, ended.stderr
        rows = [line.split(",") for line in file.read_text(encoding="utf-8").splitlines()]
        written.append(rows)
    assert len(written[0]) == len(written[1]) > 20
    for ours, other in zip(*written, strict=True):
        assert [number(cell) for cell in ours] == [number(cell) for cell in other]


def number(cell: str) -> Any:
    """A cell as a number to ten digits, or as text."""
    try:
        return pytest.approx(float(cell), rel=1e-9, abs=1e-9)
    except ValueError:
        return cell
