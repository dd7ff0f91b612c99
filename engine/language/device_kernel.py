"""A run as one kernel for a device of many threads: rule and field in one loop over the steps.

A thread steps one particle after the other; its position and states stay in registers for all steps of a
launch. The operations are those of the CPU's kernels in the same order, each rounded by itself, so the bits
are those of a CPU that fuses multiply-adds.

What the kernel is given, every array flat and of the run's type unless it says otherwise:

    w         rows of n numbers: θ, θ before the last step, the last gradient, every state; a row a coordinate
    stopped   (n,) int32, the step that was not finite, or -1
    p, q      the tables of the rule and of the field, a row a step
    amounts   what noise and clipping need, see `AMOUNTS`
    key       uint32, see `KEY`
    frames    (slots, `frame_rows`, n), the asked rows after steps `until`, `until + every`, … of this launch
    n, done, steps, until, every, slots   whole numbers
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from engine.numerics import elementary, philox

from .field_kernel import EPOCH, FieldProgram
from .fused_kernel import norm_program
from .generate import Target, Writer
from .graph import Graph, names_in
from .lowering import Column
from .program import Op, Program, contracted
from .rule_kernel import Barrier, RuleProgram

#: Entries of `amounts`.
SIGMA, VALUE_BOUND, NORM_BOUND, AMOUNTS = range(4)

#: Entries of `key`: the seed, the bound under which a coordinate is present, the first particle's number.
SEED_LOW, SEED_HIGH, PRESENT, FIRST_LOW, FIRST_HIGH, KEY = range(6)

#: Rows of `w` before the states.
ROWS = ("theta", "previous", "gradient")

#: Every operation that could be fused by a compiler is a call that cannot.
_ROUNDED = {name: name + "({0}, {1})" for name in ("add", "sub", "mul", "div")}

_HEAD = """import numpy as np

R = np.{real}
W = np.int{bits}
U = np.uint32
inf = float("inf")
nan = float("nan")
"""


@dataclass(frozen=True)
class Modifiers:
    """Which of the things that may happen to a gradient do happen; see `engine.modifiers`."""

    noisy: bool = False
    sparse: bool = False
    clip_value: bool = False
    clip_norm: bool = False


class DeviceWriter(Writer):
    """Writes plain Python over named primitives; whoever loads the text brings them."""

    def __init__(self, target: Target) -> None:
        super().__init__(Target(target.real, fuses=True))
        self.forms = {**self.forms, **_ROUNDED}

    def text(self) -> str:
        real = self.target.real
        makers = {"literal": "R", "const": "W", "word": "U"}
        defined = [f"{name} = {makers[op[0]]}({op[1]})" for op, name in self.constants.items()]
        return "\n".join([_HEAD.format(real=real.name, bits=real.bits), *defined, "", *self.lines, ""])

    def word(self, value: int) -> str:
        """The name of an unsigned word of 32 bits."""
        return self.constant(("word", value))


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
        self.modifiers = modifiers
        self.frames = frames
        self.changing = changing
        self.dims = field.dims
        self.writer = DeviceWriter(rule.target)
        self.sampled = any(b.op == "grad" for b in rule.barriers)

    def text(self) -> str:
        line = self.writer.line
        line(0, "def step(w, stopped, p, q, amounts, key, frames, n, done, steps, until, every, slots):")
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
                last = results = self._modified(results, barrier.sample, number)
            for d, result in enumerate(results):
                names[d][barrier.result] = result
        finals = [self._write(d, rule.results, names[d]) for d in range(self.dims)]
        self._before_step()
        self._stop_unless_finite([name for results in finals for name in results])
        self._accept(finals, last)
        if self.frames:
            line(3, "left -= 1")
            line(3, "if left == 0:")
            self._frame(4)
            line(4, "left = every")

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
        if barrier.op != "norm":
            return self.field.write(self.writer, 3, barrier.op, at, f"f{number}_", "d", "x0")
        return [self._norm(at, f"n{number}_")] * self.dims

    def _norm(self, parts: list[str], prefix: str) -> str:
        program, result = norm_program(self.dims, self.rule)
        names = {program.input(f"part {d}"): name for d, name in enumerate(parts)}
        return self.writer.statements(3, contracted(program, [result]), [result], names, prefix)[0]

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

    def _accept(self, finals: list[list[str]], gradient: list[str]) -> None:
        registers = [name for row, name in self._registers().items() if row not in ROWS[1:]]
        pairs = [
            (f"{register}{d}", result)
            for d, results in enumerate(finals)
            for register, result in zip(registers, results, strict=True)
        ]
        pairs += [(f"g{d}", name) for d, name in enumerate(gradient)]
        moved = [(old, new) for old, new in pairs if old != new]
        if moved:
            # At once: a new value may be the old one of another register.
            self.writer.line(3, f"{', '.join(o for o, _ in moved)} = {', '.join(n for _, n in moved)}")

    # Noise and clipping --------------------------------------------------------------------------------

    def _modified(self, gradient: list[str], sample: int, number: int) -> list[str]:
        chosen = self.modifiers
        if chosen.noisy or chosen.sparse:
            gradient = [self._disturbed(g, d, sample, f"z{number}_{d}_") for d, g in enumerate(gradient)]
        if chosen.clip_value:
            gradient = [self._clipped(g, f"v{number}_{d}") for d, g in enumerate(gradient)]
        if chosen.clip_norm:
            gradient = self._shortened(gradient, f"v{number}_")
        return gradient

    def _disturbed(self, gradient: str, d: int, sample: int, prefix: str) -> str:
        line = self.writer.line
        words = self._philox(d, sample, prefix)
        result = f"{prefix}g"
        line(3, f"{result} = {gradient}")
        if self.modifiers.noisy:
            normal = self._normal(words[0], words[1], prefix)
            line(3, f"{result} = " + self.writer.forms["fma"].format(f"amounts[{SIGMA}]", normal, gradient))
        if self.modifiers.sparse:
            zero = self.writer.constant(("literal", "0.0"))
            line(3, f"{result} = select({words[2]} < key[{PRESENT}], {result}, {zero})")
        return result

    def _philox(self, d: int, sample: int, prefix: str) -> list[str]:
        """Write the rounds of `engine.numerics.philox` for this particle, step and coordinate."""
        writer, line = self.writer, self.writer.line
        w = [f"{prefix}w{k}" for k in range(4)]
        line(3, f"{w[0]} = lower_word(i, key[{FIRST_LOW}])")
        line(3, f"{w[1]} = lower_word(done + taken, {writer.word(0)})")
        line(3, f"{w[2]} = {writer.word(d)}")
        line(3, f"{w[3]} = stream_word(i, key[{FIRST_LOW}], key[{FIRST_HIGH}], {writer.word(sample)})")
        line(3, f"{prefix}a = key[{SEED_LOW}]")
        line(3, f"{prefix}b = key[{SEED_HIGH}]")
        for k in range(philox.ROUNDS):
            for part, weyl in zip("ab", philox.WEYL if k else (), strict=False):
                line(3, f"{prefix}{part} = ladd({prefix}{part}, {writer.word(weyl)})")
            first, second = (writer.word(m) for m in philox.MULTIPLIERS)
            high = (f"higher({w[2]}, {second})", f"higher({w[0]}, {first})")
            new = (
                f"lxor(lxor({high[0]}, {w[1]}), {prefix}a)",
                f"lmul({w[2]}, {second})",
                f"lxor(lxor({high[1]}, {w[3]}), {prefix}b)",
                f"lmul({w[0]}, {first})",
            )
            line(3, f"{', '.join(w)} = {', '.join(new)}")
        return w

    def _normal(self, first: str, second: str, prefix: str) -> str:
        program, inputs, result = normal_program(self.writer.target)
        names = dict(zip(inputs, (f"{prefix}u", f"{prefix}v"), strict=True))
        for name, word in zip(names.values(), (first, second), strict=True):
            self.writer.line(3, f"{name} = number({word}, {self.writer.constant(('literal', '0.0'))})")
        return self.writer.statements(3, contracted(program, [result]), [result], names, prefix)[0]

    def _clipped(self, gradient: str, name: str) -> str:
        bound = f"amounts[{VALUE_BOUND}]"
        self.writer.line(3, f"{name} = select({bound} < {gradient}, {bound}, {gradient})")
        self.writer.line(3, f"{name} = select({name} < -{bound}, -{bound}, {name})")
        return name

    def _shortened(self, gradient: list[str], prefix: str) -> list[str]:
        line, forms = self.writer.line, self.writer.forms
        length = self._norm(gradient, f"{prefix}n")
        bound, one = f"amounts[{NORM_BOUND}]", self.writer.constant(("literal", "1.0"))
        quotient = forms["div"].format(bound, length)
        line(3, f"{prefix}share = select({bound} < {length}, {quotient}, {one})")
        results = [f"{prefix}short{d}" for d in range(self.dims)]
        for result, name in zip(results, gradient, strict=True):
            line(3, f"{result} = " + forms["mul"].format(name, f"{prefix}share"))
        return results


def normal_program(target: Target) -> tuple[Program, tuple[int, int], int]:
    """Box and Muller's cosine branch of two words given as numbers: the program, its inputs, its result."""
    program = Program(target.real)
    first, second = program.input("first"), program.input("second")
    scale = program.literal(2.0**-32)
    share = program.mul(program.add(first, program.literal(0.5)), scale)
    squared = program.mul(program.literal(-2.0), elementary.log(program, share))
    # Rounded to one, the share has a logarithm of 0, whose square root must not be that of −0.
    radius = program.sqrt(program.abs(squared))
    return program, (first, second), program.mul(radius, elementary.cos(program, second, (scale, None)))


def row_names(rule: RuleProgram) -> list[str]:
    """The rows of `w`, in order; each has as many as there are coordinates."""
    return [*ROWS, *(f"state:{name}" for name in rule.names)]


__all__ = ["AMOUNTS", "KEY", "ROWS", "DeviceWriter", "Modifiers", "Op", "row_names", "step_text"]
