"""The benchmark's result as text."""

from __future__ import annotations

from typing import Any

_NAMES = {"fused": "Ravine", "split": "split", "c": "C", "optax": "optax", "torch": "torch"}
_RATIOS = ("c", "optax", "torch")


def table(result: dict[str, Any]) -> str:
    """One line a cell: speeds in 10⁹ particle-steps a second, then Ravine's speed over each other's."""
    heads = ["rule", "landscape", *_NAMES.values(), *(f"× {_NAMES[name]}" for name in _RATIOS)]
    lines = [heads, *(_row(cell, result["absent"]) for cell in result["cells"])]
    widths = [max(len(line[k]) for line in lines) for k in range(len(heads))]
    text = [_aligned(line, widths) for line in lines]
    text.insert(1, "  ".join("─" * width for width in widths))
    threads, rounds = result["machine"]["processor"]["usable"], result["rounds"]
    intro = (
        f"{result['particles']:,} particles, {result['dtype']}, {threads} threads, {rounds} rounds; "
        "10⁹ particle-steps a second"
    )
    return "\n".join([intro, "", *text, "", *_closing(result)])


def _row(cell: dict[str, Any], absent: dict[str, str]) -> list[str]:
    speeds = []
    for name in _NAMES:
        if name in cell["speed"]:
            speeds.append(f"{cell['speed'][name] / 1e9:.3g}")
        else:
            speeds.append(absent.get(name, "differs"))
    ratios = [f"{cell['ratio'][name]:.2f}" if name in cell["ratio"] else "–" for name in _RATIOS]
    return [cell["rule"], cell["landscape"], *speeds, *ratios]


def _aligned(cells: list[str], widths: list[int]) -> str:
    left = [f"{text:<{width}}" for text, width in zip(cells[:2], widths[:2], strict=True)]
    right = [f"{text:>{width}}" for text, width in zip(cells[2:], widths[2:], strict=True)]
    return "  ".join(left + right)


def _closing(result: dict[str, Any]) -> list[str]:
    lines = []
    for name in _RATIOS:
        found = result["summary"].get(name)
        if found:
            lines.append(
                f"Ravine / {_NAMES[name]}: median {found['median']:.2f}, smallest {found['min']:.2f} "
                f"over {found['cells']} pairs; per second of processor time "
                f"{found['median_per_cpu_second']:.2f} and {found['min_per_cpu_second']:.2f}"
            )
        else:
            lines.append(f"{_NAMES[name]}: {result['absent'].get(name, 'nothing to compare with')}")
    return lines
