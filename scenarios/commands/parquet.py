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

    states = list(dict.fromkeys(name for result in results for name in result.state))
    schema = _schema(resolved, results[0], states)
    with replacing(path) as file, parquet.ParquetWriter(file, schema, compression="zstd") as writer:
        for run, result in zip(resolved.runs, results, strict=True):
            for columns in _blocks(resolved, run.label.en, result, states):
                writer.write_table(_table(schema, columns))


def _schema(resolved: Resolved, result: Result, states: list[str]) -> Any:
    import pyarrow as pa

    real = pa.float32() if result.positions.dtype == np.float32 else pa.float64()
    fields = [
        ("run", pa.dictionary(pa.int32(), pa.string())),
        ("step", pa.int64()),
        ("particle", pa.int32()),
        *((name, real) for name in _numbers(resolved.is_signal, states)),
    ]
    return pa.schema(fields, metadata={"scenario": dumps(resolved.scenario)})


def _numbers(is_signal: bool, states: list[str]) -> list[str]:
    axes = ("",) if is_signal else ("_x", "_y")
    place = ["theta"] if is_signal else ["x", "y", "loss"]
    return [*place, *(f"{name}{axis}" for name in ("gradient", "update", *states) for axis in axes)]


def _blocks(
    resolved: Resolved, label: str, result: Result, states: list[str]
) -> Iterator[dict[str, np.ndarray | str | int]]:
    """A few frames of one run at a time, as columns; a name alone stands for a column of it."""
    frames, particles, dims = result.positions.shape
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
        vectors = {"gradient": result.gradient, "update": result.update, **result.state}
        for axis in range(dims):
            place, end = ("theta", "") if resolved.is_signal else ("xy"[axis], f"_{'xy'[axis]}")
            columns[place] = result.positions[part, :, axis].ravel()
            for name in ("gradient", "update", *states):
                if name in vectors:
                    columns[f"{name}{end}"] = vectors[name][part, :, axis].ravel()
        yield columns


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
