"""Counter-based random numbers: the published words, the distribution, and what they depend on."""

from __future__ import annotations

import numpy as np
import pytest

from engine.numerics import philox

ALL = 2**32 - 1


@pytest.mark.parametrize(
    ("counter", "key", "rounds", "expected"),
    [
        ((0, 0, 0, 0), (0, 0), 7, (0x5F6FB709, 0x0D893F64, 0x4F121F81, 0x4F730A48)),
        ((0, 0, 0, 0), (0, 0), 10, (0x6627E8D5, 0xE169C58D, 0xBC57AC4C, 0x9B00DBD8)),
        ((ALL,) * 4, (ALL,) * 2, 10, (0x408F276D, 0x41C83B0E, 0xA20BC7C6, 0x6D5451FD)),
    ],
)
def test_words_are_the_published_ones(counter, key, rounds, expected):
    """Known answers that the authors of Philox distribute with Random123."""
    assert tuple(int(word) for word in philox.philox(counter, key, rounds)) == expected


def test_every_part_of_the_place_matters():
    base = {"seed": 5, "particles": 7, "step": 3, "coordinates": 1, "sample": 0}
    seen = {tuple(int(w) for w in philox.words(**base))}
    for name in base:
        seen.add(tuple(int(w) for w in philox.words(**{**base, name: base[name] + 1})))
    assert len(seen) == 1 + len(base)


def test_high_bits_of_seed_and_particle_matter():
    def first(seed: int, particle: int) -> int:
        return int(philox.words(seed, particle, 1, 0, 0)[0])

    assert first(1, 0) != first(1 + (1 << 40), 0)
    assert first(1, 3) != first(1, 3 + (1 << 33))


def test_a_particle_meets_the_same_numbers_alone_and_in_a_crowd():
    crowd = philox.words(9, np.arange(100), 12, 0, 0)
    alone = philox.words(9, 42, 12, 0, 0)
    assert [int(word[42]) for word in crowd] == [int(word) for word in alone]


def test_normal_numbers_have_the_moments_of_a_normal_distribution():
    w0, w1, _, _ = philox.words(1, np.arange(400_000), 1, 0, 0)
    z = philox.normal(w0, w1)
    # Standard errors of mean, variance, skewness and kurtosis, times five.
    error = 5 / np.sqrt(z.size)
    assert abs(z.mean()) < error
    assert abs(z.var() - 1) < error * np.sqrt(2)
    assert abs((z**3).mean()) < error * np.sqrt(15)
    assert abs((z**4).mean() - 3) < error * np.sqrt(96)
    assert np.isfinite(z).all()


def test_the_extreme_words_give_finite_numbers():
    ends = np.array([0, ALL], np.uint64)
    assert np.isfinite(philox.normal(ends, ends[::-1])).all()


@pytest.mark.parametrize("probability", [0.0, 0.1, 0.5, 1.0])
def test_an_event_happens_as_often_as_it_should(probability):
    word = philox.words(3, np.arange(200_000), 4, 1, 0)[2]
    share = (word < philox.threshold(probability)).mean()
    assert abs(share - probability) <= 5 * np.sqrt(probability * (1 - probability) / word.size)
