"""The strips, measured by a library that knows nothing of how they were drawn.

Beats are found by sleepecg, whose detector was made for narrow beats at ordinary rates; slow
and wide rhythms are found by scipy's peaks. Spectra and widths are measured by scipy. Ranges
come from the table of rhythms.
"""

from __future__ import annotations

import itertools
import math

import numpy as np
import pytest
import scipy.signal
import sleepecg
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.domain import rhythms
from helpers.domain.rhythms import Strip

SECONDS, RATE, FINE = 24.0, 250, 1000
#: A share of the greatest steepness below which the line is flat, by milliseconds looked at:
#: near a narrow QRS nothing else moves; a wide one has its T close by.
FLAT = {80: 0.07, 130: 0.28}
SEEDS = range(200, 212)
NARROW = (
    "sinus rhythm",
    "sinus bradycardia",
    "sinus tachycardia",
    "atrial fibrillation",
    "supraventricular tachycardia",
)
WIDE = ("idioventricular rhythm", "rapid ventricular tachycardia")
WITH_P = ("sinus rhythm", "sinus bradycardia")
BEATING = (*NARROW, *WIDE)
FIBRILLATING = ("coarse ventricular fibrillation", "fine ventricular fibrillation")


def strips(name: str, **settings: float) -> list[Strip]:
    return [rhythms.strip(name, seed, SECONDS, RATE, **settings) for seed in SEEDS]


def beats_found(strip: Strip) -> np.ndarray:
    """Seconds of the beats inside the strip, found without looking at its truth."""
    if strip.rhythm in ("idioventricular rhythm", "complete heart block", "sinus bradycardia"):
        height = np.abs(strip.signal - np.median(strip.signal))
        places, _ = scipy.signal.find_peaks(height, 0.7 * height.max(), distance=RATE * 0.6)
    else:
        places = sleepecg.detect_heartbeats(strip.signal, RATE)
    seconds = places / RATE
    return seconds[(seconds > 0.6) & (seconds < SECONDS - 0.6)]


def mean_beat(strip: Strip) -> np.ndarray:
    """The average of half a second on either side of each beat found, in steps of 1 ms.

    The beats are found at 250 samples a second; the same strip at 1,000 is then averaged, each
    beat laid upon its greatest deflection.
    """
    fine = rhythms.strip(strip.rhythm, strip.seed, SECONDS, FINE, noise=0.005)
    line = fine.signal - np.median(fine.signal)
    beats = []
    for second in beats_found(strip):
        near = np.arange(-60, 60) + round(second * FINE)
        top = near[np.argmax(np.abs(line[near]))]
        beats.append(line[top - FINE // 2 : top + FINE // 2])
    return np.mean([beat for beat in beats if beat.size == FINE], axis=0)


def qrs_ms(strip: Strip, within: int) -> float:
    """From the first to the last moment within so many ms at which the beat is not nearly flat."""
    steep = np.abs(scipy.signal.savgol_filter(mean_beat(strip), 9, 2, deriv=1))
    near = np.arange(FINE // 2 - within, FINE // 2 + within)
    moving = near[steep[near] > FLAT[within] * steep[near].max()]
    return float(moving[-1] - moving[0])


def p_before_qrs(strip: Strip) -> tuple[float, float]:
    """Height of the greatest wave before the QRS, millivolts, and milliseconds from its onset."""
    before = mean_beat(strip)[FINE // 2 - 280 : FINE // 2 - 60]
    places, found = scipy.signal.find_peaks(before, prominence=0.03)
    if not places.size:
        return 0.0, math.nan
    best = int(np.argmax(found["prominences"]))
    onset = scipy.signal.peak_widths(before, places, rel_height=0.92)[2][best]
    return float(found["prominences"][best]), 280 - onset - qrs_ms(strip, 80) / 2


def spread(intervals: np.ndarray) -> float:
    return float(np.std(intervals) / np.mean(intervals))


def dominant_hz(signal: np.ndarray, window: int = 1024) -> float:
    hertz, power = scipy.signal.welch(signal, RATE, nperseg=window)
    heard = (hertz > 1) & (hertz < 15)
    return float(hertz[heard][np.argmax(power[heard])])


# -- rhythms with beats ----------------------------------------------------------------------


@pytest.mark.parametrize("name", BEATING)
def test_rates_lie_in_the_published_range(name: str) -> None:
    least, most = rhythms.rhythm(name).rates
    for strip in strips(name):
        rate = 60 / np.mean(np.diff(beats_found(strip)))
        assert rate == pytest.approx(strip.rate, rel=0.09)
        assert not rate < least * 0.98 and not rate > most * 1.02


@pytest.mark.parametrize("name", BEATING)
def test_the_detector_finds_the_beats_that_are_true(name: str) -> None:
    true, found = 0, 0
    for strip in strips(name):
        beats = beats_found(strip)
        inside = [b.second for b in strip.beats if 1 < b.second < SECONDS - 1]
        true += len(inside)
        found += sum(np.min(np.abs(beats - second)) < 0.1 for second in inside)
    assert found / true > 0.97


@pytest.mark.parametrize(
    ("name", "within"),
    [
        ("sinus rhythm", 80),
        ("sinus bradycardia", 80),
        ("sinus tachycardia", 80),
        ("idioventricular rhythm", 130),
    ],
)
def test_widths_lie_in_the_published_range(name: str, within: int) -> None:
    least, most = rhythms.rhythm(name).qrs_ms
    for strip in strips(name):
        width = qrs_ms(strip, within)
        assert least <= width <= most
        assert width == pytest.approx(strip.beats[0].qrs_ms, rel=0.25)


def test_where_t_begins_in_the_qrs_wide_and_narrow_differ_at_half_height() -> None:
    """At 200 a minute T runs into the next QRS: its end can no longer be measured."""

    def half_height(strip: Strip) -> float:
        beat = np.abs(mean_beat(strip))
        return float(scipy.signal.peak_widths(beat, [int(np.argmax(beat))])[0][0])

    narrow = [half_height(s) for name in NARROW[2:] for s in strips(name)]
    wide = [half_height(strip) for strip in strips("rapid ventricular tachycardia")]
    # A notch can be higher than the beat that it stands on, and narrow.
    assert max(narrow) < 32 and np.quantile(wide, 0.15) > 55


@pytest.mark.parametrize("name", WITH_P)
def test_a_p_wave_stands_120_to_200_ms_before_the_qrs(name: str) -> None:
    for strip in strips(name):
        height, pr = p_before_qrs(strip)
        assert height > 0.05
        assert 110 <= pr <= 210 and pr == pytest.approx(strip.beats[0].pr_ms, abs=25)


@pytest.mark.parametrize("name", ["atrial fibrillation", "idioventricular rhythm"])
def test_no_p_wave_stands_where_there_is_none(name: str) -> None:
    heights = [p_before_qrs(strip)[0] for strip in strips(name)]
    assert np.median(heights) < 0.03
    assert all(beat.pr_ms is None for strip in strips(name) for beat in strip.beats)


def test_atrial_fibrillation_is_irregularly_irregular() -> None:
    followed = []
    for strip in strips("atrial fibrillation"):
        intervals = np.diff(beats_found(strip))
        assert spread(intervals) > 0.1
        followed.append(np.corrcoef(intervals[:-1], intervals[1:])[0, 1])
    assert abs(np.mean(followed)) < 0.2  # the next interval cannot be told from this one


def test_its_line_trembles_350_to_600_times_a_minute() -> None:
    for strip in strips("atrial fibrillation", noise=0.0):
        quiet = strip.signal.copy()
        for beat in strip.beats:
            near = np.abs(np.arange(quiet.size) / RATE - beat.second) < 0.06
            quiet[near] = np.nan
        filled = np.interp(
            np.arange(quiet.size), np.flatnonzero(~np.isnan(quiet)), quiet[~np.isnan(quiet)]
        )
        assert np.ptp(filled) > 0.05


@pytest.mark.parametrize(
    ("name", "most"),
    [
        ("sinus rhythm", 0.06),
        ("sinus tachycardia", 0.06),
        ("supraventricular tachycardia", 0.03),
        ("rapid ventricular tachycardia", 0.04),
        ("idioventricular rhythm", 0.06),
    ],
)
def test_the_others_are_regular(name: str, most: float) -> None:
    intervals = [np.diff(beats_found(strip)) for strip in strips(name)]
    assert np.median([spread(one) for one in intervals]) < most


def test_a_premature_beat_is_early_wide_and_followed_by_its_pause() -> None:
    for strip in strips("premature ventricular beats"):
        beats = strip.beats
        usual = 60 / strip.rate
        for before, early, after in zip(beats, beats[1:], beats[2:], strict=False):
            if not early.is_premature or before.is_premature or after.is_premature:
                continue
            assert early.second - before.second < 0.85 * usual
            assert after.second - before.second == pytest.approx(2 * usual, rel=0.12)
            assert early.qrs_ms >= 120 > before.qrs_ms
        assert any(beat.is_premature for beat in beats)


def test_t_points_against_a_wide_qrs() -> None:
    for strip in strips("idioventricular rhythm"):
        beat = mean_beat(strip)
        after = beat[FINE // 2 + 150 :]
        assert beat[FINE // 2] * after[np.argmax(np.abs(after))] < 0


def test_in_heart_block_p_waves_ignore_the_beats() -> None:
    for strip in strips("complete heart block", noise=0.0):
        assert all(beat.pr_ms is None for beat in strip.beats)
        assert 20 <= strip.rate <= 60
        rate = 60 / np.median(np.diff(beats_found(strip)))
        assert rate == pytest.approx(strip.rate, rel=0.06)


# -- rhythms without beats -------------------------------------------------------------------


@pytest.mark.parametrize("name", FIBRILLATING)
def test_fibrillation_has_a_dominant_frequency_of_4_to_7_hz(name: str) -> None:
    measured = [dominant_hz(strip.signal) for strip in strips(name)]
    assert min(measured) >= 3.9 and max(measured) <= 7.1
    told = [strip.dominant_hz for strip in strips(name)]
    assert np.median(np.abs(np.subtract(measured, told))) < 0.5


def test_that_frequency_wanders() -> None:
    for strip in strips("coarse ventricular fibrillation"):
        pieces = strip.signal[: 24 * RATE].reshape(12, -1)
        assert np.std([dominant_hz(piece, 500) for piece in pieces]) > 0.2


@pytest.mark.parametrize(
    ("name", "least", "most"),
    [
        ("coarse ventricular fibrillation", 0.2, 1.6),
        ("fine ventricular fibrillation", 0.05, 0.2),
    ],
)
def test_coarse_is_higher_than_fine(name: str, least: float, most: float) -> None:
    for maker in (rhythms.strip, rhythms.second_strip):
        for seed in SEEDS:
            signal = maker(name, seed, noise=0.0).signal
            heights = np.ptp(signal.reshape(-1, RATE), axis=1)
            assert least <= np.median(heights) <= most


def test_asystole_carries_no_wave_faster_than_drift() -> None:
    for strip in strips("asystole"):
        b, a = scipy.signal.butter(2, (1, 30), "bandpass", fs=RATE)
        assert np.std(scipy.signal.filtfilt(b, a, strip.signal)) < 0.02


# -- artifacts, seeds and refusals -----------------------------------------------------------


def test_compressions_come_100_to_120_times_a_minute() -> None:
    for strip in strips("asystole", compressions=1.0):
        hertz, power = scipy.signal.welch(strip.signal, RATE, nperseg=2048)
        first = (hertz > 1.3) & (hertz < 2.4)
        assert 100 <= 60 * hertz[first][np.argmax(power[first])] <= 122


@given(
    st.sampled_from(rhythms.names()), st.integers(0, 10**6), st.floats(4, 10), st.integers(100, 500)
)
@settings(max_examples=60, deadline=None)
def test_a_seed_gives_the_same_strip_of_the_length_asked_for(
    name: str, seed: int, seconds: float, rate: int
) -> None:
    one = rhythms.strip(name, seed, seconds, rate)
    two = rhythms.strip(name, seed, seconds, rate)
    assert np.array_equal(one.signal, two.signal) and one.beats == two.beats
    assert one.signal.size == round(seconds * rate) and np.all(np.isfinite(one.signal))
    assert np.ptp(one.signal) < 12 and not one.signal.flags.writeable
    assert all(0 <= beat.second <= seconds for beat in one.beats)


#: Strips that an AED is graded on and that lesson 03 shows, as they were first drawn: each times a
#: slow cosine, summed; of seed 3, and of seed 2,000,000 under noise and compressions.
FIRST_DRAWN = {
    "sinus rhythm": (0.200586340, 1.742315196),
    "sinus bradycardia": (-0.362405488, -1.375523195),
    "sinus tachycardia": (-0.303049552, 1.597022318),
    "atrial fibrillation": (-0.329363163, 0.325101664),
    "supraventricular tachycardia": (-0.925688767, -1.334764698),
    "complete heart block": (0.377416760, 0.519471124),
    "premature ventricular beats": (0.217856165, 1.175837995),
    "idioventricular rhythm": (-0.128191279, -4.156845135),
    "rapid ventricular tachycardia": (-0.891092516, -3.058204266),
    "other ventricular tachycardia": (-0.159985255, -2.396265198),
    "coarse ventricular fibrillation": (0.333371702, -0.193658679),
    "fine ventricular fibrillation": (-0.032447455, -0.023484080),
    "asystole": (-0.398110826, 0.522953107),
}


@pytest.mark.parametrize("name", FIRST_DRAWN)
def test_a_strip_that_was_graded_is_never_drawn_otherwise(name: str) -> None:
    drawn = (
        rhythms.strip(name, 3),
        rhythms.strip(name, 2_000_000, noise=0.05, compressions=1.0),
    )
    sums = [float(np.dot(one.signal, np.cos(np.arange(one.signal.size)))) for one in drawn]
    assert sums == pytest.approx(FIRST_DRAWN[name], abs=1e-8)


def test_an_aed_is_graded_on_these_and_no_others() -> None:
    assert rhythms.graded() == tuple(FIRST_DRAWN)


def test_other_seeds_and_other_names_give_other_strips() -> None:
    signals = [rhythms.strip(name, seed).signal for name in rhythms.names() for seed in (1, 2)]
    for one, other in itertools.combinations(signals, 2):
        assert not np.allclose(one, other)


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"name": "sinus rythm", "seed": 1}, "did you mean 'sinus rhythm'"),
        ({"name": "asystole", "seed": -1}, "the seed must be"),
        ({"name": "asystole", "seed": 1, "seconds": 1}, "number of seconds"),
        ({"name": "asystole", "seed": 1, "sampling_rate": 50}, "sampling rate"),
        ({"name": "asystole", "seed": 1, "noise": -0.1}, "noise in millivolts"),
        ({"name": "asystole", "seed": 1, "compressions": math.nan}, "compression artifact"),
    ],
)
def test_what_cannot_be_drawn_is_refused_in_words(settings: dict, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        rhythms.strip(**settings)


def test_the_second_model_knows_fibrillation_only() -> None:
    with pytest.raises(ValueError, match="no rhythm 'asystole'"):
        rhythms.second_strip("asystole", 1)


def test_every_rhythm_of_the_table_can_be_drawn() -> None:
    for name, one in rhythms.rhythms().items():
        assert rhythms.strip(name, 1).rhythm == name
        assert one.advice in ("shock", "no shock", "either", "") and one.picture and one.p_waves
