"""The board of networks that learn, but for its charts: two pictures, the steps, and their names."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter

from gui.model.edits import colour_of
from gui.model.frame import Learning
from gui.theme.colours import Theme
from gui.theme.metrics import SMALL
from gui.theme.typeface import font
from gui.training import painting
from gui.training.layout import Places
from gui.training.painting import HEAD, StepsLook, share_text
from gui.training.words import words
from scenarios.resolving import Resolved


@dataclass(frozen=True)
class Look:
    """How it is painted. tools: pixels at the right of the two headings that buttons lie on."""

    theme: Theme
    language: str
    scale: float = 1.0
    tools: tuple[int, int] = (0, 0)


def paint_board(
    painter: QPainter, places: Places, told: Learning | None, resolved: Resolved, look: Look
) -> None:
    """What is known at the moment; empty grounds where nothing is yet."""
    theme, scale = look.theme, look.scale
    _paint_headings(painter, places, told, resolved, look)
    boundary = told.boundary if told is not None else None
    painting.paint_picture(painter, places.boundary, boundary, theme, scale)
    painting.paint_picture(painter, places.plane, told.plane if told is not None else None, theme, scale)
    if told is None:
        return
    if boundary is not None:
        painting.paint_points(painter, places.boundary, boundary, told.points, told.wrong, theme, scale)
    if told.plane is None:
        painter.setFont(font(round(SMALL * scale)))
        painter.setPen(QColor(theme.muted))
        is_hidden = told.run < len(resolved.runs) and resolved.runs[told.run].spec.hidden
        text = words(look.language)["hidden" if is_hidden else "later"]
        painter.drawText(places.plane, Qt.AlignmentFlag.AlignCenter, text)
    if not places.steps.isEmpty():
        _paint_steps(painter, places, told, resolved, look)


def _paint_headings(
    painter: QPainter, places: Places, told: Learning | None, resolved: Resolved, look: Look
) -> None:
    said, scale = words(look.language), look.scale
    notes = (boundary_notes(told, resolved, look.language), plane_notes(told, resolved, look.language))
    heads = ((places.boundary, said["boundary"]), (places.plane, said["plane"]))
    ink = None
    if told is not None and told.run < len(resolved.runs):
        # the line of the boundary looked at has no run's colour
        ink = look.theme.run_colour(colour_of(resolved.scenario, told.run))
    for (pane, title), own, taken, own_ink in zip(heads, notes, look.tools, (ink, None), strict=True):
        row = QRectF(pane.left(), pane.top() - (HEAD - 4) * scale, pane.width() - taken, HEAD * scale)
        painting.paint_heading(painter, row, title, own, look.theme, scale, own_ink)


def boundary_notes(told: Learning | None, resolved: Resolved, language: str) -> tuple[str, ...]:
    """Whose boundary it is and how good, longest first: the run can be told by the note's colour too. Where
    the weights are of an earlier epoch than is played, that is said."""
    if told is None or told.run >= len(resolved.runs):
        return ("",)
    said, share = words(language), share_text(told.accuracy)
    label, right = resolved.runs[told.run].label.get(language), said["right"].format(share)
    last = (right,) if told.weighed == told.epoch else (said["of_epoch"].format(told.weighed), right)
    short = " · ".join((said["network"].format(told.network + 1, told.networks), *last))
    dated = (" · ".join(last),) if len(last) > 1 else ()
    return f"{label} · {short}", short, *dated, f"{told.network + 1}/{told.networks} · {share}", right


def plane_notes(told: Learning | None, resolved: Resolved, language: str) -> tuple[str, ...]:
    """Which plane it is, longest first."""
    said = words(language)
    if told is None or told.plane is None:
        return ("",)
    share = share_text(told.explained) if told.run < len(resolved.runs) else ""
    if told.is_random:
        return said["random"], said["random_short"], said["random_axes"]
    return (said["paths"].format(share), said["paths_short"].format(share), share) if share else ("",)


def _paint_steps(painter: QPainter, places: Places, told: Learning, resolved: Resolved, look: Look) -> None:
    if len(told.steps) != len(resolved.runs):
        return
    theme, scale, scenario = look.theme, look.scale, resolved.scenario
    chosen = [k for k, run in enumerate(resolved.runs) if not run.spec.hidden or k == told.run]
    looks = [StepsLook(theme.run_colour(colour_of(scenario, k)), k == told.run) for k in chosen]
    place = places.steps
    painting.paint_heading(
        painter, place.adjusted(0, 3 * scale, 0, 0), words(look.language)["steps"], ("|Δθ|",), theme, scale
    )
    painting.paint_steps(
        painter, place.adjusted(0, 24 * scale, 0, 6 * scale), [told.steps[k] for k in chosen], looks,
        told.most_steps, theme, scale,
    )  # fmt: skip
