"""What stills made of vectors do the same way: painted once, text stays text."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter


class Vector(ABC):
    """A drawing to be written; `draw` does it."""

    def __init__(self, path: Path, size: tuple[int, int], fps: int, text: str = "") -> None:
        self.path, self.size, self.text = path, size, text

    @abstractmethod
    def draw(self, paint: Callable[[QPainter], None]) -> None:
        """Writes what `paint` paints, in pixels."""

    def __enter__(self) -> Self:
        return self

    def __exit__(  # noqa: B027 - `draw` has written everything
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """`draw` has written everything."""
