"""Compiled in one process, found by the next; and right whatever happened to the files in between."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from .conftest import Child, finish_child, start_child
from .test_disposal import INNER, OUTER

RIGHT = [0.5**6, 0.25**6]
LINKING = """
module = kernel_cache.load(INNER, "inner")
inner = module["inner"]
kept = inner.overloads[inner.signatures[0]].library._shared_module

def outer(x):
    return kernel_cache.load(OUTER.format(module=module["__name__"]), "outer")["outer"](x)

"""
BOTH = "report([descend(2.0, 6), descend(3.0, 6)])"


def kernels(tmp_path: Path) -> list[Path]:
    return sorted((tmp_path / "cache" / "kernels").iterdir())


def test_a_second_process_compiles_nothing(child: Child, tmp_path: Path) -> None:
    cold = child(BOTH, PYTHONHASHSEED="1")
    assert cold["compiled"] == ["field", "drive"] * 2
    assert len(kernels(tmp_path)) == 4
    warm = child(BOTH, PYTHONHASHSEED="2")
    assert warm["compiled"] == []
    assert (warm["hits"], warm["misses"]) == (4, 0)
    assert cold["value"] == warm["value"] == RIGHT


def test_damaged_files_are_compiled_again(child: Child, tmp_path: Path) -> None:
    child(BOTH)
    first, second, third, fourth = kernels(tmp_path)
    whole = {path: path.read_bytes() for path in kernels(tmp_path)}
    first.write_bytes(whole[first][:-1])
    second.write_bytes(b"")
    middle = len(whole[third]) // 2
    third.write_bytes(whole[third][:middle] + bytes([whole[third][middle] ^ 4]) + whole[third][middle + 1 :])
    fourth.write_bytes(whole[first])
    mended = child(BOTH)
    assert mended["value"] == RIGHT
    assert (mended["damaged"], len(mended["compiled"])) == (4, 4)
    assert child(BOTH)["compiled"] == []


def test_a_whole_file_that_does_not_unpack_is_a_miss(child: Child, tmp_path: Path) -> None:
    child(BOTH)
    spoil = """
from engine.kernel_cache import store
import pickle, pathlib, sys
for path in pathlib.Path(kernel_cache.cache_folder(), "kernels").iterdir():
    key = path.read_bytes()[len(store._MAGIC):][:32]
    path.write_bytes(store._wrap(key, pickle.dumps(("something", "else"))))
"""
    mended = child(spoil + BOTH)
    assert mended["value"] == RIGHT
    assert len(mended["compiled"]) == 4


def test_two_processes_at_once(tmp_path: Path, child: Child) -> None:
    environment = {"RAVINE_CACHE": str(tmp_path / "cache")}
    pair = [start_child(BOTH, environment) for _ in range(2)]
    assert [finish_child(process)["value"] for process in pair] == [RIGHT, RIGHT]
    assert [path.suffix for path in kernels(tmp_path)] == [".kernel"] * 4
    assert child(BOTH)["compiled"] == []


def test_a_folder_deleted_while_running(child: Child, tmp_path: Path) -> None:
    script = "a = descend(2.0, 6)\nimport shutil\nshutil.rmtree(kernel_cache.cache_folder())\n"
    assert child(script + "report([a, descend(3.0, 6)])")["value"] == RIGHT
    assert len(kernels(tmp_path)) == 2


@pytest.mark.skipif(sys.platform == "win32", reason="file size limits are a matter of POSIX")
def test_a_disk_that_fills_up_in_the_middle_of_a_write(child: Child, tmp_path: Path) -> None:
    limit = "import resource\nresource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))\n"
    full = child(limit + BOTH)
    assert full["value"] == RIGHT
    assert (full["written"], full["unwritten"]) == (0, 4)
    assert kernels(tmp_path) == []


def test_a_read_only_cache_is_used_and_the_rest_goes_elsewhere(child: Child, tmp_path: Path) -> None:
    child("report(descend(2.0, 6))")
    before = [(path, path.read_bytes()) for path in kernels(tmp_path)]
    (tmp_path / "tmp").mkdir()
    # Permission bits do not stop the administrator, whom tests in a container often run as.
    lock = """
from engine.kernel_cache import folder
inner = folder.is_writable
folder.is_writable = lambda path: str(path) != __import__("os").environ["RAVINE_CACHE"] and inner(path)
"""
    second = child(lock + BOTH, TMPDIR=str(tmp_path / "tmp"))
    assert second["value"] == RIGHT
    assert second["compiled"] == ["field", "drive"]
    assert [(path, path.read_bytes()) for path in kernels(tmp_path)] == before
    assert child(lock + BOTH, TMPDIR=str(tmp_path / "tmp"))["compiled"] == []


def test_nowhere_to_write(child: Child, tmp_path: Path) -> None:
    (tmp_path / "cache").touch()
    broken = child("import tempfile\ntempfile.tempdir = kernel_cache.__file__\n" + BOTH)
    assert broken["value"] == RIGHT
    assert broken["unwritten"] == 4


def test_no_home(child: Child, tmp_path: Path) -> None:
    (tmp_path / "tmp").mkdir()
    home = str(tmp_path / "no" / "such")
    (tmp_path / "no").touch()
    places = {"RAVINE_CACHE": "", "XDG_CACHE_HOME": "", "HOME": home, "TMPDIR": str(tmp_path / "tmp")}
    if sys.platform == "win32":
        places |= {"USERPROFILE": home, "LOCALAPPDATA": home, "TEMP": str(tmp_path / "tmp")}
    assert child(BOTH, **places)["value"] == RIGHT


def test_a_numba_that_compiles_nothing_is_named_with_the_variable(child: Child) -> None:
    script = (
        "try: kernel_cache.install()\nexcept Exception as error: report(f'{type(error).__name__} {error}')"
    )
    said = child(script, NUMBA_DISABLE_JIT="1")["value"]
    assert said.startswith("MissingError ")
    assert "NUMBA_DISABLE_JIT" in said


def test_the_program_ends_while_prewarming(child: Child) -> None:
    script = 'kernel_cache.prewarm([(f"FACTOR = {n}\\n" + KERNELS, "x") for n in range(500)])\nreport(1)'
    assert child(script)["value"] == 1


def test_the_engine_s_own_kernels_are_all_kept(child: Child) -> None:
    script = """
import engine
from engine.run import Run
from numba import njit
run = Run(
    engine.load_optimizer("adam"), engine.load_landscape("ackley"), [[1.0, 2.0]], total_steps=9,
    kernels="fused", dtype="float32", noise=engine.Noise(sigma=0.1), clip=engine.Clip(norm=1.0),
)
run.advance(9)
report(run.positions().tolist())
"""
    cold = child(script)
    warm = child(script)
    assert len(cold["compiled"]) >= 4
    assert (warm["compiled"], warm["value"]) == ([], cold["value"])


def test_what_comes_from_the_cache_keeps_no_module_and_can_be_linked(child: Child) -> None:
    script = f"INNER, OUTER = {INNER!r}, {OUTER!r}" + LINKING
    assert child(script + "report(inner(3.0))")["value"] == 7.0
    found = child(script + "report([kept is None, outer(3.0), inner(3.0)])")
    assert found["value"] == [True, 49.0, 7.0]
    assert found["compiled"] == ["outer"]
