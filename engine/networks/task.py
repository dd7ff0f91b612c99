"""What is to be learnt, and by what network: the entry that stands where a landscape does elsewhere."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from engine.entries.entry import Entry
from engine.errors import InputError, RangeError, UnknownNameError
from engine.phrase import Phrase

from . import data
from .data import KINDS, Points
from .shape import ACTIVATIONS, Activation, Shape, shape_of

MOST_UNITS = 64
MOST_LAYERS = 3


@dataclass(frozen=True, eq=False)
class Task(Entry):
    """Points of a kind, or a person's own, and the hidden layers that tell them apart.

    batch: points to a step; None for all of them. networks: how many are trained side by side, each with
    first weights and an order of batches of its own.
    """

    kind: str = ""
    own: Points | None = None
    hidden: tuple[int, ...] = (16, 16)
    activation: Activation = "tanh"
    batch: int | None = None
    networks: int = 16

    def points(self, seed: int, values: Mapping[str, float] | None = None) -> Points:
        """The points, the same for the same seed and values."""
        return self.own if self.own is not None else data.make(self.kind, seed, values)

    def shape(self, points: Points) -> Shape:
        return shape_of(self.hidden, points.classes, self.activation)

    def updates(self, points: Points) -> int:
        """Steps of the optimizer to an epoch, in which every point is seen once."""
        return 1 if self.batch is None else -(-len(points) // self.batch)


def task(
    kind: str | None = None,
    *,
    own: Sequence[Sequence[float]] | None = None,
    hidden: Sequence[int] = (16, 16),
    activation: str = "tanh",
    batch: int | None = None,
    networks: int = 16,
) -> Task:
    """A task of generated points, or of one's own (x, y, class). Raises InputError."""
    if (kind is None) == (own is None):
        raise InputError(Phrase("a network learns either a data set or points, exactly one of them"))
    if kind is not None and kind not in KINDS:
        raise UnknownNameError(Phrase("data set"), kind, KINDS)
    if not 1 <= len(hidden) <= MOST_LAYERS:
        raise RangeError(Phrase("the number of hidden layers"), len(hidden), 1, MOST_LAYERS)
    for units in hidden:
        if not 1 <= units <= MOST_UNITS:
            raise RangeError(Phrase("the units of a layer"), units, 1, MOST_UNITS)
    if activation not in ACTIVATIONS:
        raise UnknownNameError(Phrase("activation"), activation, ACTIVATIONS)
    found = KINDS.get(kind or "")
    names = {"en": found.en, "ru": found.ru} if found else {"en": "Own points", "ru": "Свои точки"}
    return Task(
        id=kind or "points",
        name=names,
        summary={"en": "", "ru": ""},
        source={"en": "", "ru": ""},
        parameters=found.parameters if found else (),
        kind=kind or "",
        own=data.own(own) if own is not None else None,
        hidden=tuple(hidden),
        activation="relu" if activation == "relu" else "tanh",
        batch=batch,
        networks=networks,
    )
