"""Where compiled kernels are kept between runs, and how that place is kept small.

The folder is `RAVINE_CACHE` when set, else the user's cache folder. Where neither can be written (a
read-only or missing home) a private folder under the system's temporary folder takes its place: a cache
may cost time, never a run.
"""

from __future__ import annotations

import atexit
import os
import shutil
import stat
import tempfile
import threading
import time
from pathlib import Path

import platformdirs

LIMIT_BYTES = 256 * 1024 * 1024
SUFFIX = ".kernel"
TEMPORARY_SUFFIX = ".tmp"
_ABANDONED_SECONDS = 3600.0

_lock = threading.Lock()
_chosen: dict[str | None, Path] = {}


def wanted_folder() -> Path | None:
    """The folder asked for: RAVINE_CACHE, else the user's cache folder; None when there is no home."""
    try:
        path = Path(os.environ.get("RAVINE_CACHE") or platformdirs.user_cache_dir("ravine", appauthor=False))
        path = path.expanduser()
    except (RuntimeError, OSError):
        return None
    if os.environ.get("RAVINE_CACHE"):
        return path.absolute()
    # Without a home platformdirs hands back a literal "~", which would become a folder of that name here.
    return path if path.is_absolute() else None


def cache_folder() -> Path:
    """The folder in use, created and known to have been writable when first asked for."""
    key = os.environ.get("RAVINE_CACHE")
    with _lock:
        if key not in _chosen:
            wanted = wanted_folder()
            _chosen[key] = wanted if wanted is not None and is_writable(wanted) else stand_in(wanted)
        return _chosen[key]


def is_writable(folder: Path) -> bool:
    """Whether a file can be made in `folder` (which is created when missing)."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            return True
    except (OSError, ValueError):
        return False


def stand_in(wanted: Path | None) -> Path:
    """A folder nobody else can write to, since what lies in it is executed; where there is none, `wanted`."""
    user = getattr(os, "getuid", lambda: 0)()
    try:
        # raises too: where every disk is full or read-only there is no temporary folder
        shared = Path(tempfile.gettempdir()) / f"ravine-{user}"
        shared.mkdir(mode=0o700, exist_ok=True)
        if _is_private(shared) and is_writable(shared):
            return shared
        own = Path(tempfile.mkdtemp(prefix="ravine-"))
    except OSError:
        # What a read-only folder has is found, every write fails, and kernels still compile.
        return wanted or Path(os.devnull, "ravine")
    atexit.register(shutil.rmtree, own, ignore_errors=True)
    return own


def _is_private(folder: Path) -> bool:
    status = folder.lstat()
    if not stat.S_ISDIR(status.st_mode):
        return False
    if not hasattr(os, "getuid"):
        return True
    return status.st_uid == os.getuid() and not status.st_mode & 0o022


def prune(folder: Path, limit_bytes: int = LIMIT_BYTES) -> int:
    """Delete the kernels longest unused until `folder` holds at most 3/4 of `limit_bytes`; bytes freed.

    Does nothing while the folder is within the limit. What a killed write left is deleted after an hour.
    """
    kernels: list[tuple[float, int, str]] = []
    abandoned = time.time() - _ABANDONED_SECONDS
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                try:
                    status = entry.stat(follow_symlinks=False)
                except OSError:
                    continue
                if entry.name.endswith(SUFFIX):
                    kernels.append((status.st_mtime, status.st_size, entry.path))
                elif entry.name.endswith(TEMPORARY_SUFFIX) and status.st_mtime < abandoned:
                    _delete(entry.path)
    except OSError:
        return 0
    total = sum(size for _, size, _ in kernels)
    if total <= limit_bytes:
        return 0
    freed = 0
    for _, size, path in sorted(kernels):
        if total - freed <= limit_bytes * 3 // 4:
            break
        if _delete(path):
            freed += size
    return freed


def _delete(path: str) -> bool:
    try:
        Path(path).unlink()
    except OSError:
        return False
    return True
