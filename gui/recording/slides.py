"""The slides of a deck as PowerPoint, Keynote and Impress open them; python-pptx writes them."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any, BinaryIO

from PySide6.QtCore import QBuffer, QIODevice, Qt
from PySide6.QtGui import QImage, QPainter

from gui.recording.rule_text import RuleText
from gui.stage.math import formula_image
from gui.theme.colours import Theme
from scenarios.schema import Scenario

_INCH = 914_400
_WIDE, _HIGH = 13.333, 7.5
_EDGE = 0.55
_FILM = 8.9
"""Inches."""

_FORMULA, _FINE, _GAP = 20, 4.0, 8
_FACE = "Segoe UI"


class Slides:
    """A presentation of 16 : 9 in a theme's colours."""

    def __init__(self, theme: Theme, language: str) -> None:
        from pptx import Presentation

        self.theme, self._language = theme, language
        self._deck = Presentation()
        self._deck.slide_width, self._deck.slide_height = _emu(_WIDE), _emu(_HIGH)
        self.count = 0

    def save(self, file: BinaryIO) -> None:
        self._deck.save(file)

    def _new(self, layout: int) -> Any:
        from pptx.dml.color import RGBColor

        slide = self._deck.slides.add_slide(self._deck.slide_layouts[layout])
        slide.background.fill.solid()
        slide.background.fill.fore_color.rgb = RGBColor.from_string(self.theme.window.lstrip("#")[:6].upper())
        self.count += 1
        return slide

    def add_title(self, title: str, listed: list[str]) -> None:
        """The first slide: its title, and what is to come."""
        slide = self._new(0)
        head, below = slide.shapes.title, slide.placeholders[1]
        _place(head, _EDGE + 0.4, 1.6, _WIDE - 2 * _EDGE - 0.8, 1.4)
        self._write(head.text_frame, [title], 44, self.theme.text, bold=True)
        _place(below, _EDGE + 0.4, 3.2, _WIDE - 2 * _EDGE - 0.8, 3.6)
        small = 20 if len(listed) <= 8 else 14
        self._write(below.text_frame, listed, small, self.theme.muted)

    def add_film(self, scenario: Scenario, film: Path, poster: Path, rule: RuleText, notes: str) -> None:
        """A slide with its film at the left, and caption and rule at the right."""
        slide = self._new(5)
        language = self._language
        title = slide.shapes.title
        _place(title, _EDGE, 0.35, _WIDE - 2 * _EDGE, 0.9)
        self._write(title.text_frame, [scenario.title.get(language)], 30, self.theme.text, bold=True)
        wide, high = self._fitted(poster)
        top = 1.45
        movie = slide.shapes.add_movie(
            str(film), _emu(_EDGE), _emu(top), _emu(wide), _emu(high), str(poster), "video/mp4"
        )
        # a name is an attribute, which may have less than a text
        movie.name = "".join(c if c.isprintable() else " " for c in scenario.title.get(language))
        left = _EDGE + wide + 0.4
        room = _WIDE - _EDGE - left
        box = slide.shapes.add_textbox(_emu(left), _emu(top), _emu(room), _emu(2.4))
        self._write(box.text_frame, [scenario.caption.get(language)], 16, self.theme.text)
        self._add_rule(slide, rule, left, room)
        slide.notes_slide.notes_text_frame.text = notes
        for paragraph in slide.notes_slide.notes_text_frame.paragraphs:
            self._tongue(paragraph)

    def _fitted(self, poster: Path) -> tuple[float, float]:
        """Width and height in inches of a film with the poster's shape."""
        image = QImage(str(poster))
        high = _FILM * image.height() / image.width()
        share = min(1.0, 5.5 / high)
        return _FILM * share, high * share

    def _add_rule(self, slide: Any, rule: RuleText, left: float, room: float) -> None:
        top = 4.0
        box = slide.shapes.add_textbox(_emu(left), _emu(top), _emu(room), _emu(0.4))
        self._write(box.text_frame, [rule.name], 14, self.theme.muted, bold=True)
        picture, wide, high = formula_picture(rule.lines, self.theme.text)
        share = min(1.0, (room - 0.1) / wide, 2.1 / high)
        placed = slide.shapes.add_picture(
            io.BytesIO(picture), _emu(left + 0.1), _emu(top + 0.42), _emu(wide * share), _emu(high * share)
        )
        placed.name = rule.name
        below = slide.shapes.add_textbox(_emu(left), _emu(top + 0.5 + high * share), _emu(room), _emu(0.6))
        self._write(below.text_frame, [rule.values], 12, self.theme.muted)

    def _write(self, frame: Any, lines: list[str], size: int, colour: str, bold: bool = False) -> None:
        from pptx.dml.color import RGBColor
        from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
        from pptx.util import Pt

        frame.word_wrap = True
        frame.vertical_anchor = MSO_ANCHOR.TOP
        frame.text = "\n".join(lines)
        for paragraph in frame.paragraphs:
            paragraph.alignment = PP_ALIGN.LEFT
            for run in paragraph.runs:
                run.font.size, run.font.bold, run.font.name = Pt(size), bold, _FACE
                run.font.color.rgb = RGBColor.from_string(colour.lstrip("#")[:6].upper())
            self._tongue(paragraph)

    def _tongue(self, paragraph: Any) -> None:
        """In which language a speller reads it."""
        from pptx.enum.lang import MSO_LANGUAGE_ID

        wanted = MSO_LANGUAGE_ID.RUSSIAN if self._language == "ru" else MSO_LANGUAGE_ID.ENGLISH_US
        for run in paragraph.runs:
            run.font.language_id = wanted


def formula_picture(lines: tuple[str, ...], colour: str) -> tuple[bytes, float, float]:
    """Lines of LaTeX under each other as a PNG without a ground, its width and its height in inches."""
    images = [formula_image(line, colour, _FORMULA, _FINE) for line in lines]
    gap = round(_GAP * _FINE)
    width = max(image.width() for image in images)
    height = sum(image.height() for image in images) + gap * (len(images) - 1)
    whole = QImage(width, height, QImage.Format.Format_ARGB32_Premultiplied)
    whole.fill(Qt.GlobalColor.transparent)
    top = 0
    with QPainter(whole) as painter:
        for image in images:
            plain = image.copy()
            plain.setDevicePixelRatio(1.0)
            painter.drawImage(0, top, plain)
            top += image.height() + gap
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    whole.save(buffer, "PNG")  # type: ignore[call-overload]  # the stubs know only bytes
    dots = 96 * _FINE
    return bytes(buffer.data().data()), width / dots, height / dots


def _emu(inches: float) -> Any:
    from pptx.util import Emu

    return Emu(round(inches * _INCH))


def _place(shape: Any, left: float, top: float, width: float, height: float) -> None:
    shape.left, shape.top, shape.width, shape.height = (_emu(k) for k in (left, top, width, height))
