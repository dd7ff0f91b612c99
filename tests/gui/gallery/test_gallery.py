"""The gallery: cards drawn from scenarios, chosen by click and by key."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

import scenarios
from gui.gallery.card import PICTURE, WIDTH, Card
from gui.gallery.page import Gallery
from gui.settings import Settings
from scenarios.library import SHIPPED, own_folder
from tests.gui.driving import CTRL, LANDSCAPE, SHIFT, SIGNAL, Hands, Make


def shown(drive: Hands) -> Gallery:
    """The gallery, in front and filled."""
    page = drive.window.pages.gallery
    drive.until(lambda: page.isVisible() and bool(page.cards))
    return page


def first_start(hands: Make, **options: object) -> tuple[Hands, Gallery]:
    drive = hands(**options)
    drive.window.pages.open_gallery()
    return drive, shown(drive)


def colours_of(image: QImage) -> int:
    pixels = image.convertToFormat(QImage.Format.Format_RGB32)
    return len(np.unique(np.array(pixels.constBits()).reshape(-1, 4), axis=0))


def test_every_scenario_has_a_card_under_its_heading(hands: Make) -> None:
    drive, page = first_start(hands)
    listed = scenarios.list_scenarios()
    assert {card.entry.id for card in page.cards} == {entry.id for entry in listed}
    for heading, section in page.sections.items():
        for card in section.shown:
            assert card.entry.group == heading
            assert card.text() == card.entry.title.en
    assert not page.header.close_button.isVisible()
    assert not drive.window.registry.is_enabled("play")


def test_pictures_are_drawn_from_the_scenarios_and_kept(hands: Make) -> None:
    drive, page = first_start(hands)
    seen = [card for card in page.cards if not card.visibleRegion().isEmpty()]
    assert len(seen) >= 3
    drive.until(lambda: all(card.image is not None for card in seen))
    for card in seen:
        assert card.image is not None
        assert (card.image.width(), card.image.height()) == (WIDTH, PICTURE)
        assert colours_of(card.image) > 60
    other, page = first_start(hands)
    again = next(card for card in page.cards if card.entry.id == seen[0].entry.id)
    other.until(lambda: again.image is not None)
    assert again.image == seen[0].image


def test_the_other_theme_has_pictures_of_its_own(hands: Make) -> None:
    drive, page = first_start(hands)
    card = page.cards[0]
    drive.until(lambda: card.image is not None)
    dark = card.image
    drive.click(page.header.buttons["theme"])
    drive.until(lambda: card.image is not dark)
    middle = QPoint(5, PICTURE - 5)
    assert card.image is not None
    assert card.image.pixelColor(middle).lightness() > dark.pixelColor(middle).lightness() + 40


@pytest.mark.parametrize("key", [None, Qt.Key.Key_Return, Qt.Key.Key_Space])
def test_a_click_or_a_key_plays_a_card_at_once(hands: Make, key: Qt.Key | None) -> None:
    drive, page = first_start(hands)
    card = next(card for card in page.cards if card.entry.id == SIGNAL)
    if key is None:
        drive.click(card)
    else:
        card.setFocus()
        drive.key(key)
    drive.until(lambda: drive.session.loaded is not None and drive.session.loaded.id == SIGNAL)
    assert not page.isVisible()
    assert drive.session.playing
    drive.until(lambda: drive.session.step > 0)
    assert QApplication.focusWidget() is drive.window.laboratory
    assert drive.window.registry.is_enabled("play")


def test_arrows_walk_over_the_cards_and_back_to_the_search(hands: Make) -> None:
    drive, page = first_start(hands)
    assert QApplication.focusWidget() is page.header.search
    drive.key(Qt.Key.Key_Down)
    assert QApplication.focusWidget() is page.cards[0]
    drive.key(Qt.Key.Key_Right)
    assert QApplication.focusWidget() is page.cards[1]
    drive.key(Qt.Key.Key_Down)
    below = QApplication.focusWidget()
    assert isinstance(below, Card)
    assert below.mapTo(page, QPoint()).y() > page.cards[1].mapTo(page, QPoint()).y()
    drive.key(Qt.Key.Key_Up)
    drive.key(Qt.Key.Key_Up)
    assert QApplication.focusWidget() is page.header.search
    for _ in range(40):
        drive.key(Qt.Key.Key_Down)
    last = QApplication.focusWidget()
    assert isinstance(last, Card)
    assert not last.visibleRegion().isEmpty()


def test_a_search_leaves_what_fits_and_enter_plays_it(hands: Make) -> None:
    drive, page = first_start(hands)
    drive.type("memory of zebras")
    assert page.cards == []
    assert page.nothing.isVisible()
    drive.key(Qt.Key.Key_Escape)
    assert page.header.search.text() == ""
    assert len(page.cards) > 5
    entry = next(card.entry for card in page.cards if card.entry.id == SIGNAL)
    assert entry.figure is not None
    drive.type("ловушк")
    assert any("ловушк" in card.entry.title.ru for card in page.cards)
    page.header.search.clear()
    drive.type(entry.figure)
    drive.key(Qt.Key.Key_Return)
    drive.until(lambda: drive.session.loaded is not None and drive.session.loaded.id == SIGNAL)


def test_escape_goes_back_to_the_stage_which_goes_on(hands: Make) -> None:
    drive = hands()
    drive.open(LANDSCAPE)
    drive.window.canvas.setFocus()
    drive.key(Qt.Key.Key_G, CTRL | SHIFT)
    page = shown(drive)
    assert not drive.session.playing
    assert page.header.close_button.isVisible()
    drive.key(Qt.Key.Key_Escape)
    assert not page.isVisible()
    assert drive.session.playing
    assert QApplication.focusWidget() is drive.window.canvas
    drive.click(drive.window.transport.open_button)
    shown(drive)
    drive.click(page.header.close_button)
    assert not page.isVisible()


def test_escape_at_the_first_start_opens_something(hands: Make) -> None:
    drive, page = first_start(hands)
    drive.key(Qt.Key.Key_Escape)
    drive.until(lambda: drive.session.loaded is not None)
    assert not page.isVisible()


def test_recent_and_own_scenarios_stand_first(hands: Make, tmp_path: Path) -> None:
    own = own_folder() / "of_a_test.toml"
    own.parent.mkdir(parents=True, exist_ok=True)
    elsewhere = tmp_path / "elsewhere.toml"
    for file in (own, elsewhere):
        shutil.copy(SHIPPED / "signals" / f"{SIGNAL}.toml", file)
    try:
        settings = Settings()
        for name in (str(tmp_path / "gone.toml"), "past_the_goal", str(elsewhere)):
            settings.remember_file(name)
        drive, page = first_start(hands, settings=settings)
        drive.until(lambda: len(page.sections["recent"].shown) == 2)
        assert [card.entry.path for card in page.sections["yours"].shown] == [own]
        assert page.cards[0].entry.path == elsewhere
        drive.type("elsewhere")
        assert [card.entry.path for card in page.cards] == [elsewhere]
        page.header.search.setText("goal")
        assert page.sections["recent"].shown == []
        assert page.sections["momentum"].shown
    finally:
        own.unlink()


@pytest.mark.parametrize("language", ["en", "ru"])
@pytest.mark.parametrize("width", [960, 1280, 1920])
def test_cards_show_every_word_and_do_not_overlap(hands: Make, language: str, width: int) -> None:
    _, page = first_start(hands, language=language, size=(width, 700))
    cards = page.cards
    for card in cards:
        assert card.height() >= card.needed_height()
        assert page.rect().left() <= card.mapTo(page, QPoint()).x()
        assert card.mapTo(page, QPoint(card.width(), 0)).x() <= page.width()
    places = [card.rect().translated(card.mapTo(page, QPoint())) for card in cards]
    for number, place in enumerate(places):
        assert not any(place.intersects(other) for other in places[number + 1 :])


def test_a_new_scenario_is_an_empty_stage(hands: Make) -> None:
    drive, page = first_start(hands)
    drive.click(page.header.buttons["new"])
    drive.until(lambda: drive.session.loaded is not None)
    assert len(drive.session.runs) == 1
    assert drive.session.runs[0].spec.optimizer == "gradient_descent"
    assert drive.session.scenario is not None
    assert drive.session.scenario.field.landscape == "ravine"
    assert drive.session.document is not None
    assert drive.session.document.path is None
    assert not drive.session.document.is_modified
