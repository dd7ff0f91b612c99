"""`heights`: a scenario on a landscape made of a picture's brightness or an array's numbers."""

from __future__ import annotations

import argparse
from pathlib import Path

from engine.errors import InputError
from engine.files import check_writable
from engine.phrase import Phrase
from scenarios.schema import FieldSpec, Playback, RunSpec, Scenario, StartSpec, Text

_RUNS = (
    ("gradient_descent", {"eta": 0.05}),
    ("momentum", {"eta": 0.02, "gamma": 0.9}),
    ("adam", {"eta": 0.05}),
)


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE", help="a PNG picture, or a NumPy array (.npy)")
    parser.add_argument("--out", type=Path, required=True, metavar="FILE.toml", help="the scenario to write")
    parser.add_argument(
        "--domain", nargs=4, type=float, metavar=("X0", "X1", "Y0", "Y1"),
        help="the places of the outermost heights; ten units wide by default",
    )  # fmt: skip
    parser.add_argument(
        "--scale", type=float, metavar="FACTOR", help="on all heights; by default slopes are about 1"
    )


def execute(options: argparse.Namespace) -> int:
    from scenarios import loads
    from scenarios.heightmaps import read_heights
    from scenarios.saving import dumps, save

    if options.out.suffix.lower() != ".toml":
        raise InputError(Phrase("{path}: the name of a scenario ends in .toml", path=str(options.out)))
    check_writable(options.out)
    heights = read_heights(options.file)
    scale = heights.common_scale if options.scale is None else options.scale
    domain = None if options.domain is None else tuple(options.domain)
    field = FieldSpec(heightmap=heights, domain=domain, parameters={"scale": scale})
    scenario = _scenario(field, options.file.stem)
    # as it will be read: what it is made from is bounded by nothing yet
    loads(dumps(scenario), options.out)
    save(scenario, options.out)
    print(f"{options.out}: {heights.columns} × {heights.rows}")
    return 0


def _scenario(field: FieldSpec, name: str) -> Scenario:
    """Three runs from off the middle."""
    from engine.entries.heightmaps import natural_domain

    assert field.heightmap is not None
    x0, x1, y0, y1 = field.domain or natural_domain(field.heightmap.columns, field.heightmap.rows)
    return Scenario(
        format=1,
        title=Text(name, name),
        caption=Text("A landscape made of heights.", "Ландшафт из карты высот."),
        group="landscapes",
        field=field,
        start=StartSpec(points=((x0 + 0.22 * (x1 - x0), y0 + 0.78 * (y1 - y0)),)),
        runs=tuple(RunSpec(optimizer=id, parameters=parameters) for id, parameters in _RUNS),
        playback=Playback(steps=400, speed=40),
    )
