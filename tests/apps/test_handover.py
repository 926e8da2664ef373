"""Handing over as an app: before, while and after somebody listens."""

from __future__ import annotations

import pytest

from helpers.apps.handover import HandoverApp, handover_app
from helpers.domain import handover

NAMES = tuple(handover.HANDOVERS)


def page(app: HandoverApp) -> str:
    data, _ = app._repr_mimebundle_()
    return f"{data['text/plain']}{data['text/html']}"


@pytest.mark.parametrize("name", NAMES)
def test_a_page_without_a_kernel_has_the_sentences_and_no_verdict(name: str) -> None:
    app = handover_app(name)
    shown = page(app)
    case = handover.begin(name).case
    for row in handover.sentences(name).values():
        assert case.tell(row.text) in shown.replace("&#x27;", "'")
        assert case.tell(row.why) not in shown
        assert not row.asked or case.tell(row.asked) not in shown


@pytest.mark.parametrize("name", NAMES)
def test_no_verdict_while_somebody_listens_and_a_debrief_after(name: str) -> None:
    app, deeds = handover_app(name), handover.best(name)
    for count in range(len(deeds)):
        assert not app.drive(deeds=deeds[:count]).drawn["rows"]
    done = app.drive(deeds=deeds)
    assert "nothing asked back" in done.values["Of what is needed"]
    assert all(row["To the listener"].startswith("Needed.") for row in done.drawn["rows"])


def test_the_board_follows_and_the_stage_speaks_at_the_end_only() -> None:
    app = handover_app("call")
    board = app.controls["deeds"]
    assert app.stage.html == app.stage.status == "" and board.ending == "That is all"
    board._receive(board, {"second": 2.0, "action": "story"}, [])
    assert board.second == 9 and board.heard == 1 and not board.over and app.stage.status == ""
    board.do(9.0, "end")
    assert board.over and "Had to be asked back." in app.stage.html
    assert "Cost time." in app.stage.html and "are ours" in app.stage.html
    assert "3 asked back" in app.stage.status
    before = board.opening
    board.do(0, "again")
    assert not board.over and board.seed == 2 and app.stage.html == "" and board.choices
    assert board.opening != before


def test_the_order_is_said_to_be_the_courses_own() -> None:
    app = handover_app("crew")
    app.controls["deeds"].do(0, "end")
    assert "Where your service has its own order, use that" in app.stage.html


def test_a_second_that_is_none_is_answered_in_words() -> None:
    assert "from 0" in handover_app().drive(deeds=((-2, "where"),)).problem


def test_an_unknown_listener_is_answered_with_the_nearest() -> None:
    with pytest.raises(ValueError, match="did you mean 'hospital'"):
        handover_app("hospitals")
