"""How wide the vectors are that kernels are compiled for."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from engine.kernel_cache.vectors import whole_vectors

from .conftest import ROOT, Child

WIDE = "+avx2,+avx512f,+fma"

COMPILED = """
import re
import numba
import numpy as np
kernel_cache.install()
from numba.core.registry import cpu_target

@numba.njit("void(float32[::1], float32[::1])", error_model="numpy")
def double(a, b):
    for i in range(1024):
        b[i] = a[i] + a[i]

a = np.arange(1024, dtype=np.float32)
b = np.zeros_like(a)
double(a, b)
assert np.array_equal(b, 2 * a)
(assembly,) = double.inspect_asm().values()
features = cpu_target.target_context.codegen().magic_tuple()[2].split(",")
report([features, sorted({width[0] for width in re.findall("([xyz])mm[0-9]", assembly)})])
"""


FEATURES = """
kernel_cache.install()
from numba.core.registry import cpu_target
report(cpu_target.target_context.codegen().magic_tuple()[2])
"""


@pytest.mark.parametrize("name", ["icelake-server", "sapphirerapids", "emeraldrapids", "znver4"])
def test_all_of_a_processor_s_vectors_are_used(name: str) -> None:
    assert whole_vectors("x86_64", name, WIDE) == f"{WIDE},-prefer-256-bit"
    assert whole_vectors("AMD64", name, WIDE) == f"{WIDE},-prefer-256-bit"


@pytest.mark.parametrize(
    ("machine", "name", "features"),
    [
        ("x86_64", "skylake-avx512", WIDE),
        ("x86_64", "cascadelake", WIDE),
        ("x86_64", "haswell", "+avx2,-avx512f"),
        ("x86_64", "haswell", ""),
        ("aarch64", "neoverse-v1", WIDE),
    ],
)
def test_others_are_left_to_the_compiler(machine: str, name: str, features: str) -> None:
    assert whole_vectors(machine, name, features) is None


def test_kernels_have_the_widest_vectors_there_are(child: Child) -> None:
    features, widths = child(COMPILED)["value"]
    if "-prefer-256-bit" in features:
        assert "+avx512f" in features
        assert "z" in widths
    else:
        assert "+avx512f" not in features or "z" not in widths


@pytest.mark.parametrize("module", ["engine.block", "engine.numerics.scalar_philox", "gui.recording.yuv"])
def test_whichever_module_decorates_first(child: Child, module: str) -> None:
    """A process that was made to import it before anything else compiles for the same vectors."""
    plain, early = (child(text + FEATURES)["value"] for text in ("", f"import {module}\n"))
    assert early == plain


def test_modules_decorate_by_way_of_the_cache() -> None:
    """Numba's own decorator, used as a module is imported, may come before the cache is ready."""
    early = re.compile(r"^(from numba import .*\bn?jit\b|import numba\b)", re.MULTILINE)
    generated = {ROOT / "engine/language/generate.py", ROOT / "engine/kernel_cache/decorator.py"}
    found = [
        str(path)
        for folder in ("engine", "gui", "scenarios")
        for path in (ROOT / folder).rglob("*.py")
        if path not in generated and early.search(path.read_text(encoding="utf-8"))
    ]
    assert found == [str(ROOT / "engine/kernel_cache/numba_cache.py")]


def test_what_numba_is_told_is_left_as_it_is(child: Child, tmp_path: Path) -> None:
    features, widths = child(COMPILED, NUMBA_CPU_NAME="generic", NUMBA_CPU_FEATURES="")["value"]
    assert features == [""]
    assert "z" not in widths
