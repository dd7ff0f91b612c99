"""Plain text tables for a terminal."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

_OBEYED = ("Cc", "Zl", "Zp")
"""Categories of characters that show nothing and move what comes after them."""

_TURNING = ("LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI")
"""Directions of characters that turn it round."""


def table(head: Sequence[str], rows: Sequence[Sequence[str]], right: Sequence[int] = ()) -> str:
    """Aligned columns, two spaces apart, a rule under the head; columns in `right` end flush.

    A name out of a stranger's file may hold what a terminal obeys; a stand-in is shown for it.
    """
    head, *rows = [[_harmless(text) for text in row] for row in (head, *rows)]
    widths = [max(width(row[i]) for row in (head, *rows)) for i in range(len(head))]
    lines = [_line(head, widths, right), "  ".join("─" * w for w in widths)]
    lines += [_line(row, widths, right) for row in rows]
    return "\n".join(lines)


def _harmless(text: str) -> str:
    return "".join("\N{REPLACEMENT CHARACTER}" if _is_obeyed(character) else character for character in text)


def _is_obeyed(character: str) -> bool:
    return unicodedata.category(character) in _OBEYED or unicodedata.bidirectional(character) in _TURNING


def width(text: str) -> int:
    """Cells of a terminal: combining marks take none, wide characters two."""
    cells = 0
    for character in text:
        if not unicodedata.combining(character):
            cells += 2 if unicodedata.east_asian_width(character) in "WF" else 1
    return cells


def _line(row: Sequence[str], widths: Sequence[int], right: Sequence[int]) -> str:
    cells = []
    for i, text in enumerate(row):
        space = " " * (widths[i] - width(text))
        cells.append(space + text if i in right else text + space)
    return "  ".join(cells).rstrip()
