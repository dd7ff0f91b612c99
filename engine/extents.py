"""What an extent of an axis or of a plane must be, in one sentence for all that take one."""

from __future__ import annotations

from collections.abc import Sequence

from .errors import InputError, exactly
from .phrase import Phrase


def wrong_span(span: Sequence[float]) -> Phrase | None:
    """What is wrong with x0, x1."""
    if span[0] < span[1]:
        return None
    return Phrase("needs x0 < x1, in the order x0, x1, not {given}", given=_written(span))


def wrong_rectangle(rectangle: Sequence[float]) -> Phrase | None:
    """What is wrong with x0, x1, y0, y1."""
    x0, x1, y0, y1 = rectangle
    if x0 < x1 and y0 < y1:
        return None
    return Phrase(
        "needs x0 < x1 and y0 < y1, in the order x0, x1, y0, y1, not {given}", given=_written(rectangle)
    )


def check_span(span: Sequence[float]) -> None:
    """Raises InputError."""
    _refuse(wrong_span(span))


def check_rectangle(rectangle: Sequence[float]) -> None:
    """Raises InputError."""
    _refuse(wrong_rectangle(rectangle))


def _refuse(wrong: Phrase | None) -> None:
    if wrong is not None:
        raise InputError(wrong)


def _written(numbers: Sequence[float]) -> str:
    return ", ".join(exactly(number) for number in numbers)
