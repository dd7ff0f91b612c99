"""Which states of a rule could become infinite or not a number and then be finite again.

A kernel looks for what is not finite after many steps, which is enough where it cannot vanish meanwhile.
θ ← θ − ηg keeps it for good; θ ← max(θ, 0) forgets −∞. What may forget is watched at every step.
"""

from __future__ import annotations

from .graph import Graph, topological
from .rule import Rule


def forgetful(rule: Rule) -> set[str]:
    """The names, among "theta" and the states, that must be watched at every step."""
    updated = {"theta": rule.theta, **rule.updated}
    reached = {name: _carried(rule.graph, name, list(updated.values())) for name in updated}
    lasting = set(updated)
    while True:
        left = {name for name in lasting if not any(updated[o] in reached[name] for o in lasting)}
        if not left:
            return set(updated) - lasting
        lasting -= left


def _carried(graph: Graph, name: str, roots: list[int]) -> set[int]:
    """The nodes that cannot be finite where `name` is not."""
    carried: set[int] = set()
    for node in topological(graph, roots):
        op, *args = graph.nodes[node]
        if op == "name":
            kept = args[0] == name
        elif op in ("add", "sub", "mul"):
            kept = args[0] in carried or args[1] in carried
        elif op in ("neg", "abs", "sqrt", "div", "sin", "cos", "tan", "log", "mod"):
            kept = args[0] in carried
        elif op == "where":
            kept = args[1] in carried and args[2] in carried
        elif op in ("min", "max"):
            kept = args[0] in carried and args[1] in carried
        else:
            kept = False
        if kept:
            carried.add(node)
    return carried
