"""How many steps a device's thread takes for a particle that has finished: read off the kernel, in Python."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

import engine
from engine.gpu.plain_primitives import plain_primitives
from engine.gpu.programs import StepSource, amounts_and_key
from engine.language.device_step import WATCH
from engine.modifiers import Clip, Noise
from engine.problem import Problem, Settings, Terrain

STEPS = 400


def steps_taken(rule: str, start: list[float], noise: Noise | None = None, **params: float) -> int:
    """Runs a thread's text over one particle; how many products that took."""
    return ran(rule, start, noise, **params)[0]


def ran(rule: str, start: list[float], noise: Noise | None = None, **params: float) -> tuple[int, int, Any]:
    """The products that it took, the step at which the particle stopped, and the rows of `w`, (rows, 2)."""
    optimizer = engine.optimizer(rule)
    terrain = Terrain(engine.landscape("(x - 1)**2 + 4*(y + 1)**2").formula)
    problem = Problem(optimizer.rule, terrain, 1, np.dtype(np.float32), 0, noise or Noise(), Clip())
    source = StepSource(problem)
    values = {parameter.name: parameter.default for parameter in optimizer.parameters} | params
    p, q, steady = source.step_tables(0, STEPS, Settings(values, {}))
    amounts, key = amounts_and_key(problem)
    rows = np.zeros(len(source.rows) * 2, np.float32)
    rows[:2] = start
    stopped = np.full(1, -1, np.int32)
    counted = Counted()
    names: dict[str, Any] = {
        "cuda": SimpleNamespace(grid=lambda k: 0, gridsize=lambda k: 1),
        **plain_primitives("float32"),
    }
    exec(compile(source.source.text, "<step>", "exec"), names)
    names["mul"] = counted.watching(names["mul"])
    with np.errstate(all="ignore"):
        names["step"](
            rows, stopped, p, q, amounts, key, np.zeros(1, np.float32), 1, 0, STEPS, 0, 0, 0, steady
        )
    return counted.calls, int(stopped[0]), rows.reshape(-1, 2)


class Counted:
    def __init__(self) -> None:
        self.calls = 0

    def watching(self, function: Any) -> Any:
        def counted(*args: Any) -> Any:
            self.calls += 1
            return function(*args)

        return counted


@pytest.fixture
def a_step() -> int:
    """Products in one step."""
    return steps_taken("theta -= eta*g", [3.0, 2.0], eta=1e-3) // STEPS


def test_a_particle_that_moves_takes_every_step(a_step):
    assert a_step >= 1
    assert steps_taken("theta -= eta*g", [3.0, 2.0], eta=1e-3) == a_step * STEPS


def test_a_particle_at_a_fixed_point_takes_no_more_than_until_it_is_looked_at(a_step):
    assert steps_taken("theta -= eta*g", [1.0, -1.0], eta=1e-3) == a_step * WATCH


def test_one_that_comes_to_rest_leaves_then(a_step):
    assert WATCH * a_step < steps_taken("theta -= eta*g", [3.0, 2.0], eta=0.1) < STEPS * a_step // 2 + 4


def test_signs_of_zero_are_motion(a_step):
    assert steps_taken("v = -v\ntheta -= eta*g", [1.0, -1.0], eta=0.1) >= a_step * STEPS


def test_a_rate_that_changes_with_t_is_waited_for(a_step):
    assert steps_taken("theta -= eta/t*g", [1.0, -1.0], eta=0.1) >= a_step * STEPS


def test_noise_is_waited_for(a_step):
    assert steps_taken("theta -= eta*g", [1.0, -1.0], Noise(0.1), eta=0.1) >= a_step * STEPS


@pytest.mark.parametrize("rule", ["theta = theta*theta", "theta = theta*theta + 0*g"])
def test_who_is_lost_amid_many_steps_stops_where_it_was_lost(rule):
    _, stopped, rows = ran(rule, [3.0, 1.0])
    assert stopped == 7
    np.testing.assert_allclose(rows[:2], [[3.0**64, 1.0]] * 2, rtol=1e-6)


def test_what_is_finite_again_soon_stops_a_particle_all_the_same():
    _, stopped, rows = ran("u = where(u > 5, 1, 0) + 1/(t - 50)\ntheta -= eta*g", [3.0, 2.0], eta=1e-3)
    assert stopped == 50
    before = ran("theta -= eta*where(t < 50, g, 0*g)", [3.0, 2.0], eta=1e-3)[2]
    np.testing.assert_allclose(rows[0], before[0], rtol=1e-6)
    assert np.isfinite(rows).all()
