"""What there is: the shipped ids, the person's own files, and the texts that people read."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from engine import catalogue
from engine.catalogue import (
    KINDS,
    list_ids,
    load_curve,
    load_landscape,
    load_optimizer,
    load_schedule,
    load_signal,
)
from engine.entries import Entry
from engine.errors import FileError, UnknownNameError

LOADERS: dict[str, Any] = dict(
    zip(KINDS, (load_optimizer, load_landscape, load_curve, load_signal, load_schedule), strict=True)
)
SHIPPED = {
    "optimizers": [
        "gradient_descent", "momentum", "momentum_ema", "nesterov", "nesterov_three",
        "nesterov_weighted", "adagrad", "adagrad_no_root", "adagrad_abs", "adagrad_exp", "rmsprop",
        "adadelta", "adam", "adam_uncorrected", "adam_lookahead", "nadam", "adamax", "adam_p", "amsgrad",
        "adamw", "lion", "rprop", "sign_descent", "radam", "schedule_free_sgd",
        "momentum_damped", "nesterov_here", "asgd", "nadam_scheduled", "amsgrad_corrected",
        "adabelief", "yogi", "adan", "adopt", "ademamix", "acprop", "madgrad", "cocob",
        "schedule_free_adamw", "optimistic", "sm3", "signum", "novograd", "lars", "lamb", "fromage",
        "polyak", "tiger", "aggmo", "adabound", "adamod", "diffgrad", "padam", "laprop", "pid",
        "qhm", "qhadam", "newton", "newton_damped", "newton_diagonal", "adahessian", "sophia",
        "dog", "dowg", "sam", "normalized_descent", "lookahead",
        "muon", "prodigy", "dadapt_adam", "dadapt_sgd", "momo", "momo_adam", "adafactor", "shampoo", "soap",
        "adamp", "sgdp", "radam_eps_first", "adamax_eps_inside", "rprop_late", "rmsprop_centered", "lbfgs",
    ],
    "curves": ["double_well", "parabola", "plateau", "washboard"],
    "signals": ["spikes", "teeth", "rectangles", "sine", "step", "ramp", "chirp"],
    "schedules": ["constant", "step", "exponential", "inverse_time", "cosine", "warmup"],
}  # fmt: skip
ENTRIES = [(kind, id) for kind in KINDS for id in list_ids(kind)]


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The person's own folder, empty."""
    monkeypatch.setattr(catalogue, "own_folder", lambda kind: tmp_path / kind)
    for kind in KINDS:
        (tmp_path / kind).mkdir()
    return tmp_path


def text_of(kind: str, id: str) -> str:
    return (Path(catalogue.__file__).parent / kind / f"{id}.toml").read_text(encoding="utf-8")


@pytest.mark.parametrize("kind", SHIPPED)
def test_the_ids_are_those_of_the_catalogue(kind: Any) -> None:
    assert sorted(SHIPPED[kind]) == list_ids(kind)


@pytest.mark.parametrize(("kind", "id"), ENTRIES)
def test_an_entry_is_told_in_both_languages(kind: str, id: str) -> None:
    entry: Entry = LOADERS[kind](id)
    assert entry.id == id
    for text in (entry.name, entry.summary):
        assert set(text) == {"en", "ru"}
        assert all(t.strip() == t and t for t in text.values())
        assert not re.search("[а-яё]", text["en"].lower())
    assert re.search("[а-яё]", entry.summary["ru"].lower())
    assert entry.summary["en"].endswith((".", "?"))
    assert entry.source["en"] or kind == "schedules"
    # Names of people and publications stay as they are printed; every other word is translated.
    assert not re.search(r"\b(?:al|and|article|in|of|section|sections|the|with)\b", entry.source["ru"])
    assert re.findall(r"\(\d+\)|\d{4}", entry.source["en"]) == re.findall(
        r"\(\d+\)|\d{4}", entry.source["ru"]
    )


@pytest.mark.parametrize("id", list_ids("optimizers"))
def test_a_rule_names_its_equations(id: str) -> None:
    optimizer = load_optimizer(id)
    assert len(optimizer.equations) == len(optimizer.rule.statements)
    for number in optimizer.equations:
        assert number == "" or 1 <= int(number.strip("()")) <= 28


def test_the_article_has_epsilon_under_the_root() -> None:
    for id in list_ids("optimizers"):
        parameters = {p.name: p for p in load_optimizer(id).parameters}
        if "eps_root" in parameters:
            assert parameters["eps"].default == 0
            assert parameters["eps_root"].default > 0
            assert parameters["eps_root"].low == parameters["eps"].low == 0


def test_a_wrong_id_is_answered_with_the_nearest() -> None:
    with pytest.raises(UnknownNameError, match="no optimizer 'adamm'; did you mean 'adam'"):
        load_optimizer("adamm")
    with pytest.raises(UnknownNameError, match="no schedule 'steps'; did you mean 'step'"):
        load_schedule("steps")
    for odd in ("", "../optimizers/adam", "adam.toml", "a\0b", "x" * 10_000):
        with pytest.raises(UnknownNameError):
            load_optimizer(odd)
    with pytest.raises(UnknownNameError, match="no kind of entry 'optimizer'"):
        list_ids("optimizer")


def test_a_file_of_ones_own_is_an_entry(own: Path) -> None:
    before = list_ids("optimizers")
    (own / "optimizers" / "mine.toml").write_text(text_of("optimizers", "adam"), encoding="utf-8")
    assert list_ids("optimizers") == [*before, "mine"]
    assert load_optimizer("mine").id == "mine"
    assert catalogue.problems("optimizers") == []


def test_a_file_of_ones_own_is_read_again_after_a_change(own: Path) -> None:
    path = own / "signals" / "mine.toml"
    path.write_text(text_of("signals", "sine"), encoding="utf-8")
    assert load_signal("mine").epochs == 400
    path.write_text(text_of("signals", "sine").replace("epochs = 400", "epochs = 4000"), encoding="utf-8")
    assert load_signal("mine").epochs == 4000


def test_a_file_of_ones_own_does_not_replace_ours(own: Path) -> None:
    (own / "landscapes" / "beale.toml").write_text(text_of("landscapes", "booth"), encoding="utf-8")
    assert load_landscape("beale").name["en"] == "Beale"
    (problem,) = catalogue.problems("landscapes")
    assert "has the name of an entry that Ravine brings" in str(problem)


def test_broken_files_of_ones_own_harm_nobody(own: Path) -> None:
    folder = own / "schedules"
    (folder / "broken.toml").write_text("formula = \n", encoding="utf-8")
    (folder / "No Id.toml").write_text(text_of("schedules", "step"), encoding="utf-8")
    (folder / "folder.toml").mkdir()
    assert list_ids("schedules")[-2:] == ["broken", "folder"]
    assert load_schedule("step").id == "step"
    with pytest.raises(FileError, match=r"broken\.toml, line 1"):
        load_schedule("broken")
    with pytest.raises(FileError, match="is not a file"):
        load_schedule("folder")
    assert len(catalogue.problems("schedules")) == 3
