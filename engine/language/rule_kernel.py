"""The kernel of a rule: elementwise stages between the barriers where the field is looked at."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from .absorbing import forgetful
from .generate import GRADIENT, KEPT, LENGTH, OTHER, POSITION, STATES, Target, Writer
from .graph import ACROSS, BARRIERS, topological
from .lowering import Lowered
from .program import arguments, contracted, size
from .rule import Rule


@dataclass(frozen=True)
class Barrier:
    """A place where stages meet: the operation, its argument and result as values, the gradient's sample."""

    op: str
    argument: int
    result: int
    sample: int

    @property
    def home(self) -> int:
        """The row of the result."""
        return GRADIENT if self.op == "grad" else OTHER

    @property
    def asks_field(self) -> bool:
        return self.op not in ACROSS


@dataclass
class Stage:
    """A loop over the block: what it reads (value -> row) and what it leaves (row -> value)."""

    reads: dict[int, int] = field(default_factory=dict)
    writes: dict[int, int] = field(default_factory=dict)


class RuleProgram:
    """A rule as a program with stages.

    columns: the table of a step. barriers: in the order of the driver's calls. stages: one more than the
    barriers; one without writes is not called. rows: of a block, temporaries included.
    """

    def __init__(self, rule: Rule, target: Target) -> None:
        self.rule = rule
        self.target = target
        self.names = list(rule.states)
        graph = rule.graph
        roots = [rule.theta, *rule.updated.values()]
        asked = [node for node in topological(graph, roots) if graph.opcode(node) in BARRIERS]
        lowered = Lowered(graph, roots, {"theta", *self.names}, target.real)
        self.barriers = [
            Barrier(
                graph.opcode(node),
                lowered.value(graph.arguments(node)[0]),
                lowered.value(node),
                rule.samples.index(node) if node in rule.samples else 0,
            )
            for node in asked
        ]
        self.results = [lowered.value(node) for node in roots]
        self.ops = contracted(lowered.program, [*self.results, *(b.argument for b in self.barriers)])
        self.columns = lowered.columns
        self.graph = graph
        self.theta = lowered.program.make("input", "theta")
        if self.theta == len(self.ops):  # a rule need not read θ at all
            self.ops.append(("input", "theta"))
        self.looks_ahead = any(b.asks_field and b.argument != self.theta for b in self.barriers)
        self.watched = forgetful(rule)
        self.rows = STATES + len(self.names)
        self.stages = self._staged()

    @property
    def size(self) -> int:
        """Operations on one coordinate."""
        return size(self.ops, [*self.results, *(barrier.argument for barrier in self.barriers)])

    # Stages --------------------------------------------------------------------------------------------

    def _staged(self) -> list[Stage]:
        """Where every value is read and left; results that are overwritten too early get a row."""
        last = len(self.barriers)
        outputs = [[b.argument] for b in self.barriers] + [list(self.results)]
        inputs = [self._inputs(values) for values in outputs]
        stages = [Stage() for _ in outputs]
        saved = self._saved(inputs)
        holds: int | None = self.theta
        for s, stage in enumerate(stages):
            wanted = set(inputs[s])
            if s and self.barriers[s - 1].result in saved:
                result = self.barriers[s - 1].result
                wanted.add(result)
                stage.writes[saved[result]] = result
            if s == 0 and self.looks_ahead:
                wanted.add(self.theta)
                stage.writes[KEPT] = self.theta
            if s < last:
                barrier = self.barriers[s]
                row = POSITION if barrier.asks_field else OTHER
                if row == OTHER or holds != barrier.argument:
                    stage.writes[row] = barrier.argument
                    holds = barrier.argument if row == POSITION else holds
            else:
                stage.writes[POSITION] = self.results[0]
                stage.writes.update({STATES + k: value for k, value in enumerate(self.results[1:])})
            stage.reads = {value: self._row(value, s, saved) for value in wanted if self._row_kind(value)}
            if not (stage.writes.keys() - {KEPT}) and not (s == 0 and self.looks_ahead):
                stage.reads = {}
        return stages

    def _inputs(self, values: Iterable[int]) -> set[int]:
        """The inputs that `values` are computed from."""
        seen: set[int] = set()
        waiting = list(values)
        while waiting:
            value = waiting.pop()
            if value not in seen:
                seen.add(value)
                waiting.extend(arguments(self.ops[value]))
        return {value for value in seen if self.ops[value][0] == "input"}

    def _saved(self, inputs: list[set[int]]) -> dict[int, int]:
        """Barrier results that are needed after another one takes their row -> a row of their own."""
        saved: dict[int, int] = {}
        for k, barrier in enumerate(self.barriers):
            later = [j for j in range(k + 1, len(self.barriers)) if self.barriers[j].home == barrier.home]
            if later and any(barrier.result in inputs[s] for s in range(later[0] + 1, len(inputs))):
                saved[barrier.result] = self.rows
                self.rows += 1
        return saved

    def _row_kind(self, value: int) -> bool:
        """Whether an input is a row of the block, and not a column of the table."""
        return not self.ops[value][1].startswith("column ")

    def _row(self, value: int, stage: int, saved: dict[int, int]) -> int:
        name = self.ops[value][1]
        if name == "theta":
            return KEPT if self.looks_ahead and stage else POSITION
        if name in self.names:
            return STATES + self.names.index(name)
        number = next(k for k, b in enumerate(self.barriers) if b.result == value)
        return saved[value] if value in saved and stage > number + 1 else self.barriers[number].home

    # Text ----------------------------------------------------------------------------------------------

    def column_names(self) -> dict[int, str]:
        """The names of the columns' values: c0, c1, …"""
        return {
            value: "c" + op[1].removeprefix("column ")
            for value, op in enumerate(self.ops)
            if op[0] == "input" and op[1].startswith("column ")
        }

    def text(self) -> str:
        """The kernel `rule(w, p, stage)`; it returns 1 where a watched value was not finite, else 0."""
        writer = Writer(self.target)
        writer.line(0, "@njit(types.int64(P, P, types.int64), **OPTIONS)")
        writer.line(0, "def rule(w, p, stage):")
        for k in range(len(self.columns)):
            writer.line(1, f"c{k} = p[{k}]")
        for s, stage in enumerate(self.stages):
            if stage.writes:
                writer.line(1, f"if stage == {s}:")
                self._loop(writer, stage, last=s == len(self.barriers))
        writer.line(1, "return 0")
        return writer.text()

    def _loop(self, writer: Writer, stage: Stage, last: bool) -> None:
        watched = self.watched if last else set()
        if watched:
            writer.line(2, f"seen = {writer.constant(('const', 0))}")
        writer.line(2, f"for i in range({LENGTH}):")
        names = self.column_names()
        for value, row in stage.reads.items():
            names[value] = f"r{value}"
            writer.line(3, f"r{value} = w[{row * LENGTH} + i]")
        results = writer.statements(3, self.ops, stage.writes.values(), names, "t")
        self.watch(writer, 3, [dict(zip(stage.writes, results, strict=True))], watched)
        for row, result in zip(stage.writes, results, strict=True):
            writer.line(3, f"w[{row * LENGTH} + i] = {result}")
        if watched:
            writer.line(2, "return " + self.verdict(writer))

    def watch(self, writer: Writer, depth: int, results: Sequence[dict[int, str]], watched: set[str]) -> None:
        """Write what gathers the exponents of new values that must be finite; `results` are rows by number.

        One step a turn of the loop, which compilers know as a reduction.
        """
        size = writer.constant(("const", (1 << (self.target.real.bits - 1)) - 1))
        rows = {"theta": POSITION, **{name: STATES + k for k, name in enumerate(self.names)}}
        found = [result[rows[name]] for result in results for name in sorted(watched)]
        largest = ""
        for name in found:
            exponent = f"land(asword({name}), {size})"
            largest = f"larger({largest}, {exponent})" if largest else exponent
        if largest:
            writer.line(depth, f"seen = larger(seen, {largest})")

    def verdict(self, writer: Writer) -> str:
        """The expression that says whether a watched value was not finite, as 0 or 1."""
        real = self.target.real
        infinity = ((1 << (real.bits - 1 - real.mantissa)) - 1) << real.mantissa
        return f"1 if seen >= {writer.constant(('const', infinity))} else 0"
