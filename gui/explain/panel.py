"""The card of the scene that is on, with what leads from one scene to the next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from gui.explain.explainer import Explainer
from gui.explain.painting import PAD, WIDTH, Card, card_height, paint_card
from gui.model.session import Session
from gui.panels.buttons import IconButton
from gui.panels.formula_view import Typesetter
from gui.panels.panel import Panel
from gui.theme import GRID, current_theme
from gui.translations import QT_TRANSLATE_NOOP, translate

if TYPE_CHECKING:
    from gui.actions.registry import Actions

_FOOT = 32
_DOT = 3.0
_OWN_KEYS = (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Escape)


class ExplainPanel(Panel):
    """Bound to the explainer; hidden while nothing is explained. `resized` asks for layout."""

    resized = Signal()

    def __init__(
        self, session: Session, explainer: Explainer, typesetter: Typesetter, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session, self._explainer, self._typesetter = session, explainer, typesetter
        self._scale = 1.0
        self.back_button = IconButton("chevron_left", self)
        self.forward_button = IconButton("chevron_right", self)
        self.auto_button = IconButton("play", self)
        self.close_button = IconButton("close", self)
        row = QHBoxLayout(self)
        row.setContentsMargins(PAD, 0, GRID, GRID)
        row.setSpacing(GRID // 2)
        row.addStretch(1)
        for button in (self.back_button, self.auto_button, self.forward_button, self.close_button):
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignBottom)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.back_button.clicked.connect(explainer.back)
        self.forward_button.clicked.connect(explainer.forward)
        self.auto_button.clicked.connect(lambda: explainer.set_automatic(not explainer.is_automatic))
        self.close_button.clicked.connect(explainer.close)
        explainer.changed.connect(self.refresh)
        typesetter.ready.connect(self._measure)
        self.hide()

    def declare(self, actions: Actions) -> None:
        """What the keyboard and the palette can do with a step taken apart."""
        explainer = self._explainer
        actions.add(
            "explain", QT_TRANSLATE_NOOP("window", "Explain this step"), explainer.toggle, "time",
            keys="Ctrl+E", icon="explain", enabled=lambda: self._is_possible, checked=lambda: explainer.is_on,
        )  # fmt: skip
        actions.add(
            "explain_forward", QT_TRANSLATE_NOOP("window", "On in the explanation"), explainer.forward,
            "time", keys="J", enabled=lambda: explainer.is_on, repeats=True,
        )  # fmt: skip
        actions.add(
            "explain_back", QT_TRANSLATE_NOOP("window", "Back in the explanation"), explainer.back,
            "time", keys="K", enabled=lambda: explainer.is_on, repeats=True,
        )  # fmt: skip
        explainer.changed.connect(actions.refresh_later)

    @property
    def _is_possible(self) -> bool:
        return self._session.is_staged

    # -- showing -----------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """The scene that is on, or nothing."""
        on = self._explainer.is_on
        appears = on and self.isHidden()
        self.setVisible(on)
        if appears:
            self.raise_()
            self.setFocus()
        if on:
            self.retranslate()
            self._measure()

    def retranslate(self) -> None:
        explainer = self._explainer
        self.back_button.set_tip(translate("window", "Back in the explanation"), "K")
        self.forward_button.set_tip(translate("window", "On in the explanation"), "J")
        automatic = explainer.is_automatic
        self.auto_button.set_icon_name("pause" if automatic else "play")
        self.auto_button.set_tip(
            translate("window", "Stay at this scene") if automatic else translate("window", "Go on by itself")
        )
        self.close_button.set_tip(translate("window", "Close"), "Esc")
        self.back_button.setEnabled(explainer.number > 0)
        self.update()

    def set_scale(self, scale: float) -> None:
        """Larger letters for an audience."""
        if scale != self._scale:
            self._scale = scale
            self._measure()

    def sizeHint(self) -> QSize:
        card = self.card()
        high = card_height(card, self._line) + _FOOT if card is not None else 0
        return QSize(round(WIDTH * self._scale), round(high * self._scale))

    def card(self) -> Card | None:
        """What is written about the scene that is on."""
        scene, told = self._explainer.scene, self._explainer.told
        resolved = self._session.resolved
        if scene is None or told is None or resolved is None:
            return None
        name = self._session.localized(resolved.runs[told.run].label)
        heading = translate("window", "{0}: step {1}").format(name, told.anatomy.t)
        return Card(heading, scene.equation, (scene.line, *scene.rows), self._explainer.sentence())

    def _line(self, latex: str) -> QImage | None:
        ratio = self.devicePixelRatioF() * self._scale
        return self._typesetter.line((latex, current_theme().text, ratio))

    def _measure(self) -> None:
        if self._explainer.is_on:
            self.updateGeometry()
            self.resized.emit()
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        card = self.card()
        if card is None:
            return
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.scale(self._scale, self._scale)
            paint_card(painter, QPointF(0, 0), card, self._line, current_theme())
            self._paint_dots(painter)

    def _paint_dots(self, painter: QPainter) -> None:
        """One for each scene, that which is on filled."""
        colours, foot = current_theme(), self.height() / self._scale - GRID - 12
        painter.setPen(Qt.PenStyle.NoPen)
        for number in range(len(self._explainer.scenes)):
            on = number == self._explainer.number
            painter.setBrush(QColor(colours.accent if on else colours.faint))
            painter.drawEllipse(QPointF(PAD + _DOT + number * 4 * _DOT, foot), _DOT, _DOT)

    # -- keys --------------------------------------------------------------------------------------------

    def event(self, event: QEvent) -> bool:
        # while the card has the keyboard, arrows lead through its scenes and not through time
        override = event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent)
        if override and event.key() in _OWN_KEYS:  # type: ignore[attr-defined]
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        act = {
            Qt.Key.Key_Left: self._explainer.back,
            Qt.Key.Key_Right: self._explainer.forward,
            Qt.Key.Key_Escape: self._explainer.close,
        }.get(Qt.Key(event.key()))
        if act is not None:
            act()
        else:
            super().keyPressEvent(event)
