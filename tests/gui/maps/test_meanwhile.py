"""Maps of what is not as it was: runs that changed places, scenarios that went, zooms not yet at rest."""

from __future__ import annotations

import math
import threading
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication, QMenu

from engine.errors import InputError
from engine.phrase import Phrase
from gui.maps.menus import colour_menu, second_menu
from scenarios.map_schema import AxisSpec, SecondMap

from .conftest import Mapper


def test_a_run_that_lacks_an_axis_is_not_laid_beside(rates: Mapper) -> None:
    rates.key(Qt.Key.Key_U, at=rates.pane)
    assert rates.session.map.second == SecondMap(colour="steps")
    second_menu(rates.session, rates.maps.bar.menu)
    entries = {entry.text(): entry for entry in rates.maps.bar.menu.actions()}
    assert not entries["Gradient descent"].isEnabled()
    assert entries["Final loss"].isEnabled()


def test_an_axis_that_the_second_run_lacks_is_refused_on_the_map(places: Mapper) -> None:
    places.key(Qt.Key.Key_U, at=places.pane)
    assert places.session.map.second == SecondMap(run=1)
    before = places.session.map
    item = next(i for i in places.window.registry.items() if (i.icon, i.names[-1:]) == ("axes", ("gamma",)))
    item.act()
    assert places.session.map == before
    assert "gamma" in places.pane.note


def test_a_zoom_not_yet_at_rest_goes_with_the_axis_that_it_was_of(rates: Mapper) -> None:
    rates.turn_wheel(0.5, 0.5, 1)
    assert rates.maps.state.shown != rates.session.map
    rates.session.set_optimizer(0, "gradient_descent")
    assert rates.maps.state.shown == rates.session.map
    assert rates.pane.figure.x.name == "start.x"
    rates.finish()


def test_a_zoom_not_yet_at_rest_is_what_is_undone(rates: Mapper) -> None:
    rates.session.set_parameter(0, "eta", 0.02)
    edited, shown = rates.session.scenario, rates.maps.state.shown
    rates.turn_wheel(0.5, 0.5, 1)
    assert rates.maps.state.shown != shown
    rates.session.undo()
    assert rates.session.scenario == edited
    assert rates.maps.state.shown == shown
    rates.session.redo()
    assert rates.session.map != edited.view.map


def test_a_zoom_not_yet_at_rest_is_part_of_a_map_that_is_closed(rates: Mapper) -> None:
    rates.turn_wheel(0.5, 0.5, 1)
    shown = rates.maps.state.shown
    rates.session.toggle_map()
    rates.session.toggle_map()
    assert rates.maps.state.shown == rates.session.map == shown


def test_a_zoom_not_yet_at_rest_is_saved(rates: Mapper, tmp_path: Path) -> None:
    rates.turn_wheel(0.5, 0.5, 1)
    shown = rates.maps.state.shown
    rates.session.save(tmp_path / "zoomed.toml")
    assert rates.session.map == shown


def test_a_map_of_a_run_that_moved_is_not_pointed_at_as_another(
    rates: Mapper, monkeypatch: pytest.MonkeyPatch
) -> None:
    state = rates.maps.state
    monkeypatch.setattr(state.renderer, "ask", lambda *asked: None)
    rates.session.move_run(0, 1)
    assert state.shown.run == 1
    rates.point_at(0.4, 0.4)
    assert not rates.maps.pointer.card.isVisible()
    before = rates.session.scenario
    rates.click_at(0.4, 0.4)
    assert rates.session.scenario == before


def test_a_film_is_of_the_map_that_it_was_begun_of(places: Mapper, tmp_path: Path, small_films: None) -> None:
    filmer = places.maps.state.filmer
    places.maps.state.zoom(3.0, 0.3, 0.6)
    places.maps.state.settle()
    places.maps.film(tmp_path / "zoom.mp4")
    places.session.set_map(None)
    places.until(lambda: filmer.share is None)
    assert (tmp_path / "zoom.mp4").exists()


def test_an_axis_made_logarithmic_is_filmed(rates: Mapper, tmp_path: Path, small_films: None) -> None:
    rates.session.change_map(y=AxisSpec("gamma", 0.2, 0.3, log=True))
    rates.finish()
    rates.maps.film(tmp_path / "zoom.mp4")
    rates.until(lambda: rates.maps.state.filmer.share is None)
    assert (tmp_path / "zoom.mp4").exists()


def test_minima_that_a_logarithmic_axis_of_starts_does_not_have_are_not_marked(places: Mapper) -> None:
    places.session.change_map(x=AxisSpec("start.x", 1e-3, 5.0, log=True))
    places.finish()
    assert 0 < len(places.pane.marks) < 4
    assert all(math.isfinite(x + y) for x, y in places.pane.marks)


def test_why_a_map_could_not_be_computed_is_not_said_of_the_next(
    places: Mapper, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(study: object, give_up: object) -> None:
        raise InputError(Phrase("the initial value of {name} is not finite", name="v"))

    with monkeypatch.context() as patched:
        patched.setattr("gui.maps.warming.make_ready", fails)
        places.session.set_parameter(0, "eta", 0.02)
        places.until(lambda: "not finite" in places.pane.note)
    places.session.set_parameter(0, "eta", 0.03)
    places.finish()
    assert places.pane.note == ""


def test_the_difference_is_of_both_maps_while_kernels_are_compiled(
    places: Mapper, monkeypatch: pytest.MonkeyPatch
) -> None:
    compiled = threading.Event()
    places.session.change_map(second=SecondMap(run=1, difference=True))
    places.finish()
    renderer = places.maps.state.renderer
    monkeypatch.setattr("gui.maps.warming.make_ready", lambda study, give_up: compiled.wait(20))
    places.session.set_parameter(0, "eta", 0.002)
    places.until(lambda: all(p is not None and p.is_rough for p in renderer.pictures))
    shown = renderer.pictures
    places.until(lambda: (renderer.comparison.first, renderer.comparison.second) == shown)
    compiled.set()
    places.finish()


def test_a_map_that_cannot_be_is_not_filmed_and_it_is_said(places: Mapper, tmp_path: Path) -> None:
    places.session.set_steps(2_000_000)
    assert "steps" in places.pane.note
    places.maps.film(tmp_path / "zoom.mp4")
    assert places.maps.state.filmer.share is None
    assert places.maps.refused is not None


def test_a_menu_keeps_none_of_the_menus_that_were_below_it(places: Mapper) -> None:
    places.session.set_noise(sigma=0.1)
    places.session.change_map(seeds=4, colour="loss")
    menu = places.maps.bar.menu
    for _ in range(3):
        colour_menu(places.session, menu)
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    assert len(menu.findChildren(QMenu)) == 1
