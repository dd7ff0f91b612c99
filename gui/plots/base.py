"""What a logarithmic axis of the loss counts from; free of Qt."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from scenarios.resolving import Resolved

_last: tuple[object, dict[str, float], float | None] | None = None


def lowest_loss(resolved: Resolved) -> float | None:
    """The value of the lowest minimum that the landscape lists, None where it lists none.

    The last answer is kept: charts ask for it at every drawing.
    """
    global _last
    values = dict(resolved.field_parameters)
    if _last is None or _last[0] is not resolved.field or _last[1] != values:
        find = getattr(resolved.field, "minima_at", None)
        found = [bottom.value for bottom in find(**values)] if find is not None else []
        _last = (resolved.field, values, min(found, default=None))
    return _last[2]
