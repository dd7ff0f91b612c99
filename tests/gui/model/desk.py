"""A session without a worker."""

from __future__ import annotations

import scenarios
from gui.model import commands
from gui.model.frame import Frame, Loaded
from gui.model.session import Session
from scenarios.resolving import resolve


class Desk:
    """A session without a worker: what it sends is kept."""

    def __init__(self, name: str = "everyone_from_one_point") -> None:
        self.sent: list[commands.Command] = []
        self.session = Session(self.sent.append)
        self.session.open(name)
        self.version = self.last(commands.Open).version
        self.session.adopt(Loaded(self.version, resolve(scenarios.load(name)), name))

    def last(self, kind):
        return next(c for c in reversed(self.sent) if isinstance(c, kind))

    def frame(self, **changes: object) -> Frame:
        fields = {
            "version": self.version,
            "handled": len(self.sent),
            "step": 3,
            "total": 400,
            "playing": True,
        }
        return Frame(**{**fields, **changes})
