"""The numbers of a stretch of steps that depend on the step alone, computed once for all particles."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from .language.evaluate import Plan
from .language.field_kernel import EPOCH, KAPPA
from .language.graph import Graph
from .language.lowering import Column
from .problem import Float, Settings


class Table:
    """Columns of a graph as rows of numbers, a row a step."""

    def __init__(self, graph: Graph, columns: Sequence[Column], dtype: np.dtype) -> None:
        self.columns = columns
        self.dtype = dtype
        self.plan = Plan(graph, [node for node, _ in columns])

    def rows(self, values: dict[str, Any]) -> Float:
        """(steps, columns): computed in float64, rounded once."""
        steps = len(values[EPOCH])
        table = np.zeros((steps, max(1, len(self.columns))), self.dtype)
        with np.errstate(all="ignore"):
            for k, (value, (_, rest)) in enumerate(zip(self.plan.run(values), self.columns, strict=True)):
                rounded = np.asarray(value).astype(self.dtype)
                table[:, k] = value - rounded.astype(np.float64) if rest else rounded
        return table


def step_values(settings: Settings, t: Float) -> tuple[dict[str, Any], dict[str, Any]]:
    """The values of names in the rule's and in the field's table at steps t."""
    rule = {**settings.rule_values(t), EPOCH: t}
    field = {KAPPA: 1.0, "t": t, **settings.field_params, EPOCH: t}
    return rule, field
