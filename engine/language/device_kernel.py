"""A run as one kernel for a device of many threads: rule and field in one loop over the steps.

A thread has done with a particle before the last step where no further step can change anything that is
asked for: where the particle has stopped, and where it rests at a fixed point. That is where one step left θ
and every state as they were, to the bit, and the steps to come are given the same numbers (`steady`) and no
noise: each would do the same again, and leave the same last gradient. It is looked for at every `WATCH`-th
step. A group of threads whose particles have all finished costs nothing more.

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
from .device_step import GRADIENT, PREVIOUS, THETA, Stepping
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
        self.columns(1, steady=True)
        line(1, "for i in range(cuda.grid(1), n, cuda.gridsize(1)):")
        self.load(2)
        line(2, "taken = 0")
        line(2, "if stopped[index(i)] >= 0:")
        line(3, "taken = steps")
        self.before(2)
        if frames:
            line(2, "left = until")
            line(2, "slot = 0")
        line(2, "while taken < steps:")
        self.step()
        if frames:
            line(3, "left -= 1")
            line(3, "if left == 0:")
            self._frame(4, frames)
            line(4, "left = every")
        self.leave_at_rest()
        if frames:
            line(2, "while slot < slots:")
            self._frame(3, frames)
        self.store(2)
        return self.writer.text()

    def _frame(self, depth: int, frames: Sequence[str]) -> None:
        registers = self.registers()
        names = [f"{registers[row]}{d}" for row in frames for d in range(self.dims)]
        for k, name in enumerate(names):
            self.writer.line(depth, f"frames[index((slot * {len(names)} + {k}) * n + i)] = {name}")
        self.writer.line(depth, "slot += 1")


def row_names(rule: RuleProgram) -> tuple[str, ...]:
    """The rows of `w`, in order; each has as many as there are coordinates."""
    return (*ROWS, *(f"state:{name}" for name in rule.names))
