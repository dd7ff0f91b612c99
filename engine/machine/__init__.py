"""What this machine has and lacks, for `main.py doctor`.

Everything that may end a process (a display that is not there aborts Qt) is tried in a process of its own.
Nothing here raises: what cannot be found out is None, and what is missing becomes a sentence with its remedy.
"""

from __future__ import annotations

import contextlib
import json
import os
import platform
import subprocess
import sys
from pathlib import Path
from typing import Any

from .. import memory
from ..kernel_cache import folder as cache
from ..phrase import Phrase
from .remedies import missing
from .telling import COMPARED
from .telling import text as text

NEEDED = (
    "numpy", "numba", "llvmlite", "pyside6-essentials", "pyqtgraph", "av", "msgspec", "platformdirs",
    "psutil", "tomli", "tomli-w", "zarr", "ziamath",
)  # fmt: skip
ENCODERS = ("libx264", "gif", "png")
_PROBE_SECONDS = 30.0

_QT_PROBE = """
import json
try:
    import resource
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
except ImportError:
    pass
from PySide6.QtGui import QGuiApplication
application = QGuiApplication([])
screen = application.primaryScreen()
size = screen.size() if screen else None
print(json.dumps({
    "platform": application.platformName(),
    "screen": [size.width(), size.height()] if size else None,
    "scale": screen.devicePixelRatio() if screen else None,
}))
"""


_CUDA_PROBE = """
import dataclasses, json
from engine import cuda
found = cuda.find()
if isinstance(found, str):
    said = {"device": None, "capability": None, "memory": None, "reason": found}
else:
    said = {"device": found.name, "capability": found.capability, "memory": found.memory, "reason": None}
print(json.dumps({**said, "toolkit": cuda.version()}))
"""


def report() -> dict[str, Any]:
    """All findings as plain values fit for JSON; `missing` has a sentence for each thing not there."""
    found: dict[str, Any] = {
        "system": {"name": platform.system(), "release": platform.release(), "machine": platform.machine()},
        "processor": processor(),
        "memory": {"total": total_memory(), "free": memory.available()},
        "gpu": gpus(),
        "cuda": cuda_state(),
        "cache": cache_state(),
        "window": window(),
        "encoders": encoders(),
        "versions": versions(),
    }
    found["missing"] = missing(found, optional=("ravine", *COMPARED))
    return found


def processor() -> dict[str, Any]:
    """Its name, all hardware threads, and those that this process may use."""
    return {"name": _processor_name(), "threads": os.cpu_count(), "usable": usable_threads()}


def usable_threads() -> int:
    """Hardware threads that this process may run on; at least 1."""
    if hasattr(os, "sched_getaffinity"):
        return max(1, len(os.sched_getaffinity(0)))
    return os.cpu_count() or 1


def total_memory() -> int | None:
    """Bytes of memory in the machine."""
    with contextlib.suppress(OSError, ValueError, AttributeError):
        return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    return None


def gpus() -> list[dict[str, str]]:
    """Name, driver and memory of each NVIDIA GPU."""
    query = ["nvidia-smi", "--query-gpu=name,driver_version,memory.total", "--format=csv,noheader"]
    rows = [line.split(", ") for line in (_output(query) or "").splitlines()]
    return [{"name": r[0], "driver": r[1], "memory": r[2]} for r in rows if len(r) == 3]


def cuda_state() -> dict[str, Any]:
    """The device that kernels run on, tried in a process of its own; or why there is none (`reason`)."""
    said = _output([sys.executable, "-c", _CUDA_PROBE], cwd=Path(__file__).parents[2])
    try:
        return json.loads(said or "")
    except ValueError:
        reason = Phrase("its toolkit ends the process; reinstall it with uv sync --extra cuda --reinstall")
        return {"device": None, "capability": None, "memory": None, "reason": reason, "toolkit": None}


def cache_state() -> dict[str, Any]:
    """The folder of compiled kernels: in use, asked for, and how much lies in it (bytes)."""
    used, wanted = cache.cache_folder(), cache.wanted_folder()
    files = list((used / "kernels").glob(f"*{cache.SUFFIX}"))
    size = 0
    for path in files:
        with contextlib.suppress(OSError):
            size += path.stat().st_size
    return {
        "folder": str(used),
        "wanted": None if wanted is None else str(wanted),
        "writable": cache.is_writable(used),
        "kernels": len(files),
        "bytes": size,
    }


def window() -> dict[str, Any]:
    """Which Qt platform starts here: as it is, else without a display; `error` says why the first did not."""
    found, error = _start_qt({})
    if found is not None:
        return {**found, "starts": True, "offscreen": found["platform"] == "offscreen", "error": None}
    headless, headless_error = _start_qt({"QT_QPA_PLATFORM": "offscreen"})
    if headless is not None:
        return {**headless, "starts": False, "offscreen": True, "error": error}
    return {"platform": None, "starts": False, "offscreen": False, "error": headless_error}


def encoders() -> dict[str, bool]:
    """Which of the encoders that recordings need this installation of PyAV carries."""
    try:
        import av
    except Exception:
        return dict.fromkeys(ENCODERS, False)
    found = {}
    for name in ENCODERS:
        try:
            found[name] = av.codec.Codec(name, "w") is not None
        except Exception:
            found[name] = False
    return found


def versions() -> dict[str, str | None]:
    """Versions of Python, Ravine and the libraries; None for what is not installed."""
    from importlib import metadata  # takes as long as everything else here

    found: dict[str, str | None] = {"python": platform.python_version()}
    for name in ("ravine", *NEEDED, *COMPARED):
        try:
            found[name] = metadata.version(name)
        except metadata.PackageNotFoundError:
            found[name] = None
    return found


def _start_qt(environment: dict[str, str]) -> tuple[dict[str, Any] | None, str]:
    """What a Qt application sees in a process of its own, or None; and what it said on its way out."""
    try:
        ended = subprocess.run(
            [sys.executable, "-c", _QT_PROBE],
            env={**os.environ, **environment},
            capture_output=True,
            text=True,
            errors="replace",
            timeout=_PROBE_SECONDS,
            check=False,
        )
    except (OSError, subprocess.SubprocessError) as error:
        return None, str(error)
    said = ended.stderr.strip()
    try:
        return json.loads(ended.stdout), said
    except ValueError:
        return None, said or f"it ended with code {ended.returncode}"


def _processor_name() -> str:
    with contextlib.suppress(OSError):
        for line in Path("/proc/cpuinfo").read_text().splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    if sys.platform == "darwin":
        name = _output(["sysctl", "-n", "machdep.cpu.brand_string"])
        if name:
            return name.strip()
    return platform.processor() or platform.machine()


def _output(command: list[str], cwd: Path | None = None) -> str | None:
    try:
        ended = subprocess.run(
            command, capture_output=True, text=True, timeout=_PROBE_SECONDS, check=True, cwd=cwd
        )
    except (OSError, subprocess.SubprocessError, ValueError):
        return None
    return ended.stdout
