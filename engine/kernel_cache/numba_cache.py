"""The cache behind numba's `cache=True`, replaced by one that cannot fail a program. Imports numba."""

from __future__ import annotations

import hashlib
import logging
import pickle
import platform
import sys
import threading
import types
from collections.abc import Callable
from typing import Any

import llvmlite
import numba
import numpy as np
from numba.core import config, serialize, sigutils
from numba.core.caching import CompileResultCacheImpl, _Cache
from numba.core.dispatcher import Dispatcher

from .disposal import forget_copy, keep_packed
from .fingerprint import Unfit, function_digest
from .store import Store

log = logging.getLogger("ravine.kernel_cache")


def _environment() -> str:
    """The versions and settings that decide which machine code comes out."""
    settings = (config.OPT, config.LOOP_VECTORIZE, config.SLP_VECTORIZE, config.BOUNDSCHECK)
    versions = (numba.__version__, llvmlite.__version__, np.__version__, sys.version, platform.machine())
    return repr((versions, settings))


class NotKeptError(Exception):
    """A kernel would have to be compiled, where that was not wanted."""


class Waiting(threading.local):
    """Whether this thread does not want to wait for a compiler."""

    refuses = False


waiting = Waiting()


class _Packing(CompileResultCacheImpl):
    """Numba's packing of a compiled function, without its search for a folder."""

    def __init__(self, function: types.FunctionType) -> None:
        self._lineno = function.__code__.co_firstlineno
        self._locator = types.SimpleNamespace(_py_file=function.__code__.co_filename)


class KernelCache(_Cache):
    """Compiled versions of one function: a look-up that fails is a miss, a failed write is forgotten.

    `options` are the compiler's; `store` is asked at each use, so that the folder may change.
    """

    def __init__(self, function: types.FunctionType, options: Any, store: Callable[[], Store]) -> None:
        self._function = function
        self._options = options
        self._store = store
        self._packing = _Packing(function)
        self._label = f"{function.__module__.rpartition('.')[2]}.{function.__qualname__}"
        self._enabled = True

    @property
    def cache_path(self) -> str:
        return str(self._store().folder)

    def enable(self) -> None:
        self._enabled = True

    def disable(self) -> None:
        self._enabled = False

    def flush(self) -> None:
        """Nothing to do: an entry is found by its whole content's key, so none can be out of date."""

    def load_overload(self, sig: Any, target_context: Any) -> Any:
        """The compiled function for `sig`, or None."""
        found = self._found(sig, target_context)
        if found is None and waiting.refuses:
            raise NotKeptError(self._label)
        return found

    def _found(self, sig: Any, target_context: Any) -> Any:
        target_context.refresh()
        key = self._key(sig, target_context.codegen())
        if key is None:
            return None
        payload = self._store().read(self._label, key)
        if payload is None:
            return None
        try:
            return self._rebuilt(target_context, pickle.loads(payload))
        except Exception as error:
            log.info("kernel of another make: %s", error)
            self._store().discard(self._label, key)
            return None

    def _rebuilt(self, target_context: Any, packed: Any) -> Any:
        made = self._packing.rebuild(target_context, packed)
        (_, kind, data), *_ = packed
        if kind == "object":
            keep_packed(made.library, data[1])
        return made

    def save_overload(self, sig: Any, data: Any) -> None:
        """Keep the compiled function `data` of `sig` for the next process."""
        key = self._key(sig, data.codegen)
        if key is None or not self._packing.check_cachable(data):
            return
        try:
            payload = serialize.dumps(self._packing.reduce(data))
        except Exception as error:
            log.info("kernel cannot be packed: %s", error)
            return
        self._store().write(self._label, key, payload)
        forget_copy(data.library)

    def _key(self, sig: Any, codegen: Any) -> bytes | None:
        if not self._enabled:
            return None
        args, result = sigutils.normalize_signature(sig)
        signature = repr((args, result))
        if " at 0x" in signature:  # an address means something else in the next process
            return None
        try:
            digest = function_digest(self._function, self._options)
        except Unfit as reason:
            log.info("%s is not kept, since it depends on %s", self._label, reason)
            return None
        text = repr((signature, codegen.magic_tuple(), _environment()))
        return hashlib.sha256(digest + text.encode()).digest()


def replace_numba_cache(store: Callable[[], Store]) -> None:
    """Let every numba function of this process that says `cache=True` from now on use `store()`."""

    def enable_caching(self: Any) -> None:
        self._cache = KernelCache(self.py_func, (self.targetoptions, self.locals), store)

    Dispatcher.enable_caching = enable_caching  # type: ignore[method-assign]


def ready_compiler() -> None:
    """Load the parts of numba that it would import when first compiling.

    It would do so while holding its compiler lock, and a thread that imports numba meanwhile holds locks of
    the import system that those imports wait for.
    """
    from numba.core.registry import cpu_target

    cpu_target.typing_context.refresh()
    cpu_target.target_context.refresh()
