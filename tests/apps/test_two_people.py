"""Same strip, two people, without a browser: what is sent there, and what a page tells."""

from __future__ import annotations

import numpy as np
import pytest

from helpers.apps.two_people import TwoPeople, TwoPeopleApp, two_people_app
from helpers.domain import two_people
from helpers.domain.rhythm_cases import PRESS, SHOCK, WATCH
from helpers.domain.two_people import AGAIN, NO, UNSURE, YES

PAIRS = [pair[0].pair for pair in two_people.pairs()]
REFUSED: dict[tuple[str, str], str] = {}


def board(app: TwoPeopleApp) -> TwoPeople:
    control = app.controls["deeds"]
    assert isinstance(control, TwoPeople)
    return control


def sent(app: TwoPeopleApp, side: int, word: str, second: float | None = None) -> None:
    """What the browser sends."""
    board(app)._receive(board(app), {"side": side, "word": word, "second": second}, [])


def all_done(app: TwoPeopleApp) -> TwoPeopleApp:
    """Both seen to, and rightly."""
    for side, person in enumerate(app.shown.drawn["meeting"].people):
        sent(app, side, YES if person.has_pulse else NO, 6.0)
        sent(app, side, person.action)
    return app


@pytest.mark.parametrize("pair", PAIRS)
def test_a_page_without_a_kernel_tells_no_pulse_and_no_action(pair: str) -> None:
    data, metadata = two_people_app(pair)._repr_mimebundle_()
    text = data["text/plain"] + metadata["image/png"]["alt"]
    meeting = two_people.begin(pair)
    for person in meeting.people:
        assert person.story in text and person.why not in text
        assert person.state_in_words not in text
    assert not [action for action in two_people.ACTIONS if action in text]
    assert "the strip does not tell" in text and "lay people feel for no pulse" in text
    assert meeting.strip.rhythm in metadata["image/png"]["alt"] and data["image/png"]
    assert "FIRSTAID_NOTES" in metadata["text/html"]["sources"]


def test_the_two_get_the_same_strip_and_the_browser_feels_only_what_is_there() -> None:
    app = two_people_app("wide and fast")
    people, shown = board(app).people, app.shown.drawn
    volts = np.frombuffer(board(app).samples, dtype="<i2") / 1000
    assert np.abs(volts - shown["strip"].signal).max() <= 0.0005 + 1e-9
    for person, sent_there in zip(shown["meeting"].people, people, strict=True):
        assert bool(sent_there["beats"]) == person.has_pulse == bool(sent_there["strength"])
        # What a crew never sees, and what was right, is not even there before the debrief.
        assert sent_there["pressure"] == sent_there["verdict"] == []
    assert app.stage.status == "" and "for trained teams only" in app.stage.note


@pytest.mark.parametrize("pair", PAIRS)
def test_who_feels_rightly_and_does_what_follows_is_told_so(pair: str) -> None:
    app = all_done(two_people_app(pair))
    assert board(app).over and app.shown.values["Done right"] == "2 of 2"
    assert app.shown.values["The hand took"] == "6.0 s, 6.0 s"
    for person, told in zip(app.shown.drawn["meeting"].people, board(app).people, strict=True):
        verdict = dict(told["verdict"])
        assert verdict["So it was"] == f"{person.state_in_words}."
        assert verdict["You did"].endswith("Right.") and person.why in verdict["Why"]
        assert (np.ptp(told["pressure"]) > 0) == person.has_pulse
    assert "78 of 100" in app.stage.note and "lay people 47 of 100 after 5 s" in app.stage.note
    assert "feel for none" in app.stage.note and "†" in app.stage.note


def test_what_was_wrong_says_whether_the_hand_or_the_deed_was() -> None:
    app = two_people_app()
    dead = [one.has_pulse for one in app.shown.drawn["meeting"].people].index(False)
    sent(app, dead, YES, 2.0)
    sent(app, dead, WATCH)
    sent(app, 1 - dead, UNSURE, 10.0)
    sent(app, 1 - dead, PRESS)
    verdicts = [dict(one["verdict"]) for one in board(app).people]
    assert "the hand was wrong" in verdicts[dead]["You did"]
    assert "shows that the heart pumps" in verdicts[1 - dead]["Your hand"]
    assert app.shown.values["Done right"] == "0 of 2"


def test_no_hand_excuses_an_arrest_treated_in_somebody_who_breathes() -> None:
    app = two_people_app()
    well = [one.has_pulse for one in app.shown.drawn["meeting"].people].index(True)
    for side, said, deed in ((well, NO, PRESS), (1 - well, NO, PRESS)):
        sent(app, side, said, 4.0)
        sent(app, side, deed)
    verdict = dict(board(app).people[well]["verdict"])
    assert "the hand was wrong" not in verdict["You did"] and "Not so" in verdict["You did"]
    assert "answer or normal breathing" in verdict["Your hand"]


def test_a_hand_that_felt_too_long_is_answered_in_words() -> None:
    shown = two_people_app().drive(deeds=((0, YES, 11.0),))
    assert "10 seconds at most" in shown.problem


def test_two_other_people_lie_there_and_nobody_has_felt() -> None:
    app = all_done(two_people_app())
    sent(app, 0, AGAIN)
    assert not board(app).over and PAIRS[1] == app.shown.drawn["meeting"].pair
    assert board(app).last == -1 and not any(one["said"] for one in board(app).people)
    assert "ventricular tachycardia" in board(app).title and app.stage.status == ""


def test_a_message_without_a_clock_has_no_seconds() -> None:
    app = two_people_app()
    sent(app, 0, UNSURE)
    sent(app, 0, SHOCK)
    assert board(app).people[0]["done"].startswith("You said: unsure. You do: shock")
    assert board(app).heard == 2
