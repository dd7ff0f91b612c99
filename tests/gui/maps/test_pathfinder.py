"""Paths under the pointer: at once without a compiler, and once another process has compiled, to the bit."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator

import numpy as np
import pytest

from engine import kernel_cache
from engine.bulk.study import Study
from gui.maps import pathfinder
from gui.maps.pathfinder import Path, Pathfinder, path_of

from .conftest import no_compiler, small_study
from .test_warming import study as new_study


class Heard:
    """A pathfinder and the paths that it has told."""

    def __init__(self) -> None:
        self.paths: list[Path] = []
        self.finder = Pathfinder(self.paths.append)

    def until(self, is_enough: Callable[[], object], seconds: float = 60.0) -> None:
        end = time.monotonic() + seconds
        while not is_enough():
            assert time.monotonic() < end, self.paths
            time.sleep(0.01)


@pytest.fixture
def heard() -> Iterator[Heard]:
    made = Heard()
    yield made
    made.finder.close()


def test_a_path_is_there_at_once_and_again_when_another_process_has_compiled(heard: Heard) -> None:
    study, before = new_study(), kernel_cache.counts().written
    heard.finder.ask(study, 3, 4)
    heard.until(lambda: len(heard.paths) == 2)
    first, second = (path.places for path in heard.paths)
    np.testing.assert_array_equal(second, path_of(study, 3, 4, "split"))
    np.testing.assert_allclose(first, second, atol=1e-9)
    assert kernel_cache.counts().written == before
    heard.finder.ask(study, 3, 5)
    heard.until(lambda: len(heard.paths) == 3)
    np.testing.assert_array_equal(heard.paths[2].places, path_of(study, 3, 5, "split"))


def test_who_has_gone_on_meanwhile_gets_the_path_where_the_pointer_is(
    heard: Heard, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_on = threading.Event()

    def ready(study: Study, give_up: threading.Event) -> None:
        assert go_on.wait(30)

    monkeypatch.setattr(pathfinder, "make_path_ready", ready)
    study = small_study()
    for number, column in enumerate((1, 2, 3), 1):
        heard.finder.ask(study, 0, column)
        heard.until(lambda n=number: len(heard.paths) == n)
    go_on.set()
    heard.until(lambda: len(heard.paths) == 4)
    assert [path.column for path in heard.paths] == [1, 2, 3, 3]


def test_what_is_not_asked_for_any_more_is_not_walked_again(
    heard: Heard, monkeypatch: pytest.MonkeyPatch
) -> None:
    made, go_on = threading.Event(), threading.Event()

    def ready(study: Study, give_up: threading.Event) -> None:
        assert go_on.wait(30)
        made.set()

    monkeypatch.setattr(pathfinder, "make_path_ready", ready)
    heard.finder.ask(small_study(), 0, 1)
    heard.until(lambda: heard.paths)
    heard.finder.forget()
    go_on.set()
    heard.until(made.is_set)
    heard.finder.close()
    assert len(heard.paths) == 1


def test_without_a_compiler_paths_go_on_and_it_is_tried_once(
    heard: Heard, monkeypatch: pytest.MonkeyPatch
) -> None:
    tries: list[Study] = []

    def refuses(study: Study, give_up: threading.Event) -> None:
        tries.append(study)
        no_compiler(study, give_up)

    monkeypatch.setattr(pathfinder, "make_path_ready", refuses)
    study = small_study()
    for number, column in enumerate((1, 2), 1):
        heard.finder.ask(study, 0, column)
        heard.until(lambda n=number: len(heard.paths) == n and tries)
    heard.finder.close()
    assert tries == [study]
    assert [path.column for path in heard.paths] == [1, 2]
