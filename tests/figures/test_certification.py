"""Cards on a counter and on a line of years: no text leaves its place, whatever is in a wallet."""

from __future__ import annotations

from datetime import date

import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg

from helpers.domain import certification
from helpers.domain.certification import ACCEPTED, ASK, REFUSED, Answer, Held, accepted, cards
from helpers.figures.certification import CounterPicture, YearsPicture
from helpers.figures.picture import Picture

EVERY = [one.card for one in cards()]
BORDERS = [(role, where) for role in certification.roles() for where in certification.places()]
ON = date(2026, 12, 1)


def longest(role: str, where: str) -> list[Answer]:
    """The four cards of which most is said there, with days as long as days are written."""
    days = {"issued": date(2026, 9, 1), "expires": date(2028, 9, 30)}
    answers = [accepted(name, role, where, on=ON, **days) for name in EVERY]
    return sorted(answers, key=lambda one: len(one.why) + len(one.rule))[-4:]


def boxes(picture: Picture) -> dict[str, object]:
    renderer = FigureCanvasAgg(picture.figure).get_renderer()
    texts = [one for axes in picture.figure.axes for one in axes.texts]
    return {
        one.get_text(): one.get_window_extent(renderer)
        for one in texts
        if one.get_visible() and one.get_text()
    }


def inside(picture: Picture) -> None:
    width, height = picture.figure.canvas.get_width_height()
    for text, box in boxes(picture).items():
        assert box.x0 >= 0 and box.x1 <= width and box.y0 >= 0 and box.y1 <= height, text


@pytest.mark.parametrize("narrow", [False, True])
def test_at_every_border_the_four_longest_answers_have_room(narrow: bool) -> None:
    picture = CounterPicture(narrow=narrow)
    for role, where in BORDERS:
        picture.show(longest(role, where), role, where)
        assert picture.bottom <= picture.height - 0.1, (role, where)
        inside(picture)


@pytest.mark.parametrize("narrow", [False, True])
@pytest.mark.parametrize("name", EVERY)
def test_every_name_stays_on_its_card(name: str, narrow: bool) -> None:
    picture = CounterPicture(narrow=narrow)
    days = {"issued": date(2026, 9, 1), "expires": date(2028, 9, 30)}
    answer = accepted(name, "lifeguard", "Europe", on=ON, **days)
    picture.show([answer], "lifeguard", "Europe")
    tile = picture._cards[0]
    renderer = FigureCanvasAgg(picture.figure).get_renderer()
    card = tile._paper.get_window_extent(renderer)
    stamp = tile._verdict.get_window_extent(renderer).x0 if narrow else card.x1
    for text, right in zip(
        tile._lines[: 2 if narrow else 3], (card.x1, stamp, card.x1), strict=False
    ):
        box = text.get_window_extent(renderer)
        assert card.x0 < box.x0 and box.x1 < right and card.y0 < box.y0 and box.y1 < card.y1


def test_a_card_lies_where_its_answer_puts_it() -> None:
    picture = CounterPicture()
    names = {ACCEPTED: "AHA ACLS", REFUSED: "RCUK ALS", ASK: "NRP"}
    answers = [accepted(name, "paramedic", "New Jersey") for name in names.values()]
    assert [one.verdict for one in answers] == [*names]
    picture.show(answers, "paramedic", "New Jersey")
    left = {one: tile._paper.get_x() for one, tile in zip(names, picture._cards, strict=False)}
    assert left[REFUSED] < left[ASK] < left[ACCEPTED]
    assert not picture._cards[3]._paper.get_visible()
    styles = {tile._paper.get_linestyle() for tile in picture._cards[:3]}
    assert len(styles) == 2 and picture._cards[0]._paper.get_linewidth() > 2


def test_a_card_keeps_the_rule_that_is_not_on_the_sign() -> None:
    picture = CounterPicture()
    both = [accepted(name, "paramedic", "United Kingdom") for name in ("RCUK ALS", "AHA ACLS")]
    assert both[0].rule != both[1].rule
    picture.show(both, "paramedic", "United Kingdom")
    said = " ".join(boxes(picture)).replace("\n", " ")
    assert both[0].rule in said and both[1].rule in said and both[1].why in said
    assert "Resuscitation Council UK ‡" in said


def test_where_no_rule_was_read_the_sign_says_what_is_typical_or_nothing() -> None:
    picture = CounterPicture()
    for where, typical in (("United States", "asked for: BLS skills."), ("Europe", "")):
        picture.show([accepted("AHA BLS", "lifeguard", where)], "lifeguard", where)
        said = " ".join(boxes(picture)).replace("\n", " ")
        assert "No rule on these cards was read" in said and typical in said
        assert ("Typically" in said) == bool(typical)


@pytest.mark.parametrize("narrow", [False, True])
def test_every_card_has_room_on_the_line_of_years(narrow: bool) -> None:
    picture = YearsPicture(narrow=narrow)
    for first, last in ((date(2026, 9, 30), None), (None, date(2030, 9, 30)), (None, None)):
        for place in range(0, len(EVERY), 4):
            picture.show([Held(name, first, last) for name in EVERY[place : place + 4]])
            inside(picture)
            renderer = FigureCanvasAgg(picture.figure).get_renderer()
            for bar in (one for one in picture._bars if one._name.get_visible()):
                name, until, rule = (
                    one.get_window_extent(renderer) for one in (bar._name, bar._until, bar._rule)
                )
                assert narrow or name.x1 < until.x0
                below = picture._bars[1]._y - picture._bars[0]._y
                assert rule.height < 100 * (below - 0.3)


@pytest.mark.parametrize("years", [1, 4, 20, 40])
def test_a_bar_ends_in_its_year_and_no_year_is_missing_at_its_end(years: int) -> None:
    picture = YearsPicture()
    first, last = date(2001, 7, 1), date(2001 + years, 7, 1)
    picture.show([Held("AHA BLS", first, last)])
    bar, at = picture._bars[0]._bar, {}
    for line, text in picture._years:
        if line.get_visible():
            at[int(text.get_text())] = line.get_xdata()[0]
    assert min(at) <= 2001 and max(at) > 2001 + years and len(at) <= 6
    low, high = min(at), max(at)
    inch = (at[high] - at[low]) / (high - low)
    assert bar.get_x() == pytest.approx(at[low] + 0.5 * inch, abs=0.01 * inch + 0.01)
    end = at[low] + (years + 0.5 + 2001 - low) * inch
    assert bar.get_x() + bar.get_width() == pytest.approx(end, abs=0.01 * inch + 0.01)


def test_a_card_without_a_last_day_stays_open_and_is_last() -> None:
    picture = YearsPicture()
    day = date(2025, 9, 30)
    picture.show([Held("Red Cross BLS", day), Held("AHA BLS", day)])
    assert [bar._name.get_text() for bar in picture._bars[:2]] == ["AHA BLS", "Red Cross BLS"]
    closed, open_ = (bar._bar for bar in picture._bars[:2])
    assert open_.get_facecolor()[3] == 0 and open_.get_hatch() != "//" and closed.get_facecolor()[3]
    assert [len(bar._marks.get_xdata()) for bar in picture._bars[:2]] == [2, 0]
