"""What a worker must be told that takes the place of another, which was lost or has grown."""

from __future__ import annotations

import time
from dataclasses import replace

from gui.model import commands as c
from gui.model.frame import Frame, LineSet, Loaded

_OF_THE_WINDOW = (c.SetTheme, c.SetSize, c.SetPanes, c.SetSpeed, c.SetDevice, c.ListScenarios)
_OF_THE_SCENARIO = (c.Apply, c.SetView, c.SetCamera, c.Look)
"""Of each kind the last one says all."""

SOON = 20.0
"""Seconds within which a second loss means that a third worker would be lost too."""


class Recovery:
    """Listens to what goes to and fro; `take_over` says it again, in short."""

    def __init__(self) -> None:
        self._last: dict[type, c.Command] = {}
        self._open: c.Open | None = None
        self._loaded: Loaded | None = None
        self._frame: Frame | None = None
        self._lines: dict[c.SetLine, None] = {}
        self._sent = 0
        self._before = 0
        self._silent: int | None = None
        self._lost_at: float | None = None
        self.is_due = False
        """Whether `take_over` has something to say."""

    def note(self, command: c.Command) -> None:
        """The window has sent this."""
        if isinstance(command, c.SetLine):
            self._lines[command] = None
            return
        self._sent += 1
        if isinstance(command, c.Open):
            self._open = command
            for kind in _OF_THE_SCENARIO:
                self._last.pop(kind, None)
        elif isinstance(command, (*_OF_THE_WINDOW, *_OF_THE_SCENARIO)):
            self._last[type(command)] = command

    def events(self, events: list[object]) -> list[object]:
        """What of this the window should hear: it has not opened anew what was opened anew for it."""
        heard = []
        for event in events:
            if isinstance(event, Loaded):
                if event.version == self._silent:
                    self._silent = None
                    continue
                self._loaded = event
            elif isinstance(event, LineSet):
                self._lines.pop(event.asked, None)
            heard.append(event)
        return heard

    def frame(self, frame: Frame) -> Frame:
        """The frame as the window counts: with the commands that an earlier worker took up."""
        self._frame = frame
        return replace(frame, handled=self._before + frame.handled)

    def lose(self) -> bool:
        """The worker is lost; whether another should take its place."""
        now = time.monotonic()
        soon = self._lost_at is not None and now - self._lost_at < SOON
        self._lost_at = now
        self.is_due = not soon
        return self.is_due

    def take_over(self) -> list[c.Command]:
        """Once after a loss what the next worker must be told, else nothing."""
        if not self.is_due:
            return []
        self.is_due = False
        said = self._about_the_window()
        if self._open is not None:
            said += self._scenario(self._open)
        return self._counted(said)

    def begin(self) -> list[c.Command]:
        """What a worker must be told first that is about to open another scenario."""
        self._silent = None
        return self._counted(self._about_the_window())

    def _about_the_window(self) -> list[c.Command]:
        return [self._last[kind] for kind in _OF_THE_WINDOW if kind in self._last]

    def _counted(self, said: list[c.Command]) -> list[c.Command]:
        """With lines that are not set yet, which are not counted."""
        self._before = self._sent - len(said)
        return [*said, *self._lines]

    def _scenario(self, opened: c.Open) -> list[c.Command]:
        if self._loaded is None or self._loaded.version != opened.version:
            return [opened]
        self._silent = opened.version
        said: list[c.Command] = [c.Open(opened.version, self._loaded.resolved.scenario, play=False)]
        for kind in _OF_THE_SCENARIO:
            last = self._last.get(kind)
            if isinstance(last, c.Apply):
                said.append(replace(last, turned=()))
            elif last is not None:
                said.append(last)
        frame = self._frame
        if frame is not None and frame.version == opened.version:
            said.append(c.Seek(frame.step))
            said += [c.Play()] if frame.playing else []
        return said
