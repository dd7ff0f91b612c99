"""Heights in scenarios: read from pictures and arrays, carried along, and refused where they are none."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from msgspec.structs import replace

import main
import scenarios
from engine.errors import FileError, InputError
from scenarios.building import build_runs
from scenarios.heightmaps import packed, read_heights, unpacked
from scenarios.reading import parse, read
from scenarios.resolving import resolve
from scenarios.saving import dumps, save
from scenarios.schema import MOST_BYTES, FieldSpec, HeightmapSpec, Scenario
from scenarios.scripting import script_of

from . import make_mountains

RAMP = np.arange(60.0).reshape(6, 10)


def png(path: Path, pixels: np.ndarray, size: tuple[int, int] | None = None) -> Path:
    """A PNG of 8 or 16 bits grey, or of three colours; `size` is what it claims to be."""
    high, wide = pixels.shape[:2]
    wide, high = size or (wide, high)
    deep = pixels.dtype == np.uint16
    rows = pixels.astype(">u2" if deep else np.uint8)
    raw = b"".join(b"\0" + row.tobytes() for row in rows)
    header = struct.pack(">IIBBBBB", wide, high, 16 if deep else 8, 2 if pixels.ndim == 3 else 0, 0, 0, 0)

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    parts = chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(raw)) + chunk(b"IEND", b"")
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + parts)
    return path


def npy(path: Path, array: Any) -> Path:
    np.save(path, array, allow_pickle=True)
    return path


def mountains() -> Scenario:
    return make_mountains.scenario()


def test_a_picture_is_its_brightness(tmp_path: Path) -> None:
    deep = png(tmp_path / "deep.png", (RAMP * 1000).astype(np.uint16))
    np.testing.assert_allclose(unpacked(read_heights(deep)), RAMP / 65.535, atol=1e-4)
    grey = png(tmp_path / "grey.png", (RAMP * 4).astype(np.uint8))
    np.testing.assert_allclose(unpacked(read_heights(grey)), RAMP * 4 / 255, atol=1e-4)
    colours = png(tmp_path / "colours.png", np.repeat((RAMP * 4).astype(np.uint8)[..., None], 3, axis=2))
    np.testing.assert_allclose(unpacked(read_heights(colours)), RAMP * 4 / 255, atol=1e-4)
    deep = png(tmp_path / "deeper.png", np.repeat((RAMP * 1000).astype(np.uint16)[..., None], 3, axis=2))
    np.testing.assert_allclose(unpacked(read_heights(deep)), RAMP / 65.535, atol=1e-4)
    fire = np.zeros((6, 10, 3), np.uint8)
    fire[:, :5, 0], fire[:, 5:, 2], fire[0, :, 1] = 200, 100, 50
    expected = fire @ np.array([0.299, 0.587, 0.114]) / 255
    np.testing.assert_allclose(unpacked(read_heights(png(tmp_path / "f.png", fire))), expected, atol=1e-4)
    assert read_heights(grey).name == "grey"


@pytest.mark.parametrize("kind", ["f8", ">f4", "i2", "u1"])
def test_an_array_is_heights_as_they_are(tmp_path: Path, kind: str) -> None:
    spec = read_heights(npy(tmp_path / "ramp.npy", RAMP.astype(kind)))
    assert (spec.rows, spec.columns, spec.low, spec.high) == (6, 10, 0, 59)
    np.testing.assert_allclose(unpacked(spec), RAMP, atol=59 / 65535)
    by_columns = read_heights(npy(tmp_path / "turned.npy", np.asfortranarray(RAMP)))
    assert by_columns.data == spec.data


def test_larger_ones_are_made_to_fit(tmp_path: Path) -> None:
    random = np.random.default_rng(2)
    spec = read_heights(npy(tmp_path / "large.npy", random.normal(size=(600, 600))))
    assert (spec.columns, spec.rows) == (128, 128)
    scenario = replace(mountains(), field=replace(mountains().field, heightmap=spec))
    save(scenario, tmp_path / "large.toml")
    assert (tmp_path / "large.toml").stat().st_size < MOST_BYTES
    assert read(tmp_path / "large.toml") == scenario


def hostile(folder: Path) -> dict[str, Path]:
    small = png(folder / "small.png", np.zeros((9, 9), np.uint8))
    (folder / "text.png").write_text("a picture, surely")
    (folder / "half.png").write_bytes(small.read_bytes()[:50])
    (folder / "half.npy").write_bytes(npy(folder / "whole.npy", RAMP).read_bytes()[:300])
    return {
        "neither a PNG": folder / "text.png",
        "is not a picture": folder / "half.png",
        "has 30000 × 30000 heights": png(folder / "bomb.png", np.zeros((2, 2), np.uint8), (30000, 30000)),
        "has 0 × 5 heights": png(folder / "none.png", np.zeros((2, 2), np.uint8), (0, 5)),
        "all heights are the same": small,
        "not an array of numbers": folder / "half.npy",
        "array of numbers that can": npy(folder / "objects.npy", np.array([[{}] * 5] * 5)),
        "no array of real numbers": npy(folder / "cube.npy", np.zeros((5, 5, 5))),
        "real numbers in rows": npy(folder / "complex.npy", RAMP * 1j),
        "not finite": npy(folder / "nan.npy", np.where(RAMP == 7, np.nan, RAMP)),
        "within ±1e": npy(folder / "huge.npy", RAMP * 1e9),
        "these have 2 × 60": npy(folder / "thin.npy", RAMP.reshape(2, 30).repeat(2, axis=1)),
        "is not a file": folder,
        "no such file": folder / "nowhere.png",
    }


def test_what_has_no_heights_is_told(tmp_path: Path) -> None:
    for sentence, path in hostile(tmp_path).items():
        with pytest.raises(FileError) as caught:
            read_heights(path)
        assert sentence in str(caught.value)
        assert str(path) in str(caught.value)


def test_heights_beside_a_scenario_become_part_of_it(tmp_path: Path) -> None:
    npy(tmp_path / "ramp.npy", RAMP)
    field = FieldSpec(heightmap_file="ramp.npy", parameters={"scale": 2.0})
    text = dumps(replace(mountains(), field=field))
    (tmp_path / "own.toml").write_text(text, encoding="utf-8")
    scenario = read(tmp_path / "own.toml")
    assert scenario.field.heightmap == read_heights(tmp_path / "ramp.npy")
    assert scenario.field.heightmap_file is None
    assert resolve(scenario).terrain.domain == (-5, 5, -5 * 5 / 9, 5 * 5 / 9)
    (tmp_path / "ramp.npy").unlink()
    with pytest.raises(FileError, match="no such file"):
        read(tmp_path / "own.toml")
    for elsewhere in ("../ramp.npy", "/etc/passwd", "..", "a/b.npy", "c:x.npy", ".hidden.npy"):
        with pytest.raises(FileError, match="heightmap_file"):
            parse(text.replace("ramp.npy", elsewhere), "own.toml")


def test_whoever_opens_a_scenario_has_the_heights_that_lie_beside_it(tmp_path: Path) -> None:
    npy(tmp_path / "ramp.npy", RAMP)
    text = dumps(replace(mountains(), field=FieldSpec(heightmap_file="ramp.npy")))
    (tmp_path / "own.toml").write_text(text, encoding="utf-8")
    from gui.player.opening import read_source

    heights, load = read_heights(tmp_path / "ramp.npy"), scenarios.load
    assert load(tmp_path / "own.toml").field.heightmap == heights
    resolved, file = read_source(tmp_path / "own.toml")
    assert resolved.scenario.field.heightmap == heights
    assert file == tmp_path / "own.toml"
    given = ["run", str(tmp_path / "own.toml"), "--out", str(tmp_path / "own.npz"), "--steps", "5"]
    assert main.main(given) == 0
    (tmp_path / "ramp.npy").unlink()
    for opened in (load, read_source):
        with pytest.raises(FileError, match="no such file"):
            opened(tmp_path / "own.toml")


def damaged(**changes: Any) -> Scenario:
    spec = replace(packed(RAMP), **changes)
    return replace(mountains(), field=replace(mountains().field, heightmap=spec))


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"data": "!!!"}, "damaged"),
        ({"data": "AAAA"}, "damaged"),
        ({"rows": 7}, "not 10 × 7"),
        ({"rows": 5}, "not 10 × 5"),
        ({"high": 0.0}, "the same"),
    ],
)
def test_damaged_heights_are_told(changes: dict[str, Any], sentence: str) -> None:
    with pytest.raises(FileError, match=sentence) as caught:
        resolve(damaged(**changes))
    assert "field.heightmap" in str(caught.value)


def test_heights_that_would_fill_the_memory_are_not_inflated() -> None:
    import base64

    bomb = base64.b64encode(zlib.compress(bytes(1 << 24))).decode()
    with pytest.raises(InputError, match="not 10 × 6"):
        unpacked(HeightmapSpec(columns=10, rows=6, low=0, high=1, data=bomb))


def test_the_shipped_mountains_are_what_their_script_makes() -> None:
    shipped = scenarios.load(make_mountains.FILE)
    found, made = shipped.field.heightmap, mountains().field.heightmap
    assert found is not None
    assert made is not None
    # Fourier transforms may round otherwise elsewhere, by a level.
    np.testing.assert_allclose(unpacked(found), unpacked(made), atol=2 / 65535)
    assert replace(shipped, field=mountains().field) == mountains()


def test_who_rolls_crosses_the_rim_and_who_does_not_stays() -> None:
    runs = build_runs(mountains(), kernels="numpy")
    lake = resolve(mountains()).terrain.minima_at(scale=make_mountains.SCALE)[0]
    ends = []
    for run in runs:
        run.advance(400)
        ends.append(float(np.hypot(*(run.positions()[0] - [lake.x, lake.y]))))
    assert [end < 0.3 for end in ends] == [False, True, True, False]


def test_a_script_carries_the_heights() -> None:
    whole = script_of(resolve(mountains()))
    assert whole.count("engine.simulate(") == 4
    space: dict[str, Any] = {}
    exec(whole[: whole.index("results = ")], space)
    x, y = np.meshgrid(np.linspace(-5, 5, 30), np.linspace(-5, 5, 30))
    expected = resolve(mountains()).terrain.value(x, y)  # type: ignore[call-arg]
    np.testing.assert_allclose(space["field"].value(x, y), expected, atol=1e-12)


def test_the_command_writes_a_scenario(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    import main

    npy(tmp_path / "ramp.npy", RAMP)
    wanted = ["heights", str(tmp_path / "ramp.npy"), "--out", str(tmp_path / "ramp.toml")]
    assert main.main([*wanted, "--domain", "-1", "1", "0", "4"]) == 0
    assert "10 × 6" in capsys.readouterr().out
    scenario = scenarios.load(tmp_path / "ramp.toml")
    assert scenario.field.domain == (-1, 1, 0, 4)
    assert scenario.field.parameters == {"scale": 0.05}
    np.testing.assert_allclose(resolve(scenario).terrain.value(1, 4), 9, atol=1e-3)  # type: ignore[call-arg]
    assert main.main([*wanted, "--domain", "-1e1", "1e1", "-.5", "4"]) == 0
    assert scenarios.load(tmp_path / "ramp.toml").field.domain == (-10, 10, -0.5, 4)
    (tmp_path / "no.png").write_text("no")
    for bad, sentence in (
        (["heights", str(tmp_path / "no.png"), "--out", str(tmp_path / "a.toml")], "neither a PNG"),
        ([*wanted[:3], str(tmp_path / "a.txt")], "ends in .toml"),
        ([*wanted, "--domain", "1", "1", "0", "4"], "x0 < x1"),
        (
            [*wanted, "--domain", "-1e13", "1", "0", "4"],
            "field.domain[0]: needs a number from -1e+12 to 1e+12",
        ),
        ([*wanted, "--domain", "-inf", "inf", "0", "4"], "field.domain[0]: needs a number"),
        ([*wanted, "--scale", "0"], "outside 0.001 … 1000"),
        (wanted[:2], "--out"),
    ):
        assert main.main(bad) == 2
        assert sentence in capsys.readouterr().err
    assert not (tmp_path / "a.toml").exists()


def test_where_an_array_has_no_number_is_told(tmp_path: Path) -> None:
    holes = RAMP.copy()
    holes[2, 3], holes[4, 1] = np.nan, np.inf
    said = "has nan in row 3 and column 4, the first of 2 that are not finite"
    for array in (holes, np.asfortranarray(holes), holes.astype(np.float32)):
        with pytest.raises(FileError, match=said):
            read_heights(npy(tmp_path / "holes.npy", array))
