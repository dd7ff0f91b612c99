"""What the pictures of networks are of, and that it is said: epoch, network, run, points; a hidden run."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import numpy as np
import pytest
from msgspec.structs import replace
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QPainter
from PySide6.QtWidgets import QApplication

from engine.networks.history import History
from gui.player.network import NetworkPlayer
from gui.theme import GRID, SMALL, font
from gui.theme.colours import DARK
from gui.training.board import Look, boundary_notes, paint_board, plane_notes
from gui.training.drawing import LearningPicture
from gui.training.layout import Places, places_in
from gui.training.words import words
from scenarios import loads, resolve
from scenarios.resolving import Resolved
from tests.gui.driving import Hands
from tests.gui.training.scenes import TEXT


def learnt(text: str = TEXT) -> NetworkPlayer:
    played = NetworkPlayer(resolve(loads(text)))
    while played.is_busy:
        played.compute(60.0)
    return played


def pictured(played: NetworkPlayer, picture: LearningPicture, run: int = 0) -> LearningPicture:
    picture.set_panes((96, 64), (80, 64), 1.0)
    while picture.is_due(played, (run, 0)):
        picture.tick(played, (run, 0))
    return picture


def test_of_long_trainings_the_epoch_is_told_whose_weights_are_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    few = 4 * 4 * 3 * 27
    monkeypatch.setattr("gui.player.network.History", partial(History, most_bytes=few))
    played = learnt(TEXT.replace("steps = 12", "steps = 10"))
    picture = pictured(played, LearningPicture())
    own = played.courses[1].shown
    assert own is not None
    assert own.every == 3
    seen = []
    for epoch in range(11):
        played.seek(epoch)
        told = picture.compose(played, (1, 0))
        assert told is not None
        assert (told.epoch, told.accuracy) == (epoch, 1 - told.wrong.mean())
        notes = boundary_notes(told, played.resolved, "en")
        assert [f"epoch {told.weighed} " in note for note in notes[:3]] == [told.weighed != epoch] * 3
        seen.append(told.weighed)
    assert seen == [0, 0, 0, 3, 3, 3, 6, 6, 6, 9, 10]
    assert (own.weights(10, 2) == own.training.weights()[2].astype(np.float32)).all()
    valley = picture._valley
    assert valley is not None
    lengths = [len(path) for e in (0, 2, 3, 9, 10) if (path := valley.path(1, e)) is not None]
    assert lengths == [1, 1, 2, 4, 5]


def texts_of(played: NetworkPlayer, picture: LearningPicture, run: int) -> list[str]:
    """What is written into the pane of the plane."""
    told, written = picture.compose(played, (run, 0)), []
    assert told is not None

    class Listener(QPainter):
        def drawText(self, *given: object) -> None:  # type: ignore[override]
            written.append(str(given[-1]))

    places = places_in(Places().plane.adjusted(0, 0, 600, 400))
    image = QImage(600, 400, QImage.Format.Format_RGB32)
    with Listener(image) as painter:
        paint_board(painter, places, told, played.resolved, Look(DARK, "en"))
    return written


def test_a_hidden_run_is_not_shown_with_the_plane_of_another(qapp: QApplication) -> None:
    text = TEXT.replace("[[runs]]", "[[runs]]\nhidden = true", 1)
    played = learnt(text)
    picture = pictured(played, LearningPicture(), 1)
    other, hidden = picture.compose(played, (1, 0)), picture.compose(played, (0, 0))
    assert other is not None
    assert other.plane is not None
    assert hidden is not None
    assert hidden.plane is None
    assert np.isnan(hidden.explained)
    assert plane_notes(hidden, played.resolved, "en") == ("",)
    assert words("en")["hidden"] in texts_of(played, picture, 0)
    assert words("en")["hidden"] not in texts_of(played, picture, 1)


def changed(known: Resolved, **fields: object) -> Resolved:
    network = known.scenario.field.network
    assert network is not None
    field = replace(known.scenario.field, network=replace(network, **fields))
    return resolve(replace(known.scenario, field=field), known=known)


@pytest.mark.parametrize("what", [{"data": "spirals"}, {"layers": (6,)}, {"activation": "relu"}])
def test_the_plane_of_what_was_learnt_before_goes(what: dict, qapp: QApplication) -> None:
    played = learnt()
    picture = pictured(played, LearningPicture())
    played.apply(changed(played.resolved, **what))
    while (told := picture.compose(played, (0, 0))) is None:
        played.compute(0.0001)
    assert played.is_busy
    assert told.plane is None
    assert words("en")["later"] in texts_of(played, picture, 0)
    while played.is_busy:
        played.compute(60.0)
    told = pictured(played, picture).compose(played, (0, 0))
    assert told is not None
    assert told.plane is not None


def test_the_plane_stays_while_a_parameter_is_turned() -> None:
    played = learnt()
    picture = pictured(played, LearningPicture())
    before = picture.compose(played, (0, 0))
    assert before is not None
    scenario = played.resolved.scenario
    runs = (replace(scenario.runs[0], parameters={"eta": 0.2}), *scenario.runs[1:])
    played.apply(resolve(replace(scenario, runs=runs), known=played.resolved))
    while played.is_busy:
        played.compute(0.0001)
        told = picture.compose(played, (0, 0))
        assert told is not None
        assert told.plane is not None
        assert told.explained == before.explained


def test_a_plane_is_called_what_it_is_until_another_is_there() -> None:
    played = learnt()
    picture = pictured(played, LearningPicture())
    scenario = played.resolved.scenario
    other = replace(scenario, view=replace(scenario.view, plane="random"))
    played.apply(resolve(other, known=played.resolved))
    for is_there in (False, True):
        if is_there:
            pictured(played, picture)
        told = picture.compose(played, (0, 0))
        assert told is not None
        assert (words("en")["random"] in plane_notes(told, played.resolved, "en")) == is_there
        assert np.isnan(told.explained) == is_there


@pytest.mark.parametrize("language", ["en", "ru"])
def test_a_small_window_cuts_no_note_and_says_which_network(
    hands: Callable[..., Hands], language: str
) -> None:
    made = hands(size=(960, 600))
    made.open(loads(TEXT + '[view]\nplane = "random"\n'))
    made.session.set_language(language)
    training, resolved, said = made.window.training, made.session.resolved, words(language)
    made.until(lambda: training.learning is not None and training.learning.plane is not None)
    assert resolved is not None
    metrics, head = QFontMetricsF(font(SMALL)), QFontMetricsF(font(SMALL, QFont.Weight.DemiBold, 6.0))

    def shown(pane: str, notes: tuple[str, ...], buttons: int) -> str:
        wide = getattr(training.places, pane).width() - buttons * 24 - GRID
        room = wide - head.horizontalAdvance(said[pane].upper()) - GRID
        return next(note for note in notes if metrics.horizontalAdvance(note) <= room)

    assert shown("plane", plane_notes(training.learning, resolved, language), 1)
    assert "1/3" in shown("boundary", boundary_notes(training.learning, resolved, language), 3)


def test_the_note_has_the_colour_of_its_run(qapp: QApplication) -> None:
    played = learnt()
    picture = pictured(played, LearningPicture())
    scene = played.resolved.scenario
    colours = [QColor(DARK.run_colour(k)).rgb() for k in range(2)]
    for run in range(len(scene.runs)):
        told = picture.compose(played, (run, 0))
        assert told is not None
        places = places_in(Places().plane.adjusted(0, 40, 900, 640), 2.0)
        image = QImage(900, 640, QImage.Format.Format_RGB32)
        image.fill(QColor(DARK.window))
        with QPainter(image) as painter:
            paint_board(painter, places, told, played.resolved, Look(DARK, "en", 2.0))
        pixels = np.frombuffer(image.constBits(), np.uint32).reshape(640, 900)
        heading = pixels[round(places.boundary.top()) - 48 : round(places.boundary.top()) - 4, :430]
        assert [bool((heading == colour).any()) for colour in colours] == [run == 0, run == 1]
