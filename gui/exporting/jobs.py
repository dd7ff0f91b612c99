"""Recordings under way: one after the other, each in a process of its own, while one works on."""

from __future__ import annotations

import json
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from PySide6.QtCore import QDir, QObject, QProcess, QTemporaryDir, QTimer, Signal

from engine.files import reason
from engine.phrase import Phrase
from gui.exporting.environment import environment
from gui.translations import current_language, sentence, translate
from scenarios.saving import dumps
from scenarios.schema import Scenario

State = Literal["waits", "runs", "done", "failed", "stopped"]
_PATIENCE = 4000
"""Milliseconds that a process has to stop by itself."""

_MOST_TOLD = 64 * 1024


@dataclass(eq=False)
class Job:
    """One recording. said: why it failed, in the language it was to have. is_unwanted: asked to stop."""

    scenario: Scenario
    out: Path
    options: tuple[str, ...]
    state: State = "waits"
    share: float = 0.0
    said: str = ""
    is_unwanted: bool = False
    began: float = 0.0
    told: dict[str, object] = field(default_factory=dict)

    @property
    def remaining(self) -> float | None:
        """Seconds, as far as can be said; None too early to say."""
        passed = time.monotonic() - self.began
        if self.state != "runs" or self.share < 0.03 or passed < 1:
            return None
        return passed * (1 - self.share) / self.share

    @property
    def is_over(self) -> bool:
        return self.state in ("done", "failed", "stopped")


class Jobs(QObject):
    """The queue. `changed` follows every job's state and progress."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.jobs: list[Job] = []
        self._folder: QTemporaryDir | None = None
        self._process: QProcess | None = None
        self._running: Job | None = None
        self._out, self._err = b"", b""

    def add(self, scenario: Scenario, out: Path, options: tuple[str, ...]) -> Job:
        """One more, after those that wait."""
        job = Job(scenario, out, options)
        self.jobs.append(job)
        self._next()
        self.changed.emit()
        return job

    def cancel(self, job: Job) -> None:
        """Stops it, or takes it from the queue; no file of it is left."""
        if job.state == "waits":
            job.state = "stopped"
            self.changed.emit()
        elif job is self._running and self._process is not None:
            job.is_unwanted = True
            process = self._process
            process.terminate()
            QTimer.singleShot(_PATIENCE, process, process.kill)

    def forget(self, job: Job) -> None:
        """Takes one that is over from the list."""
        if job.is_over and job in self.jobs:
            self.jobs.remove(job)
            self.changed.emit()

    @property
    def is_busy(self) -> bool:
        return self._running is not None

    def close(self) -> None:
        """Stops what is under way, and waits for it."""
        for job in self.jobs:
            if job.state == "waits":
                job.state = "stopped"
        process, self._process, self._running = self._process, None, None
        if process is not None:
            process.blockSignals(True)
            process.terminate()
            if not process.waitForFinished(_PATIENCE):
                process.kill()
                process.waitForFinished(_PATIENCE)

    # -- one process -------------------------------------------------------------------------------------

    def _next(self) -> None:
        while self._running is None:
            waiting = next((job for job in self.jobs if job.state == "waits"), None)
            if waiting is None:
                return
            try:
                self._begin(waiting, self._file_of(waiting.scenario))
            except OSError as error:
                waiting.state = "failed"
                said = Phrase("cannot write {out}: {reason}", out=QDir.tempPath(), reason=reason(error))
                waiting.said = sentence(said, current_language())

    def _file_of(self, scenario: Scenario) -> Path:
        """The scenario as its process reads it, in a folder of its own; the one before goes."""
        folder = self._folder = QTemporaryDir()
        if not folder.isValid():
            raise OSError(folder.errorString())
        file = Path(folder.path()) / "scenario.toml"
        file.write_text(dumps(scenario), encoding="utf-8")
        return file

    def _begin(self, waiting: Job, file: Path) -> None:
        self._running = waiting
        waiting.state, waiting.began = "runs", time.monotonic()
        self._out, self._err = b"", b""
        process = QProcess(self)
        process.setProcessEnvironment(environment())
        process.readyReadStandardError.connect(self._read_progress)
        process.readyReadStandardOutput.connect(self._read_result)
        process.finished.connect(self._finish)
        process.errorOccurred.connect(self._fail_to_start)
        self._process = process
        arguments = ["-m", "gui.recording", str(file), "--out", str(waiting.out), *waiting.options]
        process.start(sys.executable, arguments)

    def _read_progress(self) -> None:
        assert self._process is not None
        self._err = (self._err + self._process.readAllStandardError().data())[-_MOST_TOLD:]
        for line in reversed(self._err.decode(errors="replace").split("\n")[:-1]):
            try:
                share = float(line)
            except ValueError:
                continue
            if self._running is not None:
                self._running.share = min(max(share, 0.0), 1.0)
                self.changed.emit()
            return

    def _read_result(self) -> None:
        assert self._process is not None
        self._out = (self._out + self._process.readAllStandardOutput().data())[-_MOST_TOLD:]

    def _fail_to_start(self, error: QProcess.ProcessError) -> None:
        if error == QProcess.ProcessError.FailedToStart:
            self._finish(2, QProcess.ExitStatus.CrashExit)

    def _finish(self, code: int, status: QProcess.ExitStatus) -> None:
        job, process = self._running, self._process
        if job is None or process is None:
            return
        self._read_result()
        self._running = self._process = None
        job.told = _told(self._out)
        if code == 0 and "file" in job.told:
            job.state, job.share = "done", 1.0
        elif code == 130 or job.is_unwanted:
            job.state = "stopped"
        else:
            job.state = "failed"
            lines = self._err.decode(errors="replace").strip().split("\n")
            if status == QProcess.ExitStatus.CrashExit:
                # a system that is short of memory ends whatever has the most
                lines = [translate("window", "it ended unexpectedly; perhaps there was not enough memory")]
            job.said = str(job.told.get("error") or lines[-1])
        process.deleteLater()
        self._next()
        self.changed.emit()


def _told(out: bytes) -> dict[str, object]:
    try:
        found = json.loads(out)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}
