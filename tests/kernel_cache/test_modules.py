"""Ordinary modules with `cache=True` after `install()`: no false hits, nothing written beside the source."""

from __future__ import annotations

from pathlib import Path

from .conftest import Child

MODULE = """
import os
from numba import float64, int64, njit
import helper

SCALE = float(os.environ["SCALE"])
TABLE = (SCALE, 1.0)

@njit(cache=True)
def lazy(x):
    return SCALE * x

@njit(float64(float64), cache=True)
def eager(x):
    return TABLE[0] * helper.shift(x)

def make(offset):
    @njit(cache=True)
    def inner(x):
        return x + offset
    return inner
"""
HELPER = """
from numba import njit, types
from numba.extending import intrinsic

@intrinsic
def half(typing_context, x):
    def generate(context, builder, signature, arguments):
        factor = context.get_constant(types.float64, 0.5)
        return builder.fmul(arguments[0], factor)
    return types.float64(types.float64), generate

@njit
def shift(x):
    return half(x) + half(x) + AMOUNT
"""
USE = """
import os
sys.path.insert(0, os.environ["MODULES"])
kernel_cache.install()
import module
report([module.lazy(2.0), module.eager(3.0), module.make(1)(1), module.make(2)(1)])
"""


def use(child: Child, folder: Path, scale: str) -> tuple[list[float], list[str]]:
    found = child(USE, MODULES=str(folder), SCALE=scale, PYTHONDONTWRITEBYTECODE="1")
    return found["value"], found["compiled"]


def test_globals_callees_and_closures_are_part_of_the_key(child: Child, tmp_path: Path) -> None:
    folder = tmp_path / "modules"
    folder.mkdir()
    (folder / "module.py").write_text(MODULE)
    (folder / "helper.py").write_text(HELPER.replace("AMOUNT", "1.0"))
    values, compiled = use(child, folder, "2.0")
    assert values == [4.0, 8.0, 2, 3]
    assert compiled.count("inner") == 2
    assert use(child, folder, "2.0") == (values, [])

    values, compiled = use(child, folder, "3.0")
    assert values == [6.0, 12.0, 2, 3]
    assert "inner" not in compiled

    (folder / "helper.py").write_text(HELPER.replace("AMOUNT", "5.0"))
    values, compiled = use(child, folder, "3.0")
    assert values == [6.0, 24.0, 2, 3]
    assert "lazy" not in compiled
    assert use(child, folder, "2.0")[0] == [4.0, 16.0, 2, 3]

    doubled = HELPER.replace("0.5", "1.0").replace("AMOUNT", "5.0")
    (folder / "helper.py").write_text(doubled)
    assert use(child, folder, "2.0")[0] == [4.0, 22.0, 2, 3]
    assert use(child, folder, "2.0") == ([4.0, 22.0, 2, 3], [])
    assert sorted(path.name for path in folder.iterdir()) == ["helper.py", "module.py"]
