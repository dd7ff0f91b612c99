"""The scenario that a person edits, with everything that it was before and where it is kept.

Scenarios are frozen, so an edit is a new scenario, and undoing is going back to an old one.
"""

from __future__ import annotations

from collections.abc import Hashable
from pathlib import Path

from scenarios.schema import Scenario

MOST_EDITS = 500


class Document:
    """path is where `save` writes without asking; None for one that has no file of the person's own."""

    def __init__(self, scenario: Scenario, path: Path | None = None) -> None:
        self.path = path
        self._past: list[Scenario] = []
        self._present = scenario
        self._future: list[Scenario] = []
        self._saved: Scenario | None = scenario
        self._group: Hashable = None
        self._shown: tuple[Scenario, ...] = ()

    @property
    def scenario(self) -> Scenario:
        return self._present

    @property
    def is_modified(self) -> bool:
        """Whether the file, or what was opened, says something else."""
        if any(self._present is one for one in self._shown):
            return False
        return self._present is not self._saved and self._present != self._saved

    @property
    def can_undo(self) -> bool:
        return bool(self._past)

    @property
    def can_redo(self) -> bool:
        return bool(self._future)

    def apply(self, scenario: Scenario, merge: Hashable = None) -> None:
        """The scenario is another from now on.

        Edits of the same `merge` that follow each other are undone together, until `close_group`.
        """
        if merge is None or merge != self._group:
            self._past = [*self._past[-MOST_EDITS + 1 :], self._present]
        self._group = merge
        self._present = scenario
        self._future = []

    def amend(self, scenario: Scenario) -> None:
        """Says the present edit more exactly; nothing to undo for itself."""
        self._saved = scenario if self._present is self._saved else self._saved
        self._present = scenario

    def spare(self) -> None:
        """The present state was shown to the person, who did nothing: there is nothing of theirs to lose."""
        self._shown = (*self._shown, self._present)

    def close_group(self) -> None:
        """The next edit is undone for itself."""
        self._group = None

    def undo(self) -> None:
        """Back to before the last edit; nothing where there is none."""
        if self._past:
            self._future.append(self._present)
            self._present = self._past.pop()
            self._group = None

    def redo(self) -> None:
        """What was undone last, again; nothing where there is nothing."""
        if self._future:
            self._past.append(self._present)
            self._present = self._future.pop()
            self._group = None

    def mark_saved(self, scenario: Scenario, path: Path) -> None:
        """This state of it is in that file."""
        self._saved, self.path = scenario, path

    def mark_unsaved(self) -> None:
        """It is in no file, whatever it says: a scenario that was recovered, say."""
        self._saved = None
