"""What a lesson's steps mean: the scenario and the time at each, and whether all that they name is there."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from msgspec.structs import replace

from engine.errors import InputError, RangeError, UnknownNameError
from engine.phrase import Phrase

from .filming import swept
from .lesson_schema import Highlight, LessonStep, Setting
from .schema import Scenario, StartSpec, Sweep, is_curve, is_network, is_signal

if TYPE_CHECKING:
    from engine.entries.entry import Entry
    from scenarios.resolving import ResolvedRun

SIGMA = "noise.sigma"
DRIVEN_LANES = ("gradient", "update", "theta")


class LessonError(InputError):
    """Something about a lesson; `field` is where."""

    def __init__(self, field: str, message: Phrase) -> None:
        super().__init__(message)
        self.field = field


# -- what a step makes of the scenario -------------------------------------------------------------------


def taught(scenario: Scenario, number: int, runs: Sequence[ResolvedRun]) -> Scenario:
    """The scenario at a step of its lesson: its own with what the steps up to this one change.

    runs: the scenario's own, resolved; of them only which parameters they have.
    """
    changed = scenario
    for step in scenario.lesson[: number + 1]:
        changed = _after(changed, step, runs)
    return changed


def _after(scenario: Scenario, step: LessonStep, runs: Sequence[ResolvedRun]) -> Scenario:
    for setting in step.set:
        scenario = _with_setting(scenario, setting, runs)
    if step.start is not None:
        bare = tuple(replace(run, start=None) if run.start is not None else run for run in scenario.runs)
        scenario = replace(scenario, runs=bare, start=_start(scenario, step.start))
    if step.overlays is not None:
        scenario = replace(scenario, view=replace(scenario.view, overlays=step.overlays))
    if step.show is not None:
        shown = tuple(
            run if run.hidden == (n not in step.show) else replace(run, hidden=not run.hidden)
            for n, run in enumerate(scenario.runs)
        )
        scenario = replace(scenario, runs=shown)
    return scenario


def _start(scenario: Scenario, place: tuple[float, float]) -> StartSpec:
    return StartSpec(places=(place[0],)) if is_curve(scenario.field) else StartSpec(points=(place,))


def _with_setting(scenario: Scenario, setting: Setting, runs: Sequence[ResolvedRun]) -> Scenario:
    name, value = setting.parameter, setting.value
    if name == SIGMA:
        return replace(scenario, noise=replace(scenario.noise, sigma=value))
    meant = _having(name, runs) if setting.run is None else [setting.run]
    if not meant:
        spec = scenario.field
        return replace(scenario, field=replace(spec, parameters={**spec.parameters, name: value}, turns=()))
    changed = list(scenario.runs)
    for n in meant:
        if changed[n].parameters.get(name) != value or changed[n].turns:
            changed[n] = replace(changed[n], parameters={**changed[n].parameters, name: value}, turns=())
    return replace(scenario, runs=tuple(changed))


def _having(name: str, runs: Sequence[ResolvedRun]) -> list[int]:
    """The runs whose rules have a parameter of this name."""
    return [n for n, run in enumerate(runs) if any(p.name == name for p in run.optimizer.parameters)]


def begins(lesson: Sequence[LessonStep], number: int) -> int:
    """The step of the playback at which time stands when a step of the lesson begins."""
    at = lesson[number].at
    return at if at is not None else rests(lesson, number - 1)


def rests(lesson: Sequence[LessonStep], number: int) -> int:
    """The step of the playback at which time comes to rest at a step of the lesson."""
    for step in reversed(lesson[: number + 1]):
        rest = step.until if step.until is not None else step.at
        if rest is not None:
            return rest
    return 0


def speed_at(scenario: Scenario, number: int) -> float:
    """How fast time runs at a step of the lesson."""
    given = [step.speed for step in scenario.lesson[: number + 1] if step.speed is not None]
    return given[-1] if given else scenario.playback.speed


# -- while the scenario is edited ------------------------------------------------------------------------


def with_places(lesson: Sequence[LessonStep], places: Mapping[int, int]) -> tuple[LessonStep, ...]:
    """The lesson about runs that stand elsewhere now. places: by old place the new one; what is about a run
    that went is left out."""
    return tuple(_moved(step, places) for step in lesson)


def _moved(step: LessonStep, places: Mapping[int, int]) -> LessonStep:
    show = None
    if step.show is not None:
        show = tuple(places[n] for n in step.show if n in places) or None
    return replace(
        step,
        highlight=tuple(
            replace(one, run=None if one.run is None else places[one.run])
            for one in step.highlight
            if one.run is None or one.run in places
        ),
        set=tuple(
            replace(one, run=None if one.run is None else places[one.run])
            for one in step.set
            if one.run is None or one.run in places
        ),
        show=show,
    )


def fitting(scenario: Scenario, field: Entry, runs: Sequence[ResolvedRun]) -> Scenario:
    """The scenario, without what its lesson says of things that an edit took away."""
    if not scenario.lesson:
        return scenario
    kept = []
    for number, step in enumerate(scenario.lesson):
        about = (scenario, field, runs)
        highlight = tuple(one for one in step.highlight if _fits(_check_highlight, one, *about))
        settings = tuple(one for one in step.set if _fits(_check_setting, one, *about))
        bare = replace(step, highlight=highlight, set=settings)
        try:
            _check_rest("", number, bare, scenario, runs)
        except LessonError:
            bare = replace(bare, start=None, overlays=None, show=None, at=None, until=None)
        kept.append(bare)
    lesson = tuple(kept)
    return scenario if lesson == scenario.lesson else replace(scenario, lesson=lesson)


def _fits(check: Callable[..., None], *about: object) -> bool:
    try:
        check("", *about)
    except LessonError:
        return False
    return True


# -- checking --------------------------------------------------------------------------------------------


def check_lesson(scenario: Scenario, field: Entry, runs: Sequence[ResolvedRun]) -> None:
    """Raises LessonError for the first thing that a lesson names and that is not there."""
    for number, step in enumerate(scenario.lesson):
        place = f"lesson[{number}]"
        for k, highlight in enumerate(step.highlight):
            _check_highlight(f"{place}.highlight[{k}]", highlight, scenario, field, runs)
        for k, setting in enumerate(step.set):
            _check_setting(f"{place}.set[{k}]", setting, scenario, field, runs)
        _check_rest(place, number, step, scenario, runs)


def _check_highlight(
    place: str, asked: Highlight, scenario: Scenario, field: Entry, runs: Sequence[ResolvedRun]
) -> None:
    if asked.run is not None:
        _check_run(f"{place}.run", asked.run, runs)
    named = [name for name in ("parameter", "chart", "lane") if getattr(asked, name) is not None]
    named += ["ball"] if asked.ball else []
    if len(named) > 1 or (not named and asked.run is None):
        raise LessonError(
            place, Phrase("needs a run, or exactly one of {names}", names="parameter, chart, lane, ball")
        )
    if asked.parameter is not None:
        known = runs[asked.run].optimizer.parameters if asked.run is not None else field.parameters
        _check_known(f"{place}.parameter", Phrase("parameter"), asked.parameter, [p.name for p in known])
    staged = not (is_signal(scenario.field) or is_network(scenario.field))
    if asked.chart is not None:
        shown = scenario.view.plots if staged else ()
        _check_known(f"{place}.chart", Phrase("chart"), asked.chart, list(shown))
    if asked.lane is not None:
        _check_known(f"{place}.lane", Phrase("lane"), asked.lane, _lanes(scenario, runs))
    if asked.ball and not staged:
        raise LessonError(f"{place}.ball", Phrase("goes with a landscape"))


def _lanes(scenario: Scenario, runs: Sequence[ResolvedRun]) -> list[str]:
    """The lanes that the laboratory is certain to show."""
    if not is_signal(scenario.field):
        return []
    states = [f"state:{state}" for run in runs for state in run.optimizer.rule.states]
    return list(scenario.view.lanes.shown) or [*DRIVEN_LANES[:2], *dict.fromkeys(states)]


def _check_setting(
    place: str, asked: Setting, scenario: Scenario, field: Entry, runs: Sequence[ResolvedRun]
) -> None:
    if asked.parameter == SIGMA and asked.run is None:
        if not 0 <= asked.value <= 1e12:
            raise LessonError(f"{place}.value", RangeError(Phrase("σ"), asked.value, 0, 1e12).sentence)
        return
    try:
        parameter = swept(Sweep(asked.parameter, asked.value, asked.value, asked.run), field, runs)
    except InputError as error:
        raise LessonError(f"{place}.parameter", error.sentence) from None
    try:
        parameter.check(asked.value)
    except InputError as error:
        raise LessonError(f"{place}.value", error.sentence) from None


def _check_rest(
    place: str, number: int, step: LessonStep, scenario: Scenario, runs: Sequence[ResolvedRun]
) -> None:
    most = scenario.playback.steps
    for name in ("at", "until"):
        value = getattr(step, name)
        if value is not None and value > most:
            raise LessonError(f"{place}.{name}", RangeError(Phrase("step"), value, 0, most).sentence)
    first = begins(scenario.lesson, number)
    if step.until is not None and step.until <= first:
        sentence = Phrase("needs a step after {step}, where time stands", step=first)
        raise LessonError(f"{place}.until", sentence)
    for k, run in enumerate(step.show or ()):
        _check_run(f"{place}.show[{k}]", run, runs)
    if step.start is not None and (
        is_network(scenario.field) or (is_signal(scenario.field) and not is_curve(scenario.field))
    ):
        raise LessonError(f"{place}.start", Phrase("goes with a landscape or a curve"))
    predict = step.predict
    if predict is not None and predict.right >= len(predict.choices):
        last = len(predict.choices) - 1
        raise LessonError(
            f"{place}.predict.right", RangeError(Phrase("choice"), predict.right, 0, last).sentence
        )


def _check_run(place: str, number: int, runs: Sequence[ResolvedRun]) -> None:
    if number >= len(runs):
        raise LessonError(place, RangeError(Phrase("run"), number, 0, len(runs) - 1).sentence)


def _check_known(place: str, kind: Phrase, name: str, known: Sequence[str]) -> None:
    if name not in known:
        raise LessonError(place, UnknownNameError(kind, name, known).sentence)
