"""Where the command has its maps made: by this process, on a device, or by a cluster's workers."""

from __future__ import annotations

import argparse
from contextlib import AbstractContextManager, nullcontext
from typing import TYPE_CHECKING, Literal

from engine.errors import InputError
from engine.phrase import Phrase

if TYPE_CHECKING:
    from engine.bulk.choosing import Place
    from engine.bulk.production import Workshop
    from engine.bulk.study import Study

BULK = 5_000_000_000
"""Particle-steps from which the fused kernels repay their compilation."""


def place_of(options: argparse.Namespace, study: Study) -> Place:
    """What computes the map; where that is left open, what has begun it.

    Raises MissingError where no device can, and InputError for options that contradict each other.
    """
    from engine.bulk.choosing import where
    from engine.bulk.store import begun_on

    if options.workers is not None or options.scheduler is not None:
        if options.backend == "cuda":
            raise InputError(
                Phrase("a cluster's workers compute on processors; leave --backend cuda out, or the cluster")
            )
        return "cpu"
    begun = begun_on(options.out) if options.backend == "auto" else None
    if begun is not None:
        return "cuda" if begun == "cuda" else "cpu"
    return where(study, options.backend)


def workshop_of(options: argparse.Namespace, study: Study, place: Place) -> AbstractContextManager[Workshop]:
    """What computes the map's units, to be closed after use."""
    from engine.bulk.production import Here, OnDevice

    kernels: Literal["split", "fused"] = "fused" if study.particle_steps >= BULK else "split"
    if place == "cuda":
        return nullcontext(OnDevice())
    if options.workers is None and options.scheduler is None:
        return nullcontext(Here(kernels))
    if options.workers is not None and options.scheduler is not None:
        raise InputError(Phrase("--workers starts a cluster and --scheduler uses one; give one of them"))
    from engine.bulk.cluster import Cluster

    return Cluster(workers=options.workers, scheduler=options.scheduler, kernels=kernels)
