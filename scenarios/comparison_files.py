"""A comparison as files: the table as CSV, curves and profiles as NPZ, and everything said as plain JSON."""

from __future__ import annotations

import io
import json
import math
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from engine.comparing import judging
from engine.files import replacing

from .commands.tabular import quoted
from .saving import dumps

if TYPE_CHECKING:
    from engine.comparing.verdict import Comparison, Standing

    from .schema import Scenario

TABLE, CURVES = "table.csv", "curves.npz"


def summary_of(comparison: Comparison, title: str) -> dict[str, Any]:
    """The comparison in plain JSON; what is infinite is null."""
    contest = comparison.contest
    return {
        "title": title,
        "landscape": contest.field.id,
        "steps": contest.steps,
        "budget": contest.budget,
        "trainings": contest.trainings,
        "starts": len(contest.tuning),
        "seeds": contest.repeats,
        "seed": contest.seed,
        "dtype": contest.dtype,
        "tolerance": contest.tolerance,
        "lowest_loss": _finite(comparison.floor),
        "optimizers": [record_of(standing) for standing in comparison.standings],
    }


def record_of(standing: Standing) -> dict[str, Any]:
    """A row of the table. `steps`: the median of those to the goal; `forgiving`: the share of tried settings
    that are good enough."""
    lower, middle, upper = (_finite(value) for value in standing.loss)
    return {
        "optimizer": standing.contestant.optimizer.id,
        "label": standing.contestant.label["en"],
        "trainings": standing.trainings,
        "chosen": standing.setting,
        "at_edge": list(standing.at_edge),
        "loss": middle,
        "loss_lower_quartile": lower,
        "loss_upper_quartile": upper,
        "arrived": standing.arrived,
        "steps": _finite(judging.median(standing.arrivals)),
        "fastest": standing.fastest,
        "diverged": standing.lost,
        "forgiving": standing.forgiving,
        "tuning": {
            "parameters": [one.name for one in standing.contestant.ranges],
            "ranges": [[one.low, one.high] for one in standing.contestant.ranges],
            "scales": [one.scale for one in standing.contestant.ranges],
            "settings": standing.settings.tolist(),
            "losses": [_finite(value) for value in standing.medians],
        },
    }


def write_summary(path: Path, comparison: Comparison, title: str) -> None:
    """`summary_of` as a JSON file."""
    with replacing(path) as file:
        file.write(json.dumps(summary_of(comparison, title), ensure_ascii=False, indent=2).encode())


def write_table(path: Path, comparison: Comparison) -> None:
    """One row for each optimizer, the best first; what is infinite says inf."""
    with replacing(path) as file:
        text = io.TextIOWrapper(file, encoding="utf-8", newline="", write_through=True)
        for number, standing in enumerate(comparison.standings):
            record = {name: value for name, value in record_of(standing).items() if name != "tuning"}
            if number == 0:
                text.write(",".join(("rank", *record)) + "\r\n")
            text.write(",".join((str(number + 1), *(_cell(value) for value in record.values()))) + "\r\n")
        text.detach()


def write_curves(path: Path, comparison: Comparison, scenario: Scenario) -> None:
    """One archive, rows in the order of the table: `curve` (optimizers, 3, steps) with the quartiles of the
    loss, `steps`, `profile` (optimizers, ratios), `ratios`, `arrivals` and `final` (optimizers, problems); of
    optimizer k the tried `settings_k` and their `losses_k`; `labels`, `scenario`."""
    standings = comparison.standings
    arrays: dict[str, np.ndarray] = {
        "labels": np.array([standing.contestant.label["en"] for standing in standings]),
        "steps": comparison.steps,
        "ratios": comparison.ratios,
        "scenario": np.array(dumps(scenario)),
    }
    for name in ("curve", "profile", "arrivals", "final"):
        arrays[name] = np.stack([getattr(standing, name) for standing in standings])
    for k, standing in enumerate(standings):
        arrays[f"settings_{k}"], arrays[f"losses_{k}"] = standing.settings, standing.medians
    with replacing(path) as file:
        np.savez(file, **arrays)  # type: ignore[arg-type]


def _cell(value: Any) -> str:
    if isinstance(value, dict):
        value = " ".join(f"{name}={number!r}" for name, number in value.items())
    if isinstance(value, list):
        value = " ".join(value)
    return "inf" if value is None else quoted(str(value))


def _finite(value: Any) -> float | None:
    number = float(value)
    return number if math.isfinite(number) else None
