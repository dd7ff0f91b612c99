"""A performer without a thread and without a clock."""

from __future__ import annotations

from gui.model import commands as c
from gui.model.frame import Frame, Problem
from gui.performer import Performer
from scenarios.resolving import Resolved, resolve
from scenarios.schema import Scenario

NAME = "everyone_from_one_point"


class Stand:
    """A performer with what it told, driven tick by tick."""

    def __init__(self, source: object = NAME, play: bool = True) -> None:
        self.told: list[object] = []
        self.performer = Performer(self.told.append)
        self.frames: list[Frame] = []
        self.do(c.SetSize(480, 270, (10, 10, 10, 10)), c.Open(1, source, play))

    def do(self, *commands: c.Command) -> Frame:
        for command in commands:
            self.performer.handle(command)
        return self.let_pass(0.0)

    def let_pass(self, seconds: float, ticks: int = 1) -> Frame:
        for _ in range(ticks):
            self.performer.tick(seconds / ticks)
            frame = self.performer.frame()
            if frame is not None:
                self.frames.append(frame)
        return self.frames[-1] if self.frames else Frame(0, 0, 0, 0, False)

    @property
    def resolved(self) -> Resolved:
        return self.performer._player.resolved

    def edit(self, scenario: Scenario, *turned: c.Turned, **heard: int) -> c.Apply:
        """The command for an edited scenario."""
        return c.Apply(1, resolve(scenario, known=self.resolved), turned, **heard)

    @property
    def problems(self) -> list[str]:
        return [event.message for event in self.told if isinstance(event, Problem)]
