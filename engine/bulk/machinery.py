"""From a study to what its tiles are computed with: compiled kernels, tables of steps, starts and minima."""

from __future__ import annotations

import functools
import threading
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine import kernel_cache
from engine.compiled import Kernels, compiled, fuses_multiply_add
from engine.cpu import _modifying, aligned
from engine.language.differentiate import hessian
from engine.language.evaluate import Plan
from engine.language.field_kernel import FieldProgram
from engine.language.generate import LENGTH, STATES, Target
from engine.language.program import REALS
from engine.own import Own, owned
from engine.problem import OWN_SIGMA, Float, Problem, Terrain
from engine.run_arguments import check_sight, field_defaults
from engine.tables import Table

from .axes import START_X, START_Y, Axis
from .study import Study

_BIG = 1e300
"""Stands for the length of Newton's step where there is none."""

_KEPT = 12


@dataclass(frozen=True)
class Machinery:
    """What studies have in common that differ in numbers alone: kernels, and who carries what."""

    own: Own
    problem: Problem
    kernels: Kernels
    measuring: int
    measuring_table: Table
    functions: tuple[Any, ...]
    map_patches: Any
    tables: tuple[Table, Table]
    """Of the rule and of the field."""
    plans: dict[str, Plan]
    """What the first values of states are computed with."""
    firsts: dict[str, NDArray]
    """Those that are the same in every study."""
    modifying: tuple[Float, NDArray[np.int64]]
    rooms: list[Room]
    """Memory of threads that have ended, for the next."""
    numbers: list[tuple[tuple, Any]]
    """The last study's, see `bulk.inputs.numbers_of`."""


_machines: dict[tuple, Machinery] = {}
_making = threading.Lock()


def machinery(study: Study, fused: bool) -> Machinery:
    """Compile a study's kernels, or take them from this process or the cache."""
    key = (
        study.optimizer.rule.text, study.optimizer.rule.state_texts, study.field.formula.identity,
        tuple(p.name for p in study.optimizer.parameters), tuple(p.name for p in study.field.parameters),
        tuple(name for name in carried(study)), study.schedule is not None, study.noise, study.clip,
        study.dtype, fused,
    )  # fmt: skip
    with _making:
        found = _machines.get(key)
        if found is None:
            while len(_machines) >= _KEPT:
                _machines.pop(next(iter(_machines)))
            found = _machines[key] = _made(study, fused)
        return found


def carried(study: Study) -> dict[str, Axis]:
    """The axes that are parameters, each pixel with its own, by their names: those of `engine.own`."""
    return {axis.name: axis for axis in (study.x, study.y) if axis.name not in (START_X, START_Y)}


def _made(study: Study, fused: bool) -> Machinery:
    rule = study.optimizer.rule
    names = tuple(field_defaults(study.field))
    given = {name: [1.0] for name in carried(study)}
    own = owned(rule, names, given, 1, 2, study.schedule is not None)
    problem = Problem(
        rule=own.rule,
        terrain=Terrain(study.field.formula),
        n=1,
        dtype=np.dtype(study.dtype),
        seed=0,
        noise=study.noise,
        clip=study.clip,
        own=own.fields,
    )
    check_sight(problem.rule, problem.terrain)
    kernels = compiled(problem, fused=fused)
    program = _measuring(study, own)
    function = kernel_cache.load(program.text(), "measure_float64")["field"]
    plans = {state: Plan(rule.graph, [rule.states[state]]) for state in rule.states}
    return Machinery(
        own,
        problem,
        kernels,
        _address(function),
        Table(program.graph, program.columns, np.dtype(np.float64)),
        (function, *kernels.functions),
        compiled_patches(study.dtype),
        (Table(*kernels.rule_table), Table(*kernels.field_table)),
        plans,
        {state: np.asarray(plan.run({})[0]) for state, plan in plans.items() if not plan.names},
        _modifying(problem),
        [],
        [],
    )


def _measuring(study: Study, own: Own) -> FieldProgram:
    """The landscape's height, and Newton's step where the Hessian is positive definite, in float64.

    Written as two of a field's operations, so that what writes fields writes this.
    """
    terrain = Terrain(study.field.formula)
    graph = terrain.graph
    step = terrain.nodes("newton")
    (hxx, hxy), (_, hyy) = hessian(graph, terrain.formula.root, terrain.formula.variables)
    determinant = graph.op("sub", graph.op("mul", hxx, hyy), graph.op("mul", hxy, hxy))
    zero = graph.const(0.0)
    convex = graph.op("and", graph.op("gt", hxx, zero), graph.op("gt", determinant, zero))
    steps = [graph.op("where", convex, part, graph.const(_BIG)) for part in step]
    target = Target(REALS["float64"], fuses_multiply_add())
    names = list(own.rule.states)
    rows = {name: STATES + names.index(state) for name, state in own.fields.items() if name != OWN_SIGMA}
    nodes = {"loss": terrain.nodes("loss"), "newton": steps}
    return FieldProgram(graph, nodes, ("x", "y"), target, dims=2, own=rows)


def _address(function: Any) -> int:
    """Where C finds a compiled function."""
    (signature,) = function.overloads
    result = function.overloads[signature]
    return int(result.library.get_pointer_to_function(result.fndesc.llvm_cfunc_wrapper_name))


@functools.cache
def compiled_patches(real: str) -> Any:
    """`patches.map_patches` for one floating-point type."""
    kernel_cache.install()
    from numba import njit, types

    from . import patches

    number, whole, wide = getattr(types, real), types.int64, types.float64
    wholes, byte, label = whole[::1], types.uint8, types.int16
    signature = types.void(
        wholes, whole, wholes, wholes, number[:, ::1], number[:, ::1], number[::1], wholes,
        whole[:, ::1], number[::1], wholes, wide[:, :, ::1], number[:, ::1], label[:, ::1], wide[::1], number,
        label[:, ::1], number[::1], wide[::1], number[::1], number[::1], wide[::1], wide[::1], wholes,
        byte[:, ::1], label[:, ::1], types.int32[:, ::1], number[:, ::1], number[:, ::1],
        number[:, ::1], number[:, ::1], byte[:, ::1],
        whole, whole,
    )  # fmt: skip
    return njit(signature, cache=True, nogil=True, error_model="numpy")(patches.map_patches)


@functools.cache
def compiled_ends(real: str) -> Any:
    """`ends.end_patches` for one floating-point type."""
    kernel_cache.install()
    from numba import njit, types

    from . import ends

    number, whole, wide = getattr(types, real), types.int64, types.float64
    wholes, byte, label, step = whole[::1], types.uint8, types.int16, types.int32
    signature = types.void(
        whole, wholes, whole[:, ::1], number[::1], wholes, wide[:, :, ::1], label[:, ::1], wide[::1],
        wide[::1], number[::1], number[::1], wide[::1], wide[::1], wholes,
        number[:, ::1], number[:, ::1], step[::1], step[::1], step[::1], number[::1], number[::1],
        whole[:, ::1], byte[::1], number[:, ::1],
        byte[:, ::1], label[:, ::1], step[:, ::1], number[:, ::1], number[:, ::1],
        number[:, ::1], number[:, ::1], byte[:, ::1],
        whole, whole,
    )  # fmt: skip
    return njit(signature, cache=True, nogil=True, error_model="numpy")(ends.end_patches)


@dataclass(frozen=True)
class Room:
    """A thread's own memory."""

    block: Float
    notes: Float
    wide: Float
    verdicts: Float
    seen: NDArray[np.int64]


def room_for(machine: Machinery) -> Room:
    """A room that nobody is in; give it back to `machine.rooms`."""
    try:
        return machine.rooms.pop()
    except IndexError:
        return _new_room(machine)


def _new_room(machine: Machinery) -> Room:
    from .layout import ROOM, SHARE, VERDICTS, WORDS

    _, _, states, rows = (int(n) for n in machine.kernels.shape)
    dtype, wide = machine.problem.dtype, np.dtype(np.float64)
    return Room(
        aligned((rows + 2 * (1 + states)) * LENGTH, dtype),
        aligned(ROOM, dtype),
        aligned((STATES + states) * LENGTH, wide),
        aligned(VERDICTS, wide),
        np.zeros(2 * WORDS * SHARE, np.int64),
    )
