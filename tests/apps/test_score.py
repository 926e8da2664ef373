"""The score as an app, and leading a team."""

from __future__ import annotations

import pytest

from helpers.apps.score import conduct_app, score_app
from helpers.domain import score
from helpers.domain.algorithms import editions


def test_where_adrenaline_falls_is_said_and_stays_one_round_apart() -> None:
    for pair in ("2025", "2020 and 2021"):
        first = score_app().drive(editions=pair).values["First adrenaline"]
        assert (
            first == "AHA after the second shock, at 3:05; ERC/RCUK after the third shock, at 5:15"
        )


def test_without_a_shock_the_councils_agree() -> None:
    first = score_app().drive(case="a flat line").values["First adrenaline"]
    told = "in a round without a shock, at 1:45"
    assert first == f"AHA {told}; ERC/RCUK {told}"


def test_a_pulse_may_come_before_a_council_has_given_any() -> None:
    first = score_app().drive(case="a pulse comes back").values["First adrenaline"]
    assert first.endswith("ERC/RCUK none before the pulse was back")


def test_a_minute_at_each_look_by_hand() -> None:
    shown = score_app().drive(pause=60)
    assert shown.values["Hands on the chest"] == "67 % of 15:10 minutes, 300 s without"
    assert shown.values["Each pause"] == "longer than the 15 s that a look and its shock may take"
    assert "Each pause" not in score_app().drive(pause=10).values


def test_the_picture_is_told_to_whoever_does_not_see_it() -> None:
    app = score_app()
    assert "adrenaline 1 at 3:05" in app.stage.alt and "10 s without hands" in app.stage.alt
    covered = score_app(guess="first_epinephrine")
    assert "adrenaline 1" not in covered.stage.alt


@pytest.mark.parametrize("edition", editions("adult_arrest"))
def test_no_hint_while_it_runs_and_a_debrief_when_it_is_over(edition: str) -> None:
    app, book = conduct_app(edition), score.by_the_book(edition, 1)
    for count in range(0, len(book), 5):
        app.controls["deeds"].value = book[:count]
        assert app.stage.html == "" and "Debrief" not in app.shown.values
    app.controls["deeds"].value = book
    assert "nothing missing, late or left open" in app.shown.values["Debrief"]
    assert "Right." in app.stage.html and "†" in app.stage.html
    assert f"Line by line, beside {edition}" in app.stage.html
    assert "1 mg IV or IO" in app.stage.html and f"{edition}: 300 mg" in app.stage.html


def test_each_fault_stands_in_the_debrief_with_its_reason() -> None:
    app = conduct_app()
    press, pads = score.deed("compressions", "record"), score.deed("adrenaline", "drugs")
    app.controls["deeds"].do(press, pads, *12 * [score.GO])
    assert app.shown.drawn["sitting"].is_over
    for words in ("The wrong person.", "Too early.", "Missing.", "Not said: All clear, one shock"):
        assert words in app.stage.html
    assert "You none; AHA after the second shock" in app.shown.values["First adrenaline"]


def test_new_pads_are_told_as_a_difference_and_never_asked() -> None:
    app, book = conduct_app("ERC/RCUK 2025"), score.by_the_book("ERC/RCUK 2025", 1)
    app.controls["deeds"].value = book
    assert "Not asked: for clinicians, and councils differ." in app.stage.html
    assert not any(
        "pads" in words and "front" in words for words, _ in app.controls["deeds"].order.options
    )


def test_only_the_buttons_that_mean_something_are_open() -> None:
    app = conduct_app()
    baton = app.controls["deeds"]
    assert not baton.say.disabled and baton.yes.disabled and not baton.go.disabled
    baton.say.click()  # the first of each list: hands on the chest, to whoever stands there
    assert baton.say.disabled and not baton.yes.disabled and baton.go.disabled
    assert "Ana" in baton.back.value
    baton.yes.click()
    assert not baton.say.disabled and baton.yes.disabled
    baton.do(*10 * [score.GO])
    assert baton.say.disabled and baton.go.disabled and not baton.again.disabled
    baton.again.click()
    assert app.shown.values["Clock"] == "0:00" and app.shown.drawn["sitting"].seed == 2


def test_a_page_without_a_kernel_shows_the_beginning_and_no_verdict() -> None:
    data, about = conduct_app()._repr_mimebundle_()
    text = data["text/plain"]
    assert "nobody's hands are on the chest" in text and "teaching model, no prediction" in text
    assert data.get("text/html", "") == "" and "Debrief" not in text
    assert "Debrief" not in about["image/png"]["alt"]


def test_its_lists_have_names() -> None:
    app = conduct_app()
    assert {"What is due now", "To whom"} <= set(app.stage.names.values())


def test_an_unknown_edition_is_answered_with_the_nearest() -> None:
    with pytest.raises(ValueError, match="AHA 2025"):
        conduct_app("AHA 2026")


def test_no_dose_is_typed_and_every_list_is_closed() -> None:
    baton = conduct_app().controls["deeds"]
    assert not any(character.isdigit() for words, _ in baton.order.options for character in words)
