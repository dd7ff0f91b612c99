"""The benchmark's result as text."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ..phrase import Phrase

Say = Callable[[str], str]
"""Puts a phrase into a person's language; what is none stays as it is."""

_NAMES = {"fused": "Ravine", "split": "split", "c": "C", "optax": "optax", "torch": "torch"}
_RATIOS = ("c", "optax", "torch")


def table(result: dict[str, Any], say: Say = str) -> str:
    """One line a cell: speeds in 10⁹ particle-steps a second, then Ravine's speed over each other's."""
    names = [say(Phrase("rule")), say(Phrase("landscape"))]
    heads = [*names, *_NAMES.values(), *(f"× {_NAMES[name]}" for name in _RATIOS)]
    lines = [heads, *(_row(cell, result["absent"], say) for cell in result["cells"])]
    widths = [max(len(line[k]) for line in lines) for k in range(len(heads))]
    text = [_aligned(line, widths) for line in lines]
    text.insert(1, "  ".join("─" * width for width in widths))
    intro = Phrase(
        "{particles:,} particles, {dtype}, {threads} threads, {rounds} rounds; 10⁹ particle-steps a second",
        particles=result["particles"],
        dtype=result["dtype"],
        threads=result["machine"]["processor"]["usable"],
        rounds=result["rounds"],
    )
    return "\n".join([say(intro), "", *text, "", *_closing(result, say)])


def _row(cell: dict[str, Any], absent: dict[str, str], say: Say) -> list[str]:
    speeds = []
    for name in _NAMES:
        if name in cell["speed"]:
            speeds.append(f"{cell['speed'][name] / 1e9:.3g}")
        else:
            speeds.append(say(absent.get(name, Phrase("differs"))))
    ratios = [f"{cell['ratio'][name]:.2f}" if name in cell["ratio"] else "–" for name in _RATIOS]
    return [cell["rule"], cell["landscape"], *speeds, *ratios]


def _aligned(cells: list[str], widths: list[int]) -> str:
    left = [f"{text:<{width}}" for text, width in zip(cells[:2], widths[:2], strict=True)]
    right = [f"{text:>{width}}" for text, width in zip(cells[2:], widths[2:], strict=True)]
    return "  ".join(left + right)


def _closing(result: dict[str, Any], say: Say) -> list[str]:
    lines = []
    for name in _RATIOS:
        found = result["summary"].get(name)
        if found:
            phrase = Phrase(
                "Ravine / {other}: median {median:.2f}, smallest {least:.2f} over {cells} pairs; per second "
                "of processor time {median_per_second:.2f} and {least_per_second:.2f}",
                other=_NAMES[name],
                median=found["median"],
                least=found["min"],
                cells=found["cells"],
                median_per_second=found["median_per_cpu_second"],
                least_per_second=found["min_per_cpu_second"],
            )
            lines.append(say(phrase))
        else:
            lines.append(
                f"{_NAMES[name]}: {say(result['absent'].get(name, Phrase('nothing to compare with')))}"
            )
    return lines
