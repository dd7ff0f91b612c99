"""Every page of the window, each brought to the front as a person would."""

from __future__ import annotations

from collections.abc import Callable

from engine.phrase import Phrase
from gui.panels.parameter_row import ParameterRow
from tests.gui.photographer import Photographer

STAGE, SIGNAL, SWARM = "out_of_the_trap", "momentum_memory", "rain_on_himmelblau"
MAP = "basins_of_momentum"

Page = Callable[[Photographer], None]


def _after(name: str, action: str, pause: float) -> Page:
    """The stage after one action, and so many seconds to show what that brings."""

    def page(shown: Photographer) -> None:
        shown.open(STAGE)
        shown.do(action)
        shown.wait(pause)

    page.__name__ = name
    return page


palette = _after("palette", "palette", 0.0)
keys = _after("keys", "keys", 0.0)
choosing_an_optimizer = _after("choosing_an_optimizer", "run.add", 1.0)
choosing_a_landscape = _after("choosing_a_landscape", "field.choose", 1.5)
choosing_a_schedule = _after("choosing_a_schedule", "run.schedule", 1.0)
editing_a_rule = _after("editing_a_rule", "run.rule", 1.0)
editing_a_formula = _after("editing_a_formula", "field.edit", 1.0)
relief = _after("relief", "relief", 2.0)


recording_form = _after("recording_form", "record", 0.6)


def recording(shown: Photographer) -> None:
    recording_form(shown)
    panel = shown.window.recordings.panel
    shown.until(lambda: not panel.picture.pixmap().isNull())
    shown.wait(0.6)


def cards(shown: Photographer) -> None:
    shown.window.pages.open_gallery()
    shown.until(lambda: bool(shown.window.pages.gallery.cards))
    shown.wait(0.2)


def gallery(shown: Photographer) -> None:
    cards(shown)
    shown.until(lambda: all(card.image is not None for card in shown.window.pages.gallery.cards))
    shown.wait(0.2)


def stage(shown: Photographer) -> None:
    shown.open(STAGE)


def swarm(shown: Photographer) -> None:
    shown.open(SWARM, 0.2)


def signal(shown: Photographer) -> None:
    shown.open(SIGNAL)


def presentation(shown: Photographer, scenario: str = STAGE) -> None:
    shown.open(scenario)
    shown.window.presentation.enter()
    shown.wait(1.0)


def presentation_signal(shown: Photographer) -> None:
    presentation(shown, SIGNAL)


def palette_search(shown: Photographer) -> None:
    palette(shown)
    shown.window.palette_panel.field.setText("adam")
    shown.wait(0.3)


def question(shown: Photographer) -> None:
    shown.open(STAGE)
    shown.window.session.set_noise(sigma=0.1)
    shown.window.close()
    full = Phrase("no space left on device")
    shown.window.session.problem.emit(
        Phrase("cannot write {target}: {reason}", target="/somewhere/scenario.toml", reason=full)
    )
    shown.wait(0.6)


def spreading(shown: Photographer) -> None:
    shown.open(STAGE)
    row = next(row for row in shown.window.findChildren(ParameterRow) if row.fan_button.isVisible())
    row.fan_button.click()
    shown.wait(0.6)


def sight(shown: Photographer) -> None:
    shown.open(STAGE, 0.1)
    shown.window.session.select(2)
    shown.do("sight")
    shown.wait(1.0)


def explaining(shown: Photographer) -> None:
    shown.open(STAGE, 0.1)
    shown.window.session.select(2)
    shown.do("explain")
    explainer = shown.window.explainer
    shown.until(lambda: explainer.is_on)
    explainer.forward()
    shown.until(lambda: explainer.share >= 1)
    shown.wait(0.2)


def lesson(shown: Photographer) -> None:
    shown.window.open("the_edge_of_the_learning_rate")
    shown.until(lambda: shown.window.teacher.is_on)
    shown.wait(2.0)


def hill(shown: Photographer) -> None:
    shown.open("over_the_ridge")


def frequencies(shown: Photographer) -> None:
    shown.open("gain_and_phase")
    shown.wait(2.0)


def networks_begun(shown: Photographer) -> None:
    shown.open("a_small_network", 0.01)
    shown.until(lambda: shown.window.training.learning is not None)
    shown.wait(0.6)


def networks(shown: Photographer) -> None:
    shown.open("a_small_network", 0.1)
    training = shown.window.training
    shown.until(lambda: training.learning is not None and training.learning.plane is not None)
    shown.wait(1.0)


def comparison(shown: Photographer) -> None:
    shown.open(STAGE)
    shown.do("compare")
    page = shown.window.pages.comparison
    page.budget.set_value(4)
    page.button.click()
    shown.until(lambda: page.sheet.image is not None)
    shown.wait(0.5)


def _maps(shown: Photographer, scenario: str) -> None:
    shown.window.open(scenario)
    state = shown.window.maps.state
    shown.until(lambda: bool(state.maps()) and len(state.renderer.pictures) == len(state.maps()))
    shown.until(lambda: not state.renderer.is_busy)
    shown.wait(1.0)


def map_of_starts(shown: Photographer) -> None:
    _maps(shown, MAP)


def map_of_rates(shown: Photographer) -> None:
    _maps(shown, "stability_of_momentum")


def two_maps(shown: Photographer) -> None:
    _maps(shown, MAP)
    for action in ("map.second", "map.difference"):
        shown.do(action)
    shown.until(lambda: not shown.window.maps.state.renderer.is_busy)
    shown.wait(1.0)


MAPS: tuple[Page, ...] = (map_of_starts, map_of_rates, two_maps)

PAGES: tuple[Page, ...] = (
    gallery,
    stage,
    swarm,
    signal,
    presentation,
    presentation_signal,
    palette,
    palette_search,
    keys,
    question,
    choosing_an_optimizer,
    choosing_a_landscape,
    choosing_a_schedule,
    editing_a_rule,
    editing_a_formula,
    spreading,
    relief,
    sight,
    explaining,
    lesson,
    hill,
    frequencies,
    networks,
    recording,
    comparison,
    *MAPS,
)
