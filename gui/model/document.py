"""The scenario that a person edits, with everything that it was before and where it is kept.

Scenarios are frozen, so an edit is a new scenario, and undoing is going back to an old one.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from scenarios.schema import Scenario

MOST_EDITS = 500


class _State(NamedTuple):
    """What the scenario was, and by place who its runs were: a number that a run keeps wherever it goes."""

    scenario: Scenario
    who: tuple[int, ...]


class Document:
    """path is where `save` writes without asking; None for one that has no file of the person's own."""

    def __init__(self, scenario: Scenario, path: Path | None = None) -> None:
        self.path = path
        self._known = len(scenario.runs)
        self._past: list[_State] = []
        self._state = _State(scenario, tuple(range(self._known)))
        self._future: list[_State] = []
        self._saved: Scenario | None = scenario
        self._group: Hashable = None
        self._shown: tuple[Scenario, ...] = ()

    @property
    def scenario(self) -> Scenario:
        return self._state.scenario

    @property
    def who(self) -> tuple[int, ...]:
        """By place, which run it is: the same number for the same run, wherever edits have put it."""
        return self._state.who

    def earlier(self) -> Iterator[tuple[Scenario, tuple[int, ...]]]:
        """What the scenario was before, the latest first, and who its runs were."""
        yield from reversed(self._past)

    @property
    def is_modified(self) -> bool:
        """Whether the file, or what was opened, says something else."""
        present = self._state.scenario
        if any(present is one for one in self._shown):
            return False
        return present is not self._saved and present != self._saved

    @property
    def can_undo(self) -> bool:
        return bool(self._past)

    @property
    def can_redo(self) -> bool:
        return bool(self._future)

    def before(self, merge: Hashable) -> Scenario:
        """What an edit of this `merge` begins with: where it goes on with one, what that began with."""
        return self._past[-1].scenario if self._past and merge == self._group else self.scenario

    def apply(
        self, scenario: Scenario, merge: Hashable = None, order: Sequence[int | None] | None = None
    ) -> None:
        """The scenario is another from now on.

        Edits of the same `merge` that follow each other are undone together, until `close_group`.
        order: by new place, where the run was; None for a new one. Without it each is where it was, and
        those beyond are new.
        """
        if merge is None or merge != self._group:
            self._past = [*self._past[-MOST_EDITS + 1 :], self._state]
        self._group = merge
        if order is None:
            order = [k if k < len(self.who) else None for k in range(len(scenario.runs))]
        who = tuple(self._newcomer() if old is None else self.who[old] for old in order)
        self._state = _State(scenario, who)
        self._future = []

    def _newcomer(self) -> int:
        self._known += 1
        return self._known - 1

    def amend(self, scenario: Scenario) -> None:
        """Says the present edit more exactly; nothing to undo for itself."""
        self._saved = scenario if self._state.scenario is self._saved else self._saved
        self._state = self._state._replace(scenario=scenario)

    def spare(self) -> None:
        """The present state was shown to the person, who did nothing: there is nothing of theirs to lose."""
        self._shown = (*self._shown, self._state.scenario)

    def close_group(self) -> None:
        """The next edit is undone for itself."""
        self._group = None

    def undo(self) -> None:
        """Back to before the last edit; nothing where there is none."""
        if self._past:
            self._future.append(self._state)
            self._state = self._past.pop()
            self._group = None

    def redo(self) -> None:
        """What was undone last, again; nothing where there is nothing."""
        if self._future:
            self._past.append(self._state)
            self._state = self._future.pop()
            self._group = None

    def mark_saved(self, scenario: Scenario, path: Path) -> None:
        """This state of it is in that file."""
        self._saved, self.path = scenario, path

    def mark_unsaved(self) -> None:
        """It is in no file, whatever it says: a scenario that was recovered, say."""
        self._saved = None
