"""The AED's view and the drill: what is drawn is what the domain says."""

from __future__ import annotations

import numpy as np
import pytest

from helpers.apps.aed import aed_on_recording, aed_view_app, practice_file, shock_drill_app
from helpers.apps.tables import fresh_grades, recorded_grades, surely_over
from helpers.domain import aed, drill, rhythms
from helpers.domain.drill import AGAIN, NO_SHOCK, SHOCK
from helpers.facts.recordings import read
from helpers.figures import plot_recording


def test_flipping_to_a_flat_line_silences_the_aed() -> None:
    app = aed_view_app()
    assert app.shown.values["The AED"] == "shock advised"
    flat = app.drive(rhythm="asystole")
    assert flat.values["The AED"] == "no shock advised"
    assert "height" in flat.values["Against a shock"]


@pytest.mark.parametrize("name", rhythms.graded())
def test_needle_numbers_and_marks_are_the_domains(name: str) -> None:
    app = aed_view_app()
    app.controls["rhythm"].value = name
    strip = rhythms.strip(name, 3)
    advice = aed.advise(strip.signal, strip.sampling_rate)
    assert np.array_equal(app.shown.drawn["strip"].signal, strip.signal)
    picture = app._painter().picture
    x, _ = picture.hand.get_data()
    assert np.sign(x[1]) == np.sign(advice.needle)
    for one, mark, number in zip(aed.criteria(), picture.marks, picture.numbers, strict=True):
        value = advice.features[one.feature]
        assert mark.get_xdata()[0] == one.margin(value)
        assert number.get_text() == one.number(value)
    assert picture.verdicts[True].get_visible() == advice.shock
    assert picture.verdicts[False].get_visible() != advice.shock


@pytest.mark.parametrize("narrow", [False, True])
def test_the_whole_strip_is_on_the_paper_once(narrow: bool) -> None:
    app = aed_view_app()
    app.stage.narrow = narrow
    lines = app._painter().picture.lines
    drawn = np.unique(np.concatenate([line.get_xdata() for line in lines]))
    strip = app.shown.drawn["strip"]
    assert drawn.size == strip.signal.size and len(lines) == 1 + narrow


def test_hands_on_the_chest_spoil_the_view() -> None:
    app = aed_view_app()
    fooled = [
        app.drive(patient=patient, compressions=1.5).values["The AED"] for patient in range(1, 21)
    ]
    assert fooled.count("no shock advised") > 10


def test_another_patient_is_another_strip() -> None:
    app = aed_view_app()
    one, other = (app.drive(patient=number).drawn["strip"].signal for number in (1, 2))
    assert not np.allclose(one, other)


# -- the drill -------------------------------------------------------------------------------


def test_buttons_play_the_drill() -> None:
    app = shock_drill_app()
    buttons = app.controls["presses"]
    first = drill.begin(1).now
    assert first
    buttons.press(first.right)
    assert app.shown.values["Right"] == "1 of 1 answers"
    assert app.shown.values["Before"].startswith(f"Right. This was {first.rhythm}")
    buttons.press(AGAIN)
    assert app.shown.values["Right"] == "0 of 0 answers"


def test_a_miss_is_said_and_shown_and_comes_back() -> None:
    app = shock_drill_app()
    first = drill.begin(1).now
    assert first
    wrong = {SHOCK: NO_SHOCK, NO_SHOCK: SHOCK}[first.right]
    shown = app.drive(presses=(wrong,))
    assert "Missed, and it comes back" in shown.values["Before"]
    assert shown.values["Right"] == "0 of 1 answers"
    assert rhythms.rhythm(first.rhythm).picture in shown.note
    assert "1 of them again" in shown.values["Now"]
    assert shown.drawn["strips"][1].rhythm == first.rhythm
    sitting = drill.play((wrong,))
    assert [card.rhythm for card in sitting.waiting].index(first.rhythm) <= drill.SOON


def test_at_the_end_the_upper_paper_is_empty() -> None:
    sitting, said = drill.begin(1), []
    while sitting.now:
        said.append(sitting.now.right)
        sitting = sitting.answer(said[-1])
    app = shock_drill_app()
    app.controls["presses"].value = tuple(said)
    assert "All strips are put away" in app.shown.values["Now"]
    upper, lower = app._painter().picture.lines
    assert not upper.get_visible() and lower.get_visible()


def test_what_fooled_is_said_at_the_end_and_not_before() -> None:
    first = drill.begin(1).now
    assert first
    sitting = drill.play(({SHOCK: NO_SHOCK, NO_SHOCK: SHOCK}[first.right],))
    said = [answer.said for answer in sitting.answers]
    while sitting.now:
        assert "missed" not in shock_drill_app().drive(presses=tuple(said)).values["Right"]
        said.append(sitting.now.right)
        sitting = sitting.answer(said[-1])
    shown = shock_drill_app().drive(presses=tuple(said))
    assert shown.values["Right"].endswith(f"missed at least once: {first.rhythm}")


def test_driving_leaves_no_trace() -> None:
    app = shock_drill_app()
    before = app.stage.png
    app.drive(presses=(SHOCK, SHOCK))
    assert app.controls["presses"].value == () and app.stage.png == before


def test_ten_right_of_ten_prove_little() -> None:
    """The exact one-sided limit at 90 %: 0.1 to the power of a tenth."""
    assert surely_over(10, 10) == f"10 of 10 right: surely over {100 * 0.1**0.1:.1f} %"


def test_a_bolder_rule_finds_more_fine_fibrillation_and_shocks_more_flat_lines() -> None:
    def advised(moved: dict[str, float], rhythms: str) -> int:
        rows = fresh_grades(20, condition="noisy", **moved).rows
        (row,) = [row for row in rows if row["Rhythms"] == rhythms]
        return int(row["So advised"])

    bold = {"amplitude": 0.05, "leakage": 0.7}
    assert advised(bold, "fine VF") > advised({}, "fine VF")
    assert advised(bold, "asystole") < advised({}, "asystole")


def test_the_record_is_shown_as_it_was_counted() -> None:
    """Under compressions the rule fails, and the table says so."""
    (coarse,) = [r for r in recorded_grades("compressions").rows if r["Rhythms"] == "coarse VF"]
    assert (coarse["Strips"], coarse["Met"]) == ("5,000", "no")


# -- a recording of one's own ----------------------------------------------------------------


def test_a_practice_file_is_read_back_as_the_strip_that_was_drawn() -> None:
    recording = read(practice_file("coarse ventricular fibrillation", 5), seconds=8)
    strip = rhythms.strip("coarse ventricular fibrillation", 5, seconds=10)
    assert recording.sampling_rate == strip.sampling_rate
    assert recording.signal == pytest.approx(strip.signal[: recording.signal.size], abs=6e-4)
    assert aed.advise(recording.signal, recording.sampling_rate).shock
    with pytest.raises(ValueError, match="did you mean"):
        practice_file("coarse ventricular fibrilation")


def test_one_sees_the_whole_recording_on_its_paper() -> None:
    recording = read(practice_file("rapid ventricular tachycardia", 2), start=1, seconds=6)
    plot = plot_recording(recording)
    (axes,) = plot.figure.axes
    (line,) = axes.lines
    assert line.get_xdata()[[0, -1]] == pytest.approx([0, 6], abs=0.01)
    low, high = axes.get_ylim()
    assert low <= line.get_ydata().min() and line.get_ydata().max() <= high
    assert np.ptp(line.get_ydata()) == pytest.approx(np.ptp(recording.signal))
    assert "practice, lead pads (mV), from second 1" in plot.alt


def test_the_rule_speaks_below_the_recording() -> None:
    file = practice_file("asystole", 1)
    plot = aed_on_recording(file, seconds=8)
    recording = read(file, seconds=8)
    said = str(aed.advise(recording.signal, recording.sampling_rate))
    assert said.startswith("No shock advised.") and " ".join(said.split()) in plot.alt
    assert said in [text.get_text() for text in plot.figure.axes[0].texts]
