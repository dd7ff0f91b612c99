"""The only file that knows the CUDA toolkit (numba-cuda, the optional extra `cuda`).

`find()` says what this machine has without raising; `toolkit()` hands out what compiles and launches, or
raises MissingError with the remedy. With NUMBA_ENABLE_CUDASIM=1 in the environment the toolkit's simulator
stands for a device: slow, but it needs neither a driver nor the extra.
"""

from __future__ import annotations

import contextlib
import functools
import importlib.util
import linecache
import threading
from dataclasses import dataclass
from typing import Any

import numpy as np

from .errors import MissingError
from .gpu.plain_primitives import plain_primitives
from .gpu.source import Source
from .phrase import Phrase

THREADS = 128
"""Threads a block: enough blocks for the largest device, and registers for 128 numbers a thread."""

_lock = threading.Lock()


@dataclass(frozen=True)
class Device:
    """A device that ran a kernel; None is what it does not tell.

    memory: bytes, free when it was found. processors: multiprocessors; clock: theirs, in 1/s.
    """

    name: str
    capability: tuple[int, int]
    memory: int | None
    processors: int | None
    clock: float | None
    simulated: bool


class Toolkit:
    """Compiles kernels' texts and launches them; arrays and streams are the toolkit's own."""

    def __init__(self, cuda: Any, simulated: bool) -> None:
        self.cuda = cuda
        self.simulated = simulated
        self._kernels: dict[tuple[str, bool], Any] = {}

    # Compiling -----------------------------------------------------------------------------------------

    def kernel(self, source: Source, quick: bool = False) -> Any:
        """The kernel of a text, compiled at its first use; `kernel[blocks, threads, stream](...)` launches.

        quick: divisions and roots within two units in the last place, in float32 only.
        """
        key = (source.identity, quick)
        with _lock:
            if key not in self._kernels:
                function = self._function(source, quick)
                if self.simulated:
                    self._kernels[key] = self.cuda.jit(function)
                else:
                    self._kernels[key] = self.cuda.jit(self._signature(source))(function)
            return self._kernels[key]

    def ptx(self, source: Source, capability: tuple[int, int], quick: bool = False) -> str:
        """A kernel's assembly text for devices of a compute capability; needs no device."""
        function = self._function(source, quick)
        with _lock:
            text, _ = self.cuda.compile_ptx(function, self._signature(source), cc=capability)
        return str(text)

    def _signature(self, source: Source) -> tuple[Any, ...]:
        return tuple(self._type(name, source.real) for name in source.signature)

    def _type(self, name: str, real: str) -> Any:
        """ "R[::1]" and "int64" as types."""
        plain = name.removesuffix("[::1]")
        found = getattr(self._types(), real if plain == "R" else plain)
        return found if plain == name else found[::1]

    def _function(self, source: Source, quick: bool) -> Any:
        """The text's function, over primitives for a device or for the simulator."""
        module = f"ravine_{source.name}_{source.identity}"
        file = f"<{module}>"
        linecache.cache[file] = (len(source.text), None, source.text.splitlines(True), file)
        names: dict[str, Any] = {
            "__name__": module,
            "cuda": self.cuda,
            **self._primitives(source.real, quick),
        }
        exec(compile(source.text, file, "exec"), names)
        return names[source.name]

    def _primitives(self, real: str, quick: bool) -> dict[str, Any]:
        if self.simulated:
            return plain_primitives(real)
        return _device_primitives(quick and real == "float32")

    @staticmethod
    def _types() -> Any:
        return importlib.import_module("numba.cuda").types

    # Running -------------------------------------------------------------------------------------------

    def launch(self, kernel: Any, count: int, stream: Any, *args: Any) -> None:
        """Start one thread for each of `count` particles."""
        threads = 1 if self.simulated else THREADS
        kernel[max(1, -(-count // threads)), threads, stream](*args)

    def array(self, values: Any, stream: Any = 0) -> Any:
        """A copy on the device."""
        return self.cuda.to_device(np.ascontiguousarray(values), stream=stream)

    def empty(self, size: int, dtype: Any) -> Any:
        """A flat array on the device, of anything."""
        return self.cuda.device_array(size, dtype)

    def pinned(self, size: int, dtype: Any) -> Any:
        """A flat array on the host that copies reach without the processor."""
        return self.cuda.pinned_array(size, dtype)

    def stream(self) -> Any:
        """A queue of work, beside which others run."""
        return self.cuda.stream()

    def event(self) -> Any:
        """A mark in a stream that another can wait for."""
        return self.cuda.event()

    def device(self) -> Device:
        """What runs the kernels. Raises MissingError where a trivial one does not run."""
        try:
            return self._device()
        except MissingError:
            raise
        except Exception as error:
            raise _broken(_reason(error)) from error

    def _device(self) -> Device:
        if self.simulated:
            return Device("CUDA simulator", (0, 0), None, None, None, True)
        if not self.cuda.is_available():
            raise MissingError(
                Phrase("no usable NVIDIA device was found; install or update its driver, or choose the CPU")
            )
        kernel = self.kernel(_TRIAL)
        marked = self.array(np.zeros(4, np.float32))
        self.launch(kernel, 4, 0, marked, 4)
        if not np.array_equal(marked.copy_to_host(), np.arange(4)):
            raise _broken(Phrase("its results are wrong"))
        found = self.cuda.get_current_device()
        name = found.name.decode() if isinstance(found.name, bytes) else str(found.name)
        capability = tuple(found.compute_capability)
        processors = clock = None
        with contextlib.suppress(Exception):
            processors = int(found.MULTIPROCESSOR_COUNT)
            clock = 1e3 * found.CLOCK_RATE
        return Device(name, capability, self.free_memory(), processors, clock, False)

    def free_memory(self) -> int | None:
        """Bytes that the device has left, or None where it does not say."""
        with contextlib.suppress(Exception):
            return int(self.cuda.current_context().get_memory_info()[0])
        return None


_TRIAL = Source(
    "def trial(w, n):\n    for i in range(cuda.grid(1), n, cuda.gridsize(1)):\n        w[i] = i\n",
    "trial", "float32", ("R[::1]", "int64"),
)  # fmt: skip


@functools.cache
def _device_primitives(quick: bool) -> dict[str, Any]:
    from numba.cuda.extending import intrinsic

    from .gpu.device_primitives import device_primitives

    return device_primitives(intrinsic, Toolkit._types(), quick)


def version() -> str | None:
    """The version of numba-cuda, or None where it is not installed."""
    from importlib import metadata

    with contextlib.suppress(metadata.PackageNotFoundError):
        return metadata.version("numba-cuda")
    return None


def compiler() -> Toolkit:
    """What compiles kernels, with or without a device. Raises MissingError where the extra is missing."""
    found = _compiler()
    if isinstance(found, MissingError):
        raise MissingError(found.sentence)
    return found


@functools.cache
def _compiler() -> Toolkit | MissingError:
    try:
        import numba

        simulated = bool(numba.config.ENABLE_CUDASIM)
        if not simulated and importlib.util.find_spec("numba_cuda") is None:
            return MissingError(
                Phrase("CUDA needs an optional part that is not installed; run uv sync --extra cuda")
            )
        numba.config.CUDA_LOW_OCCUPANCY_WARNINGS = 0
        from numba import cuda

        if hasattr(cuda, "config"):
            cuda.config.CUDA_LOW_OCCUPANCY_WARNINGS = 0
    except Exception as error:
        return MissingError(
            Phrase(
                "numba-cuda does not start ({reason}); run uv sync --extra cuda --reinstall",
                reason=_reason(error),
            )
        )
    return Toolkit(cuda, simulated)


def toolkit() -> Toolkit:
    """What compiles and launches, on a device that was seen to run a kernel. Raises MissingError."""
    found = compiler()
    _usable(found)
    return found


def device() -> Device:
    """The device that `toolkit` uses. Raises MissingError."""
    return _usable(compiler())


def find() -> Device | Phrase:
    """The device, or the sentence that says why there is none and what to do."""
    try:
        return device()
    except MissingError as error:
        return error.sentence


def _usable(found: Toolkit) -> Device:
    tried = _tried(found)
    if isinstance(tried, MissingError):
        raise MissingError(tried.sentence)
    return tried


@functools.cache
def _tried(found: Toolkit) -> Device | MissingError:
    try:
        return found.device()
    except MissingError as error:
        return error


def _broken(reason: str) -> MissingError:
    return MissingError(
        Phrase(
            "the NVIDIA device does not run kernels ({reason}); update its driver, or choose the CPU",
            reason=reason,
        )
    )


def _reason(error: BaseException) -> str:
    lines = str(error).strip().splitlines()
    return (lines[0] if lines else type(error).__name__).rstrip(".")[:120]
