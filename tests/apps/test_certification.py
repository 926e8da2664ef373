"""A wallet at a border, the pathway finder, and renewals saved as a calendar."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest
from icalendar import Calendar

from helpers.apps.certification import pathway_app, renewals_app, wallet_app
from helpers.apps.controls import day, from_text
from helpers.apps.wallet import MOST, Wallet
from helpers.domain import certification
from helpers.domain.certification import renewals

ON = date(2026, 12, 1)
REFUSED = {("wallet_app", "on"): "choose the day"}


def names(app) -> list[str]:
    return [one[0] for one in app.controls["held_cards"].value]


# The wallet


def test_what_is_counted_is_what_lies_on_the_counter() -> None:
    app = wallet_app()
    assert dict(app.shown.values) == {"Accepted": "1 of 4", "Ask the employer": "0", "Refused": "3"}
    for role, where in (
        ("dentist", "Montana"),
        ("doctor in training in acute medicine", "United Kingdom"),
        ("general practitioner in training", "Australia"),
    ):
        shown = app.drive(role=role, where=where)
        verdicts = [one.verdict for one in shown.drawn["answers"]]
        assert len(set(verdicts)) >= 2
        assert shown.values["Accepted"] == f"{verdicts.count('accepted')} of 4"
        assert shown.values["Ask the employer"] == str(verdicts.count("ask the employer"))
        assert shown.values["Refused"] == str(verdicts.count("refused"))


def test_the_four_who_come_to_the_counter() -> None:
    """A nurse, a paramedic in Leeds, a lifeguard and a dental student, in their own countries."""
    app, day_of_issue = wallet_app(), date(2026, 3, 3)

    def asked(role: str, where: str, card: str) -> str:
        shown = app.drive(role=role, where=where, held_cards=((card, day_of_issue, None),))
        return shown.drawn["answers"][0].verdict

    assert asked("hospital nurse", "United States", "AHA BLS") == "ask the employer"
    assert asked("paramedic", "United Kingdom", "RCUK ALS") == "ask the employer"
    assert asked("lifeguard", "United States", "AHA BLS") == "ask the employer"
    assert asked("dental student", "United States", "AHA BLS") == "ask the employer"
    assert asked("dental hygienist", "California", "AHA BLS") == "accepted"


def test_a_day_later_a_card_is_refused_and_says_so() -> None:
    app, one = wallet_app(), (("AHA ACLS", date(2025, 5, 12), None),)
    kept = app.drive(held_cards=one, on=date(2027, 5, 31))
    over = app.drive(held_cards=one, on=date(2027, 6, 1))
    assert (kept.values["Accepted"], over.values["Accepted"]) == ("1 of 1", "0 of 1")
    assert over.drawn["answers"][0].why == "Its last day was 31 May 2027."


def test_the_day_that_stands_on_a_card_counts() -> None:
    app, sooner = wallet_app(), (("AHA ACLS", date(2025, 5, 12), date(2026, 11, 30)),)
    assert app.drive(held_cards=sooner).values["Refused"] == "1"


def test_what_makes_no_sense_is_answered_in_words() -> None:
    app = wallet_app()
    app.controls["on"].value = None
    assert app.stage.problem == "choose the day on which you show your cards"
    app.controls["on"].value = ON
    assert app.stage.problem == ""
    early = (("AHA ACLS", date(2026, 12, 2), None),)
    assert "before it was issued" in app.drive(held_cards=early).problem
    turned = (("AHA ACLS", date(2026, 2, 2), date(2026, 2, 1)),)
    assert "would end on" in app.drive(held_cards=turned).problem
    assert app.drive(held_cards=()).values["In the wallet"] == "no card; put one in"


def test_whoever_does_not_see_the_counter_is_told_card_by_card() -> None:
    app = wallet_app()
    assert "RCUK ALS, until 8 March 2028: refused. The rules on mobile" in app.stage.alt
    assert "AHA ACLS, until 31 May 2027: accepted." in app.stage.alt


def test_in_a_narrow_window_rule_and_reasons_stand_in_a_table() -> None:
    app = wallet_app()
    assert app.stage.html == ""
    app.stage.narrow = True
    assert "(State of New Jersey)" in app.stage.html
    assert app.stage.html.count("Another issuer than the one named.") == 3
    app.controls["held_cards"].value = ()
    assert app.stage.html == ""


def test_sources_go_with_the_output_and_the_weakest_mark_is_explained() -> None:
    app = wallet_app()
    _, about = app._repr_mimebundle_()
    assert about["text/plain"]["sources"] == ["NJAC_8_41"]
    assert "†" not in app.shown.note and "this is no advice" in app.shown.note
    assert "as if it were valid" not in app.shown.note
    undated = app.drive(held_cards=(("AHA ACLS", None, None),))
    assert undated.values["Accepted"] == "1 of 1" and "as if it were valid" in undated.note
    assert "†" in app.drive(role="hospital nurse", where="United States").note


# The control


def wallet() -> Wallet:
    return Wallet(("AHA BLS", ON, None), ("RCUK ALS", None, ON))


def test_a_card_is_put_in_renewed_and_taken_out() -> None:
    mine = wallet()
    assert (mine.put.description, mine.take.disabled) == ("Change days", False)
    mine.card.value = "NRP"
    assert (mine.put.description, mine.take.disabled) == ("Put in", True)
    assert mine.issued.value is None and mine.expires.value is None
    mine.issued.value = ON
    mine.put.click()
    assert mine.value[-1] == ("NRP", ON, None) and not mine.take.disabled
    mine.card.value = "RCUK ALS"
    assert (mine.issued.value, mine.expires.value) == (None, ON)
    mine.issued.value = date(2026, 1, 1)
    mine.put.click()
    assert mine.value[1] == ("RCUK ALS", date(2026, 1, 1), ON) and len(mine.value) == 3
    mine.take.click()
    assert [one[0] for one in mine.value] == ["AHA BLS", "NRP"]


def test_a_full_wallet_says_so_and_takes_no_more() -> None:
    mine = wallet()
    for name in ("NRP", "ATLS", "RCUK ILS"):
        mine.card.value = name
        mine.put.click()
    assert len(mine.value) == MOST and mine.put.disabled
    assert mine.put.description == "Full: take one out"
    mine.card.value = "ATLS"
    mine.take.click()
    mine.card.value = "RCUK ILS"
    mine.put.click()
    assert mine.value[-1][0] == "RCUK ILS"


def test_a_locked_wallet_has_no_open_part_and_opens_as_it_was() -> None:
    mine = wallet()
    parts = (mine.card, mine.issued, mine.expires, mine.put, mine.take)
    mine.disabled = True
    assert all(part.disabled for part in parts)
    mine.disabled = False
    assert not any(part.disabled for part in parts)


def test_its_fields_have_names() -> None:
    said = set(wallet_app().stage.names.values())
    assert {"Card in your wallet", "Day of issue", "Last day on it"} <= said


def test_a_day_can_be_written_in_the_table_of_guesses() -> None:
    control = day("Day", ON)
    assert from_text(control, "2026-05-06", "on") == date(2026, 5, 6)
    with pytest.raises(ValueError, match=r"a day, as in 2026-12-01; 'May' was read"):
        from_text(control, "May", "on")
    with pytest.raises(ValueError, match="the latest day is 2100-12-31"):
        from_text(control, "2101-01-01", "on")


# The pathway finder


@pytest.mark.parametrize(
    ("setting", "asked"),
    [
        ({}, "BLS; ACLS in some units"),
        ({"patients": "children"}, "BLS and PALS, by unit"),
        ({"role": "paramedic", "where": "United Kingdom"}, "a place on the register"),
        ({"role": "lifeguard"}, "BLS skills"),
        ({"role": "dental student"}, "BLS"),
        ({"role": "dental student", "where": "Australia"}, "ask the school"),
        ({"role": "lifeguard", "where": "Canada"}, "ask the employer"),
        ({"role": "hospital doctor", "patients": "children"}, "adults: BLS and ACLS, by unit"),
        ({"role": "hospital doctor", "patients": "all ages"}, "adults: BLS and ACLS, by unit"),
    ],
)
def test_who_is_asked_for_what(setting: dict[str, str], asked: str) -> None:
    app = pathway_app()
    shown = app.drive(**setting)
    assert asked in shown.values["Typically asked for"]
    rows = {row["What"]: row for row in shown.drawn["rows"]}
    heads = [head for head in rows["Hours"] if head != "What"]
    assert heads and all(rows["Not certain"][head] for head in heads)
    assert all(cell for row in rows.values() for cell in row.values())


def test_patients_of_whom_nothing_was_read_are_told() -> None:
    app = pathway_app()
    unread = app.drive(role="hospital doctor", patients="children")
    assert unread.values["Of children"] == "nothing was read for this work here"
    for patients in ("adults", "all ages"):
        told = app.drive(role="hospital doctor", patients=patients)
        assert [*told.values] == ["Typically asked for"]


def test_several_kinds_of_patients_stand_side_by_side() -> None:
    shown = pathway_app().drive(patients="all ages")
    assert [*shown.drawn["rows"][0]] == ["What", "Adults", "Children", "Newborns"]
    assert shown.values["Typically asked for"].startswith("adults: BLS; ACLS in some units; child")


def test_what_a_state_asks_and_what_is_typical_of_its_country_are_told_apart() -> None:
    for role, holds in (("dentist", "California"), ("hospital nurse", "United States")):
        rows = pathway_app().drive(role=role, where="California").drawn["rows"]
        assert set(rows[0].values()) == {"Where it holds", holds}


def test_every_doubt_has_its_sign_and_its_sources() -> None:
    app = pathway_app()
    for role in certification.roles():
        shown = app.drive(role=role, where="United Kingdom")
        rows = {row["What"]: row for row in shown.drawn["rows"]}
        for one, asked in zip(
            shown.drawn["found"], [*rows["Typically asked for"].values()][1:], strict=True
        ):
            assert ("‡" in asked) == (one.confidence == "unverified")
            assert ("†" in asked) == (one.confidence == "second-hand")
    _, about = app._repr_mimebundle_()
    assert "TJC_2340" in about["text/html"]["sources"]


# Renewals


def test_the_first_to_end_is_told_and_what_is_not_known() -> None:
    shown = renewals_app().shown
    assert shown.values["First to end"] == "RCUK ILS, 3 February 2027"
    assert shown.values["Not in the calendar"] == "Red Cross BLS; put in the last day on it"
    given = renewals_app().drive(held_cards=(("Red Cross BLS", None, date(2027, 9, 30)),))
    assert dict(given.values) == {"First to end": "Red Cross BLS, 30 September 2027"}
    none = renewals_app().drive(held_cards=(("NRP", None, None),))
    assert none.values["First to end"] == "none is known"


def test_the_calendar_is_saved_and_its_place_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    app = renewals_app()
    app.save()
    file = tmp_path / renewals.FILE
    assert app.stage.status.startswith(f"Saved, 3 cards: {file}.")
    events = Calendar.from_ical(file.read_text()).walk("VEVENT")
    days = [one.decoded("dtstart") for one in events]
    assert days == [date(2027, 2, 3), date(2027, 5, 31), date(2028, 3, 8)]
    app.controls["held_cards"].value = (("AHA BLS", None, date(2027, 1, 31)),)
    app.save()
    assert "Saved, 1 card: " in app.stage.status
    assert file.read_text().count("BEGIN:VEVENT") == 1


def test_nothing_else_is_written_over_and_a_reason_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    app, file = renewals_app(), tmp_path / renewals.FILE
    file.write_text("BEGIN:VCALENDAR, and my own")
    app.save()
    assert "is there and is something else. Rename it" in app.stage.problem
    assert file.read_text() == "BEGIN:VCALENDAR, and my own"
    file.unlink()
    elsewhere = tmp_path / "elsewhere.txt"
    elsewhere.write_text("not mine")
    os.symlink(elsewhere, file)
    app.save()
    assert app.stage.problem and elsewhere.read_text() == "not mine"
    file.unlink()
    file.mkdir()
    app.save()
    assert app.stage.problem and app.fault is None
    app.controls["held_cards"].value = (("NRP", None, None),)
    app.save()
    assert "there is no card yet" in app.stage.problem


def test_a_page_without_a_kernel_shows_the_example_and_no_file(tmp_path: Path) -> None:
    data, about = renewals_app()._repr_mimebundle_()
    assert "RCUK ILS, 3 February 2027" in data["text/plain"]
    assert (
        "AHA BLS: until 31 May 2027. Two years, to the end of the month."
        in (about["image/png"]["alt"])
    )
    assert "AHA_CARDINFO" in about["text/plain"]["sources"]
