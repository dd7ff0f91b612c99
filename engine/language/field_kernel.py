"""The kernel of a field: what a landscape or signal answers at every position of a block."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from .generate import GRADIENT, KEPT, LENGTH, OTHER, POSITION, Target, Writer
from .graph import Graph
from .lowering import SAMPLES_AT, Column, Lowered
from .program import Op, contracted, size

#: Numbers of the operations in a call of the kernel.
OPERATIONS = ("grad", "loss", "hess_diag", "newton")

#: Names that a person cannot give a parameter: the epoch of the step, and what a look-ahead is worth.
EPOCH = "the epoch"
KAPPA = "kappa"


@dataclass(frozen=True)
class Answer:
    """The program of one operation: per coordinate a result, over the coordinates of a position."""

    lowered: Lowered
    ops: list[Op]
    results: list[int]
    first_column: int


class FieldProgram:
    """All that rules may ask of a field, with one table of columns.

    nodes: results per coordinate for each operation. varying: the names of the coordinates; for a signal
    seen from ahead its epoch, and for a signal at the step alone nothing. own: names that have a value of
    their own for each particle, and the rows of the block in which these are.
    """

    def __init__(
        self,
        graph: Graph,
        nodes: Mapping[str, Sequence[int]],
        varying: Sequence[str],
        target: Target,
        *,
        dims: int,
        ahead: bool = False,
        own: Mapping[str, int] | None = None,
    ) -> None:
        self.graph = graph
        self.target = target
        self.dims = dims
        self.ahead = ahead
        self.varying = tuple(varying)
        self.own = dict(own or {})
        self.columns: list[Column] = []
        self.answers: dict[str, Answer] = {}
        if ahead:
            self.columns += [(graph.name(EPOCH), False), (graph.name(KAPPA), False)]
        for op, results in nodes.items():
            lowered = Lowered(graph, list(results), (*varying, *self.own), target.real)
            values = [lowered.value(node) for node in results]
            answer = Answer(lowered, contracted(lowered.program, values), values, len(self.columns))
            self.columns += lowered.columns
            self.answers[op] = answer

    @property
    def stands_alone(self) -> bool:
        """Whether it fits a kernel of its own only: it reads beside its table, or rows of states."""
        return bool(self.own) or any(
            self.graph.nodes[node] == ("name", SAMPLES_AT) for node, _ in self.columns
        )

    @property
    def size(self) -> int:
        """Operations of all answers together."""
        return sum(size(answer.ops, answer.results) for answer in self.answers.values())

    def write(
        self, writer: Writer, depth: int, op: str, at: Sequence[str], prefix: str, column: str, kept: str
    ) -> list[str]:
        """Write an operation at the position named by `at`; the names of its results, one a coordinate.

        `column` is the prefix of the columns' names, `kept` the name of θ where a signal is seen from ahead.
        """
        answer = self.answers[op]
        names: dict[int, str] = {}
        if self.ahead:
            forms = writer.forms
            moved = f"({kept} - {at[0]})"
            epoch = f"{prefix}epoch"
            writer.line(depth, f"{epoch} = " + forms["fma"].format(f"{column}1", moved, f"{column}0"))
            at = [epoch]
        inputs = dict(zip(self.varying, at, strict=False))
        inputs |= {name: f"own{k}" for k, name in enumerate(self.own)}
        for value, entry in enumerate(answer.ops):
            if entry[0] == "input":
                kind, _, number = entry[1].partition(" ")
                is_column = kind == "column" and number.isdigit()
                names[value] = (
                    f"{column}{answer.first_column + int(number)}" if is_column else inputs[entry[1]]
                )
        return writer.statements(depth, answer.ops, answer.results, names, prefix)

    def text(self) -> str:
        """The kernel `field(w, q, op)`: row 0 to row 1 (gradient) or row 3 (anything else)."""
        writer = Writer(self.target)
        writer.line(0, "@njit(types.void(P, P, types.int64), **OPTIONS)")
        writer.line(0, "def field(w, q, op):")
        for k in range(len(self.columns)):
            writer.line(1, f"c{k} = q[{k}]")
        for op in self.answers:
            writer.line(1, f"if op == {OPERATIONS.index(op)}:")
            self._loop(writer, op)
        return writer.text()

    def _loop(self, writer: Writer, op: str) -> None:
        share = LENGTH // self.dims
        writer.line(2, f"for i in range({share}):")
        for d in range(self.dims):
            writer.line(3, f"x{d} = w[{POSITION * LENGTH + d * share} + i]")
        if self.ahead:
            writer.line(3, f"kept = w[{KEPT * LENGTH} + i]")
        for k, row in enumerate(self.own.values()):
            writer.line(3, f"own{k} = w[{row * LENGTH} + i]")
        results = self.write(writer, 3, op, [f"x{d}" for d in range(self.dims)], "t", "c", "kept")
        row = GRADIENT if op == "grad" else OTHER
        for d, result in enumerate(results):
            writer.line(3, f"w[{row * LENGTH + d * share} + i] = {result}")
