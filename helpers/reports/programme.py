"""The report for a programme: its cohorts over time, what has drifted, and cards to renew."""

from __future__ import annotations

from typing import Any

from helpers.cohort import results
from helpers.cohort.drift import STEADY, Drift, drifts, next_quarter
from helpers.cohort.drift import expiring as cards_between
from helpers.cohort.results import OPEN
from helpers.cohort.scores import LEAST_GROUP
from helpers.cohort.teaching import STATION
from helpers.course.lessons import lesson_titles
from helpers.reports.counts import counts_of
from helpers.reports.details import no_record
from helpers.reports.opening import ProgrammeReport, Report
from helpers.reports.tables import Piece, heading, joined, paragraph, table
from helpers.reports.words import days, some
from helpers.reports.words import points as signed

_MOST = 12


def title(programme: ProgrammeReport) -> Piece:
    """Which cohorts, for which day, and how they stand in two sentences."""
    reports = programme.reports
    start = min(one.results.cohort.about.start for one in reports)
    end = max(one.results.cohort.about.end for one in reports)
    pieces = [
        heading("The programme", 1),
        paragraph(f"{some(len(reports), 'cohort')}, {days(start, end)}.", "about"),
        paragraph(f"Report for {programme.today}.", "about"),
        *_marks(programme),
        paragraph(_summary(programme), "lead"),
    ]
    if programme.unread:
        told = [f"{name} ({some(count, 'problem')})" for name, count in programme.unread.items()]
        words = f"Left out, since their files cannot be read: {'; '.join(told)}."
        pieces.append(paragraph(words))
    return joined(pieces)


def _marks(programme: ProgrammeReport) -> list[Piece]:
    found = []
    if any("synthetic" in _title(one) for one in programme.reports):
        found.append(paragraph("Synthetic cohorts among them: nobody in these exists.", "mark"))
    if any(one.pseudonyms for one in programme.reports):
        words = "Pseudonyms stand in the place of names where a class or the office asks for it."
        found.append(paragraph(words, "mark"))
    return found


def _title(report: Report) -> str:
    return report.results.cohort.about.title.casefold()


def _summary(programme: ProgrammeReport) -> str:
    counts = [counts_of(one.results) for one in programme.reports]
    enrolled, complete, due = (sum(c[n] for c in counts) for n in ("enrolled", "complete", "due"))
    found = [one for one in drifts(_results(programme)) if one.verdict != STEADY]
    drift = f"{some(len(found), 'thing')} drifted more than chance makes" if found else ""
    told = f"{some(enrolled, 'learner')} enrolled, {complete} complete, {some(due, 'thing')} due."
    return f"{told} {drift or 'Nothing drifted more than chance makes'}."


def _results(programme: ProgrammeReport) -> list[results.Results]:
    return [one.results for one in programme.reports]


def cohorts(programme: ProgrammeReport) -> Piece:
    """Each cohort in numbers, the earliest first."""
    start, end = next_quarter(programme.today)
    rows = [_cohort(one, start, end) for one in programme.reports]
    numbers = ("Enrolled", "Complete", "Only a card", "Due", "Expiring")
    words = (
        "Only a card: everything but the card that the course asks for, which has expired or is "
        f"not on file. Expiring: cards from {start} to {end}. Change: percentage points from "
        "before to after the lessons, with its 95 % interval."
    )
    made = table(rows, f"{some(len(rows), 'cohort')}, the earliest first", numbers=numbers)
    return made + paragraph(words, "note")


def _cohort(report: Report, start: Any, end: Any) -> dict[str, str]:
    found, counts = report.results, counts_of(report.results)
    open_ = found.completion[found.completion["status"] == OPEN]
    gain = found.gain
    change = "too few to say"
    if gain is not None and gain.learners >= LEAST_GROUP:
        change = f"{signed(gain.change_points)} ({signed(gain.low)} to {signed(gain.high)})"
    return {
        "Cohort": found.cohort.id,
        "Course": " ".join((found.cohort.about.course, found.cohort.about.kind)),
        "Last day": str(found.cohort.about.end),
        "Enrolled": str(counts["enrolled"]),
        "Complete": str(counts["complete"]),
        "Only a card": str(int((open_["open"] == open_["card_lacking"]).sum())),
        "Due": str(counts["due"]),
        "Expiring": str(len(cards_between([found], start, end))),
        "Change, points": change,
    }


def points(programme: ProgrammeReport) -> list[dict[str, Any]]:
    """Before and after in each cohort that is large enough, for a picture."""
    gains = [(one.results.cohort.id, one.results.gain) for one in programme.reports]
    return [
        {"lesson": name, **vars(gain)}
        for name, gain in gains
        if gain is not None and gain.learners >= LEAST_GROUP
    ]


def drift(programme: ProgrammeReport) -> Piece:
    """Stations and objectives of the latest cohort against those before."""
    found = drifts(_results(programme))
    if not found:
        words = (
            f"Too few to say: no station and no objective was taken by {LEAST_GROUP} learners in "
            "two cohorts."
        )
        return paragraph(words)
    told = [one for one in found if one.verdict != STEADY]
    steady = len(found) - len(told)
    pieces = [paragraph(_how(programme), "note")]
    pieces.append(
        _drift_table(told[:_MOST], "Drifted more than chance makes, what fell most first")
    )
    if not told:
        least = sorted(found, key=lambda one: one.change)[:3]
        pieces.append(_drift_table(least, "Nothing drifted; the largest falls, which chance makes"))
    elif len(told) > _MOST:
        pieces.append(paragraph(f"{len(told) - _MOST} more drifted.", "note"))
    if steady:
        words = f"At {some(steady, 'thing')} the difference is no more than chance makes."
        pieces.append(paragraph(words, "note"))
    return joined(pieces)


def _how(programme: ProgrammeReport) -> str:
    courses = sorted({one.results.cohort.about.course for one in programme.reports})
    words = (
        "Each station (passed at the first attempt) and objective (right after its lesson) in the "
        "latest cohort that has it, against the earlier ones together; the interval is Newcombe’s "
        "at 95 %. Among so many, a few miss zero by chance alone."
    )
    if len(courses) > 1:
        words += (
            f" These cohorts are of different courses ({', '.join(courses)}): what differs may be "
            "the people. Name the cohorts of one course to compare like with like."
        )
    return words


def _drift_table(found: list[Drift], caption: str) -> Piece:
    titles = lesson_titles()
    rows = [
        {
            "What": one.name
            if one.kind == STATION
            else f"{one.name} ({titles.get(one.lesson, one.lesson)})",
            "Kind": one.kind,
            "Earlier cohorts": _share(one.before, one.before_of),
            "Latest": _share(one.right, one.of),
            "Latest cohort": one.cohort,
            "Change, points (95 %)": f"{signed(100 * one.change)} "
            f"({signed(100 * one.low)} to {signed(100 * one.high)})",
            "It": one.verdict,
        }
        for one in found
    ]
    kinds = ["soon" if one.high < 0 else "" for one in found]
    return table(rows, caption, numbers=("Earlier cohorts", "Latest"), kinds=kinds)


def _share(right: int, of: int) -> str:
    return f"{right} of {of}, {100 * right / of:.0f} %"


def expiring(programme: ProgrammeReport) -> Piece:
    """The cards that expire in the coming quarter, and how many do before it begins."""
    start, end = next_quarter(programme.today)
    found = cards_between(_results(programme), start, end)
    sooner = len(cards_between(_results(programme), programme.today, start)) - len(
        cards_between(_results(programme), start, start)
    )
    rows = [
        {"Expires": str(day), "Who": who, "Card": card, "Cohort": place}
        for day, who, card, place in found
    ]
    caption = f"{some(len(rows), 'card')} from {start} to {end}, first things first"
    pieces = [table(rows, caption)] if rows else [paragraph(f"None from {start} to {end}.")]
    if sooner:
        verb = "expires" if sooner == 1 else "expire"
        words = f"{some(sooner, 'card')} {verb} before that; the cohorts’ reports name them."
        pieces.append(paragraph(words))
    return joined(pieces)


def footer(programme: ProgrammeReport) -> Piece:
    """What this report is not."""
    formative = paragraph(f"{results.FORMATIVE} {results.SMALL}", "note")
    made = f"Programme of {some(len(programme.reports), 'cohort')}, report for {programme.today}."
    return formative + no_record(made)
