"""What was turned while time ran: it takes effect at the step that was reached when the worker heard of it.

The window stamps a turn with the step on screen. To keep that, the worker would have to go back; instead the
turn is dated to the present step, and the window told. Until it has heard, it goes on sending the old date.
"""

from __future__ import annotations

from gui.model import edits
from gui.model.commands import Apply
from gui.model.frame import Restamped
from scenarios.resolving import Resolved, resolve


class Restamping:
    """The dates that were changed since a scenario was opened as `version`."""

    def __init__(self, version: int) -> None:
        self._version = version
        self._told: list[Restamped] = []

    def take(self, command: Apply, now: int | None) -> list[Restamped]:
        """What the window must be told, if time runs and stands at the step `now`; nothing if it does not."""
        if now is None:
            return []
        late = [
            Restamped(self._version, turned, now)
            for turned in dict.fromkeys(command.turned)
            if turned.step < now
        ]
        self._told += late
        return late

    def applied(self, command: Apply) -> Resolved:
        """The command's scenario with the dates that it has not heard of."""
        scenario = command.resolved.scenario
        for told in self._told[command.restamped :]:
            scenario = edits.restamped(scenario, told.turned, told.now)
        if scenario is command.resolved.scenario:
            return command.resolved
        return resolve(scenario, "scenario", command.resolved)
