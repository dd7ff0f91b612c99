"""What only playing a scenario shows to be impossible: it is said, and ends nothing."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from msgspec.structs import replace

from tests.gui.driving import LANDSCAPE, SIGNAL, Hands
from tests.gui.stand import Stand

NETWORK = "a_small_network"
RULE = "v = k*v + g\ntheta = theta - eta*v"
SAID = "the initial value of v is not finite"


def with_rule(stand: Stand, k: float) -> None:
    """The first run's momentum begins with 1/k."""
    scenario = stand.resolved.scenario
    run = replace(
        scenario.runs[0], optimizer=None, rule=RULE, state={"v": "1/k"}, parameters={"k": k, "eta": 0.01}
    )
    short = replace(scenario.playback, steps=20)
    stand.do(stand.edit(replace(scenario, runs=(run, *scenario.runs[1:]), playback=short)))


@pytest.mark.parametrize("source", [LANDSCAPE, SIGNAL, NETWORK])
def test_a_rule_that_begins_with_no_number_is_said_once(monkeypatch: pytest.MonkeyPatch, source: str) -> None:
    monkeypatch.setattr("gui.commanded.SLICE", 60.0)
    stand = Stand(source, play=False)
    with_rule(stand, 0.5)
    stand.let_pass(0.1, 5)
    with_rule(stand, 0.0)
    stand.let_pass(0.1, 5)
    assert stand.problems == [SAID]
    with_rule(stand, 0.25)
    stand.let_pass(0.1, 5)
    assert stand.problems == [SAID]
    assert stand.resolved.runs[0].parameters["k"] == 0.25


@pytest.mark.parametrize("source", [LANDSCAPE, SIGNAL, NETWORK])
def test_runs_come_and_go_beside_it(hands: Callable[..., Hands], source: str) -> None:
    drive = hands()
    drive.open(source)
    session = drive.session
    said: list[object] = []
    session.problem.connect(said.append)
    session.set_rule(0, RULE, {"v": "log(-theta*theta - 1)"})
    drive.until(lambda: bool(said))
    for edit in (session.add_run, lambda: session.move_run(0, 1), lambda: session.remove_run(2)):
        edit()
        session.play()
        drive.bot.wait(50)
    while session.document is not None and session.document.can_undo:
        session.undo()
    count = len(session.runs)
    session.play()
    drive.until(lambda: session.frame is not None and len(session.frame.particles) == count)
