"""The generator against published ranges, by a detector that is given the signal and no more."""

from __future__ import annotations

import numpy as np
import pytest
import scipy.signal

from helpers.domain import rhythms
from helpers.domain.rhythms import Measured, Qrs
from helpers.facts import load
from tests.bench.rhythms import measured
from tests.domain import detector
from tests.domain.published import PUBLISHED, SEEDS, drawn, found, pr, rate, width

BLOCKED = tuple(name for name in PUBLISHED if name.startswith("second-degree block"))
#: The rhythms that the five steps name from what the detector found, in how many of the strips.
NAMED = {
    "sinus rhythm": 0.85,
    "sinus bradycardia": 0.8,
    "first-degree block": 0.65,
    "complete heart block": 0.7,
    "premature ventricular beats": 0.8,
    "idioventricular rhythm": 0.85,
    "second-degree block, Mobitz I": 0.9,
    "second-degree block, Mobitz II": 0.65,
    "second-degree block, 2:1": 0.85,
    "junctional rhythm": 0.6,
    "bigeminy": 0.7,
    "accelerated idioventricular rhythm": 0.85,
    "monomorphic ventricular tachycardia": 0.65,
    "P-wave asystole": 0.95,
    "paced rhythm": 0.75,
    "failure to capture": 0.8,
}


#: In so many of the strips the detector must agree; it is no cardiologist.
MOST = 0.85


def share(values: np.ndarray, least: float, most: float) -> float:
    return float(np.mean((values >= least) & (values <= most)))


@pytest.mark.parametrize("name", PUBLISHED)
def test_the_rate_is_published_and_is_the_true_one(name: str) -> None:
    least, most = PUBLISHED[name].rate
    true = np.array([drawn(name, seed).rate for seed in SEEDS])
    assert share(true, least, most) == 1
    rates = np.array([rate(name, seed) for seed in SEEDS])
    assert share(rates, 0.98 * least, 1.02 * most) >= MOST
    assert share(rates / true, 0.97, 1.03) >= MOST


@pytest.mark.parametrize("name", PUBLISHED)
def test_the_width_is_published(name: str) -> None:
    least, most = PUBLISHED[name].qrs
    for seed in SEEDS:
        strip = drawn(name, seed)
        own = [beat for beat in strip.beats if beat.second >= strip.run_from]
        assert all(least <= beat.qrs_ms <= most for beat in own)
    widths = np.array([width(name, seed) for seed in SEEDS])
    assert share(widths, 0.95 * least, 1.05 * most) >= MOST


@pytest.mark.parametrize("name", [name for name, one in PUBLISHED.items() if one.pr])
def test_pr_is_published_and_is_the_true_one(name: str) -> None:
    limits = PUBLISHED[name].pr
    assert limits
    true = np.array(
        [np.median([b.pr_ms for b in drawn(name, seed).beats if b.pr_ms]) for seed in SEEDS]
    )
    assert share(true, *limits) == 1
    measured = np.array([pr(name, seed) for seed in SEEDS])
    assert share(measured, limits[0] - 10, limits[1] + 10) >= MOST
    # A small Q is hard to see: PR is measured a little too long.
    assert share(measured - true, -15, 25) >= MOST


@pytest.mark.parametrize(
    "name",
    [name for name, one in PUBLISHED.items() if one.by == "beats" and one.spread != (0, np.inf)],
)
def test_it_is_as_regular_as_published(name: str) -> None:
    spreads = np.array([found(name, seed).spread for seed in SEEDS])
    assert share(spreads, *PUBLISHED[name].spread) >= MOST


def test_regular_beats_of_tachycardia_are_alike_and_those_of_its_kin_are_not() -> None:
    one = [found("monomorphic ventricular tachycardia", seed).alike for seed in SEEDS]
    other = [found("polymorphic ventricular tachycardia", seed).alike for seed in SEEDS]
    assert np.median(one) > 0.95 > 0.9 > np.quantile(other, 0.95)


def test_four_waves_of_flutter_to_a_beat_are_seen_250_to_350_a_minute() -> None:
    """At 2:1 and 3:1 the T lies over them, for a detector as for a reader."""
    measured = np.array([found("atrial flutter, 4:1", seed).teeth_a_minute for seed in SEEDS])
    assert np.mean((measured >= 250) & (measured <= 350)) >= 0.8


@pytest.mark.parametrize("ratio", [2, 3, 4])
def test_each_beat_of_flutter_has_its_waves(ratio: int) -> None:
    for seed in SEEDS:
        strip = drawn(f"atrial flutter, {ratio}:1", seed)
        per_minute = 60 / np.mean(np.diff([one.second for one in strip.atria]))
        assert 250 <= per_minute <= 350
        assert per_minute / strip.rate == pytest.approx(ratio, rel=0.02)
        assert strip.conduction == f"{ratio}:1"


def test_pr_grows_in_mobitz_one_and_never_in_mobitz_two() -> None:
    one, two = (
        np.array([np.ptp(found(f"second-degree block, Mobitz {kind}", s).pr_ms) for s in SEEDS])
        for kind in ("I", "II")
    )
    assert share(one, 60, np.inf) >= MOST and share(two, 0, 25) >= MOST
    for seed in SEEDS:
        pr_ms = [beat.pr_ms for beat in drawn("second-degree block, Mobitz II", seed).beats]
        assert len(set(pr_ms)) == 1


@pytest.mark.parametrize("name", BLOCKED)
def test_more_p_than_qrs_are_found_where_beats_are_missing(name: str) -> None:
    for seed in SEEDS:
        one = found(name, seed)
        assert len(one.p) > 1.15 * len(one.qrs)


def test_in_two_to_one_block_there_are_two_and_in_the_others_never_all_the_way() -> None:
    for name in BLOCKED:
        shares = [len(drawn(name, seed).atria) / len(drawn(name, seed).beats) for seed in SEEDS]
        assert (min(shares) > 1.85) == (max(shares) > 1.85) == (name.endswith("2:1"))


def test_p_waves_march_through_a_complete_block() -> None:
    for seed in SEEDS:
        assert all(not one.is_followed for one in drawn("complete heart block", seed).atria)
    spread = np.array([np.ptp(found("complete heart block", seed).pr_ms) for seed in SEEDS])
    assert share(spread, 100, np.inf) >= MOST


def test_spikes_are_found_where_they_are_and_nowhere_else() -> None:
    for name in (*PUBLISHED, "asystole", "P-wave asystole"):
        for seed in SEEDS[:5]:
            strip = drawn(name, seed)
            inside = [one for one in strip.spikes if 0.05 < one < strip.seconds - 0.05]
            measured = found(name, seed).spikes
            assert len(measured) == pytest.approx(len(inside), abs=2 if inside else 0)


def test_a_captured_spike_has_its_beat_and_a_lost_one_has_none() -> None:
    for seed in SEEDS:
        for name in ("paced rhythm", "failure to capture"):
            one = found(name, seed)
            onsets = np.array([at for _, at, _ in one.qrs] + list(one.p))
            inside = [spike for spike in one.spikes if 0.3 < spike < 23.5]
            lost = [s for s in inside if not np.any(np.abs(onsets - s - 0.02) < 0.06)]
            assert bool(lost) == (name == "failure to capture")


def test_p_waves_alone_are_all_that_is_found_in_p_wave_asystole() -> None:
    for seed in SEEDS:
        one, strip = found("P-wave asystole", seed), drawn("P-wave asystole", seed)
        assert one.qrs == () and len(one.p) == pytest.approx(len(strip.atria), abs=1)


def test_torsades_begins_with_a_long_qt() -> None:
    """From the first QRS to where its T is down again: more than half a second, at a slow rate."""
    for seed in SEEDS:
        strip = rhythms.strip("torsades de pointes", seed, 6.0, detector.RATE, noise=0.0)
        first = strip.beats[0]
        line = strip.signal - np.median(strip.signal[: round(first.onset * 1000) - 200])
        after = line[round((first.onset + 0.2) * 1000) : round((first.onset + 0.78) * 1000)]
        end = 200 + np.flatnonzero(after > 0.15 * after.max())[-1]
        assert end > 500
        assert strip.run_from > strip.beats[1].second


def test_the_atria_seen_in_tachycardia_are_those_of_a_fifth() -> None:
    shares = [
        bool(rhythms.strip("monomorphic ventricular tachycardia", seed).atria)
        for seed in range(1000, 1400)
    ]
    assert np.mean(shares) == pytest.approx(0.2, abs=0.05)


@pytest.mark.parametrize(
    "name", ["coarse ventricular fibrillation", "fine ventricular fibrillation"]
)
def test_fibrillation_deflects_150_to_500_times_a_minute(name: str) -> None:
    for seed in SEEDS:
        line = detector.band(drawn(name, seed).signal, 1, 30)
        hertz, power = scipy.signal.welch(line, detector.RATE, nperseg=4096)
        assert 150 <= 60 * hertz[np.argmax(power)] <= 500


def test_flat_lines_have_no_beats() -> None:
    for seed in SEEDS:
        assert found("asystole", seed).qrs == () and found("asystole", seed).p == ()


# -- the truth, and the way of reading on what the detector found ------------------------------


@pytest.mark.parametrize("name", rhythms.names())
def test_the_truth_is_in_order_and_inside(name: str) -> None:
    for seed in range(40):
        strip = rhythms.strip(name, seed)
        assert list(strip.spikes) == sorted(strip.spikes)
        for one in strip.atria:
            assert one.onset < one.second and 0 <= one.second <= strip.seconds
        for beat in strip.beats:
            assert beat.onset < beat.second < beat.onset + beat.qrs_ms / 1000
        led = [beat for beat in strip.beats if beat.pr_ms and beat.onset > beat.pr_ms / 1000 + 0.1]
        for beat in led:
            away = [abs(beat.onset - one.onset - beat.pr_ms / 1000) for one in strip.atria]
            assert min(away) < 0.03


@pytest.mark.parametrize("name", NAMED)
def test_the_five_steps_name_what_the_detector_measured(name: str) -> None:
    family, right = rhythms.rhythm(name).family, 0
    for seed in SEEDS:
        one = found(name, seed)
        what = Measured(24.0, tuple(Qrs(*qrs) for qrs in one.qrs), one.p, one.spikes)
        right += family in rhythms.read(what).fits()
    assert right / len(SEEDS) >= NAMED[name]


@pytest.mark.parametrize("name", ["sinus rhythm", "junctional rhythm", "paced rhythm"])
def test_what_is_recorded_is_measured_again(name: str) -> None:
    rows = {row["rhythm"]: row for row in load("rhythm_detected").to_dict("records")}
    assert set(rows) == set(PUBLISHED)
    for what, text in measured(name).items():
        recorded = rows[name][what]
        is_empty = recorded == "" or recorded != recorded  # a blank number is NaN
        assert (text == "") == is_empty
        if text and what != "rhythm":
            # The last digit may turn with another version of numpy.
            assert float(text) == pytest.approx(float(recorded), rel=0.02, abs=0.011)
