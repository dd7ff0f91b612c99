"""Makes sure that Qt can start before it is asked to: it ends the whole process where it cannot.

Each thing that is missing is one sentence with its remedy.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import socket
import subprocess
import sys
from pathlib import Path

from engine.errors import MissingError
from engine.phrase import Phrase

_X11_LIBRARIES = {
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
}


_PROBE = "from PySide6.QtGui import QGuiApplication; QGuiApplication([])"
_PROBE_SECONDS = 60.0
_ANSWER_SECONDS = 2.0


def choose_platform(needs_display: bool) -> None:
    """Chooses Qt's offscreen platform where there is no display and none is needed.

    Raises MissingError where a display is needed and there is none, where a library for it is missing, and
    where Qt has no such platform as QT_QPA_PLATFORM asks for.
    """
    wished = os.environ.get("QT_QPA_PLATFORM")
    if wished:
        _check(wished)
        return
    wayland, display = os.environ.get("WAYLAND_DISPLAY"), os.environ.get("DISPLAY")
    if sys.platform != "linux" or (wayland and _wayland_answers(wayland)):
        return
    if display and _answers(display):
        _require_x11()
        return
    if needs_display:
        what = Phrase("there is no display to open a window on")
        if display or wayland:
            what = Phrase("the display {display} does not answer", display=display or wayland)
        raise MissingError(
            Phrase(
                "{what}; set DISPLAY or WAYLAND_DISPLAY, "
                "or save a picture with --screenshot FILE or 'record'",
                what=what,
            )
        )
    os.environ["QT_QPA_PLATFORM"] = "offscreen"


def _check(wished: str) -> None:
    """Raises MissingError where Qt does not start on the platform that somebody has chosen."""
    if wished.partition(":")[0] in ("offscreen", "minimal"):
        return
    if sys.platform == "linux":
        # the usual ones are known without starting Qt a second time
        display, wayland = os.environ.get("DISPLAY"), os.environ.get("WAYLAND_DISPLAY", "wayland-0")
        if wished == "xcb" and display and _answers(display):
            _require_x11()
            return
        if wished in ("wayland", "wayland;xcb") and _wayland_answers(wayland):
            return
    if not _starts():
        raise MissingError(
            Phrase("Qt does not start with QT_QPA_PLATFORM={platform}; unset that variable", platform=wished)
        )


def _starts() -> bool:
    """Whether Qt comes up in a process of its own; true where that cannot be found out."""
    try:
        ended = subprocess.run(
            [sys.executable, "-c", _PROBE], capture_output=True, timeout=_PROBE_SECONDS, check=False
        )
    except (OSError, subprocess.SubprocessError):
        return True
    # a Qt that cannot be loaded has a sentence of its own
    return ended.returncode == 0 or b"ImportError" in ended.stderr


def _wayland_answers(name: str) -> bool:
    """Whether a compositor listens at that socket, or one was handed over by whoever started the program."""
    if os.environ.get("WAYLAND_SOCKET"):
        return True
    place = Path(os.environ.get("XDG_RUNTIME_DIR", ""), name)
    with contextlib.suppress(OSError), socket.socket(socket.AF_UNIX) as there:
        there.settimeout(_ANSWER_SECONDS)
        there.connect(os.fspath(place))
        return True
    return False


def load_qt() -> None:
    """Imports the widgets; MissingError names the system library that they lack.

    PySide does not look into what is imported after it, see `_skip_feature_search`.
    """
    try:
        import PySide6.QtWidgets  # noqa: F401 - only to see whether it can be
    except ImportError as error:
        raise MissingError(
            Phrase(
                "Qt cannot be loaded ({error}); on Debian or Ubuntu run: apt-get install "
                "libglib2.0-0 libgl1 libegl1 libxkbcommon0 libfontconfig1 libfreetype6 libdbus-1-3",
                error=error,
            )
        ) from None
    _skip_feature_search()
    import gui.steady  # noqa: F401 - before any class of ours that it is for


def _skip_feature_search() -> None:
    """Keeps PySide from reading the source of every module that is imported from then on.

    It looks for a feature that is not used here, `from __feature__ import`, and delays the window by that.
    """
    looking = sys.modules.get("shibokensupport.feature")
    if looking is not None:
        setattr(looking, "_mod_uses_pyside", lambda module: False)  # noqa: B010 - no attribute it is known for


def _answers(display: str) -> bool:
    """Whether an X server listens there; true where that cannot be found out."""
    try:
        xcb = ctypes.CDLL("libxcb.so.1")
    except OSError:
        return True
    xcb.xcb_connect.restype = ctypes.c_void_p
    connection = ctypes.c_void_p(xcb.xcb_connect(display.encode(), None))
    try:
        return xcb.xcb_connection_has_error(connection) == 0
    finally:
        xcb.xcb_disconnect(connection)


def _require_x11() -> None:
    lacking = []
    for library, package in _X11_LIBRARIES.items():
        try:
            ctypes.CDLL(library)
        except OSError:
            lacking.append(package)
    if lacking:
        raise MissingError(
            Phrase(
                "Qt needs more to open a window here; run: apt-get install {packages}",
                packages=" ".join(lacking),
            )
        )
