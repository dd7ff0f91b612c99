"""Results as a Parquet table, for pandas, polars, DuckDB and R. It needs pyarrow, an optional extra."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from engine.errors import MissingError
from engine.files import replacing
from engine.phrase import Phrase
from scenarios.saving import dumps

from .tabular import KEYS, VECTORS, axes_of, columns_of, numbers, run_names, states_of, with_own

if TYPE_CHECKING:
    from engine.simulation import Result
    from scenarios.resolving import Resolved

_ROWS = 200_000
"""About so many rows are written at a time."""


def check_library() -> None:
    """Raise MissingError unless tables can be written here."""
    try:
        import pyarrow.parquet  # noqa: F401
    except ImportError:
        raise MissingError(Phrase("Parquet needs pyarrow; run pip install pyarrow")) from None


def write_parquet(path: Path, resolved: Resolved, results: list[Result]) -> None:
    """The rows and columns of the CSV file, with types. The scenario's text is in the file's metadata as
    "scenario". A state that a run does not have is null there."""
    check_library()
    import pyarrow.parquet as parquet

    results = with_own(resolved, results)
    states = states_of(results)
    schema = _schema(resolved, results[0], states)
    with replacing(path) as file, parquet.ParquetWriter(file, schema, compression="zstd") as writer:
        for name, result in zip(run_names(resolved), results, strict=True):
            for columns in _blocks(resolved, name, result, states):
                writer.write_table(_table(schema, columns))


def _schema(resolved: Resolved, result: Result, states: list[str]) -> Any:
    import pyarrow as pa

    real = pa.float32() if result.positions.dtype == np.float32 else pa.float64()
    kinds = (pa.dictionary(pa.int32(), pa.string()), pa.int64(), pa.int32())
    fields = [
        *zip(KEYS, kinds, strict=True),
        *((name, real) for name in numbers(resolved.is_signal, states)),
    ]
    return pa.schema(fields, metadata={"scenario": dumps(resolved.scenario)})


def _blocks(
    resolved: Resolved, label: str, result: Result, states: list[str]
) -> Iterator[dict[str, np.ndarray | str | int]]:
    """A few frames of one run at a time, as columns; a name alone stands for a column of it."""
    frames, particles, _ = result.positions.shape
    for first in range(0, frames, max(1, _ROWS // particles)):
        part = slice(first, min(first + max(1, _ROWS // particles), frames))
        count = part.stop - part.start
        columns: dict[str, np.ndarray | str | int] = {
            "run": label,
            "step": np.repeat(result.steps[part], particles),
            "particle": np.tile(np.arange(particles, dtype=np.int32), count),
        }
        if not resolved.is_signal:
            columns["loss"] = result.loss[part].ravel()
        for names, vector in _vectors(result, states, resolved.is_signal):
            for axis, name in enumerate(names):
                columns[name] = vector[part, :, axis].ravel()
        yield columns


def _vectors(result: Result, states: list[str], is_signal: bool) -> Iterator[tuple[list[str], np.ndarray]]:
    """The names of its columns, one a coordinate, and what they hold."""
    yield ["theta"] if is_signal else ["x", "y"], result.positions
    for name in VECTORS:
        yield axes_of(name, is_signal), getattr(result, name)
    for name, values in result.state.items():
        yield columns_of(name, is_signal, states), values


def _table(schema: Any, columns: dict[str, np.ndarray | str | int]) -> Any:
    import pyarrow as pa

    count = len(columns["step"])  # type: ignore[arg-type]
    arrays = []
    for field in schema:
        found = columns.get(field.name)
        if field.name == "run":
            indices = pa.array(np.zeros(count, np.int32))
            arrays.append(pa.DictionaryArray.from_arrays(indices, pa.array([found])))
        elif found is None:
            arrays.append(pa.nulls(count, field.type))
        else:
            arrays.append(pa.array(found, field.type))
    return pa.Table.from_arrays(arrays, schema=schema)
