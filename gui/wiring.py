"""Which parts of the window do what, and follow one another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gui.actions import sources, standard
from gui.actions.pressing import ButtonKeys
from gui.timeline.linking import link

if TYPE_CHECKING:
    from gui.window import Window


def declare(window: Window) -> None:
    """Every action of the window and its parts, then the buttons that do them."""
    standard.declare(window)
    sources.declare(window)
    for part in (
        window.filing, window.recordings, window.appearance, window.presentation, window.pages, window.runs,
        window.charts, window.canvas, window.laboratory, window.training, window.maps, window.explanation,
        window.lesson,
    ):  # fmt: skip
        part.declare(window.registry)
    window.transport.wire(window.registry)
    window.pages.gallery.header.wire(window.registry)


def connect(window: Window) -> None:
    """Parts to one another, and what may wait to the first moving frame."""
    session, place = window.session, window.arrangement
    for change in (
        session.opened, session.structure_changed, session.document_changed, session.selection_changed,
        session.visibility_changed, session.device_changed,
    ):  # fmt: skip
        change.connect(window.registry.refresh_later)
    window.canvas.resized.connect(place.size_picture)
    window.maps.resized.connect(place.show_maps)
    for panel in (window.runs, window.explanation):
        panel.resized.connect(place.later)
    session.frame_changed.connect(place.follow)
    window.lesson.resized.connect(place.show_lesson)
    window.teacher.bind()
    window.runs.needed.connect(window.show_panels)
    link(window)
    ButtonKeys(window)
    for start in (
        window.typesetter.start, window.plots.load, window.known.start, window.recordings.tell_of_kills,
    ):  # fmt: skip
        window.started.connect(start)
    session.loops_kept.connect(window.plots.load_loops)
