"""The numbers of a stretch of steps that depend on the step alone, computed once for all particles."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from .errors import InputError
from .language.evaluate import Plan
from .language.field_kernel import EPOCH, KAPPA
from .language.graph import Graph
from .language.lowering import SAMPLES_AT, Column
from .phrase import Phrase
from .problem import Float, Settings


class Table:
    """Columns of a graph as rows of numbers, a row a step."""

    def __init__(self, graph: Graph, columns: Sequence[Column], dtype: np.dtype) -> None:
        self.columns = columns
        self.dtype = dtype
        self.plan = Plan(graph, [node for node, _ in columns])
        #: What follows the rows where a kernel reads samples: the number of the last one, then all.
        self.tail = np.empty(0, dtype)
        if any(graph.nodes[node] == ("name", SAMPLES_AT) for node, _ in columns):
            self.tail = np.array([len(graph.samples) - 1, *graph.samples], dtype)

    def rows(self, values: dict[str, Any]) -> Float:
        """(steps, columns): computed in float64, rounded once. The samples lie behind it in memory."""
        table = self._empty(len(values[EPOCH]))
        if len(self.tail):
            values = {**values, SAMPLES_AT: self._distances(len(table))}
        with np.errstate(all="ignore"):
            for k, (value, (_, rest)) in enumerate(zip(self.plan.run(values), self.columns, strict=True)):
                rounded = np.asarray(value).astype(self.dtype)
                table[:, k] = value - rounded.astype(np.float64) if rest else rounded
        return table

    def joined(self, parts: Sequence[Float]) -> Float:
        """What `rows` would have given of all steps at once, from what it gave of them in parts."""
        table = self._empty(sum(map(len, parts)))
        np.concatenate(parts, out=table)
        for k, (node, _) in enumerate(self.columns):
            if self.plan.graph.nodes[node] == ("name", SAMPLES_AT):
                table[:, k] = self._distances(len(table))
        return table

    def _empty(self, steps: int) -> Float:
        """Rows with the samples behind them. InputError where they would lie further than can be said."""
        width = max(1, len(self.columns))
        if len(self.tail) and steps * width > 2 << np.finfo(self.dtype).nmant:
            raise InputError(Phrase("so many steps at once are for float64 where a field has samples"))
        memory = np.zeros(steps * width + len(self.tail), self.dtype)
        memory[steps * width :] = self.tail
        return memory[: steps * width].reshape(steps, width)

    def _distances(self, steps: int) -> Float:
        """From the beginning of each row to the samples."""
        return np.arange(steps, 0.0, -1.0) * max(1, len(self.columns))


def steady_from(*tables: Float) -> int:
    """After how many steps each further one is given the same numbers, to the bit, as the last.

    From there on a step is a function of position and states alone, as long as there is no noise: a particle
    that one step leaves as it was, to the bit, is left so by all others.
    """
    steady = 0
    for table in tables:
        bits = np.ascontiguousarray(table).view(np.dtype(f"i{table.dtype.itemsize}"))
        differs = bits != bits[-1]
        # most tables are the same throughout, and told so in a third of the time
        if differs.any():
            steady = max(steady, int(np.flatnonzero(differs.any(axis=1))[-1]) + 1)
    return steady


def step_values(settings: Settings, t: Float) -> tuple[dict[str, Any], dict[str, Any]]:
    """The values of names in the rule's and in the field's table at steps t."""
    rule = {**settings.rule_values(t), EPOCH: t}
    field = {KAPPA: 1.0, "t": t, **settings.field_params, EPOCH: t}
    return rule, field
