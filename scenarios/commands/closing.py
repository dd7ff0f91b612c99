"""The table that closes a headless run: where each optimizer ended, and how."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from engine.outcome import Outcome, count

from .table import table

if TYPE_CHECKING:
    from engine.simulation import Result
    from scenarios.resolving import Resolved

_WORDS = {
    Outcome.RUNNING: "running",
    Outcome.CONVERGED: "converged",
    Outcome.STEP_LIMIT: "step limit",
    Outcome.LEFT_DOMAIN: "left the domain",
    Outcome.DIVERGED: "diverged",
    Outcome.NOT_FINITE: "not finite",
}


def closing_table(resolved: Resolved, results: list[Result]) -> str:
    """One row a run; medians where there are many particles."""
    labels = [run.label.en for run in resolved.runs]
    if resolved.is_signal:
        rows = [_signal_row(label, result) for label, result in zip(labels, results, strict=True)]
        return table(("run", "θ", "last Δθ", "largest |Δθ|", "stopped"), rows, right=(1, 2, 3, 4))
    rows = [_landscape_row(label, result) for label, result in zip(labels, results, strict=True)]
    many = any(result.positions.shape[1] > 1 for result in results)
    head = ("run", "last loss", "lowest loss", "path", "end")
    if many:
        head = ("run", "median loss", "lowest loss", "median path", "end")
    return table(head, rows, right=(1, 2, 3))


def _landscape_row(label: str, result: Result) -> tuple[str, ...]:
    lengths = np.hypot(*np.moveaxis(np.diff(result.positions.astype(np.float64), axis=0), -1, 0)).sum(axis=0)
    return (
        label,
        f"{np.median(result.loss[-1]):.4g}",
        f"{result.loss.min():.4g}",
        f"{np.median(lengths):.3g}",
        outcomes_in_words(result.outcome, result.stopped_at),
    )


def _signal_row(label: str, result: Result) -> tuple[str, ...]:
    return (
        label,
        f"{np.median(result.positions[-1]):.4g}",
        f"{np.median(result.update[-1]):.3g}",
        f"{np.abs(result.update).max():.3g}",
        str(int((result.stopped_at >= 0).sum())),
    )


def outcomes_in_words(codes: np.ndarray, stopped_at: np.ndarray) -> str:
    """How it ended; for several particles how many ended in each way, which adds up to all of them."""
    found = count(codes)
    words = [
        _WORDS[outcome] if len(codes) == 1 else f"{number:,} {_WORDS[outcome]}"
        for outcome, number in sorted(found.items(), key=lambda item: -item[1])
    ]
    stopped = stopped_at[stopped_at >= 0]
    when = f" (first at step {stopped.min()})" if len(stopped) else ""
    return ", ".join(words) + when
