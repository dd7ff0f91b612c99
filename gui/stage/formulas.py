"""LaTeX set by ziamath, as SVG; free of Qt.

Setting a line takes tens of milliseconds, and the first one a third of a second: what was set once is kept,
on disk too. A folder that cannot be written costs time, never a formula. Works on any thread.
"""

from __future__ import annotations

import hashlib
import threading
import warnings
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from engine.errors import InputError, OutputError, shorten
from engine.files import replacing
from engine.language.typeset import for_screen
from engine.phrase import Phrase
from gui.stage.colours import rgb

MOST_KEPT = 4000
"""Lines on disk, of some thousand bytes each."""

_setting = threading.Lock()  # ziamath keeps its settings and fonts in globals


@cache
def _ziamath() -> Any:
    with warnings.catch_warnings():
        # Its import opens its fonts by a function that Python 3.11 discourages.
        warnings.simplefilter("ignore", DeprecationWarning)
        import ziamath
    ziamath.config.svg2 = False  # Qt's renderer knows SVG 1.1
    return ziamath


@lru_cache(maxsize=64)
def formula_svg(latex: str, colour: str, size: float) -> bytes:
    """An SVG drawing of `latex` in `colour` ("#RRGGBB") with letters of `size` pixels.

    Raises InputError for LaTeX that cannot be read.
    """
    rgb(colour)
    found = kept_svg(latex, colour, size)
    if found is None:
        found = _set(latex, colour, size)
        _keep(_place(latex, colour, size), found)
    return found


def kept_svg(latex: str, colour: str, size: float) -> bytes | None:
    """The same if any process has set it before; None otherwise."""
    try:
        found = _place(latex, colour, size).read_bytes()
    except OSError:
        return None
    return found if found.startswith(b"<svg") and found.endswith(b"</svg>") else None


@cache
def _folder() -> Path:
    from importlib.metadata import version

    from engine.kernel_cache.folder import cache_folder

    return cache_folder() / "formulas" / "-".join(version(name) for name in ("ziamath", "ziafont"))


def _place(latex: str, colour: str, size: float) -> Path:
    what = f"{colour} {size:g} {for_screen(latex)}"
    return _folder() / f"{hashlib.sha256(what.encode()).hexdigest()[:32]}.svg"


def _keep(place: Path, svg: bytes) -> None:
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        if sum(1 for _ in place.parent.iterdir()) < MOST_KEPT:
            with replacing(place) as file:
                file.write(svg)
    except (OSError, OutputError):
        pass


def _set(latex: str, colour: str, size: float) -> bytes:
    with _setting:
        zm = _ziamath()
        try:
            return zm.Latex(for_screen(latex), size=size, color=colour).svg().encode()
        except Exception as error:  # ziamath and its parser raise whatever comes
            raise InputError(Phrase("'{latex}' cannot be typeset as LaTeX", latex=shorten(latex))) from error
