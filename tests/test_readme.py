"""What the README shows is true: its examples run, its commands exist, its picture is there."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import engine
import scenarios
from engine import catalogue

ROOT = Path(__file__).parents[1]
TEXT = (ROOT / "README.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", TEXT, re.DOTALL)


def test_the_python_examples_run_in_order() -> None:
    names: dict[str, Any] = {}
    for number, block in enumerate(blocks("python")):
        exec(compile(block, f"README.md, example {number + 1}", "exec"), names)
        result = names["result"]
        assert result.positions.ndim == 3
    assert result.loss[-1, 0] < result.loss[0, 0]


def test_the_scenario_can_be_loaded() -> None:
    _entry, text = blocks("toml")
    loaded = scenarios.loads(text, "README.md")
    assert len(loaded.runs) == 2


def test_the_entry_of_the_catalogue_is_the_optimizer_typed_before(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    entry, _scenario = blocks("toml")
    assert "as `soft.toml`" in TEXT
    monkeypatch.setattr(catalogue, "own_folder", lambda kind: tmp_path / kind)
    (tmp_path / "optimizers").mkdir()
    (tmp_path / "optimizers" / "soft.toml").write_text(entry, encoding="utf-8")
    assert "soft" in engine.list_ids("optimizers")
    assert catalogue.problems("optimizers") == []
    names: dict[str, Any] = {}
    exec(blocks("python")[-1], {"engine": engine}, names)
    kept = engine.simulate("soft", names["bowl"], [[2.0, 2.0]], 200)
    np.testing.assert_array_equal(kept.positions, names["result"].positions)


def test_the_commands_and_their_options_are_known(capsys: pytest.CaptureFixture[str]) -> None:
    import main

    (lines,) = [block for block in blocks("") if "main.py list" in block]
    commands = set(re.findall(r"main\.py ([a-z]+)", lines))
    assert commands == {"list", "run", "map", "compare", "record", "deck", "heights", "bench", "doctor"}
    with pytest.raises(SystemExit):
        main.main(["record", "--help"])
    said = capsys.readouterr().out
    for option in ("--size", "--fps", "--seconds", "--theme", "--language"):
        assert option in TEXT
        assert option in said


def test_the_first_two_commands_do_all_the_set_up() -> None:
    first, second = [block.strip() for block in blocks("")][:2]
    assert first == "pip install uv && uv run main.py"
    assert second == "pip install uv && uv run pytest"
    assert second in (ROOT / ".ci" / "run").read_text(encoding="utf-8")


def test_links_lead_somewhere() -> None:
    headings = {h.lower().replace(" ", "-") for h in re.findall(r"^## (.*)$", TEXT, re.MULTILINE)}
    for target in re.findall(r"\]\(([^)]+)\)", TEXT):
        assert target.lstrip("#") in headings if target.startswith("#") else (ROOT / target).is_file()


def test_every_folder_it_names_exists() -> None:
    for folder in re.findall(r"^\| `([a-z]+/)`", TEXT, re.MULTILINE):
        assert (ROOT / folder).is_dir()
