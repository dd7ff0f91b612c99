"""What a worker must be told that takes the place of another, which was lost or has grown."""

from __future__ import annotations

import time
from collections import deque
from dataclasses import replace

from gui.model import commands as c
from gui.model.frame import Frame, LineSet, Loaded

_OF_THE_WINDOW = (c.SetTheme, c.SetSize, c.SetPanes, c.SetSpeed, c.SetDevice, c.ListScenarios)
_OF_THE_SCENARIO = (c.Apply, c.SetView, c.SetCamera, c.Look)
"""Of each kind the last one says all."""

SOON = 20.0
"""Seconds within which a second loss means that the next worker would be lost too with what is open."""

MOST = 3
"""Losses, each soon after the one before it, after which it does not help to leave what is open unopened."""


class Recovery:
    """Listens to what goes to and fro; `take_over` says it again, in short.

    What has not been taken up yet is said again after all else: the window waits for it, as for a file that
    is to be saved.
    """

    def __init__(self) -> None:
        self._last: dict[type, c.Command] = {}
        self._opens: dict[int, c.Open] = {}
        self._loaded: Loaded | None = None
        self._frame: Frame | None = None
        self._lines: dict[c.SetLine, None] = {}
        self._pending: deque[tuple[int, c.Command]] = deque()
        self._sent = 0
        self._before = 0
        self._silent: int | None = None
        self._lost_at: float | None = None
        self.losses = 0
        """How many workers were lost, each soon after the one before it."""
        self.is_due = False
        """Whether `take_over` has something to say."""

    def note(self, command: c.Command) -> None:
        """The window has sent this."""
        if isinstance(command, c.SetLine):
            self._lines[command] = None
            return
        self._sent += 1
        if isinstance(command, (*_OF_THE_WINDOW, *_OF_THE_SCENARIO)):
            self._last[type(command)] = command
            return
        if isinstance(command, c.Open):
            self._opens[command.version] = command
        self._pending.append((self._sent, command))

    def events(self, events: list[object]) -> list[object]:
        """What of this the window should hear: it has not opened anew what was opened anew for it."""
        heard = []
        for event in events:
            if isinstance(event, Loaded):
                if event.version == self._silent:
                    self._silent = None
                    continue
                self._loaded = event
                # each may hold a scenario as a whole
                self._opens = {n: each for n, each in self._opens.items() if n >= event.version}
            elif isinstance(event, LineSet):
                self._lines.pop(event.asked, None)
            heard.append(event)
        return heard

    def frame(self, frame: Frame) -> Frame:
        """The frame as the window counts: with the commands that an earlier worker took up."""
        self._frame = frame
        handled = self._before + frame.handled
        while self._pending and self._pending[0][0] <= handled:
            self._pending.popleft()
        return replace(frame, handled=handled)

    def lose(self) -> bool:
        """The worker is lost; whether another should take its place."""
        now = time.monotonic()
        soon = self._lost_at is not None and now - self._lost_at < SOON
        self.losses = self.losses + 1 if soon else 1
        self._lost_at = now
        self.is_due = self.losses < MOST
        return self.is_due

    @property
    def spares(self) -> bool:
        """Whether the next worker is not told what is open: two ended soon after they were."""
        return self.losses > 1

    def take_over(self) -> list[c.Command]:
        """Once after a loss what the next worker must be told, else nothing."""
        if not self.is_due:
            return []
        self.is_due = False
        said = self._about_the_window()
        if self.spares:
            self._pending.clear()
        else:
            said += self._scenario() + self._not_taken_up()
        return self._counted(said)

    def begin(self) -> list[c.Command]:
        """What a worker must be told first that is about to open another scenario."""
        self._silent = None
        # the one before it is still at these, and ends when they are done
        self._pending.clear()
        return self._counted(self._about_the_window())

    def _about_the_window(self) -> list[c.Command]:
        return [self._last[kind] for kind in _OF_THE_WINDOW if kind in self._last]

    def _counted(self, said: list[c.Command]) -> list[c.Command]:
        """With lines that are not set yet, which are not counted."""
        self._before = self._sent - len(said)
        count = len(self._pending)
        self._pending = deque(
            (self._sent - count + n, command) for n, (_, command) in enumerate(self._pending, 1)
        )
        return [*said, *self._lines]

    def _not_taken_up(self) -> list[c.Command]:
        """What has been asked of the scenario that is open, or is to be, and has come to nothing yet."""
        loaded = self._loaded.version if self._loaded is not None else None
        opened = [n for n, (_, each) in enumerate(self._pending) if _opens(each, loaded)]
        for _ in range(opened[-1] + 1 if opened else 0):
            self._pending.popleft()
        return [command for _, command in self._pending]

    def _scenario(self) -> list[c.Command]:
        """What is open, as it is."""
        if self._loaded is None:
            return []
        version = self._silent = self._loaded.version
        frame = self._frame if self._frame is not None and self._frame.version == version else None
        # where nothing of it was seen yet, it begins as it was asked to
        play = frame is None and version in self._opens and self._opens[version].play
        said: list[c.Command] = [c.Open(version, self._loaded.resolved.scenario, play=play)]
        for kind in _OF_THE_SCENARIO:
            last = self._last.get(kind)
            if isinstance(last, c.Edit) and last.version != version:
                continue
            if isinstance(last, c.Apply):
                said.append(replace(last, turned=()))
            elif last is not None:
                said.append(last)
        if frame is not None:
            said.append(c.Seek(frame.step))
            said += [c.Play()] if frame.playing else []
        return said


def _opens(command: c.Command, version: int | None) -> bool:
    return isinstance(command, c.Open) and command.version == version
