"""Room for what may be higher than there is room for."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget


class FittingArea(QScrollArea):
    """As high as its content, which has a layout; it scrolls only where that needs more."""

    def __init__(self, content: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._content = content
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(content)
        self.viewport().setAutoFillBackground(False)
        content.setAutoFillBackground(False)

    def fit(self, width: int, room: int) -> int:
        """The height where it is so wide and `room` is the most."""
        layout = self._content.layout()
        assert layout is not None
        # a layout without anything that wraps knows no height for a width
        follows = layout.hasHeightForWidth()
        wanted = layout.totalHeightForWidth(width) if follows else layout.totalSizeHint().height()
        policy = Qt.ScrollBarPolicy
        # a bar that is not needed would narrow the content, which would then need it
        self.setVerticalScrollBarPolicy(
            policy.ScrollBarAsNeeded if wanted > room else policy.ScrollBarAlwaysOff
        )
        return min(wanted, room)
