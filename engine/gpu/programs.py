"""From a problem to the texts of its device kernels, and the numbers that they are given."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from engine.compiled import Programs
from engine.language import device_modifiers as kernel
from engine.language.device_kernel import row_names, step_text
from engine.language.device_modifiers import Modifiers
from engine.numerics import philox
from engine.problem import OWN_SIGMA, Float, Problem, Settings
from engine.tables import Table, steady_from, step_values

from .source import Source

#: The kernel's arguments as the names of types; R stands for the run's.
STEP_SIGNATURE = (
    "R[::1]", "int32[::1]", "R[::1]", "R[::1]", "R[::1]", "uint32[::1]", "R[::1]",
    "int64", "int64", "int64", "int64", "int64", "int64", "int64",
)  # fmt: skip


class StepSource:
    """A problem's stepping kernel and everything it is given but the particles."""

    def __init__(self, problem: Problem, frames: Sequence[str] = (), scheduled: bool = False) -> None:
        self.problem = problem
        programs = Programs(problem)
        rule, field = programs.rule, programs.field
        self.rows = row_names(rule)
        self.modifiers = modifiers_of(problem)
        text = step_text(rule, field, self.modifiers, frames, ("eta",) * scheduled)
        self.source = Source(text, "step", problem.dtype.name, STEP_SIGNATURE)
        self.tables = (
            Table(rule.graph, rule.columns, problem.dtype),
            Table(field.graph, field.columns, problem.dtype),
        )

    def step_tables(self, done: int, steps: int, settings: Settings) -> tuple[Float, Float, int]:
        """The flat tables of the steps after the `done` first ones, and from where on they are steady."""
        t = np.arange(done + 1, done + steps + 1, dtype=np.float64)
        p, q = (
            table.rows(values) for table, values in zip(self.tables, step_values(settings, t), strict=True)
        )
        return p.reshape(-1), q.reshape(-1), steady_from(p, q)


def modifiers_of(problem: Problem) -> Modifiers:
    """What happens to gradients in this problem."""
    noise, clip = problem.noise, problem.clip
    return Modifiers(
        noisy=noise.sigma > 0 or OWN_SIGMA in problem.own,
        # Rounded to certainty, a probability needs no random number.
        sparse=philox.threshold(noise.keep) < 1 << 32,
        rare=noise.rare,
        clip_value=clip.value is not None,
        clip_norm=clip.norm is not None,
    )


def amounts_and_key(problem: Problem) -> tuple[Float, NDArray[np.uint32]]:
    """What noise and clipping are given, see `engine.language.device_kernel`."""
    amounts = np.zeros(kernel.AMOUNTS, problem.dtype)
    with np.errstate(over="ignore"):
        amounts[kernel.SIGMA] = problem.noise.sigma
        amounts[kernel.VALUE_BOUND] = problem.clip.value or 0
        amounts[kernel.NORM_BOUND] = problem.clip.norm or 0
    key = np.zeros(kernel.KEY, np.uint32)
    key[kernel.SEED_LOW], key[kernel.SEED_HIGH] = philox.key_of(problem.seed)
    key[kernel.PRESENT] = philox.threshold(problem.noise.keep) & 0xFFFFFFFF
    key[kernel.FIRST_LOW] = problem.first_particle & 0xFFFFFFFF
    key[kernel.FIRST_HIGH] = problem.first_particle >> 32 & 0xFFFFFFFF
    return amounts, key
