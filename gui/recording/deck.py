"""A slide deck: a title, and for each scenario its film with caption, rule and, in the notes, its numbers."""

from __future__ import annotations

import io
import tempfile
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from engine.errors import InputError, MissingError
from engine.files import check_writable, replacing
from engine.phrase import Phrase
from gui.recording.application import ensure_application
from gui.recording.composition import Composition
from gui.recording.filming import Progress
from gui.recording.recorder import record
from gui.recording.rule_text import rule_text
from gui.recording.slides import Slides
from gui.theme.colours import theme as theme_of
from scenarios.resolving import Resolved, ResolvedRun, resolve
from scenarios.schema import Scenario

MOST = 60


def check_library() -> None:
    """Raise MissingError unless slides can be written here."""
    try:
        import pptx  # noqa: F401
    except ImportError:
        raise MissingError(Phrase("slides need python-pptx; run pip install python-pptx")) from None


def write_deck(
    scenarios: Sequence[Scenario],
    out: Path,
    *,
    title: str = "",
    size: tuple[int, int] = (1920, 1080),
    fps: int = 30,
    seconds: float | None = None,
    theme: str = "light",
    language: str = "en",
    progress: Progress | None = None,
    cancel: threading.Event | None = None,
) -> int:
    """Writes the slides and returns how many. What is said of errors is as in `record`."""
    if out.suffix.lower() != ".pptx":
        raise InputError(Phrase("a deck's name ends in .pptx, and '{name}' does not", name=out.name))
    if not 1 <= len(scenarios) <= MOST:
        raise InputError(Phrase("a deck has 1 to {most} scenarios", most=MOST))
    check_library()
    ensure_application()
    look = Composition(theme, language, type_scale=1.25, title=False, caption=False, formula=False)
    look.check()
    slides = Slides(theme_of(theme), language)
    slides.add_title(title or default_title(language), [each.title.get(language) for each in scenarios])
    check_writable(out)
    with tempfile.TemporaryDirectory(prefix="ravine-deck-") as folder:
        for number, scenario in enumerate(scenarios):
            resolved = resolve(scenario)
            film, poster = Path(folder) / f"{number}.mp4", Path(folder) / f"{number}.png"

            def told(share: float, number: int = number) -> None:
                if progress is not None:
                    progress((number + share) / len(scenarios))

            asked: dict[str, Any] = {"size": size, "fps": fps, "composition": look, "cancel": cancel}
            recorded = record(resolved, film, seconds=seconds, progress=told, **asked)
            # the picture that waits for the film: its last one, in which everything has happened
            record(resolved, poster, seconds=recorded.frames / fps, **asked)
            rule = rule_text(resolved, slides.theme, language)
            slides.add_film(scenario, film, poster, rule, notes(resolved, language))
        content = io.BytesIO()
        slides.save(content)
        # not before: filming takes minutes, and a program that is killed removes no unfinished file
        with replacing(out) as file:
            file.write(content.getbuffer())
    return slides.count


def default_title(language: str) -> str:
    return "Как движутся оптимизаторы" if language == "ru" else "How optimizers move"


def notes(resolved: Resolved, language: str) -> str:
    """What was run, in words and numbers, for whoever speaks."""
    scenario = resolved.scenario
    words = _WORDS[language]
    field = resolved.field
    lines = [scenario.caption.get(language), ""]
    name = getattr(field, "name", None)
    values = _values(field.parameters, resolved.field_parameters, language)
    lines.append(
        " · ".join(part for part in (f"{words['field']}: {name[language]}" if name else "", values) if part)
    )
    lines += [_run_line(run, language) for run in resolved.runs]
    playback = scenario.playback
    lines.append(words["steps"].format(steps=playback.steps, seed=playback.seed, dtype=playback.dtype))
    if scenario.noise.sigma:
        lines.append(f"σ = {scenario.noise.sigma:g}")
    return "\n".join(line for line in lines if line is not None).strip()


def _run_line(run: ResolvedRun, language: str) -> str:
    values = _values(run.optimizer.parameters, run.parameters, language)
    return f"{run.label.get(language)}: {values}" if values else run.label.get(language)


def _values(declared: Any, values: Any, language: str) -> str:
    return ", ".join(f"{p.label(language)} = {values[p.name]:g}" for p in declared)


_WORDS = {
    "en": {"field": "Field", "steps": "{steps} steps, seed {seed}, {dtype}"},
    "ru": {"field": "Поле", "steps": "шагов: {steps}, зерно {seed}, {dtype}"},
}
