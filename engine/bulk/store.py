"""A map on disk: a folder with `data.zarr` (Zarr v3) and a ledger of what of it is done.

The folder appears whole under its name, with nothing done, and from then on only gains finished units. The
bytes of the data follow from the study alone: not from the order of units, nor from interruptions.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
import warnings
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.errors import InputError, OutputError, shorten
from engine.files import reason
from engine.outcome import Outcome
from engine.phrase import Phrase

from .ledger import NAME, Ledger
from .study import Study
from .tile import Tile
from .units import Unit, side_of, units_of

DATA = "data.zarr"

_IMPLIED = {"backend": "cpu"}
"""Settings that are left out where they are so."""

_MEANINGS = {
    "outcome": "how the particle ended",
    "basin": "number of the minimum reached, -1 for none",
    "steps": "steps until it was decided: at rest beside a minimum, or no longer finite",
    "loss": "loss at the last finite position",
    "rate": "growth of the distance from the middle of the domain, in powers of e a step, of what diverged",
    "distance": "length of the path",
    "excursion": "largest distance from the start",
    "visited": "basins that the path went through",
    "success": "share of seeds that converged",
}

_QUANTILES = {"mean": "mean", "q10": "10 % quantile", "q25": "25 % quantile", "q75": "75 % quantile",
              "q90": "90 % quantile"}  # fmt: skip


class MapStore:
    """The folder of one study's map; made, or gone on with. Close it, or use it in a `with` statement.

    Raises InputError naming the difference where the folder has a map of other settings, and OutputError
    where it holds something else, cannot be written to, or is being written to.
    """

    def __init__(self, folder: Path, study: Study, extra: Mapping[str, Any] | None = None) -> None:
        self.folder, self.study = folder, study
        self.settings = {**study.settings(), "side of a chunk": side_of(study), **(extra or {})}
        if not _has_map(folder):
            _create(folder, study, self.settings)
        self.ledger = Ledger(folder)
        try:
            self._check()
            self.group: Any = _opened(folder)
        except BaseException:
            self.ledger.close()
            raise

    def __enter__(self) -> MapStore:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let others write to the folder."""
        self.ledger.close()

    def _check(self) -> None:
        known = self.ledger.settings()
        found = None if known is None else difference(_IMPLIED | known, _IMPLIED | self.settings)
        if found is not None:
            name, old, new = found
            raise InputError(
                Phrase(
                    "{folder} has a map with {name} = {old}, and this one has {new}; choose another folder",
                    folder=self.folder,
                    name=name,
                    old=old,
                    new=new,
                )
            )

    def missing(self) -> list[Unit]:
        """The units that are still to be done: those not in the ledger, and those whose chunks changed."""
        done = self.ledger.done()
        return [unit for unit in units_of(self.study) if not self._is_whole(unit, done.get(unit.number))]

    def _is_whole(self, unit: Unit, hashes: Mapping[str, str] | None) -> bool:
        if hashes is None or set(hashes) != set(arrays_of(self.study)):
            return False
        try:
            return all(_hash(self._chunk(name, unit)) == digest for name, digest in hashes.items())
        except OSError:
            return False

    def put(self, unit: Unit, tile: Tile) -> None:
        """Write a unit, see it onto the disk, and enter it into the ledger."""
        hashes = {}
        try:
            for name, values in tile.arrays().items():
                name = stored_name(name)
                # an array that is opened again does not know that its chunks are written whatever they hold
                array = self.group[name].with_config({"write_empty_chunks": True})
                array[unit.rows, unit.columns] = values
                path = self._chunk(name, unit)
                # the file, and the folders that it may have been the first to need
                for part in (path, *path.parents[:3]):
                    _sync(part)
                hashes[name] = _hash(path)
        except OSError as error:
            raise _refusal(self.folder / DATA, error) from error
        self.ledger.enter(unit.number, hashes)

    def read(self, name: str, rows: slice, columns: slice) -> NDArray:
        """A part of an array; with a step in the slices, every so-manieth pixel."""
        return np.asarray(self.group[name][rows, columns])

    def _chunk(self, name: str, unit: Unit) -> Path:
        return self.folder / DATA / name / "c" / str(unit.row) / str(unit.column)


def begun_on(folder: Path) -> str | None:
    """What computed the map in a folder so far, as `compute` names it; None where there is no map."""
    if not _has_map(folder):
        return None
    ledger = Ledger(folder)
    try:
        known = ledger.settings()
    finally:
        ledger.close()
    return None if known is None else str((_IMPLIED | known)["backend"])


def _opened(folder: Path) -> Any:
    import zarr

    try:
        return zarr.open_group(str(folder / DATA), mode="r+", zarr_format=3)
    except (OSError, ValueError) as error:
        raise _no_map(folder) from error


def _has_map(folder: Path) -> bool:
    try:
        return (folder / NAME).exists()
    except (OSError, ValueError) as error:
        raise _refusal(shorten(str(folder), 80), error) from error


def _refusal(target: Path | str, error: Exception) -> OutputError:
    return OutputError(Phrase("cannot write {target}: {reason}", target=target, reason=reason(error)))


def _no_map(folder: Path) -> OutputError:
    return OutputError(
        Phrase("{folder} is there already and has no map in it; choose another folder", folder=folder)
    )


def stored_name(name: str) -> str:
    """An array's name on disk."""
    return name.replace(":", "_")


def arrays_of(study: Study) -> dict[str, np.dtype]:
    """The arrays of a study's map, by their names on disk."""
    real: np.dtype = np.dtype(study.dtype)
    found: dict[str, np.dtype] = {"outcome": np.dtype("u1"), "basin": np.dtype("i2"), "steps": np.dtype("i4")}
    found |= {"loss": real, "rate": real}
    kinds = {"distance": real, "excursion": real, "visited": np.dtype("u1")}
    found |= {name: kind for name, kind in kinds.items() if name in study.measures}
    if study.seeds > 1:
        found["success"] = np.dtype("f4")
        found |= {f"loss_{key}": real for key in _QUANTILES}
        found |= {f"steps_{key}": np.dtype("f4") for key in _QUANTILES}
    return found


def difference(old: Any, new: Any, name: str = "") -> tuple[str, str, str] | None:
    """The first setting in which two differ: its name and both values, as text."""
    if isinstance(old, dict) and isinstance(new, dict):
        for key in sorted({*old, *new}):
            inner = f"{name}.{key}" if name else key
            found = difference(old.get(key), new.get(key), inner)
            if found is not None:
                return found
        return None
    return None if old == new else (name, _shown(old), _shown(new))


def _shown(value: Any) -> str:
    if value is None or value == []:
        return Phrase("none")
    text = ", ".join(map(str, value)) if isinstance(value, list) else str(value)
    text = " ".join(text.split())
    return text if len(text) <= 60 else text[:57] + "…"


def _create(folder: Path, study: Study, settings: Mapping[str, Any]) -> None:
    """Make the folder under another name beside its place, and move it there."""
    try:
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise _no_map(folder)
        if folder.exists() and folder.samefile(Path.cwd()):
            raise OutputError(Phrase("{folder} is the folder that you are in; name a new one", folder=folder))
        folder.parent.mkdir(parents=True, exist_ok=True)
        draft = Path(tempfile.mkdtemp(prefix=f".{folder.name[:60]}.", suffix=".part", dir=folder.parent))
    except (OSError, ValueError) as error:
        raise _refusal(folder, error) from error
    try:
        draft.chmod(0o777 & ~_mask())
        _make_arrays(draft / DATA, study, settings)
        ledger = Ledger(draft)
        ledger.set_settings(settings)
        ledger.close()
        for path in sorted(draft.rglob("*")):
            _sync(path)
        draft.replace(folder)
        _sync(folder.parent)
    except OSError as error:
        raise _refusal(folder, error) from error
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _mask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _make_arrays(path: Path, study: Study, settings: Mapping[str, Any]) -> None:
    """The group with its empty arrays and the axes' values, as xarray reads them."""
    import zarr

    group: Any = zarr.create_group(
        str(path), zarr_format=3, attributes={"title": "Ravine map", "settings": dict(settings)}
    )
    for name, axis, size in (("x", study.x, study.width), ("y", study.y, study.height)):
        values = axis.values(size)
        line = group.create_array(
            name, shape=(size,), chunks=(size,), dtype="float64", dimension_names=(name,),
            attributes={"long_name": axis.name, "logarithmic": axis.log}, fill_value=float("nan"),
        )  # fmt: skip
        line[:] = values
    side = side_of(study)
    for name, dtype in arrays_of(study).items():
        group.create_array(
            name, shape=(study.height, study.width), chunks=(side, side), dtype=dtype,
            dimension_names=("y", "x"), attributes=_attributes(name), fill_value=0,
            config={"write_empty_chunks": True},
        )  # fmt: skip
    with warnings.catch_warnings():
        # readers look for it and complain where it is missing; Zarr warns that other programs may not know it
        warnings.simplefilter("ignore")
        zarr.consolidate_metadata(str(path), zarr_format=3)


def _attributes(name: str) -> dict[str, Any]:
    base, _, key = name.partition("_")
    meaning = _MEANINGS[base]
    if key:
        return {"long_name": f"{meaning}: {_QUANTILES[key]} over the seeds"}
    if name == "outcome":
        meanings = " ".join(outcome.name.lower() for outcome in Outcome)
        return {"long_name": meaning, "flag_values": [int(o) for o in Outcome], "flag_meanings": meanings}
    return {"long_name": meaning}


def _sync(path: Path) -> None:
    """See a file or a folder's list of names onto the disk; systems that cannot do that to folders do not."""
    try:
        handle = os.open(path, os.O_RDONLY)
    except PermissionError:
        return
    try:
        os.fsync(handle)
    except OSError:
        if not path.is_dir():
            raise
    finally:
        os.close(handle)


def _hash(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
