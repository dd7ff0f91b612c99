"""A run as one kernel for a device of many threads: rule and field in one loop over the steps.

A thread steps one particle after the other; its position and states stay in registers for all steps of a
launch. It has done with a particle before the last step where no further step can change anything that is
asked for: where the particle has stopped, and where it rests at a fixed point. That is where one step left θ
and every state as they were, to the bit, and the steps to come are given the same numbers (`steady`) and no
noise: each would do the same again, and leave the same last gradient. It is looked for at every `WATCH`-th
step. A group of threads whose particles have all finished costs nothing more.

The operations are those of the CPU's kernels in the same order, each rounded by itself, so the bits are those
of a CPU that fuses multiply-adds, but for what subnormal numbers become.

What the kernel is given, every array flat and of the run's type unless it says otherwise:

    w         rows of n numbers: θ, θ before the last step, the last gradient, every state; a row a coordinate
    stopped   (n,) int32, the step that was not finite, or -1
    p, q      the tables of the rule and of the field, a row a step
    amounts   what noise and clipping need, see `engine.language.device_modifiers`
    key       uint32, what noise needs besides
    frames    (slots, `frame_rows`, n), the asked rows after steps `until`, `until + every`, … of this launch
    n, done, steps, until, every, slots   whole numbers
    steady    after how many steps of this launch the tables' rows are all the same, see `engine.tables`
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from .common_kernels import write_across
from .device_modifiers import Modifiers, Modifying
from .device_writer import DeviceWriter
from .field_kernel import EPOCH, FieldProgram
from .graph import Graph, names_in
from .lowering import Column
from .rule_kernel import Barrier, RuleProgram

#: Rows of `w` before the states.
ROWS = ("theta", "previous", "gradient")

WATCH = 32
"""Steps from one look for a fixed point to the next, a power of two."""


def step_text(
    rule: RuleProgram,
    field: FieldProgram,
    modifiers: Modifiers,
    frames: Sequence[str] = (),
    scheduled: Collection[str] = (),
) -> str:
    """The kernel `step`.

    frames: which rows a frame has, of `ROWS` and "state:" with a name; none for a kernel without frames.
    scheduled: parameters of the rule that differ from step to step.
    """
    return _StepKernel(rule, field, modifiers, frames, {"t", EPOCH, *scheduled}).text()


class _StepKernel:
    def __init__(
        self,
        rule: RuleProgram,
        field: FieldProgram,
        modifiers: Modifiers,
        frames: Sequence[str],
        changing: set[str],
    ) -> None:
        self.rule = rule
        self.field = field
        self.frames = frames
        self.changing = changing
        self.dims = field.dims
        self.writer = DeviceWriter(rule.target)
        self.modifying = Modifying(self.writer, modifiers, field.dims)
        self.sampled = any(b.op == "grad" for b in rule.barriers)
        self.watches = not (modifiers.noisy or modifiers.sparse)

    def text(self) -> str:
        line = self.writer.line
        numbers = "n, done, steps, until, every, slots, steady"
        line(0, f"def step(w, stopped, p, q, amounts, key, frames, {numbers}):")
        self._columns(1, steady=True)
        line(1, "for i in range(cuda.grid(1), n, cuda.gridsize(1)):")
        self._load()
        line(2, "taken = 0")
        line(2, "if stopped[index(i)] >= 0:")
        line(3, "taken = steps")
        self._before()
        if self.frames:
            line(2, "left = until")
            line(2, "slot = 0")
        line(2, "while taken < steps:")
        self._step()
        if self.frames:
            line(2, "while slot < slots:")
            self._frame(3)
        self._store()
        return self.writer.text()

    # Around the steps ----------------------------------------------------------------------------------

    def _columns(self, depth: int, steady: bool) -> None:
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

    def _registers(self) -> dict[str, str]:
        """Row -> prefix of the variable that holds it; the coordinate follows."""
        states = {f"state:{name}": f"s{k}_" for k, name in enumerate(self.rule.names)}
        return {"theta": "x", "previous": "b", "gradient": "g", **states}

    def _load(self) -> None:
        for number, (row, name) in enumerate(self._registers().items()):
            if row == "previous" or (row == "gradient" and not self.sampled):
                continue
            for d in range(self.dims):
                self.writer.line(2, f"{name}{d} = w[index({number * self.dims + d} * n + i)]")

    def _before(self) -> None:
        """A particle that has stopped has not moved in its last step."""
        for d in range(self.dims):
            self.writer.line(2, f"b{d} = x{d}")

    def _store(self) -> None:
        self.writer.line(2, "j = again(i)")
        for number, (row, name) in enumerate(self._registers().items()):
            if row == "gradient" and not self.sampled:
                continue
            for d in range(self.dims):
                self.writer.line(2, f"w[index({number * self.dims + d} * n + j)] = {name}{d}")

    def _frame(self, depth: int) -> None:
        registers = self._registers()
        names = [f"{registers[row]}{d}" for row in self.frames for d in range(self.dims)]
        for k, name in enumerate(names):
            self.writer.line(depth, f"frames[index((slot * {len(names)} + {k}) * n + i)] = {name}")
        self.writer.line(depth, "slot += 1")

    # One step ------------------------------------------------------------------------------------------

    def _step(self) -> None:
        line, rule = self.writer.line, self.rule
        self._columns(3, steady=False)
        line(3, "taken += 1")
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
        self._before_step()
        self._stop_unless_finite([name for results in finals for name in results])
        pairs = self._changes(finals)
        if self.watches:
            self._watch(pairs)
        self._accept([*pairs, *((f"g{d}", name) for d, name in enumerate(last))])
        if self.frames:
            line(3, "left -= 1")
            line(3, "if left == 0:")
            self._frame(4)
            line(4, "left = every")
        if self.watches:
            line(3, "if still:")
            line(4, "break")

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

    def _before_step(self) -> None:
        for d in range(self.dims):
            self.writer.line(3, f"b{d} = x{d}")

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
        registers = [name for row, name in self._registers().items() if row not in ROWS[1:]]
        return [
            (f"{register}{d}", result)
            for d, results in enumerate(finals)
            for register, result in zip(registers, results, strict=True)
            if f"{register}{d}" != result
        ]

    def _watch(self, pairs: list[tuple[str, str]]) -> None:
        """Whether this step has left everything as it was. Bits tell: zero has two signs."""
        line = self.writer.line
        line(3, f"still = taken > steady and (taken & {WATCH - 1}) == 0")
        for old, new in pairs:
            line(3, "if still:")
            line(4, f"still = asword({old}) == asword({new})")

    def _accept(self, pairs: list[tuple[str, str]]) -> None:
        moved = [(old, new) for old, new in pairs if old != new]
        if moved:
            # At once: a new value may be the old one of another register.
            self.writer.line(3, f"{', '.join(o for o, _ in moved)} = {', '.join(n for _, n in moved)}")


def row_names(rule: RuleProgram) -> list[str]:
    """The rows of `w`, in order; each has as many as there are coordinates."""
    return [*ROWS, *(f"state:{name}" for name in rule.names)]
