"""From what a person opens to something that plays."""

from __future__ import annotations

from pathlib import Path

import scenarios
from gui.player.building import Builder
from gui.player.network import NetworkPlayer
from gui.player.signal import SignalPlayer
from gui.player.stage import StagePlayer
from scenarios.carrying import carries
from scenarios.reading import read
from scenarios.resolving import Resolved, resolve
from scenarios.schema import Scenario


def read_source(source: str | Path | Scenario) -> tuple[Resolved, Path | None]:
    """A scenario by its id, figure or path, or as it is, and the file that it came from: its whole path,
    which means the same file wherever Ravine is started next. Raises FileError."""
    if isinstance(source, Scenario):
        return resolve(source), None
    path = scenarios.locate(source)
    resolved = resolve(read(path), path)
    # a recording that carries a scenario is no file to save it to
    return resolved, None if carries(path) else path.absolute()


def player_of(resolved: Resolved, builder: Builder) -> StagePlayer | SignalPlayer | NetworkPlayer:
    """What plays a scenario, at step 0."""
    if resolved.is_network:
        return NetworkPlayer(resolved)
    if resolved.is_signal:
        return SignalPlayer(resolved, builder=builder)
    return StagePlayer(resolved, builder=builder)
