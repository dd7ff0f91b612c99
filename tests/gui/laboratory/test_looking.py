"""Where a rule looks ahead of a ball, states called as columns are, and a hill that comes amid edits."""

from __future__ import annotations

import numpy as np
import pytest

from gui.laboratory.rolling import looking
from gui.plots.lane_building import build_lanes
from gui.theme.colours import DARK

from .conftest import Make
from .playing import made, played

AHEAD = "g = grad(theta - eta*v)\\nv = gamma*v + g\\ntheta = theta - eta*v"


def test_every_ball_of_an_ensemble_looks_ahead_with_its_own_parameter() -> None:
    spread = 'spread = { parameter = "gamma", low = 0.2, high = 0.9, count = 3 }'
    resolved = made(
        f'field = {{ curve = "double_well" }}\nstart = {{ places = [-1.5] }}\n'
        f'runs = [{{ optimizer = "nesterov", parameters = {{ eta = 0.01 }}, {spread} }}]'
    )
    (table,) = played(resolved).columns()
    own = resolved.runs[0].spread.values()
    expected = table["theta:strands"][30] - own * table["state:v:strands"][30]
    np.testing.assert_allclose(looking(resolved, 0, table, 30), expected)


def test_a_rate_with_a_schedule_looks_as_far_ahead_as_it_steps() -> None:
    resolved = made(
        'field = { curve = "double_well" }\nstart = { places = [-1.5] }\nplayback = { steps = 100 }\n'
        f'runs = [{{ rule = "{AHEAD}", parameters = {{ eta = 0.01, gamma = 0.9 }}, '
        'schedule = { id = "cosine" } }]'
    )
    (table,) = played(resolved).columns()
    rate = 0.01 * float(resolved.runs[0].schedule.factor(np.array([61.0]), 100)[0])
    assert rate < 0.005
    np.testing.assert_allclose(
        looking(resolved, 0, table, 60), table["theta"][60] - rate * table["state:v"][60]
    )


@pytest.mark.parametrize("state", ["update", "gradient"])
def test_a_state_that_is_called_as_a_column_has_a_lane_of_its_own(state: str) -> None:
    rule = f"{state} = 0.9*{state} + eta*g\\ntheta = theta - 2*{state}"
    resolved = made(
        f'field = {{ signal = "sine" }}\nplayback = {{ steps = 40 }}\nruns = [{{ rule = "{rule}" }}]'
    )
    columns = played(resolved).columns()
    lanes = {lane.key: lane.curves[0].y for lane in build_lanes(resolved, columns, DARK, "en")}
    np.testing.assert_allclose(lanes["update"][1:], -2 * lanes[f"state:{state}"][1:])
    kept = lanes[f"state:{state}"]
    np.testing.assert_allclose(lanes["gradient"][1:], (kept[1:] - 0.9 * kept[:-1]) / 0.01)


def test_a_hill_that_comes_while_runs_are_added_is_shown_with_their_balls(laboratory: Make) -> None:
    hands = laboratory()
    hands.open_signal("momentum_memory")
    hands.session.duplicate_run(0)
    hands.window.registry.trigger("lab.integral")
    hill = hands.lab.hill
    assert not hill.view.isVisible(), "it has no place yet"
    hands.until(hill.view.isVisible)
    assert hill.figure.area.width() > 100
    assert len(hill.figure.rolling.balls) == 5
    hands.session.duplicate_run(0)
    assert hill.view.isVisible()
    hands.until(lambda: len(hill.figure.rolling.balls) == 6)
