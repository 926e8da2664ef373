"""The picture of the score: where notes and gaps stand, and what it says without being seen."""

from __future__ import annotations

import itertools

import pytest

from helpers.domain import score
from helpers.figures import style
from helpers.figures.picture import Painter
from helpers.figures.score import (
    ROWS,
    DebriefPicture,
    LedPicture,
    ScorePicture,
    Sheet,
    clock,
    in_words,
    label,
    plot_score,
)

PAIR = ("AHA 2025", "ERC/RCUK 2025")


def drawn(case: str, pause: float = 10.0, *, narrow: bool = False) -> ScorePicture:
    picture = ScorePicture(narrow=narrow)
    picture.show([score.write(score.case(case).found, edition, pause) for edition in PAIR])
    return picture


def said(sheet: Sheet) -> list[str]:
    return [text.get_text() for text in sheet.texts if text.get_text()]


def test_adrenaline_stands_in_the_second_row_above_and_in_the_third_below() -> None:
    sheet = drawn("lasting fibrillation").sheet
    _, heights = sheet.marks["adrenaline"].get_data()
    (a, b, c, d) = sorted(heights)  # AHA 1, ERC 1, AHA 2, ERC 2
    row = sheet._top(1)
    assert [int(y // row) for y in (a, b, c, d)] == [1, 2, 3, 4]
    upper = [y % row for y in (a, c)]
    lower = [y % row for y in (b, d)]
    assert max(upper) < min(lower)


@pytest.mark.parametrize("narrow", [False, True])
@pytest.mark.parametrize("pause", [5, 10, 20, 60])
def test_gaps_are_to_scale_and_end_where_hands_are_back(pause: int, narrow: bool) -> None:
    sheet = drawn("lasting fibrillation", pause, narrow=narrow).sheet
    gaps = [path.vertices for path in sheet.gaps.get_paths()]
    assert len(gaps) == 2 * ROWS
    for corners in gaps:
        assert corners[:, 0].max() == 0
        assert corners[:, 0].max() - corners[:, 0].min() == pytest.approx(pause)
    assert sum(text.startswith(f"{pause} s") for text in said(sheet)) == 2 * ROWS


@pytest.mark.parametrize("narrow", [False, True])
@pytest.mark.parametrize("case", score.cases())
def test_no_label_lies_on_another_and_none_runs_off(case: str, narrow: bool) -> None:
    picture = drawn(case, narrow=narrow)
    Painter(picture).png()
    renderer = picture.figure.canvas.get_renderer()
    boxes = [text.get_window_extent(renderer) for text in picture.sheet.texts if text.get_text()]
    for box in boxes:
        assert box.x0 >= 0 and box.x1 <= picture.figure.bbox.width
    for one, other in itertools.combinations(boxes, 2):
        wide = min(one.x1, other.x1) - max(one.x0, other.x0)
        high = min(one.y1, other.y1) - max(one.y0, other.y0)
        assert wide <= 0 or high <= 4  # lines of text may touch, and no more


def test_each_kind_of_note_has_a_shape_and_a_word_of_its_own() -> None:
    sheet = drawn("lasting fibrillation").sheet
    shapes = [str(mark.get_marker()) for mark in sheet.marks.values()]
    assert len(set(shapes)) == len(shapes)
    words = " ".join(said(sheet))
    for word in ("shock 1", "adrenaline 1", "amiodarone 1", "airway", "line"):
        assert word in words
    assert all(text.get_fontsize() >= style.TEXT for text in sheet.texts)


def test_a_second_case_leaves_nothing_of_the_first() -> None:
    picture = drawn("lasting fibrillation")
    fresh = drawn("a pulse comes back")
    picture.show([score.write(score.case("a pulse comes back").found, one) for one in PAIR])
    assert said(picture.sheet) == said(fresh.sheet)
    assert Painter(picture).png() == Painter(fresh).png()


def test_the_alternative_text_states_rounds_notes_and_seconds() -> None:
    alt = plot_score("lasting fibrillation", PAIR).alt
    assert "AHA 2025: round 1" in alt and "ERC/RCUK 2025: round 1" in alt
    assert "shock 2 at 2:30, adrenaline 1 at 3:05" in alt
    assert "shock 3 at 4:40, adrenaline 1 at 5:15, amiodarone 1 at 5:50" in alt
    assert alt.count("10 s without hands") == 10


@pytest.mark.parametrize("narrow", [False, True])
def test_what_is_led_is_drawn_from_the_empty_sheet_to_the_debrief(narrow: bool) -> None:
    book = score.by_the_book("AHA 2025", 1)
    led, debrief = LedPicture(narrow=narrow), DebriefPicture(narrow=narrow)
    led.show(score.conduct("AHA 2025", (), 1), None)
    assert said(led.sheet) == [f"Round {number}" for number in range(1, score.ROUNDS + 1)]
    led.show(score.conduct("AHA 2025", book[:12], 1), None)
    assert "You" in said(led.sheet) and "shock 1" in said(led.sheet)
    debrief.show(score.conduct("AHA 2025", book, 1), None)
    assert {"You", "AHA"} <= set(said(debrief.sheet))


def test_words_of_time_and_of_a_staff() -> None:
    assert (clock(0), clock(65), clock(599.6)) == ("0:00", "1:05", "10:00")
    assert (label("ERC/RCUK 2025"), label("ERC/RCUK 2025", narrow=True)) == ("ERC/RCUK", "ERC")
    assert label("You") == "You"
    assert in_words(score.write([score.Look("asystole")], "AHA 2025")).startswith("AHA 2025: round")
