"""From a study to numbers as the loops of a map take them: tables of its steps, and where particles begin."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.problem import Float, Settings
from engine.run_arguments import defaults, factor, field_defaults, filled
from engine.tables import steady_from, step_values
from engine.turns import Turns

from .axes import START_X, START_Y
from .machinery import Machinery, carried
from .study import Study

_KEPT = 4 << 20
"""Bytes of tables that are kept for the next study at most."""


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
    """The tables of all steps, turns and schedule included; those of the last study where it had the same."""
    params = machine.own.rated(filled(defaults(study.optimizer.parameters), study.params))
    field_params = filled(field_defaults(study.field), study.field_params)
    schedule = study.schedule, dict(study.schedule_params)
    key = study.steps, study.noisy, params, field_params, schedule, study.turns
    for known, numbers in machine.numbers:
        if known == key:
            return numbers
    found = _numbers(study, machine, params, field_params)
    if found.p.nbytes + found.q.nbytes <= _KEPT:
        machine.numbers[:] = [(key, found)]
    return found


def _numbers(
    study: Study, machine: Machinery, params: dict[str, float], field_params: dict[str, float]
) -> Numbers:
    first = dict(params)
    change = factor(study.optimizer, study.schedule, study.schedule_params, study.steps)
    turns, done, parts = Turns(study.turns), 0, []
    while done < study.steps:
        now = turns.room(done, study.steps - done)
        t = np.arange(done + 1, done + now + 1, dtype=np.float64)
        values = step_values(Settings(params, field_params, change), t)
        parts.append([table.rows(given) for table, given in zip(machine.tables, values, strict=True)])
        done += now
        for turn in turns.at(done):
            params, field_params = filled(params, turn.params), filled(field_params, turn.field_params)
    p, q = parts[0]
    if len(parts) > 1:
        both = zip(machine.tables, zip(*parts, strict=True), strict=True)
        p, q = (table.joined(rows) for table, rows in both)
    _, last = step_values(Settings(params, field_params, None), np.array([float(study.steps)]))
    q_wide = machine.measuring_table.rows(last)[0]
    amounts, key = machine.modifying
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
    given: dict[str, Any] = {**params, **{name: own[name] for name in machine.own.rules}}
    filled_in = [*theta]
    for state in states:
        if state in machine.own.states:
            filled_in += [own[machine.own.carried[state]]] * 2
        elif state in machine.firsts:
            filled_in += [machine.firsts[state]] * 2
        else:
            plan = machine.plans[state]
            filled_in += [np.asarray(plan.run({**given, "theta": at})[0]) for at in theta]
    return _pooled(filled_in, dtype)


def _pooled(values: list[NDArray], dtype: np.dtype) -> Starts:
    from .patches import BY_COLUMN, BY_PIXEL, BY_ROW, SAME

    kinds: list[tuple[int, int]] = []
    at = 0
    for value in values:
        high, wide = (1,) * (2 - value.ndim) + value.shape
        kinds.append(((SAME, BY_COLUMN, BY_ROW, BY_PIXEL)[(wide > 1) + 2 * (high > 1)], at))
        at += value.size
    pool = np.empty(at, dtype)
    with np.errstate(over="ignore"):
        for value, (_, first) in zip(values, kinds, strict=True):
            pool[first : first + value.size] = value.reshape(-1)
    return Starts(np.array(kinds, np.int64), pool)
