"""What is said where there is no device: one sentence for "cuda", nothing at all for "auto"."""

from __future__ import annotations

import importlib.util
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

import engine
import main
from engine import Run, cuda
from engine.backends import make_backend
from engine.cpu import CpuBackend
from engine.errors import MissingError, UnknownNameError
from engine.gpu import threshold
from engine.gpu.threshold import Rates, read_rates, write_rates

START = np.zeros((2, 2))


@pytest.fixture(autouse=True)
def _looked_for_anew() -> Iterator[None]:
    """What was found is remembered for the process; each test finds it for itself."""
    forget()
    yield
    forget()


def forget() -> None:
    cuda._compiler.cache_clear()
    cuda._tried.cache_clear()


@pytest.fixture
def _no_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    real = importlib.util.find_spec
    monkeypatch.setattr(
        importlib.util, "find_spec", lambda name: None if name == "numba_cuda" else real(name)
    )


class Toolkit:
    """Stands for numba.cuda on a machine whose device is not there or does not work."""

    def __init__(self, available: bool, error: Exception | None = None) -> None:
        self.is_available = lambda: available
        self.error = error

    def jit(self, *arguments: Any) -> Any:
        raise self.error or AssertionError("nothing is compiled without a device")


def found_by(toolkit: Any, monkeypatch: pytest.MonkeyPatch) -> str:
    stand_in = cuda.Toolkit(toolkit, simulated=False)
    monkeypatch.setattr(cuda, "_compiler", lambda: stand_in)
    monkeypatch.setattr(stand_in, "_primitives", lambda *_: {})
    monkeypatch.setattr(stand_in, "_signature", lambda *_: ())
    said = cuda.find()
    assert isinstance(said, str)
    return said


@pytest.mark.usefixtures("_no_extra")
def test_without_the_extra_cuda_names_the_remedy() -> None:
    with pytest.raises(MissingError, match="uv sync --extra cuda") as caught:
        Run(
            engine.load_optimizer("adam"),
            engine.load_landscape("booth"),
            START,
            total_steps=3,
            backend="cuda",
        )
    assert str(caught.value).count("\n") == 0
    with pytest.raises(MissingError, match="uv sync --extra cuda"):
        engine.simulate("adam", "booth", START, 3, backend="cuda")


@pytest.mark.usefixtures("_no_extra")
def test_without_the_extra_auto_is_the_processor(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(threshold, "LEAST", 0)
    run = Run(
        engine.load_optimizer("adam"), engine.load_landscape("booth"), START, total_steps=3, backend="auto"
    )
    assert isinstance(run.backend, CpuBackend)


@pytest.mark.usefixtures("_no_extra")
@pytest.mark.parametrize(
    "command",
    [
        ["bench", "--backend", "cuda", "--json"],
        ["run", "L3", "--backend", "cuda", "--out", "{}"],
        ["map", "L3", "--backend", "cuda", "--out", "{}"],
    ],
)
def test_the_command_line_ends_with_the_sentence(
    command: list[str], capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    out = tmp_path / "result.npz"
    assert main.main([word.format(out) for word in command]) == main.WRONG
    said = capsys.readouterr()
    assert said.out == ""
    assert "uv sync --extra cuda" in said.err
    assert "Traceback" not in said.err
    assert not out.exists()


def test_without_a_device_the_driver_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    said = found_by(Toolkit(available=False), monkeypatch)
    assert "driver" in said
    assert "choose the CPU" in said


def test_a_device_that_runs_nothing_is_no_device(monkeypatch: pytest.MonkeyPatch) -> None:
    said = found_by(Toolkit(available=True, error=OSError("CUDA_ERROR_NO_BINARY\nmore")), monkeypatch)
    assert "does not run kernels (CUDA_ERROR_NO_BINARY)" in said
    assert "\n" not in said


def test_an_unknown_backend_is_named() -> None:
    with pytest.raises(UnknownNameError, match="no backend 'gpu'"):
        engine.simulate("adam", "booth", START, 3, backend="gpu")
    run = Run(engine.load_optimizer("adam"), engine.load_landscape("booth"), START, total_steps=3)
    with pytest.raises(UnknownNameError, match="no backend 'gpu'"):
        make_backend(
            run.problem,
            run.backend.store(),
            kernels="split",
            where="gpu",
            threads=1,
            total_steps=3,
        )


# From how much work on a device pays ---------------------------------------------------------------------

RATES = Rates("card", cpu_start=0.5, cpu_rate=1e9, cuda_start=2.0, cuda_rate=1e11)


def test_a_device_pays_when_its_start_is_made_up_for() -> None:
    even = 1.5 / (1 / 1e9 - 1 / 1e11)
    assert not RATES.pays(round(0.99 * even))
    assert RATES.pays(round(1.01 * even))
    assert not replace(RATES, cuda_rate=1e8).pays(10**18)


def test_rates_are_remembered_for_one_device(tmp_path: Path) -> None:
    file = tmp_path / "folder" / "rates.json"
    assert read_rates(file, "card") is None
    write_rates(file, RATES)
    assert read_rates(file, "card") == RATES
    assert read_rates(file, "another card") is None
    assert [path.name for path in file.parent.iterdir()] == ["rates.json"]


@pytest.mark.parametrize(
    "content",
    ["", "{", "[]", "3", json.dumps({"device": "card"}), json.dumps({**vars(RATES), "cpu_rate": "NaN"})],
)
def test_damaged_rates_are_measured_again(tmp_path: Path, content: str) -> None:
    file = tmp_path / "rates.json"
    file.write_text(content)
    assert read_rates(file, "card") is None


@pytest.mark.parametrize("value", [0.0, -1.0, float("inf"), float("nan")])
def test_rates_that_cannot_be_are_measured_again(tmp_path: Path, value: float) -> None:
    file = tmp_path / "rates.json"
    write_rates(file, replace(RATES, cuda_rate=value))
    assert read_rates(file, "card") is None


def test_little_work_is_not_even_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    def never() -> None:
        raise AssertionError("looked for a device")

    monkeypatch.setattr(cuda, "find", never)
    assert not threshold.pays(threshold.LEAST - 1)
    with pytest.raises(AssertionError, match="looked"):
        threshold.pays(threshold.LEAST)


def test_measured_rates_decide(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cuda, "find", lambda: SimpleNamespace(name="card", simulated=False))
    monkeypatch.setattr(threshold, "rates", lambda device: RATES)
    assert not threshold.pays(10**9)
    assert threshold.pays(10**10)
    monkeypatch.setattr(cuda, "find", lambda: SimpleNamespace(name="card", simulated=True))
    assert not threshold.pays(10**10)


def test_measuring_the_processor_gives_possible_rates(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(threshold._PARTICLES, "cpu", 1 << 12)
    monkeypatch.setitem(threshold._STEPS, "cpu", 4)
    start, rate = threshold._measured("cpu")
    assert start > 0
    assert 1e4 < rate < 1e13
