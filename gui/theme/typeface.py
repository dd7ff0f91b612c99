"""Inter (SIL Open Font License, fonts/OFL.txt), shipped so that the window looks the same everywhere."""

from __future__ import annotations

from functools import cache, lru_cache
from pathlib import Path

from PySide6.QtGui import QFont, QFontDatabase

from gui.theme.metrics import BODY

FAMILY = "Inter"
_FOLDER = Path(__file__).parent / "fonts"


@cache
def load_fonts() -> bool:
    """Make the shipped fonts known to Qt; False if a file is missing. Needs a QGuiApplication."""
    numbers = [QFontDatabase.addApplicationFont(str(file)) for file in sorted(_FOLDER.glob("*.otf"))]
    return bool(numbers) and min(numbers) >= 0


def font(size: int = BODY, weight: QFont.Weight = QFont.Weight.Normal, spacing: float = 0.0) -> QFont:
    """Inter of `size` pixels with figures of one width; `spacing` between letters in percent of the size."""
    return QFont(_made(size, weight, spacing))


@lru_cache(maxsize=256)
def _made(size: int, weight: QFont.Weight, spacing: float) -> QFont:
    load_fonts()
    made = QFont(FAMILY)
    made.setPixelSize(size)
    made.setWeight(weight)
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    made.setFeature(QFont.Tag("tnum"), 1)
    if spacing:
        made.setLetterSpacing(QFont.SpacingType.PercentageSpacing, 100.0 + spacing)
    return made
