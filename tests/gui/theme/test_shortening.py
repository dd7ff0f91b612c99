"""Texts end between words where there is no room for all of them."""

from __future__ import annotations

from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QApplication

from gui.theme.metrics import SMALL
from gui.theme.shortening import in_lines, shortened
from gui.theme.typeface import font

TEXT = "Делит на корень из суммы квадратов, всех градиентов"


def test_a_text_with_room_is_itself(qapp: QApplication) -> None:
    metrics = QFontMetricsF(font(SMALL))
    assert shortened(TEXT, metrics, metrics.horizontalAdvance(TEXT)) == TEXT


def test_whole_words_are_left(qapp: QApplication) -> None:
    metrics = QFontMetricsF(font(SMALL))
    starts = [" ".join(TEXT.split()[:n]).rstrip(",") + "…" for n in range(1, len(TEXT.split()))]
    least, most = metrics.horizontalAdvance(starts[0]), metrics.horizontalAdvance(TEXT)
    for width in range(int(least) + 1, int(most)):
        shown = shortened(TEXT, metrics, width)
        assert shown in starts
        assert metrics.horizontalAdvance(shown) <= width
        longer = [start for start in starts if len(start) > len(shown)]
        assert all(metrics.horizontalAdvance(start) > width for start in longer)


def test_a_first_word_without_room_is_cut(qapp: QApplication) -> None:
    metrics = QFontMetricsF(font(SMALL))
    shown = shortened("Оптимизатор", metrics, 40)
    assert shown.endswith("…")
    assert "Оптимизатор".startswith(shown[:-1])
    assert metrics.horizontalAdvance(shown) <= 40


def test_a_number_and_its_sign_stay_together(qapp: QApplication) -> None:
    metrics = QFontMetricsF(font(SMALL))
    assert in_lines("сходится  58\u202f%", metrics, 1.0) == ["сходится", "58\u202f%"]
    room = metrics.horizontalAdvance("сходится 58…") + 1.0
    assert shortened("сходится 58\u202f% и более", metrics, room) == "сходится…"
