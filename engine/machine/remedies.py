"""What to do about the things that a machine lacks: one sentence each."""

from __future__ import annotations

import os
import sys
from typing import Any

_DEBIAN_PACKAGES = {
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgthread-2.0.so.0": "libglib2.0-0",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libdbus-1.so.3": "libdbus-1-3",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
}


def missing(found: dict[str, Any], optional: tuple[str, ...] = ()) -> list[str]:
    """One sentence with its remedy for each thing in `found` that Ravine uses and this machine lacks.

    `found` is what `engine.machine.report` gathers; packages named in `optional` are not missed.
    """
    sentences = [*_window_remedies(found["window"])]
    state = found["cache"]
    if not state["writable"]:
        sentences.append(
            "Compiled kernels cannot be kept, so every start compiles again; set RAVINE_CACHE to a folder "
            "that can be written to."
        )
    elif state["folder"] != state["wanted"]:
        asked = state["wanted"] or "the home folder"
        sentences.append(
            f"{asked} cannot be written to, so compiled kernels are kept in {state['folder']}; set "
            "RAVINE_CACHE to a folder that can be written to."
        )
    lacking = [name for name, there in found["encoders"].items() if not there]
    if lacking:
        sentences.append(
            f"PyAV lacks {', '.join(lacking)}, which recordings need; run pip install --upgrade av."
        )
    if found["gpu"] and found["cuda"]["device"] is None:
        sentences.append(f"The GPU is not used: {found['cuda']['reason']}.")
    absent = [name for name, version in found["versions"].items() if version is None and name not in optional]
    if absent:
        sentences.append(f"{', '.join(absent)} not found; run pip install {' '.join(absent)}.")
    return sentences


def _window_remedies(state: dict[str, Any]) -> list[str]:
    if state["starts"]:
        return []
    error = state["error"] or "no reason given"
    packages = sorted({package for library, package in _DEBIAN_PACKAGES.items() if library in error})
    if "libxcb-cursor0 is needed" in error and _has_display():
        packages.append("libxcb-cursor0")
    if packages:
        return [
            f"The window needs system libraries that are not installed; run apt install {' '.join(packages)}."
        ]
    if state["offscreen"] and not _has_display():
        return [
            "There is no display, so no window can open, while recordings and screenshots work; start Ravine "
            "from a desktop session, or with ssh -X."
        ]
    reason = _first_line(error)
    return [f"Qt does not start here ({reason}); run pip install --force-reinstall pyside6-essentials."]


def _has_display() -> bool:
    return sys.platform != "linux" or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _first_line(text: str) -> str:
    """The line of an error that says what happened: a traceback says it last, Qt first."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if not lines:
        return "no reason given"
    return (lines[-1] if lines[0].startswith("Traceback") else lines[0]).rstrip(".")
