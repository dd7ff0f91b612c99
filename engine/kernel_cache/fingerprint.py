"""Everything that a compiled function's machine code depends on, as one digest.

Numba's own key holds the function's bytecode and the file it stands in. Two things it leaves out give
false hits: the values of global names (frozen into the code as constants) and the functions called in
other files (linked or inlined into it). Here both are followed, through jitted functions, intrinsics and
plain functions alike.
"""

from __future__ import annotations

import functools
import hashlib
import sys
import types
from pathlib import Path
from typing import Any

import numpy as np

_VERSIONED = {"llvmlite", "numba", "numpy", *sys.stdlib_module_names}
"""Libraries whose versions are part of a kernel's key anyway, so their functions are known by name."""

_BOUND = (types.MethodType, types.BuiltinMethodType, types.MethodWrapperType)


class Unfit(Exception):  # noqa: N818  (control flow inside this package, never an error to a person)
    """The function depends on a value that has no lasting description, so it must not be kept."""


def function_digest(function: types.FunctionType, options: Any) -> bytes:
    """SHA-256 over a plain Python function's code, its file, the compiler's options and all it refers to.

    Raises Unfit.
    """
    sink = hashlib.sha256(describe(options).encode())
    _add_function(sink.update, function, set())
    return sink.digest()


def describe(value: Any) -> str:
    """A text that is the same in every process: sets are sorted, addresses refused. Raises Unfit."""
    if isinstance(value, (set, frozenset)):
        return "{" + ", ".join(sorted(describe(item) for item in value)) + "}"
    if isinstance(value, dict):
        return "{" + ", ".join(sorted(f"{describe(k)}: {describe(v)}" for k, v in value.items())) + "}"
    if isinstance(value, (tuple, list)):
        return "(" + ", ".join(describe(item) for item in value) + ")"
    text = f"{type(value).__qualname__} {value!r}"
    if " at 0x" in text:
        raise Unfit(text)
    return text


@functools.lru_cache(maxsize=512)
def _file_digest(path: str, modified: int, size: int) -> bytes:
    return hashlib.sha256(Path(path).read_bytes()).digest()


def _add_file(add: Any, filename: str) -> None:
    try:
        status = Path(filename).stat()
        add(_file_digest(filename, status.st_mtime_ns, status.st_size))
    except (OSError, ValueError):
        # Text that was executed from memory: its module's name holds the text's hash.
        add(filename.encode())


def _add_function(add: Any, function: types.FunctionType, seen: set[int]) -> None:
    if id(function) in seen:
        return
    seen.add(id(function))
    add(f"{function.__module__}.{function.__qualname__}".encode())
    if str(function.__module__).partition(".")[0] in _VERSIONED:
        return
    _add_file(add, function.__code__.co_filename)
    names: set[str] = set()
    _add_code(add, function.__code__, names)
    for default in function.__defaults__ or ():
        _add_value(add, default, names, seen)
    for cell in function.__closure__ or ():
        try:
            content = cell.cell_contents
        except ValueError:  # a name that is bound later
            continue
        _add_value(add, content, names, seen)
    for name in sorted(names & function.__globals__.keys()):
        add(name.encode())
        _add_value(add, function.__globals__[name], names, seen)


def _add_code(add: Any, code: types.CodeType, names: set[str]) -> None:
    add(code.co_code)
    add(repr((code.co_names, code.co_varnames)).encode())
    names.update(code.co_names)
    for constant in code.co_consts:
        if isinstance(constant, types.CodeType):
            _add_code(add, constant, names)
        else:
            add(describe(constant).encode())


def _add_value(add: Any, value: Any, names: set[str], seen: set[int]) -> None:
    inner = getattr(value, "py_func", None) or getattr(value, "_defn", None)
    if isinstance(inner, types.FunctionType):  # a jitted function or an intrinsic
        add(describe(getattr(value, "targetoptions", None)).encode())
        _add_function(add, inner, seen)
    elif isinstance(value, types.FunctionType):
        _add_function(add, value, seen)
    elif isinstance(value, types.ModuleType):
        _add_module(add, value, names, seen)
    elif isinstance(value, _BOUND) and not isinstance(value.__self__, types.ModuleType):
        add(value.__name__.encode())
        _add_value(add, value.__self__, names, seen)
    elif isinstance(value, np.ndarray):
        add(f"{value.dtype}{value.shape}".encode() + value.tobytes())
    elif isinstance(value, tuple):
        for item in value:
            _add_value(add, item, names, seen)
    else:
        add(describe(value).encode())


def _add_module(add: Any, module: types.ModuleType, names: set[str], seen: set[int]) -> None:
    """Follow `module.function` too, but only jitted ones."""
    add(module.__name__.encode())
    if module.__name__.partition(".")[0] in _VERSIONED:
        return
    for name in sorted(names & vars(module).keys()):
        value = vars(module)[name]
        if hasattr(value, "py_func") or hasattr(value, "_defn"):
            _add_value(add, value, names, seen)
