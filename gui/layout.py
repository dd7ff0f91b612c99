"""Where the parts of the window lie: the picture from edge to edge, and what floats on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QObject, QRect, QTimer

from gui.lessons.panel import WIDTH as LESSON_WIDTH
from gui.theme import GRID
from gui.timeline.transport import HEIGHT as TRANSPORT_HEIGHT

if TYPE_CHECKING:
    from gui.settings import Settings
    from gui.window import Window

MARGIN = 2 * GRID
TITLE_HEIGHT = 96
MAPS = {1: 0.58, 2: 0.72, 3: 0.8}
"""By the number of maps, how much of the room beside the panel they take."""

NOTICE_WIDTH = 640
NOTICE_LEAST = 520
NOTICE_HEIGHT = 44


class Layout(QObject):
    """Lays out a window's parts, and tells the worker what of the picture they cover.

    `folded` says whether the panels are folded away.
    """

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._window = window
        self.folded = False
        self._lesson_room = 0
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self.lay_out)

    def later(self) -> None:
        """Lays out once, after what goes on now."""
        self._timer.start()

    def follow(self, _frame: object) -> None:
        """In another picture the ball may have come to lie beneath what is told of it."""
        if self._window.explanation.isVisible():
            self.later()

    def show_panels(self) -> None:
        """Shows those panels that there is something for."""
        window = self._window
        presenting = window.presentation.is_on
        opened = window.session.loaded is not None and not self.folded and not presenting
        window.runs.setVisible(opened)
        window.maps.setVisible(window.maps.is_wanted)
        window.charts.setVisible(opened and window.charts.is_wanted and not window.maps.is_wanted)
        window.legend.setVisible(presenting)
        window.transport.setVisible(not presenting or window.presentation.shows_bar)

    def show_maps(self) -> None:
        """Maps come, go, or take another part of the window."""
        appears = self._window.maps.is_wanted and not self._window.maps.isVisible()
        self.show_panels()
        self.lay_out()
        self.size_picture()
        if appears:
            self._window.maps.panes[0].setFocus()
        elif not self._window.maps.is_wanted and self._window.focusWidget() is None:
            self._window.stage.setFocus()

    def show_lesson(self) -> None:
        """A lesson begins, ends, or is at another step; the picture is another only where its room is."""
        before = self._insets()
        self._lesson_room = self._room_of_lesson()
        self.lay_out()
        if self._insets() != before:
            self.size_picture()

    def fold(self, folded: bool) -> None:
        """Folds the panels away, or shows them again: the stage alone with its title and the bar."""
        self.folded = folded
        self.show_panels()
        self.lay_out()
        self.size_picture()

    def remember(self, settings: Settings) -> None:
        """Keeps how the window stands for the next start."""
        window = self._window
        if not window.presentation.is_on:
            settings.geometry = bytes(window.saveGeometry().toBase64().data()).decode("ascii")
        settings.save()

    def restore(self, settings: Settings) -> None:
        """Lets the window stand as it stood at the end of the last start, if that is known."""
        kept = settings.geometry.encode("ascii", "ignore")
        self._window.restoreGeometry(QByteArray.fromBase64(kept))
        self.folded = settings.folded

    def lay_out(self) -> None:
        """Gives every part its place."""
        window = self._window
        self._lesson_room = self._room_of_lesson()
        width, height = window.width(), window.height()
        foot = height - MARGIN - TRANSPORT_HEIGHT
        window.canvas.setGeometry(0, 0, width, height)
        window.laboratory.setGeometry(0, 0, width, height)
        window.training.setGeometry(0, 0, width, height)
        window.transport.setGeometry(MARGIN, foot, width - 2 * MARGIN, TRANSPORT_HEIGHT)
        room = foot - 2 * MARGIN - self._across()
        side = window.runs.width()
        window.runs.setGeometry(width - MARGIN - side, MARGIN, side, window.runs.fit(room))
        high = min(window.charts.fit(height, room - TITLE_HEIGHT), room - TITLE_HEIGHT)
        window.charts.setGeometry(MARGIN, MARGIN + room - high, window.charts.width(), high)
        self._place_texts()
        self._place_maps()
        self._place_sentences(foot)
        window.pages.lay_out()
        covered_from = float(window.charts.y()) if not window.maps.is_wanted else 0.0
        presenting = window.presentation
        left, top, right, bottom = self._insets()
        free = (left, max(top, self._under_title()), right, bottom)
        window.canvas.set_insets(free, self._margin, covered_from, presenting.scale, presenting.is_on)

    def _place_texts(self) -> None:
        """Title and caption at the upper left; the legend, when it is shown, at the upper right."""
        window = self._window
        window.legend.set_room(window.height() - 2 * self._margin)
        legend = window.legend.sizeHint()
        window.legend.setGeometry(
            window.width() - self._margin - legend.width(), self._margin, legend.width(), legend.height()
        )
        wide = self._width_of_title()
        window.title.button.set_room(wide)
        window.title.setGeometry(self._margin, self._margin, wide, self._title_height(wide))
        _, top, right, bottom = self._insets()
        margins = (self._margin, max(top + self._margin, self._under_title()), right + self._margin, bottom)
        window.laboratory.set_margins(*margins)
        window.training.set_margins(*margins)

    def _place_maps(self) -> None:
        """From the left edge, under the title, as far as the stage begins."""
        window, scale = self._window, self._window.presentation.scale
        if window.maps.is_wanted:
            edge = self._edge_of_maps()
            _, top, right, bottom = self._insets()
            top = max(top, self._under_title() + GRID)
            aside = right if edge == window.width() else MARGIN
            window.maps.setGeometry(0, 0, edge, window.height())
            window.maps.set_margins(self._margin, top, aside, bottom, scale)

    def _edge_of_maps(self) -> int:
        """Where the maps end and the stage begins."""
        window = self._window
        spec = window.session.map
        if spec is None or spec.wide:
            return window.width()
        return round((window.width() - self._aside()) * MAPS[window.maps.count])

    def _beside_maps(self, margin: int) -> int:
        """Where what is seen of the stage begins; all of it is as good as none."""
        edge = self._edge_of_maps() if self._window.maps.is_wanted else self._window.width()
        return edge if edge < self._window.width() else margin

    def size_picture(self) -> None:
        """Tells the worker how large the picture is and what lies over it."""
        window = self._window
        if not window.isVisible():
            return
        ratio = window.devicePixelRatioF()
        left, top, right, bottom = (round(inset * ratio) for inset in self._insets())
        size = window.canvas.size()
        window.session.set_size(
            round(size.width() * ratio),
            round(size.height() * ratio),
            (left, top, right, bottom),
            ratio * window.presentation.scale,
        )

    def _place_sentences(self, foot: int) -> None:
        """Question and notice between the panels, over the bar, the notice above the question.

        Where there is little room between the panels, they lie over them.
        """
        left, _, right, _ = self._insets()
        first, room = left, self._window.width() - left - right
        if self._window.pages.gallery.isVisible() or room < NOTICE_LEAST:
            first, room = 0, self._window.width()
        bottom = self._place_lesson(foot - MARGIN)
        for panel in (self._window.question, self._window.notice):
            wide = min(NOTICE_WIDTH, room - 2 * MARGIN)
            high = max(panel.heightForWidth(wide) if panel.hasHeightForWidth() else 0, NOTICE_HEIGHT)
            panel.setGeometry(first + (room - wide) // 2, bottom - high, wide, high)
            if not panel.isHidden():
                bottom -= high + GRID
        self._place_explanation(left, right, bottom)

    def _place_lesson(self, bottom: int) -> int:
        """Over the bar, in the middle of what no panel covers; how far down there is room above it."""
        panel = self._window.lesson
        panel.set_scale(self._window.presentation.scale)
        if not self._window.teacher.is_on:
            return bottom
        first, wide = self._lesson_place()
        high = panel.height_for(wide)
        panel.setGeometry(first, bottom - high, wide, high)
        return bottom - high - GRID

    def _lesson_place(self) -> tuple[int, int]:
        """Where the lesson's panel begins, and how wide it is."""
        left, _, right, _ = self._insets()
        if self._is_narrow():
            left = right = 0
        room = self._window.width() - left - right
        wide = min(round(LESSON_WIDTH * self._window.presentation.scale), room - 2 * MARGIN)
        return left + (room - wide) // 2, wide

    def _is_narrow(self) -> bool:
        """Whether a lesson has too little room between the panels, and lies below them."""
        left, _, right, _ = self._insets()
        return self._window.width() - left - right < NOTICE_LEAST

    def _across(self) -> int:
        """How much of the panels' height a lesson takes: what it points at is in them."""
        lies = self._window.teacher.is_on and not self._window.presentation.is_on and self._is_narrow()
        return self._lesson_room if lies else 0

    def _room_of_lesson(self) -> int:
        """How much of the stage's foot the lesson takes, at whichever of its steps."""
        window = self._window
        if not window.teacher.is_on:
            return 0
        window.lesson.set_scale(window.presentation.scale)
        bar = TRANSPORT_HEIGHT + MARGIN if window.presentation.is_on else 0
        return window.lesson.greatest_height(self._lesson_place()[1]) + MARGIN + bar

    def _place_explanation(self, left: int, right: int, bottom: int) -> None:
        """Over the bar in the middle; under the title where the ball would lie beneath it."""
        window = self._window
        panel, head = window.explanation, window.canvas.head()
        panel.set_scale(window.presentation.scale)
        size = panel.sizeHint()
        room = window.width() - left - right
        x = left + max((room - size.width()) // 2, 0)
        y = bottom - size.height()
        near = QRect(x, y, size.width(), size.height()).adjusted(-2 * GRID, -6 * GRID, 2 * GRID, 2 * GRID)
        if head is not None and near.contains(head.toPoint()):
            y = round(TITLE_HEIGHT * window.presentation.scale)
        panel.setGeometry(x, y, size.width(), size.height())

    def _width_of_title(self) -> int:
        """Beside the stage it keeps to the maps: no line runs over the edge between the two."""
        window = self._window
        edge = self._edge_of_maps() if window.maps.is_wanted else window.width()
        right = edge if edge < window.width() else window.width() - self._aside()
        return right - 2 * self._margin

    def _under_title(self) -> int:
        """Where numbers may begin: a caption may have more lines than there is usually room for."""
        title = self._window.title
        return title.y() + title.height() + GRID

    def _title_height(self, wide: int) -> int:
        title = self._window.title
        caption = title.caption.heightForWidth(max(wide, 100))
        return title.button.sizeHint().height() + max(caption, 20) + 6

    @property
    def _margin(self) -> int:
        return round(MARGIN * self._window.presentation.scale)

    def _aside(self) -> int:
        """How much what stands at the right takes of the width."""
        window = self._window
        if window.presentation.is_on:
            return window.legend.sizeHint().width() + 2 * self._margin
        return window.runs.width() + 2 * MARGIN if not self.folded else MARGIN

    def _insets(self) -> tuple[int, int, int, int]:
        window = self._window
        if window.presentation.is_on:
            return (
                self._beside_maps(self._margin),
                round(TITLE_HEIGHT * window.presentation.scale),
                self._aside(),
                self._margin + self._lesson_room,
            )
        bottom = TRANSPORT_HEIGHT + 2 * MARGIN + self._lesson_room
        if window.maps.is_wanted:
            return self._beside_maps(MARGIN), TITLE_HEIGHT, self._aside(), bottom
        # before anything is open, charts are expected: the first picture then need not be painted twice
        expected = window.session.loaded is None or (window.charts.is_wanted and not window.charts.is_folded)
        left = window.charts.width() + 2 * MARGIN if expected and not self.folded else MARGIN
        return left, TITLE_HEIGHT, self._aside(), bottom
