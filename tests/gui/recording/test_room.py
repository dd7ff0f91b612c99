"""What gives way to what where a film is square, upright or small: nothing lies over anything else."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import scenarios
from gui.recording import record
from scenarios.schema import Scenario


def written(scenario: Scenario, folder: Path, size: tuple[int, int]) -> set[str]:
    """The texts of a drawing of its first moment."""
    record(scenario, folder / "a.svg", size=size, fps=10, seconds=0.1)
    return {(node.text or "").strip() for node in ElementTree.parse(folder / "a.svg").iter()}


def test_in_a_square_film_the_rule_gives_way_to_the_names_of_the_runs(tmp_path: Path) -> None:
    scenario = scenarios.load("nesterov_gammas")
    for size, has_rule in (((1080, 1080), False), ((1080, 1920), True)):
        found = written(scenario, tmp_path, size)
        assert {"Gradient descent", "γ = 0.1", "γ = 0.5", "γ = 0.9", "γ = 0.98"} <= found
        assert ("NESTEROV" in found) == has_rule
