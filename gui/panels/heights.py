"""Heights for a landscape of one's own: asks for a picture or an array, and reads it beside the window."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from engine.errors import FileError, InputError
from engine.phrase import Phrase
from gui.files.aside import Aside
from gui.files.asking import ask_for_file
from gui.translations import translate
from scenarios.schema import HeightmapSpec


class Heights(QObject):
    """`found` carries the heights of the file asked for last, packed; `refused` why there are none."""

    found = Signal(object)
    refused = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._parent = parent
        self.aside = Aside(self, self._take)

    def ask(self) -> None:
        """Asks for a file; nothing waits for it."""
        title = translate("window", "Heights from a picture or an array")
        kinds = translate("window", "Pictures and arrays (*.png *.npy)")
        ask_for_file(self._parent.window(), title, kinds, self.read)

    def read(self, path: Path, carried: Callable[[], object] | None = None) -> None:
        """Reads a file, unless another one is asked for meanwhile.

        carried: what is done instead where the file is no picture, or one in which there is a scenario.
        """
        self.aside.read(lambda: _read(path, carried))

    def forget(self) -> None:
        """What is being read was for a scenario that is not open any more."""
        self.aside.forget()

    def _take(self, answer: object) -> None:
        if callable(answer):
            answer()
        else:
            (self.found if isinstance(answer, HeightmapSpec) else self.refused).emit(answer)


def _read(path: Path, carried: Callable[[], object] | None) -> object:
    """The heights, or `carried`. Raises InputError, which tells the file."""
    from scenarios.carrying import is_bare
    from scenarios.fields import load_field
    from scenarios.heightmaps import read_heights
    from scenarios.schema import FieldSpec

    try:
        if carried is not None and not is_bare(path):
            return carried
        answer = read_heights(path)
        load_field(FieldSpec(heightmap=answer))  # what the window asks for next has been made then
    except FileError as error:
        raise InputError(Phrase("{file} {message}", file=path.name, message=error.message)) from None
    return answer
