"""New, open, save, save as: what a person does with scenario files."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from gui.actions import Actions
from gui.files.asking import file_dialog, home
from gui.files.empty import empty_scenario
from gui.files.unsaved import Unsaved
from gui.panels.question import Answer
from gui.translations import QT_TRANSLATE_NOOP, translate
from scenarios.carrying import suffixes
from scenarios.library import SHIPPED, own_folder
from scenarios.schema import MOST_BYTES

if TYPE_CHECKING:
    from gui.window import Window

_OPENED = " ".join(f"*{suffix}" for suffix in (".toml", *suffixes()))


class Filing(QObject):
    """The files of one window. Without a folder for drafts nothing is kept, and closing asks nothing."""

    def __init__(self, window: Window, drafts: Path | None) -> None:
        super().__init__(window)
        self._window, self._settings = window, window.settings
        self._session = window.session
        self._after_save: Callable[[], object] | None = None
        self._replacing: Sequence[Answer] = ()
        self._known: bytes | None = None
        self.unsaved = Unsaved(window, drafts, self.save_and_then) if drafts is not None else None
        self._session.opened.connect(self._note_opened)
        self._session.saved.connect(self._note_saved)
        self._session.edited.connect(self._forget_plan)
        self._session.playback_changed.connect(self._note_speed)
        self._session.problem.connect(self._forget_plan)

    def close(self) -> None:
        """Ends what goes on in the background."""
        if self.unsaved is not None:
            self.unsaved.close()

    # -- opening -----------------------------------------------------------------------------------------

    def new(self) -> None:
        """An empty stage: gradient descent on the ravine."""
        self._window.open(empty_scenario())

    def ask_for_file(self) -> None:
        """Lets the person choose a file; nothing waits for it."""
        title = translate("window", "Open a scenario")
        dialog = self._dialog(title)
        dialog.fileSelected.connect(self.open_file)
        dialog.open()

    def open_file(self, name: str) -> None:
        """Opens a file and remembers its folder."""
        self._settings.folder = str(Path(name).parent)
        self._window.open(Path(name))

    def open_remembered(self, name: str) -> None:
        """Opens what the settings remember: a scenario's id, or a path."""
        self._window.open(Path(name) if name.endswith(".toml") else name)

    def _dialog(self, title: str, saves: bool = False) -> QFileDialog:
        dialog = file_dialog(self._window, title, self._settings.folder or home(), saves)
        dialog.setNameFilter(f"Ravine ({'*.toml' if saves else _OPENED})")
        return dialog

    def _note_opened(self) -> None:
        """Remembers what is open, and shows it as fast as it was last looked at."""
        self._leave_saving()
        self._note_content()
        if self.unsaved is not None and self.unsaved.keeper.is_outdated:
            self._known = None
        name = self._name
        if name is not None:
            self._settings.remember_file(name)
            speed = self._settings.speeds.get(name)
            if speed is not None:
                self._session.set_speed(speed)

    @property
    def _name(self) -> str | None:
        """What the open scenario is remembered by; None for one that is nowhere."""
        document, loaded = self._session.document, self._session.loaded
        if document is not None and document.path is not None:
            return str(document.path)
        ours = loaded is not None and loaded.path is not None and SHIPPED in loaded.path.parents
        return loaded.id if loaded is not None and ours else None

    def _note_speed(self) -> None:
        scenario, name = self._session.scenario, self._name
        if scenario is None or name is None:
            return
        known = self._settings.speeds.get(name, scenario.playback.speed)
        if self._session.speed != known:
            self._settings.remember_speed(name, self._session.speed)

    # -- saving ------------------------------------------------------------------------------------------

    def save(self) -> None:
        """Writes the scenario to its file; asks for one where it has none."""
        self._forget_plan()
        self._save()

    def save_and_then(self, plan: Callable[[], object]) -> None:
        """Saves, and does what is planned once that is done; nothing where it fails or is given up.

        Going on with anything else gives it up: another edit, saving for itself, opening.
        """
        # what waits to be an edit is one that is to be saved
        self._session.hastening.emit()
        self._after_save = plan
        self._save()

    def _save(self) -> None:
        path = self._path
        if path is not None and _content(path) not in (self._known, None):
            self._ask_to_replace(
                str(path), QT_TRANSLATE_NOOP("window", "{0} was changed elsewhere meanwhile")
            )
        elif not self._session.save():
            self._ask_where()

    @property
    def _path(self) -> Path | None:
        """The person's own file that the scenario is in."""
        document = self._session.document
        return document.path if document is not None else None

    def _note_content(self) -> None:
        """What the file says now is known here: it may be replaced unasked as long as it says no more."""
        self._known = _content(self._path) if self._path is not None else None

    def save_as(self) -> None:
        """Asks where to write the scenario; nothing waits for it."""
        self._forget_plan()
        self._ask_where()

    def _ask_where(self) -> None:
        document = self._session.document
        if document is None:
            return
        dialog = self._dialog(translate("window", "Save the scenario as"), saves=True)
        dialog.setDefaultSuffix("toml")
        # what is in the way is asked about in place
        dialog.setOption(QFileDialog.Option.DontConfirmOverwrite)
        if document.path is not None:
            dialog.setDirectory(str(document.path.parent))
        elif not self._settings.folder and _made(own_folder()):
            dialog.setDirectory(str(own_folder()))
        dialog.selectFile(document.path.name if document.path is not None else self._proposed_name())
        dialog.fileSelected.connect(self._save_where_chosen)
        dialog.rejected.connect(self._forget_plan)
        dialog.open()

    def _save_where_chosen(self, name: str) -> None:
        """Asks before another file is lost."""
        if not Path(name).exists():
            self.save_to(name)
        elif self._path == Path(name):
            self._save()
        else:
            self._ask_to_replace(name, QT_TRANSLATE_NOOP("window", "{0} exists already"))

    def _ask_to_replace(self, name: str, sentence: str) -> None:
        self._replacing = [
            (lambda: translate("window", "Replace it"), lambda: self.save_to(name)),
            (lambda: translate("window", "Another name"), self._ask_where),
            (lambda: translate("window", "Cancel"), self._forget_plan),
        ]
        self._window.question.ask(
            lambda: translate("window", sentence).format(Path(name).name), self._replacing
        )
        self._window.arrangement.later()

    def save_to(self, name: str) -> None:
        """Writes the scenario to a file of that name, which is its own from now on."""
        self._settings.folder = str(Path(name).parent)
        self._session.save(Path(name))

    def _proposed_name(self) -> str:
        loaded, scenario = self._session.loaded, self._session.scenario
        if loaded is not None and loaded.id:
            return f"{loaded.id}.toml"
        title = scenario.title.en if scenario is not None else ""
        letters = "".join(k if k.isalnum() else " " for k in title.casefold())
        return f"{'_'.join(letters.split()) or 'scenario'}.toml"

    def _leave_saving(self) -> None:
        """What was to be saved is not open any more, and must not be taken for what is."""
        self._forget_plan()
        self._window.question.drop(self._replacing)

    def _forget_plan(self, *_: object) -> None:
        self._after_save = None

    def _note_saved(self) -> None:
        document = self._session.document
        if document is None:
            return
        self._note_content()
        if document.path is not None and self._settings.last != str(document.path):
            self._settings.remember_file(str(document.path))
            self._session.ask_for_list()
        plan, self._after_save = self._after_save, None
        if plan is None:
            return
        if document.is_modified:
            # a turn was dated more exactly while the file was written
            self.save_and_then(plan)
        else:
            plan()

    # -- actions -----------------------------------------------------------------------------------------

    def declare(self, actions: Actions) -> None:
        for id, name, act, keys, icon, everywhere in (
            ("new", QT_TRANSLATE_NOOP("window", "New scenario"), self.new, "Ctrl+N", "plus", True),
            ("open", QT_TRANSLATE_NOOP("window", "Open a file…"), self.ask_for_file, "Ctrl+O", "open", True),
            ("save", QT_TRANSLATE_NOOP("window", "Save"), self.save, "Ctrl+S", "save", False),
            ("save_as", QT_TRANSLATE_NOOP("window", "Save as…"), self.save_as, "Ctrl+Shift+S", "save", False),
        ):
            enabled = None if everywhere else self._is_open
            actions.add(id, name, act, "file", keys=keys, icon=icon, enabled=enabled, everywhere=everywhere)
        actions.add(
            "bring_back",
            QT_TRANSLATE_NOOP("window", "Bring back unsaved changes"),
            self._bring_back,
            "file",
            enabled=lambda: self.unsaved is not None and self.unsaved.has_drafts,
            everywhere=True,
        )

    def _is_open(self) -> bool:
        return self._session.document is not None

    def _bring_back(self) -> None:
        if self.unsaved is not None:
            self.unsaved.offer()


def _content(file: Path) -> bytes | None:
    """What a file says; None where there is none that can be read."""
    try:
        with file.open("rb") as opened:
            return opened.read(MOST_BYTES + 1)
    except OSError:
        return None


def _made(folder: Path) -> bool:
    """Whether the folder is there now."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return False
    return True
