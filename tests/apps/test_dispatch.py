"""The hundred calls and the queue: what is shown is the domain's, and a call can be read."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from matplotlib.colors import to_hex

from helpers.apps import dispatch as apps
from helpers.apps.guess import Guess
from helpers.apps.one_call import OneCall
from helpers.domain import dispatch
from helpers.domain.dispatch import Station
from helpers.figures import style
from helpers.figures.dispatch import HundredCallsPicture, QueuePicture

MISSED_AT_FOUR = [23, 30, 36, 56, 57, 92, 97]


def opened(app: apps.CallsApp) -> OneCall:
    card = app.controls["call"]
    assert isinstance(card, OneCall)
    return card


def hundred(app: apps.CallsApp) -> HundredCallsPicture:
    picture = app._painter().picture
    assert isinstance(picture, HundredCallsPicture)
    return picture


# -- a hundred calls -------------------------------------------------------------------------


def test_many_points_bring_als_and_few_do_not() -> None:
    """The arrest has ten points, the small cut has none."""
    app = apps.calls_app()
    app.controls["threshold"].value = 4
    assert "ALS was sent, and was needed" in _text_of(app, 5)
    assert "No ALS was sent, and none was needed" in _text_of(app, 95)
    picture = hundred(app)
    assert picture.line.get_xdata()[0] < picture.places[4][0]  # the arrest, right of the line
    assert picture.line.get_xdata()[0] > picture.places[94][0]


def test_the_hundred_are_drawn_and_told_as_the_domain_sorts_them() -> None:
    app = apps.calls_app()
    picture = hundred(app)
    for threshold in reversed(dispatch.THRESHOLDS):
        app.controls["threshold"].value = threshold
        counts = dispatch.sort_calls(threshold).counts
        shown = {fate: int(text.get_text()) for fate, text in picture.counts.items()}
        assert shown == {fate: getattr(counts, fate) for fate in dispatch.FATES}
        missed = [to_hex(c).upper() for c in picture.marks[True].get_facecolor()].count(style.INK)
        assert missed == counts.missed
        assert app.shown.values["Missed"] == f"{counts.missed} of 22 who needed ALS"


def test_over_triage_is_one_part_of_two_wholes() -> None:
    """At three points 41 get too much: 68 % of the 60 who are sent ALS, 41 % of all calls."""
    app = apps.calls_app()
    (part, sent, told), (same, every, of_all) = hundred(app).wholes
    assert part.get_width() == same.get_width() == 41
    assert (sent.get_width(), every.get_width()) == (60, 100)
    assert told.get_text() == "over-triage: 41 of 60 sent ALS, 68 %"
    assert of_all.get_text() == "over-triage: 41 of 100 calls, 41 %"
    both = "41 of 60 sent (68 %), and 41 of 100 calls"
    assert app.shown.values["More than needed"] == both


def test_where_nobody_is_sent_als_no_share_is_made_up() -> None:
    app = apps.calls_app()
    app.controls["threshold"].value = 11
    assert app.shown.values["More than needed"] == "nobody was sent ALS; 0 of 100 calls"
    assert "%" not in hundred(app).wholes[0][2].get_text()


def _text_of(app: apps.CallsApp, number: int) -> str:
    app.controls["call"].value = number
    return opened(app).text()


def test_each_call_can_be_read_with_its_points_and_what_it_turned_out_to_be() -> None:
    one = OneCall(1)
    for number, call in enumerate(dispatch.calls(), 1):
        one.value = number
        one.follow(3, is_covered=False)
        text, card = one.text(), one.card.value
        assert f"“{call.story}”" in text and f"{call.turned_out}." in text
        assert f"{call.score} points: " in text and f"Call {number}, {call.complaint}: " in text
        told = text.split("points: ")[1].split(".\n")[0]
        points = [int(one.rsplit(" ", 1)[1]) for one in told.split("; ") if call.signs]
        assert sum(points) == call.score
        assert f"Call {number}, " in card and 'role="status"' in card


def test_the_ring_lies_around_the_open_call() -> None:
    app = apps.calls_app()
    app.controls["call"].value = 30
    x, y = hundred(app).ring.get_data()
    assert np.allclose([x[0], y[0]], hundred(app).places[29])


def test_a_page_without_a_kernel_holds_the_open_call() -> None:
    assert dispatch.calls()[0].story in repr(apps.calls_app())


def test_next_missed_goes_through_all_of_them_and_begins_again() -> None:
    app = apps.calls_app()
    app.controls["threshold"].value = 4
    card = opened(app)
    seen = []
    for _ in range(len(MISSED_AT_FOUR) + 1):
        card._buttons["missed"].click()
        seen.append(card.value)
        assert "No ALS was sent, and it was needed" in card.text()
    assert seen == [*MISSED_AT_FOUR, MISSED_AT_FOUR[0]]


@pytest.mark.parametrize("fate", ["missed", "extra", "hit"])
def test_each_button_leads_to_its_own_fate(fate: str) -> None:
    app = apps.calls_app()
    opened(app)._buttons[fate].click()
    assert dispatch.calls()[opened(app).value - 1].fate(3) == fate


def test_a_button_that_leads_nowhere_is_locked() -> None:
    app = apps.calls_app()
    locked = {}
    for threshold in (0, 3, 11):
        app.controls["threshold"].value = threshold
        locked[threshold] = {f for f, one in opened(app)._buttons.items() if one.disabled}
    assert locked == {0: {"missed"}, 3: set(), 11: {"extra", "hit"}}


def test_the_open_call_stays_open_when_the_threshold_moves() -> None:
    app = apps.calls_app()
    app.controls["call"].value = 30
    app.controls["threshold"].value = 1
    assert opened(app).value == 30 and "ALS was sent, and was needed" in opened(app).card.value


@pytest.mark.parametrize("narrow", [False, True])
def test_pointing_at_a_call_opens_it_and_pointing_beside_it_nothing(narrow: bool) -> None:
    app = apps.calls_app()
    app.stage.narrow = narrow
    picture = hundred(app)
    width, height = picture.figure.get_size_inches() * picture.figure.dpi
    for number in (5, 57, 95):
        x, y = picture.axes.transData.transform(picture.places[number - 1])
        app.stage.pointed = [x / width, 1 - y / height, number]
        assert opened(app).value == number
    app.stage.pointed = [0.999, 0.999, 0]
    assert opened(app).value == 95


def covered_app() -> apps.CallsApp:
    app = apps.calls_app()
    guess = Guess("How many are missed?", "Missed", maximum=22, unit="of 22")
    controls = {"threshold": app.controls["threshold"], "call": OneCall(5)}
    return apps.CallsApp(app.title, controls, app.show, HundredCallsPicture, guess)


def test_while_a_guess_is_open_no_call_can_be_read() -> None:
    app = covered_app()
    story = dispatch.calls()[4].story
    assert opened(app).card.value == "" and story not in repr(app)
    assert opened(app).number.disabled and all(b.disabled for b in opened(app)._buttons.values())
    app.stage.pointed = [0.5, 0.25, 1]
    assert opened(app).value == 5
    app.guess.skip.click()
    assert "gasps now and then" in opened(app).card.value and story in repr(app)
    assert not opened(app).number.disabled


# -- the queue -------------------------------------------------------------------------------


def queue_picture(app: apps.App) -> QueuePicture:
    picture = app._painter().picture
    assert isinstance(picture, QueuePicture)
    return picture


def test_the_queue_says_and_draws_what_the_domain_has() -> None:
    app = apps.queue_app()
    app.controls["als"].value, app.controls["bls"].value = 2, 2
    station = Station(als=2, bls=2)
    found = dispatch.compared(3, 6, station)
    one, two = app.shown.drawn["waited"]
    assert (one, two) == (found.first, found.second) and one.threshold == 3
    assert app.shown.values["Who needed ALS had it after"].startswith(f"{one.needed.mean:.0f} ")
    first, second = (bars["needed"][1].get_xdata()[0] for bars in queue_picture(app).bars)
    assert (first, second) == (one.needed.mean, two.needed.mean)


def sooner(app: apps.App, **settings: object) -> float:
    return float(app.drive(**settings).drawn["waited"][0].needed.mean)


@pytest.mark.parametrize(
    ("fewer", "more"),
    [
        ({"als": 1}, {"als": 2}),
        ({"bls": 1}, {"bls": 3}),
        ({"stays": True}, {"stays": False}),
        ({"asks": 20}, {"asks": 0}),
        # With two crews a threshold that looks the right way costs those who need ALS.
        ({"als": 2, "threshold": 8}, {"als": 2, "threshold": 1}),
    ],
)
def test_each_control_of_the_queue_moves_the_minutes(
    fewer: dict[str, object], more: dict[str, object]
) -> None:
    app = apps.queue_app()
    assert sooner(app, **more) < sooner(app, **fewer)


def test_the_other_threshold_is_told_on_the_same_days() -> None:
    drive: Callable[..., apps.Shown] = apps.queue_app().drive
    told = drive().values["The other threshold"]
    paired = dispatch.compared(3, 6).needed
    ends = f"({paired.low:.1f} to {paired.high:.1f})"
    assert told == f"{paired.mean:.1f} minutes longer {ends} for who needed ALS"
    back = drive(threshold=6, other=3).values["The other threshold"]
    assert back == told.replace("longer", "shorter")
    assert drive(other=4).values["The other threshold"].startswith("nothing to tell")


def test_one_threshold_twice_is_drawn_once() -> None:
    shown = apps.queue_app().drive(other=3)
    assert len(shown.drawn["waited"]) == 1
    assert shown.values["The other threshold"] == "is the same one"


def test_nobody_without_need_is_no_number() -> None:
    shown = apps.queue_app().drive(threshold=11)
    assert shown.values["Who did not need it"] == "nobody was sent ALS without need"


def test_what_lies_beyond_the_scale_has_an_arrow() -> None:
    app = apps.queue_app()
    app.controls["stays"].value = True
    app.controls["threshold"].value = 0
    late = queue_picture(app).bars[0]["needed_late"][2].get_text()
    assert late.endswith(" →") and float(late[:-2]) > QueuePicture.span


def test_no_death_is_counted_and_no_threshold_called_best() -> None:
    note = apps.queue_app().shown.note
    assert "No deaths are counted" in note and "hangs on what no source gives" in note


def test_one_day_is_drawn_as_its_log_has_it() -> None:
    app = apps.queue_app()
    strip = queue_picture(app).day
    assert strip is not None
    before = {needs: len(bars.get_paths()) for needs, bars in strip.bars.items()}
    app.controls["threshold"].value = 11
    day = app.shown.drawn["day"]
    assert len(strip.bars[True].get_paths()) == len(day)
    assert before[False] > 0 and len(strip.bars[False].get_paths()) == 0
    (left, _), *_ = strip.bars[True].get_paths()[0].vertices
    assert left == pytest.approx(day[0].leaves / 60)
    app.controls["als"].value = 2
    rows = {round(float(path.vertices[0][1]), 3) for path in strip.bars[True].get_paths()}
    assert len(rows) == 2
