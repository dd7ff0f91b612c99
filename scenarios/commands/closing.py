"""The table that closes a headless run: where each optimizer ended, and how."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from engine.outcome import Outcome, count
from engine.phrase import Phrase

from .progress import Say
from .table import table

if TYPE_CHECKING:
    from engine.simulation import Result
    from scenarios.resolving import Resolved

_ALONE = {
    Outcome.RUNNING: Phrase("running"),
    Outcome.CONVERGED: Phrase("converged"),
    Outcome.STEP_LIMIT: Phrase("step limit"),
    Outcome.LEFT_DOMAIN: Phrase("left the domain"),
    Outcome.DIVERGED: Phrase("diverged"),
    Outcome.NOT_FINITE: Phrase("not finite"),
}

_SEVERAL = {
    Outcome.RUNNING: Phrase("{number:,} running", number=0),
    Outcome.CONVERGED: Phrase("{number:,} converged", number=0),
    Outcome.STEP_LIMIT: Phrase("{number:,} step limit", number=0),
    Outcome.LEFT_DOMAIN: Phrase("{number:,} left the domain", number=0),
    Outcome.DIVERGED: Phrase("{number:,} diverged", number=0),
    Outcome.NOT_FINITE: Phrase("{number:,} not finite", number=0),
}


def closing_table(resolved: Resolved, results: list[Result], language: str = "en", say: Say = str) -> str:
    """One row a run; medians where there are many particles. say: puts phrases into that language."""
    labels = [run.label.get(language) for run in resolved.runs]
    name, end = say(Phrase("run")), say(Phrase("end"))
    if resolved.is_signal:
        rows = [_signal_row(label, result) for label, result in zip(labels, results, strict=True)]
        words = Phrase("last Δθ"), Phrase("largest |Δθ|"), Phrase("stopped")
        return table((name, "θ", *map(say, words)), rows, right=(1, 2, 3, 4))
    rows = [_landscape_row(label, result, say) for label, result in zip(labels, results, strict=True)]
    words = Phrase("last loss"), Phrase("lowest loss"), Phrase("path")
    if any(result.positions.shape[1] > 1 for result in results):
        words = Phrase("median loss"), Phrase("lowest loss"), Phrase("median path")
    return table((name, *map(say, words), end), rows, right=(1, 2, 3))


def of_kept_frames(resolved: Resolved) -> Phrase:
    """What the table cannot know where frames were left out."""
    if resolved.is_signal:
        return Phrase("the largest |Δθ| is that of the frames that were kept, not of every step")
    return Phrase("lowest loss and path are those of the frames that were kept, not of every step")


def _landscape_row(label: str, result: Result, say: Say) -> tuple[str, ...]:
    lengths = np.hypot(*np.moveaxis(np.diff(result.positions.astype(np.float64), axis=0), -1, 0)).sum(axis=0)
    return (
        label,
        f"{np.median(result.loss[-1]):.4g}",
        f"{result.loss.min():.4g}",
        f"{np.median(lengths):.3g}",
        outcomes_in_words(result.outcome, result.stopped_at, say),
    )


def _signal_row(label: str, result: Result) -> tuple[str, ...]:
    return (
        label,
        f"{np.median(result.positions[-1]):.4g}",
        f"{np.median(result.update[-1]):.3g}",
        f"{np.abs(result.update).max():.3g}",
        str(int((result.stopped_at >= 0).sum())),
    )


def outcomes_in_words(codes: np.ndarray, stopped_at: np.ndarray, say: Say = str) -> str:
    """How it ended; for several particles how many ended in each way, which adds up to all of them."""
    found = count(codes)
    words = [
        say(_ALONE[outcome] if len(codes) == 1 else _SEVERAL[outcome].filled({"number": number}))
        for outcome, number in sorted(found.items(), key=lambda item: -item[1])
    ]
    stopped = stopped_at[stopped_at >= 0]
    when = " " + say(Phrase("(first at step {step})", step=int(stopped.min()))) if len(stopped) else ""
    return ", ".join(words) + when
