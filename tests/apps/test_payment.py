"""The receipt follows the sheet, the practice tells nothing beforehand, and nobody is advised."""

from __future__ import annotations

from datetime import date

import pytest

from helpers.apps.care_list import CareList
from helpers.apps.payment import receipt_app, rules_table, run_sheets_app
from helpers.apps.run_sheets import RunSheetsApp
from helpers.apps.toolkit import App
from helpers.domain import payment
from helpers.domain.errors import DomainError
from helpers.domain.payment import practice
from helpers.domain.payment.practice import ALONE, HALF, NEXT, WORKED
from helpers.figures.payment import in_words
from tests.apps.sweep import ends

REFUSED = {
    ("receipt_app", "crew"): "is more than this crew may do (EMTs only)",
    ("receipt_app", "care"): "“balloon pump” is more than this crew may do (with a paramedic)",
}


def care_of(app: App) -> CareList:
    control = app.controls["care"]
    assert isinstance(control, CareList)
    return control


# -- the receipt -------------------------------------------------------------------------------


def test_it_opens_with_saline_that_is_crossed_out() -> None:
    app = receipt_app()
    assert app.shown.values["Level"] == "ALS1-E"
    assert "crystalloids" in app.shown.values["Last added"]
    assert [one.is_crossed_out for one in app.shown.drawn["receipt"].lines][-1]
    assert "normal saline, IV infusion: crossed out" in app.stage.alt


def test_lines_are_added_and_taken_off() -> None:
    app = receipt_app()
    care = care_of(app)
    care.chosen.value = "epinephrine, IV push"
    care.add.click()
    assert app.shown.values["Level"] == "ALS2" and "administration 3 of 3" in app.stage.alt
    care.off.click()
    assert app.shown.values["Level"] == "ALS1-E"
    care.empty.click()
    assert app.shown.values["Level"] == "BLS-E" and "Last added" not in app.shown.values
    for _ in range(20):
        care.add.click()
    assert len(care.value) == care.most


def test_the_day_decides_on_blood_and_the_end_on_everything() -> None:
    app = receipt_app()
    blood = ("blood transfusion",)
    levels = [
        app.drive(care=blood, day=day).values["Level"]
        for day in (date(2024, 12, 31), date(2025, 1, 1))
    ]
    assert levels == ["ALS1-E", "ALS2"]
    said = app.drive(care=blood, end="nobody was transported").values
    assert said["Level"] == "nothing is paid"
    opened = app.drive(end="need not said").values
    assert opened["Level"].startswith(payment.UNDECIDED) and opened["Why"].startswith("The sheet")


@pytest.mark.parametrize("name", ["call", "crew", "day", "end", "care"])
def test_no_value_of_a_control_is_without_effect_on_some_sheet(name: str) -> None:
    app = receipt_app()
    usual = {one: control.value for one, control in app.controls.items()} | {"crew": "specialist"}
    sheets = [(), ("oxygen",), ("ALS assessment",), ("blood transfusion",), ("balloon pump",)]
    told = {}
    for value in ends(app.controls[name]):
        if name == "care":
            told[value] = _told(app, usual | {"care": value})
        else:
            told[value] = " ".join(_told(app, usual | {"care": s, name: value}) for s in sheets)
    same = [value for value in told if list(told.values()).count(told[value]) > 1]
    assert same == []


def _told(app: App, settings: dict[str, object]) -> str:
    try:
        shown = app.show(**settings)
    except DomainError as error:
        return str(error)
    return f"{shown} {in_words(shown.drawn['receipt'])}"


def test_it_says_that_care_is_not_chosen_for_the_bill() -> None:
    app = receipt_app()
    for shown in (app.shown, app.drive(end="nobody was transported"), app.drive(care=())):
        assert "never for the bill" in shown.note and "no advice" in shown.note
    words = " ".join((str(app), app.stage.alt, *(str(one) for one in ends(app.controls["end"]))))
    assert not [bad for bad in ("upgrade", "to reach", "maximize") if bad in words.lower()]


def test_a_crew_that_may_not_is_answered_in_the_words_of_the_app() -> None:
    app = receipt_app()
    said = app.drive(crew="EMT").problem
    assert said.startswith("“fentanyl, IV push”") and "EMT may" not in said


# -- practice ----------------------------------------------------------------------------------


def everything(app: RunSheetsApp) -> str:
    """All that anybody can read before an answer, without the buttons."""
    data, about = app._repr_mimebundle_()
    alt = about.get("image/png", {}).get("alt", "")
    return " ".join((data["text/plain"], data.get("text/html", ""), app.stage.status, alt))


@pytest.mark.parametrize("seed", range(1, 6))
@pytest.mark.parametrize("help", [HALF, ALONE])
def test_an_open_sheet_is_not_answered(help: str, seed: int) -> None:
    app = run_sheets_app(help, seed)
    card = practice.begin(help, seed).drill.waiting[0]
    assert card.decided.rule is not None
    said = everything(app)
    assert app.stage.png == b"" and card.decided.rule.said not in said
    assert not [one for one in payment.levels() if f": {one}" in said]


def test_an_answer_is_judged_with_its_receipt() -> None:
    app = run_sheets_app(ALONE, 1)
    card = practice.begin(ALONE, 1).drill.waiting[0]
    choices = app._choices
    choices.press(card.level)
    assert choices.asked == "Which rule decides it?" and app.stage.png == b""
    choices.press(card.name)
    assert f"right, “{card.level}”" in app.stage.status and app.stage.png
    assert app.stage.html == "" and choices.options == [NEXT]
    choices.press(NEXT)
    assert app.stage.png == b"" and "1 of 1" in app.stage.status


def test_half_worked_says_what_each_line_counts_as() -> None:
    for seed in range(1, 9):
        app = run_sheets_app(HALF, seed)
        card = practice.begin(HALF, seed).drill.waiting[0]
        lines = payment.receipt(card.transport).lines[1 : len(card.transport.care) + 1]
        for line in lines:
            assert line.entry in app.stage.html
            assert (line.not_counted or line.counts_as) in app.stage.html.replace("&#x27;", "'")


def test_worked_shows_story_receipt_and_reason() -> None:
    app = run_sheets_app(WORKED)
    assert "EMTs set out at once" in app._choices.told and app.stage.png
    assert "rule: emergency response" in app.stage.alt and "BLS-E" in app.stage.status


def test_what_is_open_is_shown_as_such() -> None:
    app, presses = run_sheets_app(ALONE, 1), list[str]()
    while (card := (sitting := practice.play(presses, ALONE, 1)).card) and card.is_scored:
        presses.append(NEXT if sitting.shown else card.name if sitting.level else card.level)
    assert card is not None
    shown = app.drive(presses=(*presses, "ALS2"))
    assert "cannot be decided here" in shown.values["Not scored"] and shown.values["Why"]


# -- the table ---------------------------------------------------------------------------------


def test_every_rule_decides_a_sheet_or_keeps_one_open() -> None:
    rows = rules_table().rows
    assert len(rows) == len(payment.rules())
    shown = " ".join(f"{row['Decides']} {row['Keeps open']}" for row in rows)
    assert all(name in shown for name in payment.run_sheets())
    for row, rule in zip(rows, payment.rules(), strict=True):
        assert row["Decides" if rule.may_decide else "Keeps open"] != "–"
