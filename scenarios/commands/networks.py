"""`run` for a scenario of a network: every run trained to its last epoch, and what is kept of it."""

from __future__ import annotations

import io
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from engine.errors import InputError
from engine.files import replacing
from engine.phrase import Phrase
from scenarios.saving import dumps

from .progress import Say, progress_bar, shifted, stoppable
from .table import table
from .tabular import quoted, run_names

if TYPE_CHECKING:
    from engine.networks.history import History
    from scenarios.resolving import Resolved


def check_asked(path: Path, backend: str) -> None:
    """Raises InputError for a kind of file that trainings are not written to, and for a device."""
    if backend == "cuda":
        raise InputError(Phrase("networks are trained on the processor, not with --backend cuda"))
    if path.suffix.lower() == ".parquet":
        raise InputError(Phrase("a network's training is written to .npz or .csv, not to .parquet"))


def train_and_write(resolved: Resolved, path: Path, every: int, language: str, say: Say) -> str:
    """Trains every run, writes what happened, and says it in a table."""
    from engine.simulation import frame_steps

    with stoppable() as cancel:
        histories = train_all(resolved, cancel, say)
    epochs = frame_steps(resolved.scenario.playback.steps, every)
    if path.suffix.lower() == ".npz":
        _write_npz(path, resolved, histories, epochs)
    else:
        _write_csv(path, resolved, histories, epochs)
    written = (
        Phrase("{path}: {epochs} epochs, one in {every}", path=path, epochs=len(epochs), every=every)
        if every > 1
        else Phrase("{path}: {epochs} epochs", path=path, epochs=len(epochs))
    )
    return f"{closing_table(resolved, histories, language, say)}\n\n{say(written)}"


def train_all(resolved: Resolved, cancel: threading.Event, say: Say) -> list[History]:
    """One history for each run of the scenario, told on the error stream while it is made."""
    from engine import memory
    from engine.networks.history import record
    from scenarios.training import build_training, training_memory

    memory.require(Phrase("this scenario"), training_memory(resolved))
    epochs = resolved.scenario.playback.steps
    found = []
    with progress_bar(len(resolved.runs) * epochs, Phrase("training"), say=say) as bar:
        for number, run in enumerate(resolved.runs):
            found.append(record(build_training(resolved, run), shifted(bar, number * epochs), cancel))
    return found


def closing_table(resolved: Resolved, histories: list[History], language: str, say: Say) -> str:
    """One row a run, medians over its networks."""
    from engine.networks.history import quantiles

    rows = []
    for run, history in zip(resolved.runs, histories, strict=True):
        low, middle, high = quantiles(history.losses[-1], (0.1, 0.5, 0.9))
        stopped = int((history.training.stopped_at >= 0).sum())
        rows.append(
            (
                run.label.get(language),
                f"{middle:.4g}",
                f"{low:.3g} … {high:.3g}",
                f"{100 * np.median(history.accuracies[-1]):.1f} %",
                str(stopped),
            )
        )
    words = (
        Phrase("run"),
        Phrase("median loss"),
        "10–90 %",
        Phrase("median accuracy"),
        Phrase("stopped"),
    )
    return table([say(word) for word in words], rows, right=(1, 2, 3, 4))


def _write_npz(path: Path, resolved: Resolved, histories: list[History], epochs: np.ndarray) -> None:
    """For run k `loss_k` and `accuracy_k` (epochs, networks), `weights_k` (networks, weights) at the end and
    `stopped_at_k`; `epochs`, `labels`, the points and the scenario's text."""
    points = histories[0].training.points
    arrays: dict[str, np.ndarray] = {
        "epochs": epochs,
        "labels": np.array([run.label.en for run in resolved.runs]),
        "points": points.places,
        "classes": points.labels,
        "units": np.array(histories[0].training.shape.units),
        "scenario": np.array(dumps(resolved.scenario)),
    }
    for k, history in enumerate(histories):
        arrays[f"loss_{k}"] = history.losses[epochs]
        arrays[f"accuracy_{k}"] = history.accuracies[epochs]
        arrays[f"weights_{k}"] = history.training.weights()
        arrays[f"stopped_at_{k}"] = history.training.stopped_at
    with replacing(path) as file:
        np.savez(file, **arrays)  # type: ignore[arg-type]


def _write_csv(path: Path, resolved: Resolved, histories: list[History], epochs: np.ndarray) -> None:
    """One row for each run, epoch and network."""
    with replacing(path) as file:
        text = io.TextIOWrapper(file, encoding="utf-8", newline="", write_through=True)
        text.write("run,epoch,network,loss,accuracy\r\n")
        for name, history in zip(run_names(resolved), histories, strict=True):
            label = quoted(name)
            for epoch in epochs.tolist():
                both = zip(history.losses[epoch].tolist(), history.accuracies[epoch].tolist(), strict=True)
                text.writelines(
                    f"{label},{epoch},{k},{loss!r},{right!r}\r\n" for k, (loss, right) in enumerate(both)
                )
        text.detach()
