"""What a map's summary says, for a terminal."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from scenarios.commands.table import table

_BASINS = 8
"""Basins that are listed; the smaller ones are counted together."""

_WORDS = {
    "en": {
        "end": "end", "share": "share", "loss": "loss", "more": "{0} more minima", "elsewhere": "elsewhere",
        "outside": "outside the domain", "diverged": "diverged", "wandering": "still on the way",
        "steps": "steps to converge: median {median}, from {fewest} to {most}",
        "entropy": "basin entropy {0:.4f}", "boundary": ", at the boundary {0:.4f}",
        "dimension": "dimension of the boundary {0:.3f} ± {1:.3f}",
    },
    "ru": {
        "end": "конец", "share": "доля", "loss": "потери", "more": "ещё минимумов: {0}",
        "elsewhere": "в другом месте", "outside": "вне области", "diverged": "разошлось",
        "wandering": "ещё в пути", "steps": "шагов до сходимости: медиана {median}, от {fewest} до {most}",
        "entropy": "энтропия бассейнов {0:.4f}", "boundary": ", на границе {0:.4f}",
        "dimension": "размерность границы {0:.3f} ± {1:.3f}",
    },
}  # fmt: skip


def report(summary: dict[str, Any], folder: Path, language: str) -> str:
    """Where it ended, how soon, how entangled, and where the files are."""
    words = _WORDS[language]
    head = (words["end"], words["share"], words["loss"])
    lines = [table(head, _rows(summary["fractions"], words), right=(1, 2)), ""]
    if summary["steps_to_converge"] is not None:
        lines.append(words["steps"].format(**summary["steps_to_converge"]))
    if summary["basin_entropy"] is not None:
        said = words["entropy"].format(summary["basin_entropy"])
        if summary["boundary_basin_entropy"] is not None:
            said += words["boundary"].format(summary["boundary_basin_entropy"])
        lines.append(said)
    if summary["boundary_dimension"] is not None:
        error = summary["uncertainty_exponent_error"]
        lines.append(words["dimension"].format(summary["boundary_dimension"], error))
    return "\n".join([*lines, "", str(folder)])


def _rows(fractions: dict[str, Any], words: dict[str, str]) -> list[tuple[str, str, str]]:
    reached = sorted((b for b in fractions["basins"] if b["fraction"] > 0), key=lambda b: -b["fraction"])
    rows = [
        (f"({_short(b['x'])}, {_short(b['y'])})", f"{b['fraction']:.3%}", f"{b['loss']:.4g}")
        for b in reached[:_BASINS]
    ]
    if len(reached) > _BASINS:
        rest = sum(b["fraction"] for b in reached[_BASINS:])
        rows.append((words["more"].format(len(reached) - _BASINS), f"{rest:.3%}", ""))
    others = {"converged_elsewhere": "elsewhere", "outside_domain": "outside", "diverged": "diverged",
              "wandering": "wandering"}  # fmt: skip
    return rows + [
        (words[word], f"{fractions[key]:.3%}", "") for key, word in others.items() if fractions[key]
    ]


def _short(value: float) -> str:
    return f"{value + 0.0:.4g}" if abs(value) > 1e-9 else "0"
