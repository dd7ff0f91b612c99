"""Rule and field in one loop: states stay in registers between them. For long bulk work without noise.

The operations are those of the split kernels in the same order, so the results are the same bits.
"""

from __future__ import annotations

from .common_kernels import write_across
from .field_kernel import FieldProgram
from .generate import LENGTH, POSITION, STATES, Writer
from .rule_kernel import Barrier, RuleProgram


def fused_text(rule: RuleProgram, field: FieldProgram) -> str:
    """The kernel `fused(w, p, q, steps)`: `steps` steps of a block, with a row of p and of q for each.

    It returns 1 where a watched value was not finite, else 0.
    """
    return _Fused(rule, field).text()


class _Fused:
    def __init__(self, rule: RuleProgram, field: FieldProgram) -> None:
        self.rule = rule
        self.field = field
        self.dims = field.dims
        self.share = LENGTH // field.dims
        self.writer = Writer(rule.target)

    def text(self) -> str:
        writer, rule = self.writer, self.rule
        writer.line(0, "@njit(types.int64(P, P, P, types.int64), **OPTIONS)")
        writer.line(0, "def fused(w, p, q, steps):")
        if rule.watched:
            writer.line(1, f"seen = {writer.constant(('const', 0))}")
        writer.line(1, "for t in range(steps):")
        for letter, table, columns in (("c", "p", rule.columns), ("d", "q", self.field.columns)):
            for k in range(len(columns)):
                writer.line(2, f"{letter}{k} = {table}[{len(columns)} * t + {k}]")
        writer.line(2, f"for i in range({self.share}):")
        self._body()
        writer.line(1, "return " + (rule.verdict(writer) if rule.watched else "0"))
        return writer.text()

    def _body(self) -> None:
        names = [self._read(d) for d in range(self.dims)]
        for number, barrier in enumerate(self.rule.barriers):
            arguments = [self._write(d, [barrier.argument], names[d])[0] for d in range(self.dims)]
            thetas = [own[self.rule.theta] for own in names]
            for d, result in enumerate(self._answer(barrier, number, arguments, thetas)):
                names[d][barrier.result] = result
        finals = [self._write(d, self.rule.results, names[d]) for d in range(self.dims)]
        rows = [POSITION, *(STATES + k for k in range(len(self.rule.names)))]
        by_row = [dict(zip(rows, results, strict=True)) for results in finals]
        self.rule.watch(self.writer, 3, by_row, self.rule.watched)
        for d, results in enumerate(finals):
            for row, result in zip(rows, results, strict=True):
                self.writer.line(3, f"w[{row * LENGTH + d * self.share} + i] = {result}")

    def _read(self, d: int) -> dict[int, str]:
        """Load θ and the states of coordinate d; their names and those of the columns."""
        names = self.rule.column_names()
        rows = {"theta": POSITION, **{name: STATES + k for k, name in enumerate(self.rule.names)}}
        for value, op in enumerate(self.rule.ops):
            if op[0] == "input" and op[1] in rows:
                names[value] = f"r{d}_{value}"
                self.writer.line(3, f"r{d}_{value} = w[{rows[op[1]] * LENGTH + d * self.share} + i]")
        return names

    def _write(self, d: int, wanted: list[int], names: dict[int, str]) -> list[str]:
        return self.writer.statements(3, self.rule.ops, wanted, names, f"t{d}_")

    def _answer(self, barrier: Barrier, number: int, arguments: list[str], thetas: list[str]) -> list[str]:
        if barrier.asks_field:
            return self.field.write(self.writer, 3, barrier.op, arguments, f"f{number}_", "d", thetas[0])
        return write_across(self.writer, 3, barrier.op, arguments, f"n{number}_")
