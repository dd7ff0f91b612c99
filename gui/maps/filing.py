"""From the maps on screen to a file: where to is asked, and what is shown is handed over."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from gui.files.asking import ask_where_to_save, home
from gui.maps import jobs
from gui.maps.figures import picture_of
from gui.maps.saving import Sheet
from gui.maps.zoom_film import Zoom
from gui.theme import current_theme
from gui.translations import translate
from scenarios.saving import dumps

if TYPE_CHECKING:
    from gui.maps.figure import Figure
    from gui.maps.pane import Pane
    from gui.maps.state import MapState
    from gui.model.session import Session


def ask_where(window: QWidget, save: Callable[[Path], None]) -> None:
    """Asks for a file to save to; nothing waits for it."""
    kinds = {
        translate("window", "Picture (*.png)"): ".png",
        translate("window", "Drawing (*.svg)"): ".svg",
        translate("window", "Numbers (*.npz)"): ".npz",
    }
    ask_where_to_save(window, translate("window", "Save the map"), home() / "map.png", kinds, save)


def ask_where_to_film(window: QWidget, film: Callable[[Path], None]) -> None:
    """Asks for a film's file; nothing waits for it."""
    kinds = {translate("window", "Film (*.mp4 *.webm *.mkv *.gif)"): ".mp4"}
    ask_where_to_save(window, translate("window", "Film the zoom"), home() / "zoom.mp4", kinds, film)


def zoom_of(session: Session, state: MapState, figure: Figure) -> Zoom:
    """The way from the whole of the first map to what is shown."""
    spec, resolved = state.shown, session.resolved
    assert spec is not None
    assert resolved is not None
    assert session.scenario is not None
    # as they are now: the film may still be made when another map is shown, or none
    job_of = partial(jobs.job_of, resolved, spec, state.maps()[:1])
    return Zoom(
        job=job_of(spec.x, spec.y, state.size, state.dtype),
        begin=(state.whole(spec.x), state.whole(spec.y)),
        figure=figure,
        theme=current_theme(),
        text=dumps(session.scenario),
        dtype=session.scenario.playback.dtype,
        job_of=job_of,
    )


def sheet_of(session: Session, state: MapState, panes: Sequence[Pane], scale: float) -> Sheet:
    """What is shown now, as copies that stay as they are while more is computed."""
    assert session.scenario is not None
    shown = [(pane, pane.figure) for pane in panes if pane.figure is not None and not pane.isHidden()]
    copies = tuple(
        dataclasses.replace(each, image=each.image.copy() if each.image is not None else None)
        for _, each in shown
    )
    pictures = [picture_of(session, state, number) for number in range(2)][: len(shown)]
    numbers = tuple(
        (each.study, {name: values.copy() for name, values in each.arrays.items()}, each.stride or 1)
        for each in (picture.numbers for picture in pictures if picture is not None)
    )
    widths = tuple((pane.width() - pane.gap) / scale for pane, _ in shown)
    marks = tuple(tuple(pane.marks) for pane, _ in shown)
    high = panes[0].height() / scale
    return Sheet(copies, widths, high, numbers, dumps(session.scenario), current_theme(), marks)
