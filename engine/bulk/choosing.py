"""Where a map is computed: by this machine's cores, or by a graphics processor."""

from __future__ import annotations

from typing import Any, Literal

from engine.backends import PLACES, Where
from engine.compiled import fuses_multiply_add
from engine.errors import UnknownNameError
from engine.phrase import Phrase

from .study import Study

Place = Literal["cpu", "cuda"]


def where(study: Study, asked: Where, pixels: int | None = None) -> Place:
    """What computes a study, or so many pixels of it; see `engine.Run` for what may be asked.

    "auto" is the device where there is one that can do it, and the work large enough to pay. Raises
    UnknownNameError, and with "cuda" MissingError where no device is usable or none can do it.
    """
    if asked not in PLACES:
        raise UnknownNameError(Phrase("backend"), str(asked), PLACES)
    if asked == "cpu":
        return "cpu"
    if asked == "cuda":
        require_device(study)
        return "cuda"
    from engine.gpu.threshold import pays

    work = (study.width * study.height if pixels is None else pixels) * study.steps * study.seeds
    return "cuda" if not study.field.formula.graph.samples and pays(work) else "cpu"


def require_device(study: Study) -> None:
    """Raise MissingError with the remedy where no device can compute a study."""
    from engine import cuda
    from engine.gpu.tracing import check_terrain

    check_terrain(study.field.formula.graph)
    cuda.device()


def traits(place: Place) -> dict[str, Any]:
    """What decides the last bits of a map's numbers besides its study."""
    if place == "cpu":
        return {"fused multiply-add": fuses_multiply_add()}
    return {"backend": place, "fused multiply-add": True}
