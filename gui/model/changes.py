"""What may happen to a session; widgets listen to those changes that they show."""

from __future__ import annotations

from collections.abc import Callable

from engine.errors import RavineError
from gui.model.change import Change


class Changes:
    """Nothing of what has changed is here, only who must be told."""

    def __init__(self) -> None:
        self.opened = Change()
        self.hastening = Change()
        """Comes before an edit is undone, saved or put away: who waits to make one makes it now."""
        self.structure_changed = Change()
        self.document_changed = Change()
        self.edited = Change()
        """The person made the scenario another, or went back to what it was. That it was saved, or that the
        worker dated a turn more exactly, is no edit."""
        self.saved = Change()
        self.values_changed = Change()
        self.selection_changed = Change()
        self.visibility_changed = Change()
        self.playback_changed = Change()
        self.view_changed = Change()
        self.language_changed = Change()
        self.theme_changed = Change()
        self.list_changed = Change()
        self.device_changed = Change()
        self.loops_kept = Change()
        self.line_set = Change()
        self.frame_changed = Change()
        self.problem = Change()
        self.explained = Change()

    def attempt(self, act: Callable[[], object]) -> bool:
        """Does what was asked for where no field stands beside it; why it cannot be is told as a problem.

        Whether it was done.
        """
        try:
            act()
        except RavineError as error:
            self.problem.emit(error)
            return False
        return True
