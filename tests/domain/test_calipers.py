"""Calipers: every rhythm measured as a perfect eye would, and each step that can go wrong."""

from __future__ import annotations

from dataclasses import replace

import pytest

from helpers.domain import calipers, rhythms
from helpers.domain.calipers import PR, QRS, RATE, Judged, Measurement, judge
from helpers.domain.errors import DomainError
from helpers.domain.rhythms import CAUTION, Strip

SEEDS = range(4)
NAMES = calipers.measurable()
SQUARE = 0.04  # seconds of a small square at 25 mm/s, written out by hand


def perfect(on: Strip, what: str) -> Measurement:
    """What somebody with perfect eyes measures, if there is anything."""
    led = [b for b in on.beats if b.pr_ms and b.onset > b.pr_ms / 1000]
    if what == PR:
        if not led:
            return Measurement(PR, 0, 0, is_none=True)
        return Measurement(PR, led[-1].onset - led[-1].pr_ms / 1000, led[-1].onset)
    if what == QRS:
        beat = on.beats[1]
        return Measurement(QRS, beat.onset, beat.onset + beat.qrs_ms / 1000)
    return Measurement(RATE, on.beats[0].second, on.beats[-1].second)


def moved(made: Measurement, left: float = 0.0, right: float = 0.0) -> Measurement:
    return replace(made, left=made.left + left, right=made.right + right)


def wrong(judged: Judged) -> str:
    return judged.wrong.name if judged.wrong else ""


@pytest.mark.parametrize("what", calipers.WHAT)
@pytest.mark.parametrize("name", NAMES)
def test_a_perfect_eye_is_right_and_a_square_off_is_not(name: str, what: str) -> None:
    for seed in SEEDS:
        on = calipers.strip(name, seed)
        made = perfect(on, what)
        assert judge(on, made).is_right, judge(on, made)
        if made.is_none:
            continue
        # Half a small square in all, as a steady hand leaves it, is no mistake.
        assert judge(on, moved(made, 0.008, -0.008)).is_right
        if what != RATE:
            assert wrong(judge(on, moved(made, SQUARE, SQUARE))) == "Left leg"
            assert wrong(judge(on, moved(made, right=SQUARE))) == "Right leg"
            assert wrong(judge(on, moved(made, left=-SQUARE))) == "Left leg"
            # Each leg a little off, to both sides: the legs pass, the width does not.
            assert wrong(judge(on, moved(made, -0.02, 0.02))) == "Width"
        else:
            assert wrong(judge(on, moved(made, right=SQUARE))) == "From QRS to QRS"


def test_a_rate_needs_two_qrs_and_the_same_point_of_both() -> None:
    on = calipers.strip("sinus rhythm", 1)
    first, second = on.beats[:2]
    for left, right, said in (
        (first.second, first.second + 0.05, "one QRS"),
        (first.second, (first.second + second.second) / 2 + 0.05, "between"),
        (first.onset, second.second, "different points"),
    ):
        step = judge(on, Measurement(RATE, left, right)).wrong
        assert step and said in step.said
    assert judge(on, Measurement(RATE, first.second, second.second)).is_right


def test_one_interval_of_an_uneven_rhythm_is_not_its_rate() -> None:
    on = calipers.strip("atrial fibrillation", 1)
    seconds = [beat.second for beat in on.beats]
    short = min(range(len(seconds) - 1), key=lambda n: seconds[n + 1] - seconds[n])
    judged = judge(on, Measurement(RATE, seconds[short], seconds[short + 1]))
    assert wrong(judged) == "Long enough" and "unevenly" in judged.wrong.said


def test_the_number_must_follow_from_ones_own_legs() -> None:
    on = calipers.strip("first-degree block", 2)
    made = perfect(on, PR)
    own = round(1000 * made.span)
    assert judge(on, replace(made, answer=own)).is_right
    slip = judge(on, replace(made, answer=own / 40))
    assert wrong(slip) == "Your number" and "small squares of 40 ms" in slip.wrong.said
    rate = perfect(on, RATE)
    assert judge(on, replace(rate, answer=round(on.rate))).is_right
    assert wrong(judge(on, replace(rate, answer=round(1000 * rate.span)))) == "Your number"


def test_where_there_is_none_it_is_right_to_say_so_and_only_there() -> None:
    none = Measurement(PR, 0, 0, is_none=True)
    assert not judge(calipers.strip("sinus rhythm", 1), none).is_right
    for name in ("atrial fibrillation", "complete heart block", "atrial flutter, 3:1"):
        on = calipers.strip(name, 1)
        assert judge(on, none).is_right
        assert wrong(judge(on, Measurement(PR, 1.0, 1.16))) == "Is there one?"


def test_an_early_beat_has_no_pr() -> None:
    on = calipers.strip("bigeminy", 1)
    early = next(beat for beat in on.beats if beat.is_premature)
    judged = judge(on, Measurement(PR, early.onset - 0.16, early.onset))
    assert wrong(judged) == "Which beat"


@pytest.mark.parametrize("what", calipers.WHAT)
def test_a_regular_wide_tachycardia_is_dangerous_however_it_was_measured(what: str) -> None:
    for seed in range(20):
        on = calipers.strip("monomorphic ventricular tachycardia", seed)
        for made in (perfect(on, what), Measurement(what, 1.0, 1.08)):
            assert judge(on, made).caution == CAUTION
    assert judge(calipers.strip("sinus rhythm", 1), Measurement(QRS, 1.0, 1.08)).caution == ""


def test_nobody_measures_on_a_person_without_a_pulse() -> None:
    left_out = set(rhythms.names()) - set(NAMES)
    assert {
        "coarse ventricular fibrillation",
        "fine ventricular fibrillation",
        "asystole",
        "P-wave asystole",
        "agonal rhythm",
        "torsades de pointes",
        "polymorphic ventricular tachycardia",
    } <= left_out
    for name in left_out:
        with pytest.raises(DomainError, match="people with a pulse"):
            calipers.strip(name, 1)
    assert "harmless" in calipers.PROMISE


@pytest.mark.parametrize(
    ("left", "right", "answer", "said"),
    [(2, 1, None, "before the right"), (1, 1, None, "before"), (1, 2, -4, "number")],
)
def test_legs_that_measure_nothing_are_refused(
    left: float, right: float, answer: float | None, said: str
) -> None:
    with pytest.raises(DomainError, match=said):
        Measurement(QRS, left, right, answer)
