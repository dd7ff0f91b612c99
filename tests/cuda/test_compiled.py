"""Device kernels compiled without a device: every rule and every field for three kinds of devices.

The whole matrix is `python -m tests.cuda.matrix`. Needs the extra `cuda`; registers and spills also ptxas.
"""

from __future__ import annotations

import pytest

from . import matrix

pytest.importorskip("numba_cuda", reason="kernels are compiled for devices by the extra `cuda`")

CASES = list(matrix.covering("float32"))
MAPS = list(matrix.tracing("float32"))


@pytest.mark.parametrize("capability", matrix.CAPABILITIES, ids="sm_{0[0]}{0[1]}".format)
@pytest.mark.parametrize(("name", "source"), CASES, ids=[name for name, _ in CASES])
def test_float32_stays_float32_and_in_registers(name, source, capability):
    found = matrix.compile_one(source, name, capability)
    if found is None:
        pytest.skip("this toolkit no longer knows such devices")
    assert found.doubles == 0
    assert not found.spilled
    assert not found.stack


def test_float64_is_float64():
    problem = matrix.problem("adam", "rastrigin", "float64")
    found = matrix.compile_one(matrix.StepSource(problem).source, "adam rastrigin float64", (9, 0))
    assert found is not None
    assert found.doubles > 50
    assert not found.spilled


def test_images_and_outcomes_compile():
    from engine.gpu.density import density_source
    from engine.gpu.outcomes import classify_source

    drawing = matrix.compile_one(density_source("float32"), "density float32", (9, 0))
    assert drawing is not None
    assert drawing.doubles == 0
    telling, _ = classify_source(matrix.problem("adam", "hills").terrain, "float32")
    telling_found = matrix.compile_one(telling, "outcomes", (9, 0))
    assert telling_found is not None
    assert not telling_found.spilled


@pytest.mark.parametrize(("name", "source"), MAPS, ids=[name for name, _ in MAPS])
def test_kernels_of_maps_stay_float32_and_in_registers(name, source):
    for found in matrix.compile_all(source, name, matrix.CAPABILITIES):
        assert found.doubles == 0
        assert not found.spilled
        assert not found.stack


def test_a_kernel_of_maps_in_float64_is_float64():
    name, source = next(iter(matrix.tracing("float64")))
    found = matrix.compile_one(source, name, (9, 0))
    assert found is not None
    assert found.doubles > 50
    assert not found.spilled


@pytest.mark.parametrize("capability", matrix.CAPABILITIES, ids="sm_{0[0]}{0[1]}".format)
def test_planes_and_beginnings_compile_without_float64(capability):
    from engine.gpu.beginning import begin_source
    from engine.gpu.splat import count_source, pack_source, splat_source

    for source in (splat_source("float32"), pack_source(), count_source(), begin_source("float32")):
        found = matrix.compile_one(source, source.name, capability)
        if found is None:
            pytest.skip("this toolkit no longer knows such devices")
        assert found.doubles == 0
        assert not found.spilled
        assert not found.stack
    for source in (splat_source("float64"), begin_source("float64")):
        double = matrix.compile_one(source, f"{source.name} float64", capability)
        assert double is not None
        assert not double.spilled


def test_quick_kernels_use_quick_instructions():
    from engine import cuda

    source = matrix.StepSource(matrix.problem("adam", "himmelblau")).source
    exact, quick = (cuda.compiler().ptx(source, (9, 0), quick=quick) for quick in (False, True))
    assert "div.rn.ftz.f32" in exact
    assert "approx" not in exact
    assert "div.approx.ftz.f32" in quick
    assert "sqrt.approx.ftz.f32" in quick
    assert "div.rn" not in quick


def test_nothing_is_left_for_the_compiler_to_fuse():
    source = matrix.StepSource(matrix.problem("adam", "rosenbrock")).source
    from engine import cuda

    text = cuda.compiler().ptx(source, (9, 0))
    for line in text.splitlines():
        word = line.split()[0] if line.split() else ""
        assert word not in ("add.f32", "mul.f32", "sub.f32", "mad.f32"), line
