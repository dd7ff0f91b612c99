"""What a compiler needs while it compiles does not stay."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine import kernel_cache
from tests.allocated import allocated

COUNT = 50
A_PASS_MANAGER = 30_000
"""Bytes, about, of which nothing may stay; LLVM's own leftovers take a tenth of that."""

INNER = """
from numba import njit

@njit("float64(float64)", cache=True)
def inner(x):
    return 2.0 * x + 1.0
"""
OUTER = """
from numba import njit
from {module} import inner

@njit("float64(float64)", cache=True)
def outer(x):
    return inner(x) * inner(x)
"""


@pytest.fixture(autouse=True)
def own_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("RAVINE_CACHE", str(tmp_path / "cache"))


def test_pass_managers_are_deleted() -> None:
    kernel_cache.install()
    from llvmlite import binding

    machine = binding.Target.from_default_triple().create_target_machine()
    options = binding.create_pipeline_tuning_options(speed_level=3)
    builder = binding.create_pass_builder(machine, options)

    def make() -> None:
        builder.getFunctionPassManager()
        builder.getModulePassManager()

    make()
    before = allocated()
    for _ in range(COUNT):
        make()
    assert allocated() - before < COUNT * A_PASS_MANAGER / 2


def test_a_function_that_was_kept_can_still_be_linked_with_another() -> None:
    inner = kernel_cache.load(INNER, "inner")
    outer = kernel_cache.load(OUTER.format(module=inner["__name__"]), "outer")
    assert outer["outer"](3.0) == 49.0
