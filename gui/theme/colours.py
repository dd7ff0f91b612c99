"""The two themes: every colour that the program shows, free of Qt.

Runs are told apart by the palette of Okabe and Ito ("Color Universal Design", 2008), in a lighter variant on
the dark theme and in a darker one on the light theme, so that a run keeps its hue when the theme changes.
"""

from __future__ import annotations

from dataclasses import dataclass

from engine.errors import UnknownNameError
from engine.phrase import Phrase
from gui.stage.colours import StageColours


@dataclass(frozen=True)
class OverlayColours:
    """What is drawn at a ball's head. Told apart by lightness and by form too; `halo` lies around each."""

    gradient: str
    momentum: str
    step: str
    scaling: str
    halo: str


@dataclass(frozen=True)
class Theme:
    """Colours of window and picture. `panel` is laid over the picture with `panel_opacity`, 0 … 1."""

    name: str
    dark: bool
    window: str  # behind everything; the ground of the laboratory
    panel: str
    panel_opacity: float
    panel_border: str
    field: str  # the ground of number fields, combo boxes and tracks
    field_border: str
    hover: str
    pressed: str
    text: str
    muted: str
    faint: str  # disabled text, tick marks
    accent: str
    accent_hover: str
    on_accent: str
    danger: str
    line: str  # separators and the grid of plots
    on_stage: str  # title and caption on the picture itself
    on_stage_muted: str
    runs: tuple[str, ...]
    stage: StageColours
    overlay: OverlayColours

    def run_colour(self, index: int) -> str:
        """The colour of run number `index` (from 0); after the eighth they begin again."""
        return self.runs[index % len(self.runs)]


# orange, sky blue, bluish green, yellow, reddish purple, vermillion, blue, and a neutral one
RUNS_ON_DARK = ("#F2A71B", "#5EBDF0", "#1FBE8F", "#F3E74F", "#E08DBD", "#F0702B", "#4E8DF5", "#E9EDF5")
RUNS_ON_LIGHT = ("#CC7A00", "#0F83C4", "#00845F", "#8A7E00", "#B34E88", "#C64600", "#0A4F9E", "#2A3142")

DARK = Theme(
    name="dark",
    dark=True,
    window="#0A0D16",
    panel="#11162A",
    panel_opacity=0.92,
    panel_border="#272E48",
    field="#090C18",
    field_border="#2A314B",
    hover="#1C2340",
    pressed="#262E50",
    text="#E9ECF5",
    muted="#98A0B8",
    faint="#5D6580",
    accent="#4C93FF",
    accent_hover="#6BA6FF",
    on_accent="#FFFFFF",
    danger="#FF6B6B",
    line="#222941",
    on_stage="#F3F5FB",
    on_stage_muted="#C5CADB",
    runs=RUNS_ON_DARK,
    stage=StageColours(
        dark=True,
        ramp=("#05081A", "#111741", "#262B6C", "#433E88", "#62518F", "#815F8E", "#9F7390", "#B98B93"),
        empty="#141722",
        contour="#E6E4FF",
        contour_strength=0.22,
        relief=0.26,
        outline="#05070F",
        mark="#FFFFFF",
        ring="#FFFFFF",
        gone="#FF5C5C",
    ),
    overlay=OverlayColours(
        gradient="#FF8A5B", momentum="#7CCBFF", step="#FFFFFF", scaling="#FFE08A", halo="#05070F"
    ),
)

LIGHT = Theme(
    name="light",
    dark=False,
    window="#F6F5F2",
    panel="#FFFFFF",
    panel_opacity=0.92,
    panel_border="#DCDFE6",
    field="#F2F3F6",
    field_border="#D9DCE4",
    hover="#ECEEF3",
    pressed="#DFE3EB",
    text="#1C2130",
    muted="#5F6779",
    faint="#9AA1B0",
    accent="#1C6FE8",
    accent_hover="#3B85F2",
    on_accent="#FFFFFF",
    danger="#C62828",
    line="#E6E8ED",
    on_stage="#161B29",
    on_stage_muted="#465066",
    runs=RUNS_ON_LIGHT,
    stage=StageColours(
        dark=False,
        ramp=("#7A8FB9", "#98ACCF", "#B5C4DE", "#CED8E8", "#E0E5ED", "#ECEDED", "#F5F3EE"),
        empty="#E4E3E0",
        contour="#26324E",
        contour_strength=0.20,
        relief=0.16,
        outline="#FFFFFF",
        mark="#10182B",
        ring="#FFFFFF",
        gone="#C62828",
    ),
    overlay=OverlayColours(
        gradient="#C2410C", momentum="#0B63B0", step="#10182B", scaling="#7A5B00", halo="#FFFFFF"
    ),
)

THEMES: dict[str, Theme] = {"dark": DARK, "light": LIGHT}


def theme(name: str) -> Theme:
    """The theme of that name, "dark" or "light"; UnknownNameError for any other."""
    try:
        return THEMES[name]
    except KeyError:
        raise UnknownNameError(Phrase("theme"), name, THEMES) from None
