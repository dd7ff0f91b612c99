"""What a file may hold is written so that it fits, and no text in it is taken for anything else."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from msgspec.structs import replace

import scenarios
from scenarios.points import MOST, read_points
from scenarios.schema import Scenario, Text

TEXT = """format = 1
title = {{ en = "T", ru = "Т" }}
caption = {{ en = "C.", ru = "П." }}
group = "{group}"
{field}
[[runs]]
optimizer = "adam"
"""


def test_as_many_points_as_are_read_can_be_saved(tmp_path: Path) -> None:
    rows = np.random.default_rng(0).normal(size=(MOST, 2)).tolist()
    table = tmp_path / "points.csv"
    table.write_text("x,y,class\n" + "".join(f"{x!r},{y!r},{n % 1000}\n" for n, (x, y) in enumerate(rows)))
    points = tuple((x, y, label % 8) for x, y, label in read_points(table))
    made = scenarios.loads(TEXT.format(group="networks", field='[field.network]\ndata = "moons"'))
    network = replace(made.field.network, data=None, points=points)
    scenario = replace(made, field=replace(made.field, network=network))
    scenarios.save(scenario, tmp_path / "own.toml")
    assert scenarios.load(tmp_path / "own.toml") == scenario


def test_a_file_of_many_starts_can_be_saved_again(tmp_path: Path) -> None:
    rows = np.random.default_rng(0).normal(size=(1500, 2)).round(4).tolist()
    file = tmp_path / "starts.toml"
    field = f'[field]\nlandscape = "ravine"\n[start]\npoints = {rows}'
    file.write_text(TEXT.format(group="landscapes", field=field), encoding="utf-8")
    scenario = scenarios.load(file)
    scenarios.save(scenario, file)
    assert scenarios.load(file) == scenario


def test_a_text_that_looks_like_a_heading_or_like_numbers_stays_a_text() -> None:
    samples = "[" + ", ".join(str(k % 7) for k in range(40)) + "]"
    made = scenarios.loads(TEXT.format(group="signals", field=f"[field]\nsignal_samples = {samples}"))
    for told in ("a\n[field]\nb", "numbers0", 'numbers_0 "numbers0" numbers'):
        scenario: Scenario = replace(made, caption=Text(en=told, ru=told))
        assert scenarios.loads(scenarios.dumps(scenario)) == scenario
