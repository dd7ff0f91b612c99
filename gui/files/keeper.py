"""Keeps what is not saved: writes the open scenario's changes as a draft, and offers drafts again."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from gui.files.drafts import Draft, Drafts
from gui.model.document import Document
from gui.model.session import Session

PAUSE = 800
"""Milliseconds from an edit to its being written: a slider that is dragged need not write at every pixel."""


class Keeper(QObject):
    """Bound to the session. `found` carries drafts that an earlier start has left behind.

    parked: called with the draft of a scenario that was left with unsaved changes. is_outdated: the open
    scenario is a draft taken up again, whose file was written after it.
    """

    found = Signal(object)
    failed = Signal(object)

    def __init__(self, session: Session, folder: Path, parked: Callable[[Draft], None]) -> None:
        super().__init__()
        self._session = session
        self._parked = parked
        self.drafts = Drafts(folder, self.failed.emit)
        self._file = self.drafts.new_file()
        self._document: Document | None = None
        self._written = False
        self.is_outdated = False
        self._searching: threading.Thread | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE)
        self._timer.timeout.connect(self.write)
        session.opened.connect(self._change_documents)
        session.document_changed.connect(self._follow)

    def search(self) -> None:
        """Looks, on a thread, for what was left behind."""
        if self._searching is None:
            self._searching = threading.Thread(target=self._search, name="ravine-drafts-search")
            self._searching.start()

    def _search(self) -> None:
        left = self.drafts.left_behind()
        if left:
            self.found.emit(left)

    def write(self) -> None:
        """Writes the changes now, or removes the draft where there are none any more."""
        self._timer.stop()
        document = self._document
        if document is not None and document.is_modified:
            self.drafts.keep(self._file, document.scenario, document.path)
            self._written = True
        elif self._written:
            self.drafts.drop(self._file)
            self._written = False

    def adopt(self, draft: Draft) -> None:
        """The open scenario is this draft, taken up again: it goes on in the draft's own file."""
        assert self._session.document is not None
        self._file, self._written = draft.file, True
        self.is_outdated = draft.path is not None and _moment(draft.path) > _moment(draft.file)
        self._session.document.path = draft.path
        self._session.document.mark_unsaved()
        self._session.document_changed.emit()

    def forget(self) -> None:
        """The open scenario's changes are not wanted."""
        self._timer.stop()
        if self._written:
            self.drafts.drop(self._file)
        self._document, self._written = None, False

    def close(self) -> None:
        """Writes what is not written yet and ends every thread."""
        self.write()
        if self._searching is not None:
            self._searching.join()
        self.drafts.close()

    def _change_documents(self) -> None:
        """Another scenario was opened: what the one before it had unsaved is parked."""
        old, document = self._document, self._session.document
        if old is document:
            return
        self._timer.stop()
        self.is_outdated = False
        if old is not None and old.is_modified:
            self.write()
            self._parked(Draft(self._file, old.scenario, old.path))
        elif self._written:
            self.drafts.drop(self._file)
        self._document, self._file, self._written = document, self.drafts.new_file(), False

    def _follow(self) -> None:
        document = self._session.document
        if document is not self._document:
            return
        if document is not None and document.is_modified:
            if not self._timer.isActive():
                self._timer.start()
        else:
            self.write()


def _moment(file: Path) -> float:
    """When a file was written; the beginning of time where there is none."""
    try:
        return file.stat().st_mtime
    except OSError:
        return 0.0
