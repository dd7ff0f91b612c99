"""Which step of the open scenario's lesson is on: puts the scenario and time to where the step has them."""

from __future__ import annotations

from functools import partial

from gui.model.change import Change
from gui.model.frame import Frame
from gui.model.session import Session
from scenarios.resolving import Resolved
from scenarios.schema import LessonStep, Scenario
from scenarios.teaching import begins, rests, speed_at, taught


class Teacher:
    """Every step is the scenario as it was opened with what the steps up to it change, whatever a person has
    done since; each is an edit of its own, to be undone like any other. `changed` tells of another step."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._opened: Resolved | None = None
        self._who: tuple[int, ...] = ()
        self._goal: int | None = None
        self._chosen: dict[int, int | None] = {}
        self.is_on = False
        self.number = 0
        self.changed = Change()

    def bind(self) -> None:
        """Listens to the session from now on, after those who show what is open."""
        self._session.opened.connect(self._open)
        self._session.frame_changed.connect(self._watch)

    # -- what is on --------------------------------------------------------------------------------------

    @property
    def lesson(self) -> tuple[LessonStep, ...]:
        return self._opened.scenario.lesson if self._opened is not None else ()

    @property
    def is_possible(self) -> bool:
        """Whether what is open has a lesson."""
        return bool(self.lesson)

    @property
    def step(self) -> LessonStep | None:
        return self.lesson[self.number] if self.is_on else None

    @property
    def is_asking(self) -> bool:
        """Whether time waits for an answer."""
        step = self.step
        return step is not None and step.predict is not None and self.number not in self._chosen

    @property
    def chosen(self) -> int | None:
        """The answer that was given at this step; None for none, or where it was only looked up."""
        return self._chosen.get(self.number)

    @property
    def is_last(self) -> bool:
        return self.number == len(self.lesson) - 1

    # -- from step to step -------------------------------------------------------------------------------

    def begin(self) -> None:
        """The lesson from its first step on, with nothing answered."""
        if self.is_possible:
            self.is_on = True
            self._chosen = {}
            self._enter(0, forward=True)

    def leave(self) -> None:
        """Everything stays as it is, and is the person's to try out."""
        if self.is_on:
            self.is_on = False
            self._goal = None
            self.changed.emit()

    def toggle(self) -> None:
        if self.is_on:
            self.leave()
        else:
            self.begin()

    def forward(self) -> None:
        """The next step; where something is asked its answer, and after the last step the end."""
        if not self.is_on:
            return
        if self.is_asking:
            self.answer(None)
        elif self.is_last:
            self.leave()
        else:
            self._enter(self.number + 1, forward=True)

    def back(self) -> None:
        """The step before, as it was when its time had come to rest."""
        if self.is_on and self.number > 0:
            self._enter(self.number - 1, forward=False)

    def answer(self, choice: int | None) -> None:
        """One of the choices, or None to be told: only now the step takes effect."""
        if self.is_asking:
            self._chosen[self.number] = choice
            self._enter(self.number, forward=True)

    # -- what a step does --------------------------------------------------------------------------------

    def _open(self) -> None:
        self._opened, self.is_on, self._goal = self._session.resolved, False, None
        self._who = self._session.document.who if self._session.document is not None else ()
        if self.is_possible:
            self.begin()
        else:
            self.changed.emit()

    def _enter(self, number: int, forward: bool) -> None:
        self.number = number
        session, lesson, step = self._session, self.lesson, self.lesson[number]
        # what is asked is asked before anything has happened
        reached = number - 1 if self.is_asking else number
        # the first step says where the lesson begins: what was saved under way is opened as it was left
        self._apply(self._scenario_at(max(reached, 0)))
        session.set_speed(speed_at(session.scenario or self._as_opened, reached))
        self._goal = step.until if forward and reached == number else None
        if self._goal is not None:
            session.seek(begins(lesson, number))
            session.play()
        else:
            session.pause()
            session.seek(rests(lesson, reached))
        self._select(step)
        self.changed.emit()

    @property
    def _as_opened(self) -> Scenario:
        assert self._opened is not None
        return self._opened.scenario

    def _scenario_at(self, number: int) -> Scenario:
        assert self._opened is not None
        return taught(self._as_opened, number, self._opened.runs)

    def _apply(self, scenario: Scenario) -> None:
        session, document = self._session, self._session.document
        assert document is not None
        untouched = not document.is_modified
        if session.scenario == scenario:
            return
        who = document.who
        # the lesson's runs stay who they are, wherever the person has put them meanwhile
        order = [who.index(run) if run in who else None for run in self._who]
        if not session.attempt(partial(session.edit, scenario, order=order)):
            return
        self._who = document.who
        if untouched:
            document.spare()
            session.document_changed.emit()

    def _select(self, step: LessonStep) -> None:
        """What is said of a run is seen in its rows and at its ball."""
        run = next((one.run for one in step.highlight if one.run is not None), None)
        if run is not None:
            self._session.select(run)

    def _watch(self, frame: Frame) -> None:
        """Time comes to rest where the step has it rest."""
        if self._goal is None or not self._session.is_answer(frame) or frame.step < self._goal:
            return
        goal, self._goal = self._goal, None
        self._session.pause()
        if frame.step != goal:
            self._session.seek(goal)
