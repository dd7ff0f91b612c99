"""One step of one particle as text for devices, and what every kernel that takes steps has around it.

A thread steps one particle after the other; its position and states stay in registers for all steps of a
launch. The operations are those of the CPU's kernels in the same order, each rounded by itself, so the bits
are those of a CPU that fuses multiply-adds, but for what subnormal numbers become.
"""

from __future__ import annotations

from .common_kernels import write_across
from .device_modifiers import Modifiers, Modifying
from .device_writer import DeviceWriter
from .field_kernel import FieldProgram
from .generate import STATES
from .graph import Graph, names_in
from .lowering import Column
from .rule_kernel import Barrier, RuleProgram

#: Rows of `w` that are no states.
THETA, PREVIOUS, GRADIENT = "theta", "previous", "gradient"

WATCH = 32
"""Steps from one look for a fixed point to the next, a power of two."""


class Stepping:
    """Writes steps; the rows of `w` are `rows`, each with as many numbers as there are coordinates.

    changing: names whose values differ from step to step. particle, sigma_row: see `Modifying` and
    `engine.compiled.Programs`.
    """

    def __init__(
        self,
        rule: RuleProgram,
        field: FieldProgram,
        modifiers: Modifiers,
        changing: set[str],
        rows: tuple[str, ...],
        particle: str = "i",
        sigma_row: int | None = None,
    ) -> None:
        self.rule = rule
        self.field = field
        self.changing = changing
        self.dims = field.dims
        self.rows = rows
        self.writer = DeviceWriter(rule.target)
        sigma = None if sigma_row is None else self._state(sigma_row)
        self.modifying = Modifying(self.writer, modifiers, field.dims, particle, sigma)
        self.samples = GRADIENT in rows and any(b.op == "grad" for b in rule.barriers)
        self.random = modifiers.noisy or modifiers.sparse
        self.watches = not self.random

    # Around the steps ----------------------------------------------------------------------------------

    def columns(self, depth: int, steady: bool) -> None:
        """Read what depends on the step alone; what is the same at every step, once."""
        for letter, table, columns, graph in (
            ("c", "p", self.rule.columns, self.rule.graph),
            ("d", "q", self.field.columns, self.field.graph),
        ):
            for k, column in enumerate(columns):
                if steady == self._steady(graph, column):
                    at = k if steady else f"taken * {len(columns)} + {k}"
                    self.writer.line(depth, f"{letter}{k} = {table}[index({at})]")

    def _steady(self, graph: Graph, column: Column) -> bool:
        return self.changing.isdisjoint(names_in(graph, [column[0]]))

    def _state(self, row: int) -> list[str]:
        """The registers of a state by its row in the blocks of a processor."""
        return [f"s{row - STATES}_{d}" for d in range(self.dims)]

    def registers(self) -> dict[str, str]:
        """Row -> prefix of the variable that holds it; the coordinate follows."""
        states = {f"state:{name}": f"s{k}_" for k, name in enumerate(self.rule.names)}
        known = {THETA: "x", PREVIOUS: "b", GRADIENT: "g", **states}
        return {row: known[row] for row in self.rows if row in known}

    def place(self, row: str, d: int, i: str) -> str:
        """Where a row has its number of a coordinate and the particle i."""
        return f"w[index({self.rows.index(row) * self.dims + d} * n + {i})]"

    def load(self, depth: int, skipped: tuple[str, ...] = ()) -> None:
        """Bring a particle from `w` into registers, but for θ before the last step and other rows."""
        for row, name in self.registers().items():
            if row == PREVIOUS or row in skipped or (row == GRADIENT and not self.samples):
                continue
            for d in range(self.dims):
                self.writer.line(depth, f"{name}{d} = {self.place(row, d, 'i')}")

    def before(self, depth: int) -> None:
        """Where a step begins is where the last one ended; what has stopped has not moved since."""
        for d in range(self.dims):
            self.writer.line(depth, f"b{d} = x{d}")

    def store(self, depth: int, skipped: tuple[str, ...] = ()) -> None:
        self.writer.line(depth, "j = again(i)")
        for row, name in self.registers().items():
            if row in skipped or (row == GRADIENT and not self.samples):
                continue
            for d in range(self.dims):
                self.writer.line(depth, f"{self.place(row, d, 'j')} = {name}{d}")

    # One step ------------------------------------------------------------------------------------------

    def step(self) -> None:
        """Write one step, inside two loops; `taken` counts it, and a particle that is lost leaves."""
        finals, slope = self.results()
        self.before(3)
        self._stop_unless_finite([name for results in finals for name in results])
        pairs = self._changes(finals)
        if self.watches:
            self.watch(pairs)
        self._accept([*pairs, *slope])

    def results(self) -> tuple[list[list[str]], list[tuple[str, str]]]:
        """Write what a step comes to: the names of θ and every state by coordinate, and the registers of the
        gradient with their new values."""
        rule = self.rule
        self.columns(3, steady=False)
        self.writer.line(3, "taken += 1")
        names = [self._names(d) for d in range(self.dims)]
        last: list[str] = []
        for number, barrier in enumerate(rule.barriers):
            at = [self._write(d, [barrier.argument], names[d])[0] for d in range(self.dims)]
            results = self._answer(barrier, number, at)
            if barrier.op == "grad":
                last = results = self.modifying.write(results, barrier.sample, number)
            for d, result in enumerate(results):
                names[d][barrier.result] = result
        finals = [self._write(d, rule.results, names[d]) for d in range(self.dims)]
        return finals, [(f"g{d}", name) for d, name in enumerate(last)] if self.samples else []

    def _names(self, d: int) -> dict[int, str]:
        """What a step of coordinate d starts from, by value."""
        names = self.rule.column_names()
        held = {"theta": f"x{d}", **{name: f"s{k}_{d}" for k, name in enumerate(self.rule.names)}}
        for value, op in enumerate(self.rule.ops):
            if op[0] == "input" and op[1] in held:
                names[value] = held[op[1]]
        return names

    def _write(self, d: int, wanted: list[int], names: dict[int, str]) -> list[str]:
        return self.writer.statements(3, self.rule.ops, wanted, names, f"t{d}_")

    def _answer(self, barrier: Barrier, number: int, at: list[str]) -> list[str]:
        if barrier.asks_field:
            return self.field.write(self.writer, 3, barrier.op, at, f"f{number}_", "d", "x0")
        return write_across(self.writer, 3, barrier.op, at, f"n{number}_")

    def _stop_unless_finite(self, results: list[str]) -> None:
        """A product with zero stays zero for what is finite, and the sum of such products too."""
        line, forms = self.writer.line, self.writer.forms
        zero = self.writer.constant(("literal", "0.0"))
        line(3, "lost = " + forms["mul"].format(results[0], zero))
        for name in results[1:]:
            line(3, "lost = " + forms["fma"].format(name, zero, "lost"))
        line(3, "if lost != lost:")
        line(4, "stopped[index(again(i))] = done + taken")
        line(4, "break")

    def _changes(self, finals: list[list[str]]) -> list[tuple[str, str]]:
        """The registers of position and states, each with the name of its new value."""
        registers = [name for row, name in self.registers().items() if row not in (PREVIOUS, GRADIENT)]
        return [
            (f"{register}{d}", result)
            for d, results in enumerate(finals)
            for register, result in zip(registers, results, strict=True)
            if f"{register}{d}" != result
        ]

    def watched(self) -> str:
        """The condition under which it is looked whether a step has left everything as it was."""
        return f"(taken & {WATCH - 1}) == 0"

    def watch(self, pairs: list[tuple[str, str]]) -> None:
        """Whether a step has left everything, given before and after it, as it was. Bits tell: zero has two
        signs."""
        line = self.writer.line
        line(3, f"still = taken > steady and {self.watched()}")
        for old, new in pairs:
            line(3, "if still:")
            line(4, f"still = asword({old}) == asword({new})")

    def leave_at_rest(self) -> None:
        if self.watches:
            self.writer.line(3, "if still:")
            self.writer.line(4, "break")

    def _accept(self, pairs: list[tuple[str, str]]) -> None:
        moved = [(old, new) for old, new in pairs if old != new]
        if moved:
            # At once: a new value may be the old one of another register.
            self.writer.line(3, f"{', '.join(o for o, _ in moved)} = {', '.join(n for _, n in moved)}")
