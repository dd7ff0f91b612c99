"""What was found out about a machine, for a person to read."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ..phrase import Phrase

COMPARED = ("jax", "optax", "torch")
Say = Callable[[str], str]
"""Puts a phrase into a person's language; what is none stays as it is."""


def text(found: dict[str, Any], say: Say = str) -> str:
    """The report for a person: one line a thing, then what is missing."""
    rows = [(say(name), say(value)) for name, value in _rows(found, say)]
    width = max(len(name) for name, _ in rows)
    lines = [f"{name:<{width}}  {value}" for name, value in rows]
    missing = found["missing"] or [Phrase("Nothing is missing.")]
    return "\n".join([*lines, "", *(_spoken(sentence, say) for sentence in missing)])


def _spoken(sentence: str, say: Say) -> str:
    """What another process said, such as a reason, came without what it was made of."""
    if isinstance(sentence, Phrase) and sentence.values:
        values = sentence.values.items()
        sentence = sentence.filled(
            {n: say(value) if isinstance(value, str) else value for n, value in values}
        )
    return say(sentence)


def _rows(found: dict[str, Any], say: Say) -> list[tuple[str, str]]:
    system, kept, chip = found["system"], found["cache"], found["processor"]
    yes, no = say(Phrase("yes")), say(Phrase("no"))
    encoders = [f"{name} {yes if there else no}" for name, there in found["encoders"].items()]
    versions = [f"{name} {version}" for name, version in found["versions"].items() if version]
    absent = ", ".join(name for name in COMPARED if found["versions"].get(name) is None)
    return [
        (Phrase("system"), f"{system['name']} {system['release']} {system['machine']}"),
        (
            Phrase("processor"),
            Phrase(
                "{name}, {threads} threads, {usable} usable",
                name=chip["name"],
                threads=chip["threads"],
                usable=chip["usable"],
            ),
        ),
        (Phrase("memory"), _memory_row(found["memory"])),
        (Phrase("GPU"), _gpu_row(found["gpu"], say)),
        ("CUDA", _cuda_row(found["cuda"], say)),
        (
            Phrase("kernel cache"),
            Phrase(
                "{folder}, {count} kernels, {size:.1f} MB",
                folder=kept["folder"],
                count=kept["kernels"],
                size=kept["bytes"] / 1e6,
            ),
        ),
        (Phrase("Qt platform"), _window_row(found["window"], say)),
        (Phrase("encoders"), ", ".join(encoders)),
        (Phrase("versions"), ", ".join(versions)),
        (
            Phrase("to compare with"),
            Phrase("not installed: {names}", names=absent) if absent else Phrase("all installed"),
        ),
    ]


def _memory_row(room: dict[str, Any]) -> Phrase:
    total = Phrase("unknown") if room["total"] is None else _gigabytes(room["total"])
    return Phrase("{total}, {free} free", total=total, free=_gigabytes(room["free"]))


def _gpu_row(gpus: list[dict[str, str]], say: Say) -> str:
    if not gpus:
        return Phrase("none found; everything runs on the processor")
    return "; ".join(
        say(
            Phrase(
                "{name}, {memory}, driver {driver}", name=g["name"], memory=g["memory"], driver=g["driver"]
            )
        )
        for g in gpus
    )


def _window_row(screen: dict[str, Any], say: Say) -> str:
    size = "" if screen.get("screen") is None else " {}x{}".format(*screen["screen"])
    state = Phrase("starts") if screen["starts"] else Phrase("does not start")
    if not screen["starts"] and screen["offscreen"]:
        state = Phrase("for recordings only")
    return f"{screen['platform'] or say(Phrase('none'))}{size}, {say(state)}"


def _cuda_row(state: dict[str, Any], say: Say) -> str:
    if state["device"] is None:
        return Phrase("not used: {reason}", reason=say(state["reason"]))
    device = Phrase(
        "{device}, compute capability {capability}",
        device=state["device"],
        capability=".".join(map(str, state["capability"])),
    )
    if state["memory"] is not None:
        device = Phrase("{found}, {free} free", found=device, free=_gigabytes(state["memory"]))
    return f"{say(device)}, numba-cuda {state['toolkit']}"


def _gigabytes(size: int) -> Phrase:
    return Phrase("{size:.1f} GB", size=size / 1e9)
