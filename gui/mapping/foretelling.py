"""What is better said before a map is begun than found out after hours of it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from engine.bulk.store import arrays_of
from engine.errors import amount
from engine.phrase import Phrase

if TYPE_CHECKING:
    from engine.bulk.study import Study


def warnings_of(study: Study, folder: Path) -> Iterator[Phrase]:
    """A sentence for each thing that nobody may have wanted."""
    for axis, size in ((study.x, study.width), (study.y, study.height)):
        if not axis.resolves(size, study.dtype):
            yield Phrase(
                "the axis {name} is finer than {dtype} numbers are: neighbouring pixels are the same",
                name=axis.name,
                dtype=study.dtype,
            )
    size, free = _size_of(study), _free(folder)
    if free is not None and size > free:
        yield Phrase(
            "{folder}: the arrays are {size} before they are compressed, and {free} are free there",
            folder=folder,
            size=amount(size),
            free=amount(free),
        )


def _size_of(study: Study) -> int:
    """Bytes of all arrays of a map before they are compressed."""
    return study.width * study.height * sum(kind.itemsize for kind in arrays_of(study).values())


def _free(folder: Path) -> int | None:
    """Bytes on the disk that the folder is on or will be on; None where nobody knows."""
    for place in (folder, *folder.absolute().parents):
        try:
            return shutil.disk_usage(place).free
        except FileNotFoundError:
            continue
        except (OSError, ValueError):
            return None
    return None
