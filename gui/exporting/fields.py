"""The settings of a recording as rows: what kind of file, how large, how it looks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QLineEdit, QMenu, QVBoxLayout, QWidget

from engine.entries import Parameter
from gui.exporting.choices import CUSTOM, PARTS, SIZE_NAMES, Choices
from gui.panels.buttons import PickButton, Segments, Switch
from gui.panels.complaint import Complaint
from gui.panels.form import FormRow, NumbersRow, whole
from gui.panels.section import INDENT
from gui.recording.command import SIZES
from gui.recording.composition import MOST_MARK
from gui.recording.formats import LARGEST, SMALLEST, formats
from gui.recording.scene import view_of
from gui.theme import BODY, GRID, font
from gui.translations import translate

if TYPE_CHECKING:
    from scenarios.resolving import Resolved

_LONGEST = 4 * 3600.0


def _number(name: str, low: float, high: float) -> Parameter:
    return Parameter(name, name, low, low, high, "linear", name, name)


class Fields(QWidget):
    """`changed` follows every setting; `choices` are those set now."""

    changed = Signal()

    def __init__(self, step: Callable[[], int], parent: QWidget | None = None) -> None:
        """step: the one shown now, which is the first to be taken apart."""
        super().__init__(parent)
        self.choices = Choices()
        self._step, self._last = step, 0
        self.format, self.pixels = PickButton(), PickButton()
        self.theme, self.language = Segments(("dark", "light")), Segments(("en", "ru"))
        self.watermark = QLineEdit()
        self.watermark.setMaxLength(MOST_MARK)
        self.format_row, self.size_row = FormRow(self.format), FormRow(self.pixels)
        sides = zip(("width", "height"), SMALLEST, LARGEST, strict=True)
        self.custom_row = NumbersRow([whole(*side) for side in sides])
        self.times_row = NumbersRow([whole("times", 1, 4)])
        self.explain = Switch()
        self.explain_row = NumbersRow([whole("step", 0, 0)], self.explain)
        self._highest_fps = 240
        self.fps_row = NumbersRow([whole("fps", 1, self._highest_fps)])
        self.seconds_row = NumbersRow([_number("seconds", 0, _LONGEST)])
        self.scale_row = NumbersRow([_number("scale", 0.5, 3)])
        self.budget_row = NumbersRow([_number("megabytes", 0, 1000)])
        self.theme_row, self.language_row = FormRow(self.theme), FormRow(self.language)
        self.mark_row = FormRow(self.watermark)
        self.switches = {part: Switch() for part in PARTS}
        self._labels = {part: QLabel() for part in PARTS}
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID // 2)
        for row in (self.format_row, self.size_row, self.custom_row, self.times_row, self.fps_row):
            column.addWidget(row)
        for row in (self.seconds_row, self.budget_row, self.explain_row):
            column.addWidget(row)
        for row in (self.theme_row, self.language_row, self.scale_row, self.mark_row):
            column.addWidget(row)
        grid = QGridLayout()
        grid.setContentsMargins(INDENT, GRID, INDENT, GRID)
        grid.setHorizontalSpacing(2 * GRID)
        for number, part in enumerate(PARTS):
            pair = QHBoxLayout()
            pair.setSpacing(GRID)
            self._labels[part].setFont(font(BODY))
            pair.addWidget(self.switches[part])
            pair.addWidget(self._labels[part], 1)
            grid.addLayout(pair, number // 2, number % 2)
        column.addLayout(grid)

    def _connect(self) -> None:
        self.format.clicked.connect(
            lambda: self._pick(self.format, list(formats()), "suffix", self._format_name)
        )
        self.pixels.clicked.connect(lambda: self._pick(self.pixels, SIZE_NAMES, "size", self._size_name))
        self.theme.chosen.connect(lambda key: self._set(theme=key))
        self.language.chosen.connect(lambda key: self._set(language=key))
        self.fps_row.entered.connect(lambda: self._set(fps=round(self.fps_row.values[0])))
        self.seconds_row.entered.connect(lambda: self._set(seconds=self.seconds_row.values[0] or None))
        self.scale_row.entered.connect(lambda: self._set(type_scale=self.scale_row.values[0]))
        self.budget_row.entered.connect(lambda: self._set(megabytes=self.budget_row.values[0]))
        self.custom_row.entered.connect(self._set_custom)
        self.times_row.entered.connect(lambda: self._set(times=round(self.times_row.values[0])))
        self.explain.setCheckable(True)
        self.explain.toggled.connect(self._switch_explaining)
        self.explain_row.entered.connect(lambda: self._set(explain=round(self.explain_row.values[0])))
        self.watermark.textEdited.connect(lambda text: self._set(watermark=text.strip()))
        for part, switch in self.switches.items():
            switch.setCheckable(True)
            switch.toggled.connect(lambda _on, part=part: self._toggle(part))

    def _pick(self, button: PickButton, keys: Sequence[str], name: str, text: Callable[[str], str]) -> None:
        menu = QMenu(self)
        group = QActionGroup(menu)
        for key in keys:
            action = menu.addAction(text(key))
            action.setCheckable(True)
            action.setChecked(getattr(self.choices, name) == key)
            action.setActionGroup(group)
            action.triggered.connect(lambda _on=False, key=key: self._choose(name, key))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(button.mapToGlobal(QPoint(0, button.height() + 2)))

    def _choose(self, name: str, key: str) -> None:
        changed = replace(self.choices, **{name: key})  # type: ignore[arg-type]
        if name == "size" and key == CUSTOM:
            changed = replace(changed, custom=self.choices.pixels)
        if name == "suffix":
            # what suits the new kind of file
            kind = changed.format
            small = "720p" if kind.shrinks else "1080p"
            size = changed.size if changed.size in ("square", "vertical", CUSTOM) else small
            changed = replace(changed, fps=kind.fps, size=size, megabytes=5.0 if kind.shrinks else 0.0)
        self.set_choices(changed)
        self.changed.emit()

    def _set(self, **fields: object) -> None:
        changed = replace(self.choices, **fields)  # type: ignore[arg-type]
        if changed != self.choices:
            self.choices = changed
            self.changed.emit()

    def _set_custom(self) -> None:
        width, height = (round(value) for value in self.custom_row.values)
        self._set(custom=(width, height))

    def _switch_explaining(self, on: bool) -> None:
        step = min(max(self._step(), 0), self._last)
        self.explain_row.set_values([step])
        self.explain_row.fields[0].setEnabled(on)
        self._set(explain=step if on else None)

    def fit(self, resolved: Resolved) -> None:
        """Offers what that scenario has: a step to be taken apart is on a landscape, before its end."""
        last = max(resolved.scenario.playback.steps - 1, 0)
        if last != self._last:
            # binding lets go of what is being typed
            self._last = last
            self.explain_row.fields[0].bind(whole("step", 0, last))
        can = view_of(resolved).explains
        self.explain_row.setVisible(can)
        explain = self.choices.explain
        if explain is not None and not (can and explain <= self._last):
            self.set_choices(replace(self.choices, explain=min(explain, self._last) if can else None))

    @property
    def complaint_of_size(self) -> Complaint:
        """Where it is said that a size cannot be."""
        return (self.custom_row if self.choices.size == CUSTOM else self.size_row).complaint

    def _toggle(self, part: str) -> None:
        on = self.switches[part].isChecked()
        self._set(parts=self.choices.parts | {part} if on else self.choices.parts - {part})

    def set_choices(self, choices: Choices) -> None:
        """Shows them without telling anyone."""
        highest = choices.format.highest_fps
        self.choices = choices = replace(choices, fps=min(choices.fps, highest))
        if highest != self._highest_fps:
            # binding lets go of what is being typed
            self._highest_fps = highest
            self.fps_row.fields[0].bind(whole("fps", 1, highest))
        self.format.set_text(self._format_name(choices.suffix))
        self.pixels.set_text(self._size_name(choices.size))
        self.theme.set_current(choices.theme)
        self.language.set_current(choices.language)
        self.fps_row.set_values([choices.fps])
        self.seconds_row.set_values([choices.seconds or 0])
        self.scale_row.set_values([choices.type_scale])
        self.budget_row.set_values([choices.megabytes])
        self.budget_row.setVisible(choices.format.shrinks)
        self.fps_row.setVisible(not choices.format.still)
        self.times_row.setVisible(choices.format.still)
        self.times_row.set_values([choices.times])
        self.custom_row.set_values(choices.custom)
        self.custom_row.setVisible(choices.size == CUSTOM)
        self._show_switch(self.explain, choices.explain is not None)
        self.explain_row.fields[0].setEnabled(choices.explain is not None)
        self.explain_row.set_values([choices.explain or 0])
        self.watermark.setText(choices.watermark)
        self._remark()
        for part, switch in self.switches.items():
            self._show_switch(switch, part in choices.parts)

    def _show_switch(self, switch: Switch, on: bool) -> None:
        switch.blockSignals(True)
        switch.setChecked(on)
        switch.blockSignals(False)

    def _remark(self) -> None:
        choices = self.choices
        whole = (
            translate("window", "at its end")
            if choices.format.still
            else translate("window", "the whole run")
        )
        self.seconds_row.say("" if choices.seconds else whole)
        self.budget_row.say("" if choices.megabytes else translate("window", "any size"))

    # -- texts -------------------------------------------------------------------------------------------

    def retranslate(self) -> None:
        self._remark()
        moment = translate("window", "The length in seconds, of a still the moment; 0 for the whole")
        self.format_row.set_texts(translate("window", "Format"))
        self.size_row.set_texts(translate("window", "Size"))
        self.fps_row.set_texts(translate("window", "Frames a second"))
        self.seconds_row.set_texts(translate("window", "Seconds"), moment)
        self.budget_row.set_texts(
            translate("window", "At most, MB"),
            translate("window", "Size and rate are lowered until it fits; 0 for any"),
        )
        self.custom_row.set_texts(
            translate("window", "Width × height"), translate("window", "In pixels; even numbers for films")
        )
        self.times_row.set_texts(
            translate("window", "Pixels, times"),
            translate("window", "The same picture in so many times as many pixels across"),
        )
        self.explain_row.set_texts(
            translate("window", "Explain a step"),
            translate("window", "The step after this one is taken apart, instead of the run being played"),
        )
        self.explain.setAccessibleName(self.explain_row.label.text())
        self.theme_row.set_texts(translate("window", "Theme"))
        self.language_row.set_texts(translate("window", "Language"))
        self.scale_row.set_texts(translate("window", "Type, times"))
        self.mark_row.set_texts(translate("window", "Watermark"))
        self.theme.set_texts((translate("window", "Dark"), translate("window", "Light")))
        self.language.set_texts(("English", "Русский"))
        self.watermark.setPlaceholderText(translate("window", "none"))
        for widget, row in (
            (self.format, self.format_row),
            (self.pixels, self.size_row),
            (self.watermark, self.mark_row),
        ):
            widget.setAccessibleName(row.label.text())
        self._name_parts()
        self.set_choices(self.choices)

    def _name_parts(self) -> None:
        names = {
            "title": translate("window", "Title"),
            "caption": translate("window", "Caption"),
            "legend": translate("window", "List of runs"),
            "formula": translate("window", "Formula"),
            "plots": translate("window", "Charts"),
        }
        for part, name in names.items():
            self._labels[part].setText(name)
            self.switches[part].setAccessibleName(name)

    def _format_name(self, suffix: str) -> str:
        names = {
            ".mp4": translate("window", "MP4: slides and browsers"),
            ".webm": translate("window", "WebM: web pages"),
            ".gif": translate("window", "GIF: a loop for chats"),
            ".webp": translate("window", "WebP: a loop for web pages"),
            ".mkv": translate("window", "MKV: lossless, for cutting"),
            ".png": translate("window", "PNG: a still"),
            ".pngs": translate("window", "PNG: a folder of frames"),
            ".svg": translate("window", "SVG: a drawing"),
            ".pdf": translate("window", "PDF: a drawing"),
        }
        return names.get(suffix, formats()[suffix].name)

    def _size_name(self, size: str) -> str:
        if size == CUSTOM:
            return translate("window", "custom")
        width, height = SIZES[size]
        names = {"square": translate("window", "square"), "vertical": translate("window", "vertical")}
        return f"{names.get(size, size)}  ({width} × {height})"
