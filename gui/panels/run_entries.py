"""What the list of runs says of each: name, colour, where it is from, and the number of the moment."""

from __future__ import annotations

from gui.model.frame import Frame
from gui.model.numbers import format_loss
from gui.model.session import Session
from gui.panels.panel import tip_of
from gui.panels.run_list import RunEntry
from gui.theme import current_theme
from gui.translations import translate


def entries_of(session: Session) -> list[RunEntry]:
    colours, language = current_theme(), session.language
    hint = translate("window", "a click on the colour hides or shows the run")
    ghost = translate("window", "a ghost: kept for comparison")
    entries = []
    for number, run in enumerate(session.runs):
        known = run.optimizer
        of = f"{known.name[language]} — {known.source[language]}".rstrip(" —")
        tip = tip_of(of, ghost if run.spec.ghost else "", hint)
        place = run.spec.colour if run.spec.colour is not None else number
        name = session.localized(run.label)
        entries.append(RunEntry(name, tip, colours.run_colour(place), run.spec.ghost))
    return entries


def remarks_of(frame: Frame) -> list[str]:
    """The loss of every run, or that all of its particles are gone."""
    remarks = [format_loss(loss) for loss in frame.losses]
    for number, gone in enumerate(frame.gone):
        if gone and frame.particles[number] == gone:
            remarks[number] = translate("window", "gone")
    return remarks
