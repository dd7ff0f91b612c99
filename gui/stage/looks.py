"""How the runs of a scenario are drawn: on the window's stage and in recordings alike."""

from __future__ import annotations

from collections.abc import Sequence

from gui.model.edits import colour_of
from gui.stage.picture import RunLook
from gui.theme.colours import Theme
from scenarios.schema import Scenario


def run_looks(scenario: Scenario, theme: Theme, swarms: Sequence[bool]) -> list[RunLook]:
    """By run; swarms says which have too many particles for paths."""
    return [
        RunLook(
            colour=theme.run_colour(colour_of(scenario, k)),
            swarm=swarm,
            visible=not scenario.runs[k].hidden,
            ghost=scenario.runs[k].ghost,
        )
        for k, swarm in enumerate(swarms)
    ]
