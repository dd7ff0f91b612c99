"""Counter-based random numbers: noise is a function of where it is asked for, never of what was asked before.

Philox 4x32 with seven rounds (Salmon, Moraes, Dror, Shaw, "Parallel random numbers: as easy as 1, 2, 3",
2011), which passes every test of BigCrush. The counter is made of particle, step, coordinate and sample,
the key of the seed, so any order, chunking and number of threads gives the same numbers.

Counter words: particle (low 32 bits), step, coordinate, sample (16 bits) with the particle's high 16 bits.
Of the four words that come out, 0 and 1 make a normal number (Box and Muller), 2 decides whether a sparse
gradient is present, 3 is spare.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

#: Particles that the counter can tell apart.
MOST_PARTICLES = 1 << 48

ROUNDS = 7
MULTIPLIERS = (0xD2511F53, 0xCD9E8D57)
WEYL = (0x9E3779B9, 0xBB67AE85)

_MASK = np.uint64(0xFFFFFFFF)
_HALF = np.uint64(32)

Words = NDArray[np.uint64]


def philox(counter: tuple[ArrayLike, ...], key: tuple[int, int], rounds: int = ROUNDS) -> tuple[Words, ...]:
    """Four words below 2^32 (as uint64, broadcast) for each counter of four words under a key of two."""
    c0, c1, c2, c3 = (np.asarray(word, np.uint64) & _MASK for word in counter)
    k0, k1 = (int(word) & 0xFFFFFFFF for word in key)
    for _ in range(rounds):
        first = c0 * np.uint64(MULTIPLIERS[0])
        second = c2 * np.uint64(MULTIPLIERS[1])
        c0, c1, c2, c3 = (
            (second >> _HALF) ^ c1 ^ np.uint64(k0),
            second & _MASK,
            (first >> _HALF) ^ c3 ^ np.uint64(k1),
            first & _MASK,
        )
        k0 = (k0 + WEYL[0]) & 0xFFFFFFFF
        k1 = (k1 + WEYL[1]) & 0xFFFFFFFF
    return c0, c1, c2, c3


def words(
    seed: int, particles: ArrayLike, step: int, coordinates: ArrayLike, sample: int
) -> tuple[Words, ...]:
    """The four words that belong to each (particle, coordinate) at one step and gradient sample."""
    particle = np.asarray(particles, np.uint64)
    last = np.uint64(sample & 0xFFFF) | (particle >> _HALF) << np.uint64(16)
    counter = (particle & _MASK, np.uint64(step & 0xFFFFFFFF), np.asarray(coordinates, np.uint64), last)
    return philox(counter, key_of(seed))


def key_of(seed: int) -> tuple[int, int]:
    """A seed (its low 64 bits) as Philox's key."""
    return seed & 0xFFFFFFFF, seed >> 32 & 0xFFFFFFFF


def normal(first: Words, second: Words) -> NDArray[np.float64]:
    """Standard normal numbers from two words each (Box and Muller's cosine branch)."""
    radius = np.sqrt(-2 * np.log((first + 0.5) * 2.0**-32))
    return radius * np.cos(second * (2 * np.pi * 2.0**-32))


def threshold(probability: float) -> int:
    """An event of `probability` happens where a word is below this; 2^32 for certainty."""
    return round(probability * 2**32)
