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
from engine.problem import OWN_SIGMA, Float, Problem, Settings, Terrain
from engine.run_arguments import check_sight, defaults, factor, field_defaults, filled
from engine.tables import Table, steady_from, step_values
from engine.turns import Turns

from .axes import LANDSCAPE, START_X, START_Y, Axis
from .study import Study

_BIG = 1e300
"""Stands for the length of Newton's step where there is none."""

_KEPT = 24


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


_machines: dict[tuple, Machinery] = {}
_making = threading.Lock()


def machinery(study: Study, fused: bool) -> Machinery:
    """Compile a study's kernels, or take them from this process or the cache."""
    key = (
        study.optimizer.rule.text, study.optimizer.rule.state_texts, study.field.formula.identity,
        tuple(p.name for p in study.optimizer.parameters), tuple(p.name for p in study.field.parameters),
        tuple(name for name in carried(study)), study.noise, study.clip, study.dtype, fused,
    )  # fmt: skip
    with _making:
        found = _machines.get(key)
        if found is None:
            while len(_machines) >= _KEPT:
                _machines.pop(next(iter(_machines)))
            found = _machines[key] = _made(study, fused)
        return found


def carried(study: Study) -> dict[str, Axis]:
    """The axes that are parameters, each pixel with its own: name as `engine.own` has it -> axis."""
    axes = [axis for axis in (study.x, study.y) if axis.name not in (START_X, START_Y)]
    return {axis.name.removeprefix(LANDSCAPE): axis for axis in axes}


def _made(study: Study, fused: bool) -> Machinery:
    rule = study.optimizer.rule
    names = tuple(field_defaults(study.field))
    own = owned(rule, names, {name: [1.0] for name in carried(study)}, 1, 2)
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
    check_sight(problem)
    kernels = compiled(problem, fused=fused)
    program = _measuring(study, own)
    function = kernel_cache.load(program.text(), "measure_float64")["field"]
    return Machinery(
        own,
        problem,
        kernels,
        _address(function),
        Table(program.graph, program.columns, np.dtype(np.float64)),
        (function, *kernels.functions),
        compiled_patches(study.dtype),
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


@dataclass(frozen=True)
class Numbers:
    """A study's numbers as the loops take them: tables of the steps, and what is done to gradients."""

    p: Float
    q: Float
    q_wide: NDArray[np.float64]
    steady: int
    amounts: Float
    key: NDArray[np.int64]
    params: dict[str, float]
    field_params: dict[str, float]


def numbers_of(study: Study, machine: Machinery) -> Numbers:
    """The tables of all steps, turns and schedule included."""
    params = filled(defaults(study.optimizer.parameters), study.params)
    field_params = filled(field_defaults(study.field), study.field_params)
    first = dict(params)
    change = factor(study.optimizer, study.schedule, study.schedule_params, study.steps)
    tables = Table(*machine.kernels.rule_table), Table(*machine.kernels.field_table)
    turns, done, parts = Turns(study.turns), 0, []
    while done < study.steps:
        now = turns.room(done, study.steps - done)
        t = np.arange(done + 1, done + now + 1, dtype=np.float64)
        values = step_values(Settings(params, field_params, change), t)
        parts.append([table.rows(given) for table, given in zip(tables, values, strict=True)])
        done += now
        for turn in turns.at(done) if done < study.steps else ():
            params, field_params = filled(params, turn.params), filled(field_params, turn.field_params)
    p, q = (table.joined(rows) for table, rows in zip(tables, zip(*parts, strict=True), strict=True))
    _, last = step_values(Settings(params, field_params, None), np.array([float(study.steps)]))
    q_wide = machine.measuring_table.rows(last)[0]
    amounts, key = _modifying(machine.problem)
    steady = study.steps if study.noisy else steady_from(p, q)
    return Numbers(p, q, q_wide, steady, amounts, key, first, field_params)


@dataclass(frozen=True)
class Starts:
    """Where particles begin: of θ and of each state, coordinate by coordinate, how `pool` is read."""

    kinds: NDArray[np.int64]
    pool: Float


def starts_of(
    study: Study, machine: Machinery, params: dict[str, float], rows: slice, columns: slice
) -> Starts:
    """The first positions and states of the pixels of a tile."""
    dtype, states = np.dtype(study.dtype), machine.problem.rule.states
    lines = {
        study.x.name: study.x.values(study.width)[np.newaxis, columns],
        study.y.name: study.y.values(study.height)[rows, np.newaxis],
    }
    theta = [
        np.asarray(lines.get(name, at), np.float64).astype(dtype).astype(np.float64)
        for name, at in zip((START_X, START_Y), study.start, strict=True)
    ]
    own = {name: lines[axis.name] for name, axis in carried(study).items()}
    rule = study.optimizer.rule
    filled_in = [*theta]
    for state in states:
        if state in machine.own.states:
            names = {
                **{name: name for name in machine.own.rules},
                **{s: n for n, s in machine.own.fields.items()},
            }
            filled_in += [own[names[state]]] * 2
            continue
        plan = Plan(rule.graph, [rule.states[state]])
        known: dict[str, Any] = {**params, **{name: own[name] for name in machine.own.rules}}
        filled_in += [np.asarray(plan.run({**known, "theta": at})[0]) for at in theta]
    return _pooled(filled_in, dtype)


def _pooled(values: list[NDArray], dtype: np.dtype) -> Starts:
    from .patches import BY_COLUMN, BY_PIXEL, BY_ROW, SAME

    kinds = np.zeros((len(values), 2), np.int64)
    pool: list[NDArray] = []
    at = 0
    for k, value in enumerate(values):
        shape = (1,) * (2 - value.ndim) + value.shape
        kind = (SAME, BY_COLUMN, BY_ROW, BY_PIXEL)[(shape[1] > 1) + 2 * (shape[0] > 1)]
        kinds[k] = kind, at
        with np.errstate(over="ignore"):
            pool.append(np.ascontiguousarray(value, dtype=dtype).reshape(-1))
        at += pool[-1].size
    return Starts(kinds, np.concatenate(pool))


@dataclass(frozen=True)
class Room:
    """A thread's own memory."""

    block: Float
    notes: Float
    wide: Float
    verdicts: Float
    seen: NDArray[np.int64]


def room_for(machine: Machinery) -> Room:
    from .judging import VERDICTS
    from .stepping import ROOM, SHARE, WORDS

    _, _, states, rows = (int(n) for n in machine.kernels.shape)
    dtype, wide = machine.problem.dtype, np.dtype(np.float64)
    return Room(
        aligned((rows + 2 * (1 + states)) * LENGTH, dtype),
        aligned(ROOM, dtype),
        aligned((STATES + states) * LENGTH, wide),
        aligned(VERDICTS, wide),
        np.zeros(2 * WORDS * SHARE, np.int64),
    )
