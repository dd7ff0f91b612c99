"""Gives back memory that the compiler would keep until the process ends."""

from __future__ import annotations

from functools import partial
from typing import Any


def dispose_of_passes() -> None:
    """Lets llvmlite's pass managers be deleted with the Python objects that own them.

    Their way of deleting is inherited behind one that does nothing (llvmlite 0.50), so each compiled
    function leaves its passes behind: 0.7 MB for a landscape that somebody types.
    """
    try:
        from llvmlite.binding import newpassmanagers
        from llvmlite.binding.ffi import ObjectRef

        managers = (newpassmanagers.ModulePassManager, newpassmanagers.FunctionPassManager)
        dispose = newpassmanagers.NewPassManager._dispose
    except (ImportError, AttributeError):
        return  # another make of it
    for manager in managers:
        if manager._dispose is ObjectRef._dispose:
            manager._dispose = dispose


def forget_copy(library: Any) -> None:
    """Drops the copy of a compiled function's module that was made to keep it; it is made again when some
    other function is linked with it."""
    if getattr(library, "_shared_module", None) is not None:
        library._shared_module = None


def keep_packed(library: Any, bitcode: bytes) -> None:
    """Drops the module of a function that came from the cache, beside its code, for the `bitcode` it was read
    from, an eleventh of the size; it is read once more when some other function is linked with it."""
    from llvmlite.binding import parse_bitcode

    if getattr(library, "_shared_module", None) is not None:
        library._shared_module = None
        library._get_module_for_linking = partial(parse_bitcode, bitcode)
