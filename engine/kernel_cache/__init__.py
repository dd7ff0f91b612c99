"""Compiled kernels that outlive the process.

`load(source, name)` executes generated source and hands back its names; whatever it compiles with
`cache=True` is taken from the cache folder when an earlier process compiled the same text, and kept there
when not. `install()` gives the same to ordinary modules: call it before their `@njit(cache=True)`
decorators run.

What is executed is always the text in memory. A module is named by the hash of its text, which makes
numba's symbols unique, and is registered before it runs, since numba looks up globals through
`sys.modules`. No source is written to disk: tracebacks find the lines through `linecache`. Numba is
imported by the first use, not by this module.

What the disk does (full, read-only, damaged, deleted meanwhile, shared with another process) costs time
at most.
"""

from __future__ import annotations

import hashlib
import linecache
import logging
import sys
import threading
import types
from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from ..errors import MissingError
from ..phrase import Phrase
from .folder import cache_folder, wanted_folder
from .store import Counts, Store

__all__ = ["Counts", "Prewarm", "cache_folder", "counts", "if_kept", "install", "load", "prewarm"]

T = TypeVar("T")

log = logging.getLogger("ravine.kernel_cache")

_lock = threading.Lock()
_install_lock = threading.Lock()
_installed = False
_stores: dict[str, Store] = {}
_modules: dict[str, dict[str, Any]] = {}
_executing: dict[str, threading.Lock] = {}


def install() -> None:
    """Make every `cache=True` function decorated from now on use Ravine's cache folder.

    Imports numba and readies its compiler. Calling it again does nothing. Raises MissingError where numba is
    told to compile nothing.
    """
    global _installed
    with _install_lock:
        if not _installed:
            from .preloading import preload_compiler

            preload_compiler()
            import numba  # whole before any part of it, as in every other thread

            if numba.config.DISABLE_JIT:
                raise MissingError(
                    Phrase("nothing can be compiled while NUMBA_DISABLE_JIT is set; unset that variable")
                )
            from .disposal import dispose_of_passes
            from .numba_cache import ready_compiler, replace_numba_cache
            from .vectors import use_whole_vectors

            dispose_of_passes()
            use_whole_vectors()
            replace_numba_cache(_store)
            ready_compiler()
            _installed = True


def counts() -> Counts:
    """What became of this process's look-ups and writes in the folder in use."""
    return _store().counts


def load(source: str, name: str) -> dict[str, Any]:
    """Execute generated `source` once a process and return its namespace.

    `name` is for people (symbols, file names, tracebacks); the text alone decides what is reused. Compiles
    whatever has explicit signatures, unless the cache folder has it. Safe to call from several threads;
    whatever the source raises is passed on, and a later call tries again.
    """
    install()
    digest = hashlib.sha256(source.encode()).hexdigest()[:32]
    with _lock:
        if digest in _modules:
            return _modules[digest]
        turn = _executing.setdefault(digest, threading.Lock())
    with turn:
        if digest not in _modules:
            _modules[digest] = _execute(source, _identifier(name), digest)
        return _modules[digest]


def if_kept(make: Callable[[], T]) -> T | None:
    """What `make` gives, which may load kernels; None if one is not in the cache: then none is compiled."""
    install()
    from .numba_cache import NotKeptError, waiting

    waiting.refuses = True
    try:
        return make()
    except NotKeptError:
        return None
    finally:
        waiting.refuses = False


class Prewarm(threading.Thread):
    """Loads sources one after the other in the background, until `stop()` or the program's end.

    `failures` lists (name, exception) of the sources that could not be loaded.
    """

    def __init__(self, sources: Iterable[tuple[str, str]]) -> None:
        # Not a daemon: the interpreter must not go away under a compiler that is running.
        super().__init__(name="ravine-prewarm", daemon=False)
        self._sources = list(sources)
        self._stop_asked = threading.Event()
        self.failures: list[tuple[str, Exception]] = []

    def stop(self) -> None:
        """Load nothing more; what is being compiled is finished."""
        self._stop_asked.set()

    def run(self) -> None:
        for source, name in self._sources:
            if self._stop_asked.is_set() or not threading.main_thread().is_alive():
                return
            try:
                load(source, name)
            except Exception as error:  # reported by the caller who really needs this kernel
                log.info("%s could not be compiled ahead: %s", name, error)
                self.failures.append((name, error))


def prewarm(sources: Iterable[tuple[str, str]]) -> Prewarm:
    """Start loading `(source, name)` pairs in the background, so that a later `load` finds them ready."""
    thread = Prewarm(sources)
    thread.start()
    return thread


def _store() -> Store:
    folder = cache_folder() / "kernels"
    with _lock:
        if str(folder) not in _stores:
            wanted = wanted_folder()
            asked = wanted / "kernels" if wanted is not None else None
            _stores[str(folder)] = Store(folder, fallback=asked if asked != folder else None)
        return _stores[str(folder)]


def _identifier(name: str) -> str:
    return "".join(c if c.isascii() and c.isalnum() else "_" for c in name)[:40]


def _execute(source: str, name: str, digest: str) -> dict[str, Any]:
    module = types.ModuleType(f"ravine_kernel_{name}_{digest}")
    filename = f"<ravine kernel {name} {digest}>"
    module.__file__ = filename
    code = compile(source, filename, "exec", dont_inherit=True)
    linecache.cache[filename] = (len(source), None, source.splitlines(keepends=True), filename)
    sys.modules[module.__name__] = module
    try:
        exec(code, module.__dict__)
    except BaseException:
        del sys.modules[module.__name__]
        linecache.cache.pop(filename, None)
        raise
    return module.__dict__
