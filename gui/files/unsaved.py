"""What is asked, in place, about changes that are in no file: when closing, when leaving, after a crash."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from gui.files.drafts import Draft
from gui.files.keeper import Keeper
from gui.panels.question import Answer, Question
from gui.translations import QT_TRANSLATE_NOOP, translate

if TYPE_CHECKING:
    from gui.window import Window


class Unsaved(QObject):
    """Bound to the window's session. save: writes the scenario and then does what it is given."""

    def __init__(self, window: Window, folder: Path, save: Callable[[Callable[[], object]], object]) -> None:
        super().__init__(window)
        self._window, self._session = window, window.session
        self._save = save
        self._left: list[Draft] = []
        self._adopted: Draft | None = None
        self._may_close = False
        self._closing: Sequence[Answer] = ()
        self.question: Question = window.question
        self.keeper = Keeper(window.session, folder, self._offer_parked)
        self.keeper.found.connect(self._take_left)
        self.keeper.failed.connect(self._session.problem.emit)
        self._session.opened.connect(self._adopt)
        self._session.opened.connect(self._leave_closing)
        self._session.saved.connect(self._leave_closing)
        self._session.edited.connect(self._note_edit)

    @property
    def has_drafts(self) -> bool:
        """Whether something unsaved was put off."""
        return bool(self._left)

    def close(self) -> None:
        """Ends what goes on in the background; changes that nobody decided on stay as drafts."""
        self.keeper.close()

    # -- closing -----------------------------------------------------------------------------------------

    def may_close(self) -> bool:
        """Whether the window may go. With unsaved changes it asks; told again, it goes and keeps them."""
        if not self._may_close:
            self._session.hastening.emit()
        document = self._session.document
        if document is None or not document.is_modified or self._may_close:
            return True
        self._may_close = True
        title = document.scenario.title
        self._closing = self._ask(
            lambda: translate("window", "“{0}” has unsaved changes").format(self._session.localized(title)),
            (QT_TRANSLATE_NOOP("window", "Save"), self._save_and_close),
            (QT_TRANSLATE_NOOP("window", "Discard"), self._discard_and_close),
            (QT_TRANSLATE_NOOP("window", "Keep editing"), self._note_edit),
        )
        self.question.focus()
        return False

    def stop_asking(self) -> None:
        """The window goes whatever is unsaved; it stays as a draft."""
        self._session.hastening.emit()
        self._may_close = True

    def _save_and_close(self) -> None:
        # should saving be given up, so is closing
        self._may_close = False
        self._save(self._window.close)

    def _discard_and_close(self) -> None:
        self.keeper.forget()
        self._window.close()

    def _note_edit(self) -> None:
        """Something was edited, or goes on being edited: closing asks again."""
        self._may_close = False

    def _leave_closing(self) -> None:
        """What closing asked about is saved, or is not open any more."""
        self._may_close = False
        self.question.drop(self._closing)

    # -- drafts ------------------------------------------------------------------------------------------

    def _ask(
        self, sentence: Callable[[], str], *answers: tuple[str, Callable[[], object]]
    ) -> Sequence[Answer]:
        shown = [(partial(translate, "window", text), act) for text, act in answers]
        self.question.ask(sentence, shown)
        self._window.arrangement.lay_out()
        return shown

    def _ask_about(self, draft: Draft, text: str, proposal: str) -> None:
        title = draft.scenario.title
        self._ask(
            lambda: translate("window", text).format(self._session.localized(title)),
            (proposal, partial(self._restore, draft)),
            (QT_TRANSLATE_NOOP("window", "Discard"), partial(self._discard, draft)),
            (QT_TRANSLATE_NOOP("window", "Later"), partial(self._put_off, draft)),
        )

    def _take_left(self, left: list[Draft]) -> None:
        self._left = [*self._left, *left]
        self.offer()

    def offer(self) -> None:
        """Offers the first of what was left unsaved."""
        if self._left:
            text = QT_TRANSLATE_NOOP("window", "“{0}” was left with unsaved changes")
            self._ask_about(self._left[0], text, QT_TRANSLATE_NOOP("window", "Restore"))
        self._window.registry.refresh_later()

    def _offer_parked(self, draft: Draft) -> None:
        """Another scenario was opened over unsaved changes, which are kept."""
        self._left.insert(0, draft)
        text = QT_TRANSLATE_NOOP("window", "Changes to “{0}” are kept")
        self._ask_about(draft, text, QT_TRANSLATE_NOOP("window", "Bring back"))
        self._window.registry.refresh_later()

    def _put_off(self, draft: Draft) -> None:
        """It stays on disk, and an action offers it again."""
        self._left = [*(each for each in self._left if each is not draft), draft]

    def _settle(self, draft: Draft) -> None:
        self._left = [each for each in self._left if each is not draft]
        self._window.registry.refresh_later()

    def _restore(self, draft: Draft) -> None:
        self._settle(draft)
        self._adopted = draft
        self._window.open(draft.scenario)

    def _adopt(self) -> None:
        """A scenario was opened: if it is the draft that was asked for, it is unsaved as it was."""
        draft, self._adopted = self._adopted, None
        if draft is not None and self._session.scenario == draft.scenario:
            self.keeper.adopt(draft)
        elif draft is not None:
            self._left.append(draft)

    def _discard(self, draft: Draft) -> None:
        self._settle(draft)
        self.keeper.drafts.drop(draft.file)
        self.offer()
