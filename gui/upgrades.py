"""When compiled runs are asked for, and whether those that come are still wanted."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from scenarios.building import Where
    from scenarios.resolving import Resolved

QUIET = 0.3
"""Seconds from the first frame on before anything is compiled: compiling slows the first frames down."""

Compile = Callable[[int, "Resolved", "Where"], None]


class Upgrades:
    """compile: asked for the compiled runs of a scenario; None where there are none to be had."""

    def __init__(self, compile: Compile | None) -> None:
        self._compile = compile
        self._build = 0
        self._quiet = QUIET
        self.where: Where = "cpu"

    @property
    def is_quiet(self) -> bool:
        """Whether it is too early to compile."""
        return self._quiet > 0

    def wait(self, seconds: float) -> None:
        """So much of the quiet has passed."""
        self._quiet -= seconds

    def ask(self, resolved: Resolved | None) -> None:
        """Other runs are to be compiled, now if it is not too early; None where nothing is open."""
        self._build += 1
        if not self.is_quiet and self._compile is not None and resolved is not None:
            self._compile(self._build, resolved, self.where)

    def wants(self, build: int) -> bool:
        """Whether nothing else was asked for since."""
        return build == self._build
