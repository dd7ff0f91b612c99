"""Parameters that change while a run goes on: what a person turned, and after how many steps."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from .errors import RangeError
from .phrase import Phrase


@dataclass(frozen=True)
class Turn:
    """After `step` steps, the rule and the field have these values, until another turn changes them."""

    step: int
    params: Mapping[str, float] = field(default_factory=dict)
    field_params: Mapping[str, float] = field(default_factory=dict)


class Turns:
    """The turns of a run, in the order of their steps; of those at one step the later given wins."""

    def __init__(self, turns: Iterable[Turn] = ()) -> None:
        self._turns = sorted(turns, key=lambda turn: turn.step)
        for turn in self._turns:
            if turn.step < 1:
                raise RangeError(Phrase("the step of a turn"), turn.step, 1, math.inf)

    def at(self, step: int) -> list[Turn]:
        """Those that come after exactly `step` steps."""
        return [turn for turn in self._turns if turn.step == step]

    def landscape(self, params: Mapping[str, float], step: int) -> dict[str, float]:
        """What the field's parameters are once `step` steps are taken, turns after the last one included."""
        found = dict(params)
        for turn in self._turns:
            if turn.step <= step:
                found |= turn.field_params
        return found

    def room(self, step: int, steps: int) -> int:
        """How many of the `steps` steps after `step` can be taken before the next turn."""
        return min([steps, *(turn.step - step for turn in self._turns if step < turn.step < step + steps)])
