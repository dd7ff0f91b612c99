"""Lets the compiler use a processor's widest vectors, where it holds back from them.

LLVM keeps to 256 bits on Intel's processors with AVX-512, since the first of them lower their clock while 512
are in use. Later ones hardly do: there momentum, Adam and whatever has an exp or cos step 1.2 to 2 times as
fast with all of them, to the same bits. Ravine's loops are long, so nothing is lost at their ends.
"""

from __future__ import annotations

import platform

_SLOWED_DOWN = {"skylake-avx512", "cascadelake", "cooperlake", "cannonlake"}
"""Processors that lower their clock, as LLVM calls them."""


def use_whole_vectors() -> None:
    """Ask numba for vectors of 512 bits, unless its variables say something else about the processor.

    To be called before anything is compiled: numba settles what it knows of the processor with the first
    function. Kernels are kept by what it settled on, so none of another width is taken for one of these.
    """
    from llvmlite import binding
    from numba.core import config
    from numba.core.codegen import get_host_cpu_features

    if config.CPU_NAME is None and config.CPU_FEATURES is None:
        name = binding.get_host_cpu_name()
        config.CPU_FEATURES = whole_vectors(platform.machine(), name, get_host_cpu_features())


def whole_vectors(machine: str, name: str, features: str) -> str | None:
    """The features to compile for, or None for those that numba finds by itself.

    machine: as `platform.machine` has it; name: LLVM's of the processor; features: such as "+avx2,+avx512f".
    """
    known = machine.lower() in ("x86_64", "amd64") and name not in _SLOWED_DOWN
    return f"{features},-prefer-256-bit" if known and "+avx512f" in features.split(",") else None
