"""LaTeX set by ziamath, as SVG; free of Qt.

Setting a line takes tens of milliseconds; what was set once is kept. Works on any thread.
"""

from __future__ import annotations

import threading
import warnings
from functools import cache, lru_cache
from typing import Any

from engine.errors import InputError, shorten
from engine.language.typeset import for_screen
from engine.phrase import Phrase
from gui.stage.colours import rgb

_setting = threading.Lock()  # ziamath keeps its settings and fonts in globals


@cache
def _ziamath() -> Any:
    with warnings.catch_warnings():
        # Its import opens its fonts by a function that Python 3.11 discourages.
        warnings.simplefilter("ignore", DeprecationWarning)
        import ziamath
    ziamath.config.svg2 = False  # Qt's renderer knows SVG 1.1
    return ziamath


@lru_cache(maxsize=512)
def formula_svg(latex: str, colour: str, size: float) -> bytes:
    """An SVG drawing of `latex` in `colour` ("#RRGGBB") with letters of `size` pixels.

    Raises InputError for LaTeX that cannot be read.
    """
    rgb(colour)
    with _setting:
        zm = _ziamath()
        try:
            return zm.Latex(for_screen(latex), size=size, color=colour).svg().encode()
        except Exception as error:  # ziamath and its parser raise whatever comes
            raise InputError(Phrase("'{latex}' cannot be typeset as LaTeX", latex=shorten(latex))) from error
