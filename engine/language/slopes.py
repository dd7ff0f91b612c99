"""How a step's values change with some of them, node by node, as numbers: no new expressions are made."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from engine.language.graph import Graph

Vector = NDArray[np.float64]


def passed_on(
    graph: Graph, node: int, slopes: Mapping[int, Vector], nodes: Mapping[int, Vector]
) -> Vector | None:
    """The derivative of a sum, a difference, a product, a branch that is taken, and of a quotient by what is
    above the line; None for every other node.

    slopes: the derivatives of the node's arguments. nodes: the values of the step (`engine.anatomy`).
    """
    op, args = graph.opcode(node), graph.arguments(node)
    d, v = [slopes[a] for a in args], [nodes[a] for a in args]
    match op:
        case "add":
            return d[0] + d[1]
        case "sub":
            return d[0] - d[1]
        case "neg":
            return -d[0]
        case "mul":
            return d[0] * v[1] + v[0] * d[1]
        case "div":
            return d[0] / v[1]
        case "where":
            return np.where(v[0] != 0, d[1], d[2])
    return None
