"""What is drawn at the selected ball, switched: actions with their keys, and a bar that is the legend too."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QGridLayout, QToolButton, QWidget

from engine.language.roles import roles
from engine.language.symbols import unicode_symbol
from gui.actions.registry import Actions
from gui.panels.panel import Panel
from gui.theme import BODY, GRID, ICON, current_theme, font
from gui.translations import QT_TRANSLATE_NOOP

if TYPE_CHECKING:
    from gui.canvas import Canvas
    from gui.model.frame import Frame
    from gui.model.session import Session
    from scenarios.schema import Overlay

NAMES: dict[Overlay, tuple[str, str]] = {
    "gradient": (QT_TRANSLATE_NOOP("window", "Gradient at the ball"), "Shift+G"),
    "momentum": (QT_TRANSLATE_NOOP("window", "Momentum at the ball"), "Shift+M"),
    "step": (QT_TRANSLATE_NOOP("window", "The next step at the ball"), "Shift+S"),
    "look_ahead": (QT_TRANSLATE_NOOP("window", "Where the rule looks ahead"), "Shift+A"),
    "scaling": (QT_TRANSLATE_NOOP("window", "Scaling of the coordinates"), "Shift+C"),
    "rate": (QT_TRANSLATE_NOOP("window", "Learning rate at the ball"), "Shift+N"),
}
"""Each overlay's action and key."""

FIRST: tuple[Overlay, ...] = ("gradient", "momentum", "step", "look_ahead")
"""What is switched on together at first."""

_FOOT = 4 * GRID  # the numbers along the edge stay free


class Sight:
    """Bound to the session. Switched off and on again it shows what it showed before."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._last: tuple[Overlay, ...] = FIRST

    @property
    def shown(self) -> tuple[Overlay, ...]:
        scenario = self._session.scenario
        return scenario.view.overlays if scenario is not None else ()

    @property
    def is_possible(self) -> bool:
        """Whether there is a ball to draw at, or a particle of a swarm that was pointed out."""
        frame = self._session.frame
        if frame is None:
            return False
        return self._session.is_picked or any(heads is not None for heads in frame.heads)

    def toggle(self, name: Overlay) -> None:
        """Shows one part, or leaves it out again; in the order in which they are listed."""
        wanted = set(self.shown) ^ {name}
        self._session.set_overlays(tuple(each for each in NAMES if each in wanted))

    def toggle_all(self) -> None:
        if self.shown:
            self._last = self.shown
            self._session.set_overlays(())
        else:
            self._session.set_overlays(self._last)

    def declare(self, actions: Actions, canvas: Canvas) -> None:
        """Declares what the keyboard, the palette and the bar do."""
        actions.add(
            "sight", QT_TRANSLATE_NOOP("window", "What the optimizer sees"), self.toggle_all, "stage",
            keys="S", icon="sight", enabled=lambda: self.is_possible, checked=lambda: bool(self.shown),
        )  # fmt: skip
        for name, (text, key) in NAMES.items():
            actions.add(
                f"sight_{name}", text, partial(self.toggle, name), "stage", keys=key,
                enabled=lambda: self.is_possible, checked=lambda n=name: n in self.shown,  # type: ignore[misc]
            )  # fmt: skip
        session = self._session
        actions.add(
            "relief", QT_TRANSLATE_NOOP("window", "Plan or relief"), session.toggle_relief, "stage",
            keys="V", icon="relief", enabled=lambda: session.is_staged,
            checked=lambda: session.camera is not None,
        )  # fmt: skip
        actions.add(
            "axes", QT_TRANSLATE_NOOP("window", "Numbers along the edges"),
            lambda: canvas.set_axes(not canvas.shows_axes), "stage", keys="X", icon="axes",
            checked=lambda: canvas.shows_axes,
        )  # fmt: skip


class SightBar(Panel):
    """A button for the relief, one that shows the overlays, and while they are shown a switch for each.

    While `is_bare` it is hidden: a stage that is presented shows no switches.
    """

    def __init__(self, session: Session, sight: Sight, canvas: QWidget) -> None:
        super().__init__(canvas)
        self._session, self._sight = session, sight
        self.switches: dict[Overlay, QToolButton] = {}
        self.eye, self.cube = self._button(), self._button()
        self._columns = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(GRID // 2, GRID // 2, GRID // 2, GRID // 2)
        self._grid.setSpacing(2)
        for name in NAMES:
            self.switches[name] = self._button()
        self._arrange(len(self._buttons))
        self._was_possible = self._was_wanted = False
        self.is_bare = False
        session.frame_changed.connect(self._follow)
        self.hide()

    def _follow(self, frame: Frame) -> None:
        if (self._sight.is_possible, self._is_wanted) != (self._was_possible, self._was_wanted):
            self.show_switches()

    def set_bare(self, bare: bool) -> None:
        """Whether the picture is shown without anything to press."""
        self.is_bare = bare
        self.setVisible(self._is_wanted)

    @property
    def _is_wanted(self) -> bool:
        return self._session.frame is not None and self._session.is_staged and not self.is_bare

    def _arrange(self, columns: int) -> None:
        """So many buttons beside each other."""
        if columns != self._columns:
            self._columns = columns
            for number, button in enumerate(self._buttons):
                self._grid.addWidget(button, *divmod(number, columns))

    @property
    def _buttons(self) -> list[QToolButton]:
        return [*self.switches.values(), self.eye, self.cube]

    @property
    def _whole(self) -> int:
        """How wide it is with all that it shows in one row."""
        wide = [
            button.sizeHint().width() + self._grid.spacing()
            for button in self._buttons
            if not button.isHidden()
        ]
        return sum(wide) - self._grid.spacing() + GRID

    def _button(self) -> QToolButton:
        button = QToolButton(self)
        button.setIconSize(QSize(ICON, ICON))
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setFont(font(BODY, QFont.Weight.DemiBold))
        return button

    def wire(self, actions: Actions) -> None:
        """Lets the buttons do what the window declares."""
        actions.wire(self.eye, "sight")
        actions.wire(self.cube, "relief")
        for name, button in self.switches.items():
            actions.wire(button, f"sight_{name}")
        actions.changed.connect(self.show_switches)

    def show_switches(self) -> None:
        """Colours and symbols of the selected run's rule."""
        overlays = current_theme().overlay
        colours: dict[Overlay, str] = {
            "gradient": overlays.gradient,
            "momentum": overlays.momentum,
            "step": overlays.step,
            "look_ahead": overlays.gradient,
            "scaling": overlays.scaling,
            "rate": current_theme().text,
        }
        symbols, opened = self._symbols(), bool(self._sight.shown)
        for name, button in self.switches.items():
            button.setText(symbols[name])
            colour = colours[name] if button.isChecked() else current_theme().faint
            sheet = f"QToolButton {{ color: {colour}; padding: 0 6px; }}"
            if button.styleSheet() != sheet:
                button.setStyleSheet(sheet)
            button.setVisible(opened)
        self._was_possible = self._sight.is_possible
        self.eye.setVisible(self._was_possible)
        self._was_wanted = self._is_wanted
        self.setVisible(self._was_wanted)
        self.adjustSize()

    def _symbols(self) -> dict[Overlay, str]:
        session = self._session
        memory, scaling = "m", "η₁ η₂"
        if session.selected < len(session.runs):
            found = roles(session.runs[session.selected].optimizer.rule)
            memory = found.momentum or memory
            if found.divisor is not None:
                scaling = f"1/{'√' if found.rooted else ''}{unicode_symbol(found.divisor)}"
        return {
            "gradient": "g",
            "momentum": unicode_symbol(memory),
            "step": "Δθ",
            "look_ahead": "g ⋯",
            "scaling": scaling,
            "rate": "η",
        }

    def place(self, area: QRectF) -> None:
        """At the lower right of what nothing lies over, in two rows where one is too wide."""
        count = len(self._buttons)
        self._arrange(count if self._whole <= area.width() - 2 * GRID else count // 2)
        self.adjustSize()
        self.move(round(area.right()) - self.width() - GRID, round(area.bottom()) - self.height() - _FOOT)
