"""What of the catalogue a typed rule took the place of."""

from __future__ import annotations

from msgspec.structs import replace

from gui.model import commands
from gui.model.frame import Loaded
from scenarios.resolving import resolve

from .desk import Desk


def test_a_typed_rule_remembers_the_optimizer_that_it_took_the_place_of(desk: Desk) -> None:
    session = desk.session
    own, other = session.runs[1].optimizer.id, session.runs[2].optimizer.id
    session.set_rule(1, "theta = theta - eta*g")
    assert session.origin(1) == own
    session.move_run(1, 2)
    assert session.origin(2) == own
    session.set_rule(1, "theta = theta - eta*sign(g)")
    assert session.origin(1) == other
    session.remove_run(0)
    assert [session.origin(0), session.origin(1)] == [other, own]
    session.set_optimizer(1, "lion")
    session.undo()
    assert session.origin(1) == own
    assert session.duplicate_run(1) == 2
    assert [session.origin(1), session.origin(2)] == [own, own]
    session.set_rule(2, "theta = theta - eta*sign(g)")
    session.remove_run(1)
    assert session.origin(1) == own
    assert session.duplicate_run(1) == 2
    assert session.origin(2) == own


def test_a_rule_that_was_opened_took_no_ones_place(desk: Desk) -> None:
    session = desk.session
    typed = replace(session.scenario.runs[1], optimizer=None, rule="theta = theta - eta*g", parameters={})
    runs = (typed, *session.scenario.runs[1:])
    session.open(replace(session.scenario, runs=runs))
    opened = desk.last(commands.Open)
    session.adopt(Loaded(opened.version, resolve(replace(session.scenario, runs=runs)), "typed"))
    assert session.duplicate_run(0) == 1
    assert [session.origin(0), session.origin(1)] == [None, None]
    session.set_rule(2, typed.rule)
    session.duplicate_run(0)
    assert session.origin(1) is None
