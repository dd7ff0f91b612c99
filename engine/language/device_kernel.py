"""A run as one kernel for a device of many threads: rule and field in one loop over the steps.

A thread has done with a particle before the last step where no further step can change anything that is
asked for: where the particle has stopped, and where it rests at a fixed point. That is where one step left θ
and every state as they were, to the bit, and the steps to come are given the same numbers (`steady`) and no
noise: each would do the same again, and leave the same last gradient. It is looked for at every `WATCH`-th
step. A group of threads whose particles have all finished costs nothing more.

Between two looks a thread takes its steps in one stretch, with nothing beside them but a watch on what could
be finite again after it was not (`engine.language.absorbing`). Where a stretch ends with something that is
not finite, its steps are taken once more, each a stretch of its own, up to the one to blame. The step at
which it is looked for a fixed point is a stretch of its own too, as are those before a frame and the last:
what was kept where a stretch begins is then what was there before its step.

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

from .device_modifiers import Modifiers
from .device_step import GRADIENT, PREVIOUS, THETA, WATCH, Stepping
from .field_kernel import EPOCH, FieldProgram
from .rule_kernel import RuleProgram

#: Rows of `w` before the states.
ROWS = (THETA, PREVIOUS, GRADIENT)


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
    changing = {"t", EPOCH, *scheduled}
    return _StepKernel(rule, field, modifiers, changing, row_names(rule)).framed(frames)


class _StepKernel(Stepping):
    def framed(self, frames: Sequence[str]) -> str:
        line = self.writer.line
        numbers = "n, done, steps, until, every, slots, steady"
        line(0, f"def step(w, stopped, p, q, amounts, key, frames, {numbers}):")
        line(1, f"zero = {self.writer.constant(('literal', '0.0'))}")
        self.columns(1, steady=True)
        line(1, "for i in range(cuda.grid(1), n, cuda.gridsize(1)):")
        self.load(2)
        line(2, "taken = 0")
        line(2, "if stopped[index(i)] >= 0:")
        line(3, "taken = steps")
        self.before(2)
        line(2, "alone = False")
        if frames:
            line(2, "left = until")
            line(2, "slot = 0")
        line(2, "while taken < steps:")
        self._stretch(frames)
        if frames:
            line(2, "while slot < slots:")
            self._frame(3, frames)
        self.store(2)
        return self.writer.text()

    def _stretch(self, frames: Sequence[str]) -> None:
        line = self.writer.line
        kept = self._begin(frames)
        line(3, "while taken < end:")
        with self.writer.inside(1):
            finals, slope = self.results()
            self._watch_forgetful(finals)
            self._accept([*self._changes(finals), *slope])
        self._stop_at_lost(kept)
        if frames:
            line(3, "left -= taken - begun")
            line(3, "if left == 0:")
            self._frame(4, frames)
            line(4, "left = every")
        if self.watches:
            self.watch([(old, new) for row, old, new in kept if row != GRADIENT])
        self.leave_at_rest()

    def _begin(self, frames: Sequence[str]) -> list[tuple[str, str, str]]:
        """Write where a stretch ends, and keep what the particle is at its beginning: for each coordinate the
        row, what keeps it, and its register."""
        line, registers = self.writer.line, self.registers()
        moving = [row for row in registers if row != PREVIOUS and (row != GRADIENT or self.samples)]
        keeping = {row: f"{registers[row]}before" for row in moving} | {THETA: registers[PREVIOUS]}
        kept = [
            (row, f"{keeping[row]}{d}", f"{registers[row]}{d}") for row in moving for d in range(self.dims)
        ]
        line(3, "begun = taken")
        last = "min(steps, begun + left)" if frames else "steps"
        line(3, f"end = max(begun + 1, min({last} - 1, begun | {WATCH - 1}))")
        line(3, "if alone:")
        line(4, "end = begun + 1")
        line(3, f"{', '.join(old for _, old, _ in kept)} = {', '.join(new for *_, new in kept)}")
        line(3, "lost = zero")
        return kept

    def _watch_forgetful(self, finals: list[list[str]]) -> None:
        """Note what could be finite again before the stretch ends."""
        for results in finals:
            for name, result in zip(("theta", *self.rule.names), results, strict=True):
                if name in self.rule.watched:
                    self.writer.line(3, "lost = " + self.writer.forms["fma"].format(result, "zero", "lost"))

    def _stop_at_lost(self, kept: list[tuple[str, str, str]]) -> None:
        """A product with zero stays zero for what is finite, and the sum of such products too."""
        line = self.writer.line
        for row, name in self.registers().items():
            if row not in (PREVIOUS, GRADIENT) and row.removeprefix("state:") not in self.rule.watched:
                for d in range(self.dims):
                    line(3, "lost = " + self.writer.forms["fma"].format(f"{name}{d}", "zero", "lost"))
        line(3, "if lost != lost:")
        line(4, f"{', '.join(new for *_, new in kept)} = {', '.join(old for _, old, _ in kept)}")
        line(4, "if taken > begun + 1:")
        line(5, "taken = begun")
        line(5, "alone = True")
        line(5, "continue")
        line(4, "stopped[index(again(i))] = done + taken")
        line(4, "break")

    def _frame(self, depth: int, frames: Sequence[str]) -> None:
        registers = self.registers()
        names = [f"{registers[row]}{d}" for row in frames for d in range(self.dims)]
        for k, name in enumerate(names):
            self.writer.line(depth, f"frames[index((slot * {len(names)} + {k}) * n + i)] = {name}")
        self.writer.line(depth, "slot += 1")


def row_names(rule: RuleProgram) -> tuple[str, ...]:
    """The rows of `w`, in order; each has as many as there are coordinates."""
    return (*ROWS, *(f"state:{name}" for name in rule.names))
