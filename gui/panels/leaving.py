"""What is being typed when something else comes to stand in its place."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from gui.model.session import Session
from gui.panels.number_field import NumberField
from gui.panels.rename_field import RenameField


def leave_typing(session: Session, window: QWidget) -> None:
    """A name or a number that is being typed goes with what it was for: another scenario, other runs, another
    run that was selected.

    To be called before those listen to the session who take the keyboard, which confirms what is typed.
    """

    def leave() -> None:
        # whatever has the keyboard in the window, though the window itself may not have it
        typed = window.focusWidget()
        if isinstance(typed, NumberField | RenameField):
            typed.leave()

    for change in (session.opened, session.structure_changed, session.selection_changed):
        change.connect(leave)
