"""What a recording looks like beside its scenario: theme, language, type, what stands around the stage."""

from __future__ import annotations

from dataclasses import dataclass

from engine.errors import InputError, RangeError
from engine.phrase import Phrase

MOST_MARK = 80


@dataclass(frozen=True)
class Composition:
    """type_scale: letters and panels so many times as large. times: the same picture in so many times as many
    pixels, for stills. plots, legend, title, caption, formula: whether they are there. watermark: a text at
    the lower edge, "" for none."""

    theme: str = "dark"
    language: str = "en"
    type_scale: float = 1.0
    times: float = 1
    plots: bool = True
    legend: bool = True
    title: bool = True
    caption: bool = True
    formula: bool = True
    watermark: str = ""

    def check(self) -> None:
        """Raise InputError unless a picture can look like this."""
        from gui.recording.words import words
        from gui.theme.colours import theme

        theme(self.theme)
        words(self.language)
        if not 0.5 <= self.type_scale <= 3:
            raise RangeError(Phrase("scale"), self.type_scale, 0.5, 3)
        if not 1 <= self.times <= 4:
            raise RangeError(Phrase("times"), self.times, 1, 4)
        if len(self.watermark) > MOST_MARK or not self.watermark.isprintable():
            raise InputError(Phrase("a watermark is one line of at most {most} letters", most=MOST_MARK))
