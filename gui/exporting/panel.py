"""The panel in which a recording is composed: a live picture of it, its settings, and the queue."""

from __future__ import annotations

import itertools
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from gui.exporting.choices import Choices
from gui.exporting.fields import Fields
from gui.exporting.job_row import JobRow
from gui.exporting.jobs import Job, Jobs
from gui.exporting.preview import Asked
from gui.exporting.previewer import Previewer
from gui.files.asking import file_dialog, home
from gui.panels.complaint import Complaint
from gui.panels.floating import FloatingPanel
from gui.theme import GRID
from gui.translations import translate
from scenarios.saving import dumps

if TYPE_CHECKING:
    from gui.model.session import Session
    from gui.settings import Settings

WIDTH = 432
_PICTURE = WIDTH - 6 * GRID
_HIGHEST = 240
_REST = 120
"""Milliseconds after a change before the picture is made again."""


class ExportPanel(FloatingPanel):
    """Bound to the session. It stays while one works on; recordings go on when it is closed."""

    def __init__(self, session: Session, settings: Settings, window: QWidget) -> None:
        super().__init__(window, WIDTH, stays=True)
        self._session, self._settings = session, settings
        self._known = False
        self.jobs = Jobs(self)
        self.previewer = Previewer(self)
        self.picture = QLabel(self)
        self.picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.fields = Fields(lambda: session.step, self)
        self.complaint = Complaint()
        self.record_button = QPushButton(self)
        self.record_button.setProperty("role", "primary")
        self._rows: list[JobRow] = []
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_REST)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        content = QWidget()
        content.setAutoFillBackground(False)
        inner = QVBoxLayout(content)
        inner.setContentsMargins(0, 0, GRID, 0)
        inner.setSpacing(GRID)
        inner.addWidget(self.picture)
        inner.addWidget(self.fields)
        inner.addWidget(self.complaint)
        inner.addWidget(self.record_button)
        self._queue = QVBoxLayout()
        self._queue.setSpacing(GRID)
        inner.addLayout(self._queue)
        inner.addStretch(1)
        self.area = QScrollArea(self)
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.viewport().setAutoFillBackground(False)
        self.area.setWidget(content)
        self.column.addWidget(self.area, 1)

    def _connect(self) -> None:
        session = self._session
        self.fields.changed.connect(self._follow)
        self.record_button.clicked.connect(self._ask_where)
        self.jobs.changed.connect(self._show_jobs)
        self._timer.timeout.connect(self._ask_for_picture)
        self.previewer.shown.connect(self._show_picture)
        changes = (session.opened, session.structure_changed, session.values_changed)
        for change in (*changes, session.visibility_changed):
            change.connect(self._follow)

    # -- opening -----------------------------------------------------------------------------------------

    def toggle(self) -> None:
        if self.is_open:
            self.close_panel()
            return
        if not self._known:
            self._known = True
            theme, language = self._session.theme, self._session.language
            self.fields.set_choices(replace(Choices(), theme=theme, language=language))
        self.least_height = self._wanted_height()
        self.open_beside(self.window(), self.fields.format)
        self._follow()

    def _wanted_height(self) -> int:
        content = self.area.widget()
        layout = content.layout() if content is not None else None
        assert content is not None
        assert layout is not None
        layout.activate()
        return content.sizeHint().height() + 8 * GRID

    def retranslate(self) -> None:
        super().retranslate()
        self.heading.setText(translate("window", "Record"))
        self.record_button.setText(translate("window", "Record to a file…"))
        self.fields.retranslate()
        self.complaint.retranslate()
        for row in self._rows:
            row.refresh()

    def end(self) -> None:
        """Stops the processes; called when the window closes."""
        self.previewer.close()
        self.jobs.close()

    # -- the picture -------------------------------------------------------------------------------------

    def _follow(self) -> None:
        if not self.is_open:
            return
        if self._session.resolved is not None:
            self.fields.fit(self._session.resolved)
        self._timer.start()

    def _ask_for_picture(self) -> None:
        resolved = self._session.resolved
        if resolved is None or not self.is_open:
            return
        choices = self.fields.choices
        if not self._can(choices):
            return
        width, height = choices.pixels
        wide = min(_PICTURE, _HIGHEST * width // height)
        ratio = self.devicePixelRatioF()
        self.previewer.ask(
            Asked(
                dumps(resolved.scenario),
                self._session.step,
                choices.pixels,
                choices.composition,
                round(wide * ratio),
                choices.explain,
            )
        )

    def _can(self, choices: Choices) -> bool:
        """Whether it can be recorded so; what cannot be is said where it is set."""
        looks = self.complaint.attempt(choices.composition.check)
        return self.fields.complaint_of_size.attempt(choices.check) and looks

    def _show_picture(self, image: QImage) -> None:
        image.setDevicePixelRatio(self.devicePixelRatioF())
        self.picture.setPixmap(QPixmap.fromImage(image))
        if self.least_height != self._wanted_height():
            self.least_height = self._wanted_height()
            self.place()

    # -- recording ---------------------------------------------------------------------------------------

    def _ask_where(self) -> None:
        """Asks for a file; nothing waits for it."""
        choices, loaded = self.fields.choices, self._session.loaded
        if not self._can(choices):
            return
        name = f"{(loaded.id if loaded is not None else None) or 'recording'}{choices.suffix}"
        title = translate("window", "Record to a file")
        dialog = file_dialog(self.window(), title, self._settings.folder or home(), saves=True)
        dialog.setNameFilter(f"{choices.format.name} (*{choices.suffix})")
        dialog.setDefaultSuffix(choices.suffix[1:])
        dialog.selectFile(name)
        dialog.fileSelected.connect(self.record_to)
        dialog.open()

    def record_to(self, name: str) -> None:
        """Records what is open now into that file; what is edited later changes nothing about it."""
        scenario = self._session.scenario
        if scenario is None:
            return
        path, choices = Path(name), self.fields.choices
        if path.suffix.lower() != choices.suffix:
            path = _free(path.with_name(f"{path.name}{choices.suffix}"))
        self._settings.folder = str(path.parent)
        self.jobs.add(scenario, path, choices.options())

    def _stop(self, job: Job) -> None:
        if job.is_over:
            self.jobs.forget(job)
        else:
            self.jobs.cancel(job)

    def _show_jobs(self) -> None:
        jobs = self.jobs.jobs
        if [row.job for row in self._rows] != jobs:
            for row in self._rows:
                row.hide()
                row.deleteLater()
            self._rows = [JobRow(job, self._stop, self) for job in jobs]
            for row in self._rows:
                self._queue.addWidget(row)
                row.show()
            self.least_height = self._wanted_height()
            if self.is_open:
                self.place()
        for row in self._rows:
            row.refresh()


def _free(path: Path) -> Path:
    """A name beside it where there is such a file: nobody was asked whether that may be replaced."""
    names = (path.with_stem(f"{path.stem} {k}") for k in itertools.count(2))
    return next(name for name in names if not name.exists()) if path.exists() else path
