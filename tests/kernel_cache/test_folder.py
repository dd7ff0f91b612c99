"""Where the cache lies when the home is there, missing, read-only or somebody else's."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from engine.kernel_cache import folder


@pytest.fixture(autouse=True)
def forget(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(folder, "_chosen", {})
    monkeypatch.delenv("RAVINE_CACHE", raising=False)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "tmp"))
    (tmp_path / "tmp").mkdir()


def test_the_variable_overrides(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("RAVINE_CACHE", str(tmp_path / "here"))
    assert folder.cache_folder() == tmp_path / "here"
    assert (tmp_path / "here").is_dir()


def test_a_relative_override_is_meant_from_the_current_folder(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("RAVINE_CACHE", "near")
    assert folder.cache_folder() == tmp_path / "near"


def test_the_user_s_cache_folder_is_the_default(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("platformdirs.user_cache_dir", lambda *_, **__: str(tmp_path / "home" / "ravine"))
    assert folder.cache_folder() == tmp_path / "home" / "ravine"


def test_without_a_home_no_folder_named_tilde_appears(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("platformdirs.user_cache_dir", lambda *_, **__: "~/.cache/ravine")
    monkeypatch.setattr(Path, "expanduser", lambda self: self)
    chosen = folder.cache_folder()
    assert chosen.parent == tmp_path / "tmp"
    assert not (tmp_path / "~").exists()


def test_an_unwritable_place_gives_way_to_a_private_one(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("RAVINE_CACHE", str(tmp_path / "file" / "cache"))
    chosen = folder.cache_folder()
    assert chosen.parent == tmp_path / "tmp"
    assert folder.is_writable(chosen)
    assert folder.cache_folder() == chosen


@pytest.mark.skipif(not hasattr(os, "getuid"), reason="permission bits are a matter of POSIX")
@pytest.mark.parametrize("trap", ["writable by all", "a link"])
def test_a_stand_in_prepared_by_somebody_else_is_not_trusted(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, trap: str
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("RAVINE_CACHE", str(tmp_path / "file" / "cache"))
    prepared = tmp_path / "tmp" / f"ravine-{os.getuid()}"
    if trap == "a link":
        (tmp_path / "elsewhere").mkdir(mode=0o700)
        prepared.symlink_to(tmp_path / "elsewhere")
    else:
        prepared.mkdir()
        prepared.chmod(0o777)
    chosen = folder.cache_folder()
    assert chosen != prepared
    assert chosen.stat().st_mode & 0o077 == 0


def test_nowhere_to_write_at_all(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("RAVINE_CACHE", str(tmp_path / "file" / "cache"))
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "file"))
    assert not folder.is_writable(folder.cache_folder())


@pytest.fixture
def no_place_for_temporary_files(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def find_none() -> str:
        raise FileNotFoundError(2, "No usable temporary directory found")

    monkeypatch.setattr("tempfile.tempdir", None)
    monkeypatch.setattr("tempfile._get_default_tempdir", find_none)


@pytest.mark.usefixtures("no_place_for_temporary_files")
def test_without_temporary_files_a_read_only_cache_is_still_read(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("RAVINE_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr(folder, "is_writable", lambda _: False)
    assert folder.cache_folder() == tmp_path / "cache"


@pytest.mark.usefixtures("no_place_for_temporary_files")
def test_with_neither_home_nor_temporary_files_nothing_is_kept(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("platformdirs.user_cache_dir", lambda *_, **__: "~/.cache/ravine")
    monkeypatch.setattr(Path, "expanduser", lambda self: self)
    assert not folder.is_writable(folder.cache_folder())
    assert not (tmp_path / "~").exists()
