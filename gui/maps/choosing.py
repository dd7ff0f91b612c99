"""What a person chooses for a map's axes, as edits of the session."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from msgspec.structs import replace

from gui.maps.axis import default_axis, lowest
from gui.model.session import Session
from scenarios.map_schema import AxisSpec, MapSpec
from scenarios.mapping import LANDSCAPE, MapError, axis_parameters, check_map

if TYPE_CHECKING:
    from engine.entries import Parameter

Side = Literal["x", "y"]


def parameters(session: Session, run: int) -> dict[str, Parameter]:
    """What may change along an axis, by name; whole numbers make none."""
    assert session.resolved is not None
    known = axis_parameters(session.resolved.field, session.runs[run])
    return {name: parameter for name, parameter in known.items() if not parameter.integer}


def may_be(session: Session, spec: MapSpec) -> bool:
    """Whether the scenario can have this map: a run may lack what changes along an axis."""
    assert session.resolved is not None
    try:
        check_map(spec, session.resolved.field, session.runs)
    except MapError:
        return False
    return True


def whole_axis(session: Session, run: int, name: str) -> AxisSpec:
    """An axis with all that there is to see along it."""
    assert session.resolved is not None
    values = {
        **session.runs[run].parameters_at(session.total),
        **{LANDSCAPE + n: v for n, v in session.resolved.field_parameters.items()},
    }
    known = axis_parameters(session.resolved.field, session.runs[run])
    return default_axis(name, known[name], session.resolved.rectangle, values.get(name, 0.0))


def set_axis(session: Session, side: Side, axis: AxisSpec) -> None:
    """Something else changes along one side; what the other side has goes to this one."""
    spec = session.map
    if spec is None:
        return
    other = "y" if side == "x" else "x"
    changes: dict[str, AxisSpec] = {side: axis}
    if getattr(spec, other).name == axis.name:
        changes = {side: getattr(spec, other), other: getattr(spec, side)}
    session.change_map(**changes)


def set_end(session: Session, side: Side, end: Literal["low", "high"], value: float) -> None:
    """One end of an axis is another number. Raises FileError."""
    if session.map is not None:
        axis = replace(getattr(session.map, side), **{end: value})
        session.change_map(**{side: axis})


def set_log(session: Session, side: Side, log: bool) -> None:
    """An axis is logarithmic or linear; a logarithm begins above 0. Raises FileError."""
    spec = session.map
    if spec is None:
        return
    axis = getattr(spec, side)
    session.change_map(**{side: scaled(axis, log, parameters(session, spec.run)[axis.name])})


def scaled(axis: AxisSpec, log: bool, parameter: Parameter) -> AxisSpec:
    """The axis, logarithmic or linear; what lies above 0 of it, where there is any."""
    axis = replace(axis, log=log)
    # without anything above 0 it is refused as what it is
    if log and axis.low <= 0 < axis.high:
        return replace(axis, low=max(lowest(axis, parameter), axis.high / 1e4))
    return axis
