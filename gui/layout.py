"""Where the parts of the window lie: the picture from edge to edge, and what floats on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from gui.theme import GRID
from gui.timeline.transport import HEIGHT as TRANSPORT_HEIGHT

if TYPE_CHECKING:
    from gui.window import Window

MARGIN = 2 * GRID
TITLE_HEIGHT = 96
NOTICE_WIDTH = 640
NOTICE_HEIGHT = 44


class Layout(QObject):
    """Lays out a window's parts, and tells the worker what of the picture they cover.

    `folded` says whether the panels are folded away.
    """

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._window = window
        self.folded = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self.lay_out)

    def later(self) -> None:
        """Lays out once, after what goes on now."""
        self._timer.start()

    def show_panels(self) -> None:
        """Shows those panels that there is something for."""
        window = self._window
        opened = window.session.loaded is not None and not self.folded
        window.runs.setVisible(opened)
        window.charts.setVisible(opened and window.charts.is_wanted)

    def fold(self, folded: bool) -> None:
        """Folds the panels away, or shows them again: the stage alone with its title and the bar."""
        self.folded = folded
        self.show_panels()
        self.lay_out()
        self.size_picture()

    def lay_out(self) -> None:
        """Gives every part its place."""
        window = self._window
        width, height = window.width(), window.height()
        foot = height - MARGIN - TRANSPORT_HEIGHT
        window.canvas.setGeometry(0, 0, width, height)
        window.laboratory.setGeometry(0, 0, width, height)
        window.transport.setGeometry(MARGIN, foot, width - 2 * MARGIN, TRANSPORT_HEIGHT)
        room = foot - 2 * MARGIN
        side, aside = window.runs.width(), self._aside()
        window.runs.setGeometry(width - MARGIN - side, MARGIN, side, window.runs.fit(room))
        high = min(window.charts.fit(height), room - TITLE_HEIGHT)
        window.charts.setGeometry(MARGIN, foot - MARGIN - high, window.charts.width(), high)
        window.title.setGeometry(MARGIN, MARGIN, width - aside - 2 * MARGIN, self._title_height())
        window.laboratory.set_margins(
            2 * MARGIN, TITLE_HEIGHT + MARGIN, aside + MARGIN, height - foot + MARGIN
        )
        self._place_notice(foot)

    def size_picture(self) -> None:
        """Tells the worker how large the picture is and what lies over it."""
        window = self._window
        if not window.isVisible():
            return
        ratio = window.devicePixelRatioF()
        left, top, right, bottom = (round(inset * ratio) for inset in self._insets())
        window.canvas.set_insets(*self._insets())
        size = window.canvas.size()
        window.session.set_size(
            round(size.width() * ratio), round(size.height() * ratio), (left, top, right, bottom), ratio
        )

    def _place_notice(self, foot: int) -> None:
        """Between the panels, over the bar."""
        notice = self._window.notice
        left, _, right, _ = self._insets()
        room = self._window.width() - left - right
        wide = min(NOTICE_WIDTH, room - 2 * MARGIN)
        high = max(notice.heightForWidth(wide) if notice.hasHeightForWidth() else 0, NOTICE_HEIGHT)
        notice.setGeometry(left + (room - wide) // 2, foot - MARGIN - high, wide, high)

    def _title_height(self) -> int:
        title = self._window.title
        wide = self._window.width() - self._aside() - 2 * MARGIN
        caption = title.caption.heightForWidth(max(wide, 100))
        return title.button.sizeHint().height() + max(caption, 20) + 6

    def _aside(self) -> int:
        """How much the panel at the right takes of the width."""
        return self._window.runs.width() + 2 * MARGIN if not self.folded else MARGIN

    def _insets(self) -> tuple[int, int, int, int]:
        window = self._window
        # before anything is open, charts are expected: the first picture then need not be painted twice
        expected = window.session.loaded is None or window.charts.is_wanted
        left = window.charts.width() + 2 * MARGIN if expected and not self.folded else MARGIN
        return left, TITLE_HEIGHT, self._aside(), TRANSPORT_HEIGHT + 2 * MARGIN
