"""The machine report: complete here, and plain about what other machines lack."""

from __future__ import annotations

import copy
import json
import re
from pathlib import Path
from typing import Any

import pytest
import tomli

from engine import machine


@pytest.fixture(scope="module")
def found() -> dict[str, Any]:
    return machine.report()


def test_the_report_is_plain_json(found: dict[str, Any]) -> None:
    assert json.loads(json.dumps(found)) == found


def test_the_figures_are_possible(found: dict[str, Any]) -> None:
    chip = found["processor"]
    assert chip["name"]
    assert 1 <= chip["usable"] <= chip["threads"]
    assert 0 < found["memory"]["free"] <= found["memory"]["total"]
    assert found["versions"]["numba"].count(".") == 2
    assert found["encoders"] == {"libx264": True, "gif": True, "png": True}


def test_qt_is_tried_in_a_process_of_its_own(found: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    assert found["window"]["platform"]
    monkeypatch.setenv("QT_QPA_PLATFORM", "no-such-platform")
    state = machine.window()
    assert not state["starts"]
    assert state["offscreen"]
    assert "no-such-platform" in state["error"]


def test_the_text_names_everything_found(found: dict[str, Any]) -> None:
    said = machine.text(found)
    for part in (
        found["processor"]["name"],
        found["cache"]["folder"],
        found["versions"]["numpy"],
        "libx264 yes",
    ):
        assert part in said
    for sentence in found["missing"]:
        assert sentence in said


def _sentences(found: dict[str, Any], **changes: dict[str, Any]) -> list[str]:
    changed = copy.deepcopy(found)
    changed["window"] = {"starts": True, "platform": "xcb", "offscreen": False, "error": None}
    changed["cache"] = {"folder": "/c", "wanted": "/c", "writable": True, "kernels": 0, "bytes": 0}
    for section, values in changes.items():
        changed[section].update(values)
    return machine.missing(changed, optional=machine.COMPARED)


def test_the_device_for_kernels_is_named_or_the_reason_why_not(found: dict[str, Any]) -> None:
    state = found["cuda"]
    assert (state["device"] is None) == (state["reason"] is not None)
    said = machine.text(found)
    assert (state["device"] or state["reason"]) in said
    card = {"device": "H200", "capability": [9, 0], "memory": 140_000_000_000, "reason": None, "toolkit": "1"}
    assert "H200, compute capability 9.0, 140.0 GB free" in machine.text({**found, "cuda": card})


def test_a_card_that_is_not_used_is_told_with_the_remedy(found: dict[str, Any]) -> None:
    card = [{"name": "H200", "driver": "580", "memory": "141 GB"}]
    unused = {"device": None, "capability": None, "memory": None, "reason": "run uv sync", "toolkit": None}
    changed = {**copy.deepcopy(found), "gpu": card, "cuda": unused}
    sentences = machine.missing(changed, optional=machine.COMPARED)
    assert "The GPU is not used: run uv sync." in sentences
    assert not [s for s in machine.missing({**changed, "gpu": []}, ("torch",)) if "GPU" in s]


def test_the_simulator_is_found_in_a_process_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NUMBA_ENABLE_CUDASIM", "1")
    assert machine.cuda_state()["device"] == "CUDA simulator"


def test_a_complete_machine_lacks_nothing(found: dict[str, Any]) -> None:
    assert _sentences(found) == []


@pytest.mark.parametrize(
    ("section", "values", "expected"),
    [
        ("encoders", {"libx264": False}, "pip install --upgrade av"),
        ("cache", {"writable": False}, "set RAVINE_CACHE"),
        ("cache", {"folder": "/tmp/x", "wanted": "/home/y"}, "/home/y cannot be written to"),
        ("cache", {"folder": "/tmp/x", "wanted": None}, "the home folder cannot be written to"),
        ("versions", {"ziamath": None}, "pip install ziamath"),
        (
            "window",
            {"starts": False, "error": "ImportError: libEGL.so.1: cannot open shared object file"},
            "apt install libegl1",
        ),
        (
            "window",
            {"starts": False, "error": "Traceback (most recent call last):\n  …\nImportError: it is gone."},
            "Qt does not start here (ImportError: it is gone)",
        ),
    ],
)
def test_each_thing_missing_is_one_sentence_with_a_remedy(
    found: dict[str, Any], section: str, values: dict[str, Any], expected: str
) -> None:
    sentences = _sentences(found, **{section: values})
    assert len(sentences) == 1
    assert expected in sentences[0]
    assert sentences[0].endswith(".")


def test_a_platform_that_somebody_chose_and_qt_lacks_is_named(
    found: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", "nonsense")
    broken = {"starts": False, "offscreen": True, "error": "qt.qpa.plugin: could not find it"}
    assert "QT_QPA_PLATFORM=nonsense" in _sentences(found, window=broken)[0]


def test_without_a_display_the_remedy_is_a_desktop(
    found: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.delenv("QT_QPA_PLATFORM", raising=False)
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    broken = {"starts": False, "offscreen": True, "error": "could not connect; libxcb-cursor0 is needed"}
    assert "There is no display" in _sentences(found, window=broken)[0]
    monkeypatch.setenv("DISPLAY", ":0")
    assert "apt install libxcb-cursor0" in _sentences(found, window=broken)[0]


def test_a_display_that_does_not_answer_is_named(
    found: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("QT_QPA_PLATFORM", raising=False)
    monkeypatch.setenv("DISPLAY", ":77")
    error = (
        "qt.qpa.xcb: could not connect to display :77\nFrom 6.5.0, xcb-cursor0 or libxcb-cursor0 is needed"
    )
    (said,) = _sentences(found, window={"starts": False, "offscreen": True, "error": error})
    assert "display :77 does not answer" in said
    assert "apt" not in said


def test_every_library_that_is_needed_is_looked_for_and_missed_once(found: dict[str, Any]) -> None:
    project = tomli.loads((Path(__file__).parents[2] / "pyproject.toml").read_text(encoding="utf-8"))[
        "project"
    ]
    names = {re.match(r"[A-Za-z0-9-]+", each)[0].lower() for each in project["dependencies"]}
    assert names <= set(machine.NEEDED)
    qt = {"starts": False, "offscreen": False, "error": "ModuleNotFoundError: No module named 'PySide6'"}
    film = dict.fromkeys(machine.ENCODERS, False)
    gone = {"av": None, "pyside6-essentials": None}
    (said,) = _sentences(found, window=qt, encoders=film, versions=gone)
    assert "pip install pyside6-essentials av" in said


def test_an_unwritable_cache_is_reported(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    (tmp_path / "tmp").mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "tmp"))
    monkeypatch.setenv("RAVINE_CACHE", str(tmp_path / "file" / "inner"))
    state = machine.cache_state()
    assert state["wanted"] == str(tmp_path / "file" / "inner")
    assert Path(state["folder"]).parent == tmp_path / "tmp"
    assert state["writable"]
