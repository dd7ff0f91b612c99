"""Every shipped scenario: that it is read, shown in both languages, and runs."""

from __future__ import annotations

import re

import numpy as np
import pytest

from scenarios import DEFAULT, build_runs, list_scenarios, load, resolve
from scenarios.library import GROUPS, SHIPPED
from scenarios.training import build_training

SHIPPED_IDS = sorted(path.stem for group in GROUPS for path in (SHIPPED / group).glob("*.toml"))


def test_all_files_are_in_a_group_and_ids_are_unique():
    assert len(list(SHIPPED.rglob("*.toml"))) == len(SHIPPED_IDS) == len(set(SHIPPED_IDS))
    assert DEFAULT in SHIPPED_IDS


def test_the_figures_of_the_article_are_there():
    figures = {entry.figure for entry in list_scenarios()}
    assert figures >= {f"S{k}" for k in range(1, 12)} | {f"L{k}" for k in range(1, 9)} | {"N1"}


@pytest.mark.parametrize("id", SHIPPED_IDS)
def test_it_says_in_both_languages_what_to_look_at(id):
    scenario = load(id)
    folder = next(path for path in SHIPPED.rglob(f"{id}.toml")).parent.name
    assert scenario.group == folder
    for text in (scenario.title, scenario.caption):
        assert re.search("[А-Яа-я]", text.ru)
        assert not re.search("[А-Яа-я]", text.en)
    for caption in (scenario.caption.en, scenario.caption.ru):
        assert caption.endswith(".")
        assert len(re.findall(r"[.!?](?: |$)", caption)) <= 2
        assert len(caption) <= 210


@pytest.mark.parametrize("id", SHIPPED_IDS)
def test_its_labels_differ_and_it_steps(id):
    resolved = resolve(load(id))
    for language in ("en", "ru"):
        labels = [run.label.get(language) for run in resolved.runs]
        assert len(set(labels)) == len(labels)
    if resolved.is_network:
        training = build_training(resolved, resolved.runs[0], "numpy")
        begun = training.weights()
        training.advance(1)
        assert np.isfinite(training.weights()).all()
        assert (training.weights() != begun).any(axis=1).all()
        return
    for run in build_runs(resolved, "numpy"):
        before = run.positions()
        run.advance(25)
        assert np.isfinite(run.positions()).all()
        if id not in ("a_hopeless_start", "no_optimizer_saves_a_bad_start"):
            assert (run.positions() != before).any()


def test_a_swarm_of_a_hundred_thousand_is_among_them():
    assert max(run.n for run in build_runs(load("a_speck_of_dust"), "numpy")) == 100_000
