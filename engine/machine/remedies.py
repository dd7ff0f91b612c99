"""What to do about the things that a machine lacks: one sentence each."""

from __future__ import annotations

import os
import sys
from typing import Any

from ..phrase import Phrase

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


def missing(found: dict[str, Any], optional: tuple[str, ...] = ()) -> list[Phrase]:
    """One sentence with its remedy for each thing in `found` that Ravine uses and this machine lacks.

    `found` is what `engine.machine.report` gathers; packages named in `optional` are not missed.
    """
    absent = [name for name, version in found["versions"].items() if version is None and name not in optional]
    # of what is not installed, that is said and nothing else
    sentences = [] if "pyside6-essentials" in absent else _window_remedies(found["window"])
    sentences += _cache_remedies(found["cache"])
    lacking = [name for name, there in found["encoders"].items() if not there and "av" not in absent]
    if lacking:
        sentences.append(
            Phrase(
                "PyAV lacks {encoders}, which recordings need; run pip install --upgrade av.",
                encoders=", ".join(lacking),
            )
        )
    if found["gpu"] and found["cuda"]["device"] is None:
        sentences.append(Phrase("The GPU is not used: {reason}.", reason=found["cuda"]["reason"]))
    if absent:
        sentences.append(
            Phrase(
                "{names} not found; run pip install {packages}.",
                names=", ".join(absent),
                packages=" ".join(absent),
            )
        )
    return sentences


def _cache_remedies(state: dict[str, Any]) -> list[Phrase]:
    if not state["writable"]:
        return [
            Phrase(
                "Compiled kernels cannot be kept, so every start compiles again; set RAVINE_CACHE to a "
                "folder that can be written to."
            )
        ]
    if state["folder"] == state["wanted"]:
        return []
    return [
        Phrase(
            "{asked} cannot be written to, so compiled kernels are kept in {folder}; set RAVINE_CACHE to "
            "a folder that can be written to.",
            asked=state["wanted"] or Phrase("the home folder"),
            folder=state["folder"],
        )
    ]


def _window_remedies(state: dict[str, Any]) -> list[Phrase]:
    if state["starts"]:
        return []
    error = state["error"] or Phrase("no reason given")
    packages = sorted({package for library, package in _DEBIAN_PACKAGES.items() if library in error})
    if "could not connect to display" in error and os.environ.get("DISPLAY"):
        # Qt adds that it needs libxcb-cursor0, whether that is there or not
        return [
            Phrase(
                "The display {display} does not answer, so no window can open; start Ravine from a desktop "
                "session, or set DISPLAY.",
                display=os.environ["DISPLAY"],
            )
        ]
    if "libxcb-cursor0 is needed" in error and _has_display():
        packages.append("libxcb-cursor0")
    if packages:
        return [
            Phrase(
                "The window needs system libraries that are not installed; run apt install {packages}.",
                packages=" ".join(packages),
            )
        ]
    wished = os.environ.get("QT_QPA_PLATFORM")
    if wished and state["offscreen"]:
        return [
            Phrase("Qt does not start with QT_QPA_PLATFORM={platform}; unset that variable.", platform=wished)
        ]
    if state["offscreen"] and not _has_display():
        return [
            Phrase(
                "There is no display, so no window can open, while recordings and screenshots work; start "
                "Ravine from a desktop session, or with ssh -X."
            )
        ]
    reason = _first_line(error)
    return [
        Phrase(
            "Qt does not start here ({reason}); run pip install --force-reinstall pyside6-essentials.",
            reason=reason,
        )
    ]


def _has_display() -> bool:
    return sys.platform != "linux" or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _first_line(text: str) -> str:
    """The line of an error that says what happened: a traceback says it last, Qt first."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if not lines:
        return Phrase("no reason given")
    return (lines[-1] if lines[0].startswith("Traceback") else lines[0]).rstrip(".")
