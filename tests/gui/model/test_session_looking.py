"""What a person looks at: balls, views and scenarios."""

from __future__ import annotations

from pathlib import Path

from msgspec.structs import replace

import scenarios
from gui.model import commands
from gui.model.view import Rectangle
from scenarios.schema import Camera, StartSpec
from scenarios.view_schema import Shot

from .desk import Desk


def test_the_pointer_and_the_selection_are_told(desk: Desk) -> None:
    session = desk.session
    session.select(2, 0)
    assert desk.last(commands.Look).selected == (2, 0)
    session.hover(1, 0)
    session.hover(1, 0)
    assert desk.last(commands.Look).hovered == (1, 0)
    session.hover(None)
    assert desk.last(commands.Look) == commands.Look(desk.version, (2, 0), None, picked=True)
    assert sum(isinstance(command, commands.Look) for command in desk.sent) == 3


def test_a_place_is_sought_until_something_is_found(desk: Desk) -> None:
    session = desk.session
    sought = commands.Sought((1.0, 2.0), (50.0, 0.0), (0.0, -50.0), 6.0)
    session.seek_particle(sought)
    session.seek_particle(sought)
    session.select(1)
    assert desk.last(commands.Look) == commands.Look(desk.version, (1, 0), None, sought)
    session.hover(0, 700)
    assert desk.last(commands.Look) == commands.Look(desk.version, (1, 0), (0, 700))
    assert sum(isinstance(command, commands.Look) for command in desk.sent) == 3


def test_a_particle_that_was_not_pointed_out_is_only_the_first_of_its_run(desk: Desk) -> None:
    session = desk.session
    session.select(1, 3)
    assert (session.particle, session.is_picked) == (3, True)
    session.select(1)
    assert (session.particle, session.is_picked) == (0, False)
    session.select(1, 0)
    assert desk.last(commands.Look).picked


def test_a_particle_that_went_is_looked_at_no_more(desk: Desk) -> None:
    session = desk.session
    session.set_start_spec(StartSpec(points=((0.0, 0.0), (1.0, 1.0), (2.0, 2.0))))
    session.select(1, 2)
    session.set_start_spec(StartSpec(points=((0.0, 0.0), (1.0, 1.0))))
    assert (session.selected, session.particle, session.is_picked) == (1, 0, False)
    assert desk.last(commands.Look).selected == (1, 0)
    session.select(1, 1)
    session.set_hidden(0, True)
    assert (session.particle, session.is_picked) == (1, True)


def test_views_are_sent_and_given_back(desk: Desk) -> None:
    session = desk.session
    session.set_view(Rectangle(0, 1, 2, 3))
    assert desk.last(commands.SetView).rectangle == (0, 1, 2, 3)
    session.set_view(None)
    assert desk.last(commands.SetView).rectangle is None
    domain = session.loaded.resolved.rectangle
    assert session.home() == Rectangle(*domain)


def test_leafing_through_the_list_goes_around(desk: Desk) -> None:
    session = desk.session
    session.adopt_list(tuple(scenarios.list_scenarios()))
    paths = [entry.path for entry in session.listed]
    place = [entry.id for entry in session.listed].index("everyone_from_one_point")
    session.open_neighbour(1)
    assert desk.last(commands.Open).source == paths[(place + 1) % len(paths)]
    session.open_neighbour(-1)
    assert desk.last(commands.Open).source == paths[(place - 1) % len(paths)]


def test_a_view_that_cannot_be_kept_is_no_reason_not_to_save(desk: Desk, tmp_path: Path) -> None:
    session = desk.session
    shots = (Shot(seconds=2.0, camera=Camera()),)
    seen = replace(session.scenario.view, camera=Camera())
    session.edit(replace(session.scenario, view=seen, shots=shots))
    assert session.camera is None, "the person looks at the plan"
    assert session.save(tmp_path / "film.toml")
    assert desk.last(commands.Save).scenario.view.camera == Camera()


def test_networks_are_saved_though_a_landscape_was_looked_down_on(tmp_path: Path) -> None:
    desk = Desk("a_small_network")
    session = desk.session
    session.set_landscape("ravine")
    session.toggle_relief()
    session.undo()
    assert session.is_network
    assert session.save(tmp_path / "network.toml")
    assert desk.last(commands.Save).scenario.view.camera is None
