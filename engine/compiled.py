"""From a problem to its compiled kernels and the drivers that call them."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from . import kernel_cache
from .language.common_kernels import across_text, modify_text
from .language.field_kernel import OPERATIONS, FieldProgram
from .language.fused_kernel import fused_text
from .language.generate import LENGTH, STATES, Target
from .language.graph import Graph
from .language.lowering import Column
from .language.program import REALS
from .language.rule import Rule, parse_rule
from .language.rule_kernel import RuleProgram
from .problem import OWN_SIGMA, Problem

_LARGEST_FUSED = 60
"""Operations of a fused loop above which two loops apart are faster: there are not enough registers."""

TableSource = tuple[Graph, Sequence[Column], np.dtype]


@dataclass(frozen=True)
class Kernels:
    """What steps blocks of a problem: compiled functions, and what the drivers are told about them.

    addresses: of rule, field, norm, others, modify and fused, 0 for one that is not needed; `functions` keeps
    the compiled code alive. plan: see `engine.drivers`; shape: see `engine.block`.
    """

    functions: tuple[Any, ...]
    addresses: NDArray[np.int64]
    run_blocks: Any
    plan: NDArray[np.int64]
    shape: NDArray[np.int64]
    rule_table: TableSource
    field_table: TableSource

    @property
    def fused(self) -> bool:
        return bool(self.addresses[-1])


@dataclass(frozen=True)
class Texts:
    """The sources of a problem's kernels, each with a name for people; None where it needs none."""

    rule: tuple[str, str]
    field: tuple[str, str] | None
    norm: tuple[str, str] | None
    others: tuple[str, str] | None
    modify: tuple[str, str] | None
    fused: tuple[str, str] | None


class Programs:
    """A problem's rule and field as programs, not yet compiled. Imports no compiler but llvmlite."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.target = Target(REALS[problem.dtype.name], fuses_multiply_add())
        self.rule = RuleProgram(own_graph(problem.rule), self.target)
        terrain = problem.terrain
        asked = [op for op in OPERATIONS if any(b.op == op for b in self.rule.barriers)]
        ahead = terrain.signal and self.rule.looks_ahead
        varying = ("t",) * ahead if terrain.signal else terrain.formula.variables
        nodes = {op: terrain.nodes(op) for op in asked}
        own = {name: STATES + self.rule.names.index(state) for name, state in problem.own.items()}
        self.sigma_row = own.pop(OWN_SIGMA, None)
        self.field = FieldProgram(
            terrain.graph, nodes, varying, self.target, dims=terrain.dims, ahead=ahead, own=own
        )

    @property
    def modifies(self) -> bool:
        return not (self.problem.silent and self.problem.clip.silent)

    @property
    def fuses(self) -> bool:
        """Whether rule and field are faster together. Noise and clipping are never fused."""
        operations = self.problem.dims * self.rule.size + self.field.size
        return not self.modifies and not self.field.stands_alone and operations <= _LARGEST_FUSED

    def texts(self, fused: bool = False) -> Texts:
        """The sources to compile; a fused kernel only where it is asked for and pays."""
        dims, target, name = self.problem.dims, self.target, self.target.real.name
        met = {b.op for b in self.rule.barriers if not b.asks_field}
        across = {op: (across_text(op, dims, target), f"{op}_{name}") for op in met}
        return Texts(
            rule=(self.rule.text(), f"rule_{name}"),
            field=(self.field.text(), f"field_{name}") if self.field.answers else None,
            norm=across.get("norm"),
            others=across.get("others"),
            modify=(modify_text(dims, target, self.sigma_row), f"modify_{name}") if self.modifies else None,
            fused=(fused_text(self.rule, self.field), f"fused_{name}") if fused and self.fuses else None,
        )

    def plan(self) -> NDArray[np.int64]:
        """What the driver does, three entries a stage; see `engine.drivers`."""
        follows = {op: k for k, op in enumerate((*OPERATIONS, "norm", "others"))}
        rows = [(follows[b.op], b.sample) for b in self.rule.barriers] + [(-1, 0)]
        works = [bool(stage.writes) for stage in self.rule.stages]
        return np.array([(*row, work) for row, work in zip(rows, works, strict=True)], np.int64).reshape(-1)


def compiled(problem: Problem, *, fused: bool) -> Kernels:
    """Compile a problem's kernels, or take them from the cache."""
    programs = Programs(problem)
    texts = programs.texts(fused)
    functions = tuple(
        None if source is None else kernel_cache.load(*source)[source[1].partition("_")[0]]
        for source in (texts.rule, texts.field, texts.norm, texts.others, texts.modify, texts.fused)
    )
    shape = (LENGTH // problem.dims, problem.dims, len(problem.rule.states), programs.rule.rows)
    return Kernels(
        functions=functions,
        addresses=np.array([address_of(function) for function in functions], np.int64),
        run_blocks=compiled_driver(problem.dtype.name),
        plan=programs.plan(),
        shape=np.array(shape, np.int64),
        rule_table=(programs.rule.graph, programs.rule.columns, problem.dtype),
        field_table=(programs.field.graph, programs.field.columns, problem.dtype),
    )


def address_of(function: Any) -> int:
    """Where C finds a compiled function. Numba would look it up anew, slowly, in every call of a driver."""
    if function is None:
        return 0
    (signature,) = function.overloads
    result = function.overloads[signature]
    return int(result.library.get_pointer_to_function(result.fndesc.llvm_cfunc_wrapper_name))


@functools.cache
def compiled_driver(real: str) -> Any:
    """`drivers.run_blocks` for one floating-point type."""
    return _driver("run_blocks", real)


@functools.cache
def compiled_recorder(real: str) -> Any:
    """`drivers.record_blocks` for one floating-point type."""
    return _driver("record_blocks", real)


def _driver(name: str, real: str) -> Any:
    kernel_cache.install()
    from numba import njit, types

    from . import drivers

    number, whole = getattr(types, real), types.int64
    flat, table, wholes = number[::1], number[:, ::1], types.int64[::1]
    state = (wholes, table, types.int32[:, ::1], wholes, types.uint8[::1], wholes, wholes)
    tail = [whole] * 7 if name == "run_blocks" else [whole, number[:, :, :, ::1]]
    signature = types.void(*state, table, table, flat, wholes, flat, *tail)
    return njit(signature, cache=True, nogil=True, error_model="numpy")(getattr(drivers, name))


def own_graph(rule: Rule) -> Rule:
    """A copy with a graph of its own: columns are added to it, and a catalogue's rule is shared."""
    own = parse_rule(rule.text, dict(rule.state_texts), rule.parameters)
    own.graph.limit *= 4
    return own


@functools.cache
def fuses_multiply_add() -> bool:
    """Whether this machine rounds a*b + c once in one instruction."""
    import platform

    from llvmlite import binding

    if platform.machine().lower() not in ("x86_64", "amd64", "i686", "i386"):
        return True
    return bool(binding.get_host_cpu_features().get("fma", False))
