"""Decks: a slide for each scenario with its film, what is said about it, and its numbers in the notes."""

from __future__ import annotations

import sys
import threading
from pathlib import Path

import pytest
from pptx import Presentation
from pptx.enum.lang import MSO_LANGUAGE_ID

import scenarios
from engine.errors import Cancelled, InputError, MissingError, OutputError
from gui.recording.deck import write_deck
from scenarios.schema import Scenario
from tests.gui.recording.conftest import SIGNAL, STAGE

SMALL = {"size": (640, 360), "fps": 5, "seconds": 0.4}


@pytest.fixture
def both() -> list[Scenario]:
    return [scenarios.loads(STAGE), scenarios.loads(SIGNAL)]


def test_a_slide_has_film_poster_caption_rule_and_numbers(both: list[Scenario], tmp_path: Path) -> None:
    out = tmp_path / "talk.pptx"
    told: list[float] = []
    assert write_deck(both, out, language="ru", progress=told.append, **SMALL) == 3
    assert told == sorted(told)
    first, *films = Presentation(str(out)).slides
    assert first.shapes.title.text_frame.text == "Как движутся оптимизаторы"
    for slide, scenario in zip(films, both, strict=True):
        texts = [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]
        assert scenario.title.ru in texts
        assert scenario.caption.ru in texts
        kinds = [type(shape).__name__ for shape in slide.shapes]
        assert kinds.count("Movie") == 1
        assert kinds.count("Picture") == 1
        movie = next(shape for shape in slide.shapes if type(shape).__name__ == "Movie")
        assert movie.poster_frame is not None
        assert movie.media_type is not None
        runs = slide.shapes.title.text_frame.paragraphs[0].runs
        assert runs[0].font.language_id == MSO_LANGUAGE_ID.RUSSIAN
    notes = films[0].notes_slide.notes_text_frame.text
    assert "Adam: η = 0.1" in notes
    assert "шагов: 30" in notes


def test_a_title_copied_from_slides_goes_back_there(tmp_path: Path) -> None:
    """Its lines end in vertical tabs."""
    out = tmp_path / "talk.pptx"
    write_deck([scenarios.loads(STAGE.replace("A title", "A\\u000Btitle"))], out, **SMALL)
    slide = Presentation(str(out)).slides[1]
    assert slide.shapes.title.text_frame.text == "A\vtitle"
    assert [shape.name for shape in slide.shapes if type(shape).__name__ == "Movie"] == ["A title"]


def test_while_films_are_made_nothing_lies_beside_the_deck(both: list[Scenario], tmp_path: Path) -> None:
    """A program that is killed then leaves nothing there."""
    lying: list[str] = []
    write_deck(
        both,
        tmp_path / "talk.pptx",
        progress=lambda _: lying.extend(p.name for p in tmp_path.iterdir()),
        **SMALL,
    )
    assert lying == []
    assert [path.name for path in tmp_path.iterdir()] == ["talk.pptx"]


def test_a_place_that_cannot_be_written_to_is_told_before_any_film(
    both: list[Scenario], tmp_path: Path
) -> None:
    told: list[float] = []
    with pytest.raises(OutputError, match="no such file or directory"):
        write_deck(both, tmp_path / "nowhere" / "talk.pptx", progress=told.append, **SMALL)
    assert told == []


def test_everything_lies_within_its_slide(both: list[Scenario], tmp_path: Path) -> None:
    out = tmp_path / "talk.pptx"
    write_deck(both, out, **(SMALL | {"size": (360, 640)}))
    deck = Presentation(str(out))
    for slide in deck.slides:
        for shape in slide.shapes:
            assert shape.left >= 0
            assert shape.top >= 0
            assert shape.left + shape.width <= deck.slide_width
            assert shape.top + shape.height <= deck.slide_height


def test_stopped_it_leaves_nothing(both: list[Scenario], tmp_path: Path) -> None:
    cancel = threading.Event()
    with pytest.raises(Cancelled):
        write_deck(both, tmp_path / "a.pptx", progress=lambda _: cancel.set(), cancel=cancel, **SMALL)
    assert list(tmp_path.iterdir()) == []


def test_what_cannot_be_a_deck_is_refused(
    both: list[Scenario], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(InputError, match=r"a deck's name ends in \.pptx, and 'talk\.ppt' does not"):
        write_deck(both, tmp_path / "talk.ppt")
    with pytest.raises(InputError, match="1 to 60"):
        write_deck([], tmp_path / "talk.pptx")
    monkeypatch.setitem(sys.modules, "pptx", None)
    with pytest.raises(MissingError, match="run pip install python-pptx"):
        write_deck(both, tmp_path / "talk.pptx")
    assert list(tmp_path.iterdir()) == []
