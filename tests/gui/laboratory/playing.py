"""Signals and curves from a few lines, played without a window."""

from __future__ import annotations

import scenarios
from gui.player.signal import SignalPlayer
from scenarios.resolving import Resolved, resolve


def made(body: str) -> Resolved:
    head = 'format = 1\ntitle = { en = "a", ru = "а" }\ncaption = { en = "a", ru = "а" }\ngroup = "signals"\n'
    return resolve(scenarios.loads(head + body))


def played(resolved: Resolved) -> SignalPlayer:
    player = SignalPlayer(resolved, "numpy")
    while player.is_busy:
        player.compute(0.05)
    return player
