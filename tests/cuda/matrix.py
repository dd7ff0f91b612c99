"""Every rule with every field compiled for devices, without one: python -m tests.cuda.matrix [OPTIONS].

Needs the extra `cuda`, and ptxas (from a CUDA toolkit, or the wheel nvidia-cuda-nvcc) for registers and
spills. sm_70 needs CUDA 12 (`numba-cuda[cu12]` in an environment of its own): 13 begins at sm_75.
Prints what is wrong, then a summary; --json FILE keeps a line a kernel, and what is in it is not done again.
The full matrix takes about an hour of one core; tests/cuda/test_compiled.py does a part of it that meets
every rule and every field.
"""

from __future__ import annotations

import argparse
import importlib
import json
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np

from engine import cuda
from engine.catalogue import list_ids, load_landscape, load_optimizer, load_signal
from engine.gpu.programs import StepSource
from engine.gpu.source import Source
from engine.modifiers import Clip, Noise
from engine.problem import Problem, Terrain

CAPABILITIES = ((7, 0), (7, 5), (9, 0), (10, 0))

#: No toolkit supports all of them; 13 begins at 7.5.
NOT_SUPPORTED = "not supported"


@dataclass(frozen=True)
class Compiled:
    """What became of one kernel; None where there was no assembler."""

    name: str
    capability: str
    doubles: int
    registers: int | None = None
    spilled: int | None = None
    stack: int | None = None

    @property
    def sound(self) -> bool:
        """No double precision in a float32 kernel, and every register held."""
        return not (self.doubles and "float32" in self.name) and not self.spilled and not self.stack


def problem(
    rule: str, field: str, dtype: str = "float32", noise: Noise | None = None, clip: Clip | None = None
) -> Problem:
    """A run of catalogue entries, as backends see it."""
    place = load_landscape(field) if field in list_ids("landscapes") else load_signal(field)
    return Problem(
        load_optimizer(rule).rule,
        Terrain(place.formula),
        8,
        np.dtype(dtype),
        3,
        noise or Noise(),
        clip or Clip(),
    )


def compile_one(source: Source, name: str, capability: tuple[int, int]) -> Compiled | None:
    """A kernel's assembly examined; None where the toolkit does not know the capability."""
    return next(compile_all(source, name, (capability,)), None)


def compile_all(source: Source, name: str, capabilities: Iterable[tuple[int, int]]) -> Iterator[Compiled]:
    """A kernel's assembly examined for each capability that the toolkit knows."""
    library = None
    for capability in capabilities:
        try:
            library = library or _library(source, capability)
            text = library.get_asm_strs(cc=capability)[0]
        except Exception as error:
            if NOT_SUPPORTED in str(error):
                continue
            raise
        doubles = len(re.findall(r"\.f64\b", text))
        yield Compiled(name, _sm(capability), doubles, *assembled(text, capability))


def _library(source: Source, capability: tuple[int, int]) -> Any:
    """The kernel as LLVM code: nine tenths of the time, and the same for every device.

    No public function stops there; numba-cuda's own compile_ptx calls this one.
    """
    compiler, numbas = cuda.compiler(), importlib.import_module("numba.cuda.compiler")
    function, signature = compiler._function(source, False), compiler._signature(source)
    return numbas._compile_pyfunc_with_fixup(function, signature, device=False, cc=capability, abi="numba")[0]


def _sm(capability: tuple[int, int]) -> str:
    return "sm_{}{}".format(*capability)


def assembler() -> str | None:
    """Where ptxas is."""
    beside = next(Path(sys.prefix).glob("lib/python*/site-packages/nvidia/**/bin/ptxas"), None)
    return str(beside) if beside else shutil.which("ptxas") or shutil.which("/usr/local/cuda/bin/ptxas")


def assembled(text: str, capability: tuple[int, int]) -> tuple[int | None, int | None, int | None]:
    """Registers, spilled bytes and bytes of stack, as ptxas tells them."""
    program = assembler()
    if program is None:
        return None, None, None
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "kernel.ptx"
        file.write_text(text)
        command = [
            program,
            "-v",
            f"-arch={_sm(capability)}",
            str(file),
            "-o",
            f"{folder}/kernel.cubin",
        ]
        ended = subprocess.run(command, capture_output=True, text=True, check=False)
    if ended.returncode:
        raise AssertionError(f"ptxas refuses the kernel: {ended.stderr[:500]}")
    registers = max(map(int, re.findall(r"Used (\d+) registers", ended.stderr)))
    spilled = sum(map(int, re.findall(r"(\d+) bytes spill", ended.stderr)))
    stack = sum(map(int, re.findall(r"(\d+) bytes stack", ended.stderr)))
    return registers, spilled, stack


def fits(rule: str, field: str) -> bool:
    """Whether the field can answer what the rule asks: a signal has no curvature."""
    curved = any(node[0] in ("hess_diag", "newton") for node in load_optimizer(rule).rule.graph.nodes)
    return not curved or field in list_ids("landscapes")


def full(dtype: str) -> Iterator[tuple[str, Source]]:
    """Every rule with every landscape and every signal."""
    for rule in list_ids("optimizers"):
        for field in (*list_ids("landscapes"), *list_ids("signals")):
            if fits(rule, field):
                yield f"{rule} {field} {dtype}", StepSource(problem(rule, field, dtype)).source


def covering(dtype: str) -> Iterator[tuple[str, Source]]:
    """Every rule once and every field once, and the heaviest rule with everything that may be added."""
    rules = list_ids("optimizers")
    fields = [*list_ids("landscapes"), *list_ids("signals")]
    for k in range(max(len(rules), len(fields))):
        rule, field = rules[k % len(rules)], fields[k % len(fields)]
        field = field if fits(rule, field) else fields[0]
        yield f"{rule} {field} {dtype}", StepSource(problem(rule, field, dtype)).source
    busy = problem("nesterov_three", "goldstein_price", dtype, Noise(0.1, 0.5), Clip(1.0, 2.0))
    everything = StepSource(busy, ("theta", "gradient", "state:v"), scheduled=True)
    yield f"nesterov_three goldstein_price noise clip frames {dtype}", everything.source


def tracing(dtype: str) -> Iterator[tuple[str, Source]]:
    """Kernels of maps: of starts, of parameters, with noise, and with all that is summed up on the way."""
    from engine.bulk.axes import Axis
    from engine.bulk.on_device import source_of
    from engine.bulk.study import MEASURES, Study

    starts, measured = (Axis("start.x", -1, 1), Axis("start.y", -1, 1)), frozenset(MEASURES)
    own = (Axis("noise.sigma", 0, 1), Axis("eta", 1e-3, 1, log=True))
    moved = (Axis("landscape.a", 0.5, 1), Axis("landscape.b", 50, 100))
    disturbed = {"noise": Noise(0.1, 0.5), "clip": Clip(1.0, 2.0)}
    cases: list[tuple[str, str, tuple[Axis, Axis], dict[str, Any]]] = [
        ("momentum", "himmelblau", starts, {}),
        ("gradient_descent", "booth", starts, {"measures": frozenset(["distance"])}),
        ("adam", "rastrigin", starts, {"measures": measured}),
        ("rmsprop", "ackley", starts, disturbed),
        ("adam", "rosenbrock", moved, {}),
        ("lbfgs", "hills", starts, {"measures": measured}),
        ("nesterov_three", "goldstein_price", own, {"measures": measured, **disturbed}),
    ]
    for rule, place, axes, more in cases:
        study = Study(load_optimizer(rule), load_landscape(place), *axes, 8, 8, 100, dtype=dtype, **more)
        yield f"map {rule} {place} {axes[0].name} {dtype}", source_of(study).source


def _kept(file: Path | None) -> list[Compiled]:
    """What an earlier run wrote before it was stopped."""
    if file is None or not file.exists():
        return []
    return [Compiled(**json.loads(line)) for line in file.read_text().splitlines()]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", type=Path)
    parser.add_argument("--dtype", choices=("float32", "float64"), default="float32")
    parser.add_argument("--sm", nargs="*", default=["70", "75", "90", "100"])
    options = parser.parse_args()
    done = _kept(options.json)
    known = {found.name for found in done}
    capabilities = [(int(sm[:-1]), int(sm[-1])) for sm in options.sm]
    for name, source in full(options.dtype):
        if name in known:
            continue
        fresh = list(compile_all(source, name, capabilities))
        done += fresh
        for found in fresh:
            if not found.sound:
                print(found, flush=True)
        if options.json:
            with options.json.open("a") as file:
                file.write("".join(json.dumps(asdict(found)) + "\n" for found in fresh))
    registers = sorted(found.registers or 0 for found in done)
    bad = sum(not found.sound for found in done)
    middle = registers[len(registers) // 2] if registers else 0
    print(f"{len(done)} kernels, {bad} unsound, registers {registers[:1]} … {middle} … {registers[-1:]}")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
