"""Lessons: what a scenario's steps make of it, what is shipped, and what is refused."""

from __future__ import annotations

import re

import pytest

from engine.errors import FileError
from scenarios import dumps, load, loads, resolve
from scenarios.library import SHIPPED
from scenarios.teaching import begins, rests, taught

LESSONS = sorted(path.stem for path in (SHIPPED / "lessons").glob("*.toml"))


def test_there_are_eight_lessons_at_least():
    assert len(LESSONS) >= 8


@pytest.mark.parametrize("id", LESSONS)
def test_every_step_applies_shows_what_it_names_and_speaks_both_languages(id):
    scenario = load(id)  # every name and number is checked here
    resolved = resolve(scenario)
    assert 4 <= len(scenario.lesson) <= 7
    assert sum(step.predict is not None for step in scenario.lesson) >= 1
    before = scenario
    for number, step in enumerate(scenario.lesson):
        changed = taught(scenario, number, resolved.runs)
        after = resolve(changed)
        assert after.scenario == changed
        if number and (step.set or step.start is not None):
            assert changed != before, number
        for highlight in step.highlight:
            if highlight.run is not None:
                assert not changed.runs[highlight.run].hidden, number
        assert begins(scenario.lesson, number) <= rests(scenario.lesson, number)
        assert step.until is None or step.until <= scenario.playback.steps
        said = [step.caption]
        if step.predict is not None:
            said += [step.predict.question, step.predict.why, *step.predict.choices]
            assert all(len(choice.ru) <= 28 and len(choice.en) <= 28 for choice in step.predict.choices)
        for text in said:
            assert not re.search("[А-Яа-я]", text.en)
            assert len(text.en) <= 160
            assert len(text.ru) <= 160
        assert re.search("[А-Яа-я]", step.caption.ru)
        before = changed
    assert loads(dumps(scenario)) == scenario


def test_a_step_leaves_alone_what_it_says_nothing_of():
    scenario = load("the_edge_of_the_learning_rate")
    resolved = resolve(scenario)
    two = taught(scenario, 1, resolved.runs)
    assert two.runs[0].parameters["eta"] == 0.038
    assert two.runs[1] is scenario.runs[1]
    assert two.start is scenario.start
    six = taught(scenario, 5, resolved.runs)
    assert [run.hidden for run in six.runs] == [True, False]
    assert (six.runs[0].parameters["eta"], six.runs[1].parameters["eta"]) == (0.04, 0.08)
    assert taught(scenario, 1, resolved.runs) == two


PLAIN = """
format = 1
group = "lessons"
title = { en = "a", ru = "б" }
caption = { en = "a", ru = "б" }
start = { points = [[1, 1]] }
field = { landscape = "ravine" }
runs = [{ optimizer = "momentum" }, { optimizer = "adam" }]
playback = { steps = 50 }
[[lesson]]
caption = { en = "a", ru = "б" }
"""

BOTH = '{ en = "a", ru = "б" }'

ASKED = f"predict = {{ question = {BOTH}, why = {BOTH}, choices = [{BOTH}, {BOTH}], right = "


@pytest.mark.parametrize("id", LESSONS)
def test_the_first_step_begins_anew_wherever_a_lesson_was_left_and_saved(id):
    scenario = load(id)
    runs = resolve(scenario).runs
    first = taught(scenario, 0, runs)
    for number in range(len(scenario.lesson)):
        left = loads(dumps(taught(scenario, number, runs)))
        again = taught(left, 0, resolve(left).runs)
        assert again == first, number


@pytest.mark.parametrize(
    ("line", "field", "said"),
    [
        ("highlight = [{ run = 2 }]", "lesson[0].highlight[0].run", "0 … 1"),
        ("highlight = [{ run = 0, parameter = 'beta1' }]", "lesson[0].highlight[0].parameter", "beta1"),
        ("highlight = [{ parameter = 'slope' }]", "lesson[0].highlight[0].parameter", "condition"),
        ("highlight = [{ chart = 'step' }]", "lesson[0].highlight[0].chart", "loss"),
        ("highlight = [{ lane = 'update' }]", "lesson[0].highlight[0].lane", "lane"),
        ("highlight = [{ }]", "lesson[0].highlight[0]", "exactly one of"),
        ("highlight = [{ ball = true, chart = 'loss' }]", "lesson[0].highlight[0]", "exactly one of"),
        ("set = [{ parameter = 'speed', value = 1 }]", "lesson[0].set[0].parameter", "speed"),
        ("set = [{ parameter = 'gamma', value = 2 }]", "lesson[0].set[0].value", "2"),
        ("set = [{ parameter = 'noise.sigma', value = -1 }]", "lesson[0].set[0].value", "-1"),
        ("show = [0, 7]", "lesson[0].show[1]", "7"),
        ("at = 51", "lesson[0].at", "51"),
        ("until = 51", "lesson[0].until", "51"),
        ("at = 20\nuntil = 20", "lesson[0].until", "20"),
        (ASKED + "2 }", "lesson[0].predict.right", "2"),
        ("speed = 0", "lesson[0].speed", "above 0"),
        ("overlays = ['wind']", "lesson[0].overlays[0]", "wind"),
    ],
)
def test_what_cannot_be_is_refused_in_one_sentence(line, field, said):
    with pytest.raises(FileError) as refused:
        loads(PLAIN + line)
    assert refused.value.field == field
    assert said in str(refused.value)
    assert "\n" not in str(refused.value)


def test_a_lesson_follows_its_runs_and_lets_go_of_what_an_edit_takes_away():
    from gui.model.edits import arranged, moving, removing, with_run

    text = PLAIN + "highlight = [{ run = 1, parameter = 'beta1' }, { run = 0 }]\nshow = [1]\n"
    scenario = loads(text)
    (step,) = arranged(scenario, moving(scenario, 0, 1)).lesson
    assert [one.run for one in step.highlight] == [0, 1]
    assert step.show == (0,)
    (step,) = arranged(scenario, removing(scenario, 0)).lesson
    assert [(one.run, one.parameter) for one in step.highlight] == [(0, "beta1")]
    other = with_run(scenario, 1, optimizer="momentum")
    (step,) = resolve(other, "scenario", resolve(scenario)).scenario.lesson
    assert [one.run for one in step.highlight] == [0]
