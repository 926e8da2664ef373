"""Cards: until when they are valid, where they are accepted, and what is asked for where."""

from __future__ import annotations

import calendar as months
import re
from collections import Counter
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from helpers.domain import certification as subject
from helpers.domain.certification import (
    ACCEPTED,
    ASK,
    REFUSED,
    Held,
    acceptances,
    accepted,
    card,
    cards,
    cards_of,
    compare,
    comparison,
    expires,
    issuer_name,
    issuers,
    pathway,
    pathways,
    places,
    rule_of,
    wallet,
)
from helpers.domain.certification.renewals import REMIND_DAYS, calendar
from helpers.domain.errors import DomainError
from helpers.facts import load

AHA, RCUK = "American Heart Association", "Resuscitation Council UK"
ARC, ERC = "Australian Resuscitation Council", "European Resuscitation Council"
DAYS = st.dates(date(1990, 1, 1), date(2090, 12, 31))
KNOWN = [one.card for one in cards() if one.tells_its_day]


# Until when a card is valid


@pytest.mark.parametrize(
    ("certification", "issuer", "issued", "last"),
    [
        ("BLS", "AHA", date(2024, 4, 11), date(2026, 4, 30)),
        ("ACLS", "aha", date(2024, 2, 29), date(2026, 2, 28)),
        ("PALS", AHA, date(2026, 2, 1), date(2028, 2, 29)),
        ("BLS", "A.H.A.", date(2026, 12, 31), date(2028, 12, 31)),
        ("BLS", AHA, date(2026, 1, 31), date(2028, 1, 31)),
        ("BLS Instructor", AHA, date(2026, 4, 1), date(2028, 4, 30)),
        ("Bloodborne Pathogens", AHA, date(2026, 4, 1), date(2027, 4, 30)),
        ("ALS", "RCUK", date(2022, 3, 4), date(2026, 3, 4)),
        ("ALS", "Resuscitation Council (UK)", date(2024, 2, 29), date(2028, 2, 29)),
        ("e-ALS", RCUK, date(2096, 2, 29), date(2100, 2, 28)),
        ("ALS (e-ALS)", RCUK, date(2026, 5, 31), date(2030, 5, 31)),
        ("ILS", "RCUK", date(2024, 2, 29), date(2025, 2, 28)),
        ("Immediate Life Support", RCUK, date(2026, 3, 31), date(2027, 3, 31)),
        ("ALS", "ERC", date(2024, 2, 29), date(2027, 2, 28)),
        ("NLS", ERC, date(2026, 8, 31), date(2029, 8, 31)),
        ("ALS2", "Australian Resuscitation Council", date(2024, 8, 31), date(2028, 8, 31)),
        ("als", ARC, date(2023, 6, 30), date(2027, 6, 30)),
        ("ATLS", "American College of Surgeons", date(2026, 4, 11), date(2030, 4, 30)),
    ],
)
def test_published_rules(certification: str, issuer: str, issued: date, last: date) -> None:
    found = rule_of(certification, issuer_name(issuer))
    assert found is not None and found.expires(issued) == expires(found.card, issued) == last


@pytest.mark.parametrize(
    ("certification", "issuer"),
    [
        *(("ALS1", ARC), ("BLS", "X"), ("EPALS", RCUK), ("BLS", "American Red Cross")),
        *(("ACLS", "Advanced Medical Certification"), ("BLS Instructor", RCUK)),
    ],
)
def test_what_nobody_read_has_no_rule(certification: str, issuer: str) -> None:
    assert rule_of(certification, issuer) is None


@pytest.mark.parametrize("name", ["ARC ALS1", "Red Cross ALS", "National Registry EMT", "NRP"])
def test_a_last_day_is_never_guessed(name: str) -> None:
    with pytest.raises(DomainError, match=f"{name}: its last day cannot be worked out"):
        expires(name, date(2026, 1, 1))


@given(DAYS)
def test_an_aha_card_is_valid_to_the_end_of_a_month_two_years_on(issued: date) -> None:
    last = expires("AHA BLS", issued)
    assert (last.year, last.month) == (issued.year + 2, issued.month)
    assert (last + timedelta(days=1)).day == 1


@given(DAYS, st.sampled_from([("RCUK ALS", 4), ("ARC ALS2", 4), ("ERC ALS", 3), ("RCUK ILS", 1)]))
def test_other_years_are_to_the_day_but_for_a_missing_29th(issued: date, one) -> None:
    last = expires(one[0], issued)
    assert (last.year, last.month) == (issued.year + one[1], issued.month)
    assert last.day == min(issued.day, months.monthrange(last.year, last.month)[1])


@given(DAYS, DAYS, st.sampled_from(KNOWN))
def test_who_is_issued_a_card_later_loses_it_no_sooner(one: date, other: date, name: str) -> None:
    first, second = sorted((one, other))
    assert expires(name, first) <= expires(name, second)


def test_courses_and_cards_say_the_same_years() -> None:
    table = load("courses").dropna(subset="validity_years")
    compared = 0
    for row in table.itertuples():
        found = rule_of(row.course.removeprefix("HeartCode "), issuer_name(row.issuer))
        if found is not None:
            compared += 1
            assert found.validity_years == row.validity_years, row.fact_id
    assert compared >= 12


def test_letters_that_two_share_are_not_guessed() -> None:
    with pytest.raises(ValueError, match=r"American Red Cross or Australian .* both are called"):
        issuer_name("ARC")
    assert issuer_name("American Red Cross") == "American Red Cross"
    assert issuer_name("the American Heart Association (AHA)") == AHA
    assert issuer_name("Corner School of Rescue") == "Corner School of Rescue"


def test_who_judges_evidence_gives_no_card() -> None:
    kinds = {one.issuer: one.kind for one in issuers()}
    giving = {kinds[one.issuer] for one in cards()}
    assert giving == {"council", "teaching body", "register", "seller"}
    assert {one.card for one in cards_of("ERC")} >= {"ERC ALS", "ERC NLS"}


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"validity_years": None}, "without years"),
        ({"validity_years": 3}, "does not say Three years"),
        ({"ends": "day"}, "differ on the end of the month"),
    ],
)
def test_a_card_that_contradicts_itself_is_refused(change: dict[str, object], told: str) -> None:
    with pytest.raises(ValueError, match=told):
        replace(card("AHA BLS"), **change)


# A wallet at a border


@pytest.mark.parametrize(
    ("name", "role", "where", "verdict"),
    [
        ("AHA ACLS", "paramedic", "New Jersey", ACCEPTED),
        ("Red Cross ALS", "paramedic", "New Jersey", REFUSED),
        ("AMC ACLS", "dentist", "Montana", REFUSED),
        ("AHA PALS", "dentist", "Montana", ACCEPTED),
        ("AMC BLS", "dental hygienist", "California", REFUSED),
        ("Red Cross BLS", "dentist", "California", ACCEPTED),
        ("RCUK ALS", "doctor in training in acute medicine", "United Kingdom", ACCEPTED),
        ("AHA ACLS", "doctor in training in acute medicine", "United Kingdom", ASK),
        ("RCUK ALS", "general practitioner in training", "Australia", ACCEPTED),
        ("RCUK ALS", "paramedic", "United Kingdom", ASK),
        ("AHA ACLS", "hospital nurse", "California", ASK),  # by the row of the United States
        ("AHA BLS", "lifeguard", "United States", ASK),  # no row
    ],
)
def test_what_is_said_at_a_border(name: str, role: str, where: str, verdict: str) -> None:
    assert accepted(name, role, where).verdict == verdict


def test_a_state_comes_before_its_country_and_silence_is_no_refusal() -> None:
    assert accepted("AHA ACLS", "hospital nurse", "California").row is not None
    unread = accepted("NRP", "lifeguard", "Europe")
    assert (unread.verdict, unread.row, unread.source) == (ASK, None, ())
    assert unread.confidence == "unverified" and "No rule" in unread.rule
    assert unread.why.endswith("ask.")
    assert accepted("NRP", "medical student", "Europe").why.endswith("ask the school.")


def test_a_card_is_refused_once_its_last_day_is_over() -> None:
    shown = {"issued": date(2024, 2, 29), "on": date(2026, 2, 28)}
    assert accepted("AHA ACLS", "paramedic", "New Jersey", **shown).verdict == ACCEPTED
    shown["on"] += timedelta(days=1)
    late = accepted("AHA ACLS", "paramedic", "New Jersey", **shown)
    assert (late.verdict, late.expires) == (REFUSED, date(2026, 2, 28))
    written = accepted("AHA ACLS", "paramedic", "New Jersey", **shown, expires=date(2026, 5, 31))
    assert written.verdict == ACCEPTED  # what stands on the card counts


def test_a_rule_may_want_a_newer_card_than_its_issuer() -> None:
    where = ("dental hygienist", "Alberta")
    issued = date(2025, 1, 31)
    assert accepted("AHA BLS", *where, issued=issued, on=date(2026, 1, 31)).verdict == ASK
    old = accepted("AHA BLS", *where, issued=issued, on=date(2026, 2, 1))
    assert old.verdict == REFUSED and "more than 12 months ago" in old.why
    with pytest.raises(DomainError, match="before it was issued"):
        accepted("AHA BLS", *where, issued=issued, on=date(2025, 1, 30))


def test_a_wallet_is_looked_at_card_by_card() -> None:
    held = [Held("AHA ACLS", date(2025, 5, 1)), Held("AMC ACLS"), Held("NRP")]
    answers = wallet(held, "paramedic", "New Jersey", date(2026, 1, 1))
    assert [(one.card, one.verdict) for one in answers] == [
        ("AHA ACLS", ACCEPTED),
        ("AMC ACLS", REFUSED),
        ("NRP", ASK),
    ]


def test_every_verdict_is_met_and_nothing_online_only_is_accepted() -> None:
    verdicts = Counter(one.verdict for one in acceptances())
    assert set(verdicts) == {ACCEPTED, ASK, REFUSED} and min(verdicts.values()) >= 8
    for one in acceptances():
        if card(one.card).hands_on is False:
            assert one.verdict != ACCEPTED, one.fact_id


def test_a_verdict_needs_a_rule_that_was_read() -> None:
    row = next(one for one in acceptances() if one.verdict == ACCEPTED)
    with pytest.raises(ValueError, match="a rule that nobody read"):
        replace(row, confidence="unverified")
    with pytest.raises(ValueError, match="of any age"):
        replace(row, verdict=REFUSED, newest_months=12)
    with pytest.raises(ValueError, match="'maybe' is none of"):
        replace(row, verdict="maybe")


@pytest.mark.parametrize(
    ("call", "told"),
    [
        (lambda: accepted("AHA ACLSS", "dentist", "Montana"), "AHA ACLS"),
        (lambda: accepted("AHA ACLS", "dentist", "Montanna"), "Montana"),
        (lambda: pathway("paramedics", "Montana"), "paramedic"),
        (lambda: pathway("paramedic", "Europ"), "Europe"),
        (lambda: pathway("paramedic", "Europe", "child"), "children"),
        (lambda: compare("renewals"), "renewal"),
    ],
)
def test_a_slip_is_answered_with_the_nearest_name(call, told: str) -> None:
    with pytest.raises(ValueError, match=told):
        call()


# The pathway finder


@pytest.mark.parametrize(
    ("role", "where", "patients", "asked"),
    [
        ("hospital nurse", "United States", "children", "BLS and PALS"),
        ("hospital nurse", "Montana", "newborns", "NRP"),  # typical in the country
        ("paramedic", "United Kingdom", "adults", "register"),
        ("paramedic", "New Jersey", "adults", "ACLS certification of the AHA"),
        ("lifeguard", "United States", "all ages", "BLS"),
        ("dental student", "United States", "all ages", "BLS"),
        ("lifeguard", "Australia", "all ages", "Pool Lifeguard"),
        ("lifeguard", "Canada", "all ages", "ask the employer"),
        ("dental student", "Germany", "all ages", "first aid"),
        ("dental student", "Australia", "all ages", "ask the school"),
        ("paramedic", "New Jersey", "all ages", "ACLS certification of the AHA"),
    ],
)
def test_who_needs_what(role: str, where: str, patients: str, asked: str) -> None:
    found = pathway(role, where, patients)
    assert found and any(asked in one.asked for one in found)
    assert all(one.doubt for one in found)


def test_where_nothing_was_read_of_the_patients_the_rest_is_shown() -> None:
    assert {one.patients for one in pathway("hospital nurse", "United States")} == {
        *("adults", "children", "newborns")
    }
    assert pathway("emergency or critical-care nurse", "United States", "children")


@pytest.mark.parametrize("role", subject.roles())
@pytest.mark.parametrize("where", [*places()])
def test_every_role_has_an_answer_everywhere(role: str, where: str) -> None:
    found = pathway(role, where)
    assert found and all(one.role == role for one in found)
    assert all(one.region == places()[where] for one in found)


def test_every_role_at_the_border_has_a_pathway() -> None:
    assert {one.role for one in acceptances()} <= set(subject.roles())


def test_hours_are_those_of_the_courses() -> None:
    rows = load("courses").set_index("fact_id")
    for one in pathways():
        of = rows.loc[list(one.courses)]
        numbers = {*of["hours_least"].dropna(), *of["hours_most"].dropna()}
        said = {float(n) for n in re.findall(r"(?<![A-Z])\b\d+\b", one.hours)}
        assert said <= numbers, one.fact_id


def test_a_validity_that_the_cards_do_not_say_is_refused() -> None:
    row = next(one for one in pathways() if one.cards)
    with pytest.raises(ValueError, match=r"by cards\.csv the validity is"):
        replace(row, validity="AHA BLS: 3 years")
    with pytest.raises(ValueError, match=r"rows of courses\.csv"):
        replace(row, courses=())


# ACLS and ALS, row by row


def test_the_comparison_is_complete() -> None:
    assert len(comparison()) == 12 * 6
    for aspect in subject.ASPECTS:
        assert [*compare(aspect)][2:] == [*subject.REGIONS]


def test_the_years_compared_are_those_of_the_cards() -> None:
    words = {2: "Two", 3: "Three", 4: "Four"}
    renewal = compare("renewal")
    for place, name in (
        *(("United States", "AHA ACLS"), ("United Kingdom", "RCUK ALS")),
        *(("Europe", "ERC ALS"), ("Australia", "ARC ALS2")),
    ):
        years = card(name).validity_years
        assert years and renewal[place].says.startswith(f"{words[years]} years")


def test_what_the_document_says_is_kept_apart() -> None:
    row = comparison()[0]
    with pytest.raises(ValueError, match="comes from it, and only that"):
        replace(row, place="Europe")


# What the courses cover, and the register


def test_the_parts_of_a_cycle_are_half_a_quarter_and_a_quarter() -> None:
    table = load("certification_renewal")
    parts = table[["national_hours", "local_hours", "individual_hours"]]
    assert (parts.sum(axis=1) == table["hours"]).all()
    assert (parts["national_hours"] * 2 == table["hours"]).all()
    assert (parts["local_hours"] * 4 == table["hours"]).all()
    assert dict(zip(table["level"], table["hours"], strict=True)) == {
        **{"EMR": 16, "EMT": 40},
        **{"AEMT": 50, "paramedic": 60},
    }


def test_the_register_ends_its_cycles_on_one_day_in_both_tables() -> None:
    table = load("certification_renewal").set_index("level")
    registered = [one for one in cards() if one.kind == "certification"]
    assert {one.course for one in registered} <= set(table.index)
    for one in registered:
        assert one.ends == table.loc[one.course, "ends"]
        assert one.validity_years == table.loc[one.course, "cycle_years"]


def test_online_only_is_told_from_both_sides() -> None:
    sides = Counter(load("online_only")["side"])
    assert sides["for"] == sides["against"] == 3


# The file of renewals


def test_a_calendar_is_read_back_as_it_was_written() -> None:
    held = [
        Held("RCUK ALS", date(2024, 2, 29)),
        Held("AHA BLS", date(2024, 2, 29)),
        Held("Red Cross ALS", date(2025, 3, 1), date(2027, 3, 31)),
    ]
    text = calendar(held)
    events = Calendar.from_ical(text).walk("VEVENT")
    assert [str(one["summary"]) for one in events] == [
        *("Last day of AHA BLS", "Last day of Red Cross ALS", "Last day of RCUK ALS"),
    ]
    days = [one.decoded("dtstart") for one in events]
    assert days == [date(2026, 2, 28), date(2027, 3, 31), date(2028, 2, 29)]
    for event, day in zip(events, days, strict=True):
        assert event.decoded("dtend") == day + timedelta(days=1)
        triggers = [alarm.decoded("trigger") for alarm in event.walk("VALARM")]
        assert triggers == [timedelta(days=-days) for days in REMIND_DAYS]
    assert len({str(one["uid"]) for one in events}) == 3
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))


def test_the_same_cards_give_the_same_file_and_a_renewed_one_its_own_event() -> None:
    old, new = Held("AHA BLS", date(2024, 5, 1)), Held("AHA BLS", date(2026, 4, 2))
    assert calendar([old, new]) == calendar([new, old])
    assert calendar([old]) != calendar([new])


@given(st.lists(st.tuples(st.sampled_from(KNOWN), DAYS), min_size=1, max_size=5, unique=True))
def test_every_card_is_in_the_calendar_on_its_last_day(held: list[tuple[str, date]]) -> None:
    events = Calendar.from_ical(calendar([Held(*one) for one in held])).walk("VEVENT")
    found = sorted(one.decoded("dtstart") for one in events)
    assert found == sorted(expires(*one) for one in held)


def test_what_makes_no_calendar_is_told() -> None:
    day = date(2026, 1, 1)
    with pytest.raises(DomainError, match="no card yet"):
        calendar([])
    with pytest.raises(DomainError, match="twice"):
        calendar([Held("AHA BLS", day)] * 2)
    with pytest.raises(DomainError, match="read it on the card"):
        calendar([Held("Red Cross ALS", day)])
    with pytest.raises(DomainError, match="before it was issued"):
        Held("AHA BLS", day, date(2025, 12, 31))
    with pytest.raises(ValueError, match="AHA BLS"):
        Held("AHA BSL", day)
