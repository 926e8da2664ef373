"""The AED's rule on recordings of people, and on recordings as other recorders would make them.

The recordings are not part of the project. They are looked for where ``ECG_WINDOWS`` says, else
in ``../shared/ecg`` beside the checkout; what counts them is skipped where they are not. Strips
that were drawn stand in for them where only the recorder is in question.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import scipy.signal

from helpers.domain import aed, rhythms
from helpers.domain.errors import DomainError
from helpers.facts import load

ROOT = Path(__file__).resolve().parents[2]
FOLDER = Path(os.environ.get("ECG_WINDOWS") or ROOT.parent / "shared" / "ecg")
ABSENT = (
    f"no recordings of people in {FOLDER}: they are not part of the project. Set ECG_WINDOWS to "
    "the folder of vfdb_windows.csv and vfdb_windows.npz to count them"
)
TABLE = load("aed_recordings")
RATE = 250


@pytest.fixture(scope="module")
def windows() -> pd.DataFrame:
    """One row a window, with its millivolts and whether the rule shocks it."""
    if not (FOLDER / "vfdb_windows.npz").is_file():
        pytest.skip(ABSENT)
    about = pd.read_csv(FOLDER / "vfdb_windows.csv")
    raw = np.load(FOLDER / "vfdb_windows.npz")["x"]
    zero, gain = about["baseline"].to_numpy(), about["adc_gain_per_mV"].to_numpy()
    about["signal"] = list((raw - zero[:, None]) / gain[:, None])
    about["shock"] = [aed.advise(one, RATE).shock for one in about["signal"]]
    return about


# -- real hearts -----------------------------------------------------------------------------


@pytest.mark.parametrize("row", TABLE.to_dict("records"), ids=TABLE["rhythm"])
def test_the_counts_of_the_table_are_those_of_this_rule(windows: pd.DataFrame, row: dict) -> None:
    its = windows[windows["rhythm"] == row["annotation"]]
    assert (len(its), its["record"].nunique()) == (row["windows"], row["people"])
    assert its["shock"].sum() == row["shocks_after"]
    if row["advice"] != "either":
        right = its["shock"] == (row["advice"] == "shock")
        assert right.groupby(its["record"]).all().sum() == row["all_right_after"]


def test_the_table_has_every_rhythm(windows: pd.DataFrame) -> None:
    assert set(windows["rhythm"]) == set(TABLE["annotation"])


def as_is(signal: np.ndarray) -> tuple[np.ndarray, float]:
    return signal, RATE


def hum(signal: np.ndarray) -> tuple[np.ndarray, float]:
    return signal + 0.2 * np.sin(2 * np.pi * 50 * np.arange(signal.size) / RATE), RATE


def american_hum(signal: np.ndarray) -> tuple[np.ndarray, float]:
    return signal + 0.2 * np.sin(2 * np.pi * 60 * np.arange(signal.size) / RATE), RATE


def wander(signal: np.ndarray) -> tuple[np.ndarray, float]:
    return signal + np.sin(2 * np.pi * 0.3 * np.arange(signal.size) / RATE), RATE


def drift(signal: np.ndarray) -> tuple[np.ndarray, float]:
    return signal + np.linspace(0, 3, signal.size), RATE


def half(signal: np.ndarray) -> tuple[np.ndarray, float]:
    return 0.5 * signal, RATE


def double(signal: np.ndarray) -> tuple[np.ndarray, float]:
    return 2 * signal, RATE


def inverted(signal: np.ndarray) -> tuple[np.ndarray, float]:
    return -signal, RATE


def slower(signal: np.ndarray) -> tuple[np.ndarray, float]:
    return scipy.signal.resample_poly(signal, 1, 2, padtype="line"), 125


def faster(signal: np.ndarray) -> tuple[np.ndarray, float]:
    return scipy.signal.resample_poly(signal, 36, 25, padtype="line"), 360


def shorter(signal: np.ndarray) -> tuple[np.ndarray, float]:
    return signal[: 6 * RATE], RATE


Recorder = Callable[[np.ndarray], tuple[np.ndarray, float]]
RECORDERS = (as_is, hum, american_hum, wander, drift, half, double, inverted)
RECORDERS = (*RECORDERS, slower, faster, shorter)


def judged(signal: np.ndarray, rate: float) -> bool:
    """Whether a shock is advised; a drift that twice the gain makes too high gets none."""
    try:
        return aed.advise(signal, rate).shock
    except DomainError:
        return False


@pytest.mark.parametrize("recorder", RECORDERS)
def test_the_recorder_does_not_decide(windows: pd.DataFrame, recorder: Recorder) -> None:
    """Over 90 % of fibrillation and flutter, over 95 % of what is to be left alone."""
    found = {"yes": [], "no": []}
    for signal, right in zip(windows["signal"], windows["shockable"], strict=True):
        if right in found:
            found[right].append(judged(*recorder(signal)))
    assert np.mean(found["yes"]) > 0.9
    assert np.mean(found["no"]) < 0.05


# -- drawn strips, through the same recorders -------------------------------------------------


@pytest.mark.parametrize("recorder", RECORDERS)
@pytest.mark.parametrize(
    ("name", "right"),
    [
        ("coarse ventricular fibrillation", True),
        ("rapid ventricular tachycardia", True),
        ("sinus rhythm", False),
        ("atrial fibrillation", False),
        ("asystole", False),
    ],
)
def test_the_recorder_does_not_decide_on_drawn_strips(
    recorder: Recorder, name: str, right: bool
) -> None:
    if recorder is half and name.startswith("coarse"):
        name = "rapid ventricular tachycardia"  # halved, coarse fibrillation is fine
    strips = [rhythms.strip(name, seed, seconds=10) for seed in range(300, 312)]
    shocks = [aed.advise(*recorder(strip.signal)).shock for strip in strips]
    assert np.mean(np.array(shocks) == right) > 0.9


@pytest.mark.parametrize("hertz", [0.2, 0.5, 0.7])
def test_a_slow_hand_does_not_hide_fibrillation(hertz: float) -> None:
    """A body that is moved draws slow waves, higher than those of the heart."""
    hand = 1.5 * np.sin(2 * np.pi * hertz * np.arange(8 * RATE) / RATE)
    strips = [rhythms.strip("coarse ventricular fibrillation", seed) for seed in range(300, 324)]
    shocks = [aed.advise(strip.signal + hand, RATE).shock for strip in strips]
    assert np.mean(shocks) > 0.9


@pytest.mark.parametrize("a_minute", [100, 110, 120])
def test_compressions_on_a_flat_line_are_not_taken_for_fibrillation(a_minute: int) -> None:
    """Their ground wave stays in, so that they are counted as slow as they are."""
    time = np.arange(8 * RATE) / RATE
    turn = 2 * np.pi * a_minute / 60 * time
    noise = 0.01 * np.random.default_rng(a_minute).normal(size=time.size)
    hands = np.sin(turn) + 0.4 * np.sin(2 * turn + 1) + 0.15 * np.sin(3 * turn + 2)
    measured = aed.features(hands + noise, RATE)
    assert measured["waves"] == pytest.approx(a_minute, rel=0.05)
    assert not aed.advise(hands + noise, RATE).shock


def test_flat_lines_under_hands_are_seldom_shocked() -> None:
    """Without the ground wave of the compressions almost half of them would be."""
    shocked = aed.shocks(aed.rule(), "asystole", 60, 0, "compressions", "first")
    assert shocked <= 3


def test_a_second_bump_is_counted_on_one_side_only() -> None:
    """Spikes down, a broad wave up between them: tops alone are twice as many as beats."""
    time = np.arange(8 * RATE) / RATE
    phase = np.mod(time, 0.5)
    beats = -np.exp(-0.5 * ((phase - 0.1) / 0.02) ** 2)
    bumps = 0.4 * np.exp(-0.5 * ((phase - 0.3) / 0.05) ** 2)
    bumps += 0.4 * np.exp(-0.5 * ((phase - 0.02) / 0.03) ** 2)
    assert aed.features(beats + bumps, RATE)["waves"] == pytest.approx(120, rel=0.03)
