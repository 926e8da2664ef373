"""The report for one learner: what they did, and what to repeat. It compares them with nobody."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Mapping
from typing import Any

from helpers.cohort import results, skills
from helpers.cohort.actions import PRACTICE
from helpers.cohort.scores import AFTER, BEFORE
from helpers.course.lessons import lesson_titles
from helpers.course.questions import bank
from helpers.reports.choices import behind, own_numbers
from helpers.reports.counts import Counted
from helpers.reports.details import no_record
from helpers.reports.opening import LearnerReport
from helpers.reports.sections import marks
from helpers.reports.tables import Piece, heading, joined, listed, paragraph, table
from helpers.reports.words import days, number, past, some

_FORMATIVE = (
    "Your answers are practice: they show you and your instructors what to come back to, and "
    "nobody passes or fails by them. Only a station that an assessor has entered counts."
)
_MOST = 8  # questions that are told in full
_DONE = {
    skills.PASSED: "passed at the first attempt",
    skills.UNCONFIRMED: "passed, but your assessor has not been entered yet",
    skills.MISSING: "no result yet",
}


def title(learner: LearnerReport) -> Piece:
    """Whose report it is, of which class, and where the learner stands."""
    about, today = learner.report.results.cohort.about, learner.report.results.today
    facts = [about.course, about.kind, about.edition, about.location]
    pieces = joined(
        [
            heading(f"{learner.row['name']}: your course so far", 1),
            paragraph(about.title, "about"),
            paragraph(" · ".join(filter(None, facts)), "about"),
            paragraph(f"{days(about.start, about.end)}. As it stood on {today}.", "about"),
            *marks(learner.report),
            paragraph(_summary(learner), "lead"),
        ]
    )
    return Counted.of(pieces, {}, "" if learner.report.pseudonyms else str(learner.row["name"]))


def _summary(learner: LearnerReport) -> str:
    status = learner.row["status"]
    if status == results.COMPLETE:
        return "You have everything that the course asks for."
    if status == results.WITHDRAWN:
        return "You have left this class; what you did stays yours."
    return "Some of what the course asks for is still open; it stands first below."


def to_do(learner: LearnerReport) -> Piece:
    """What the course still asks of the learner, and what a card will ask for soon."""
    who = (learner.id, learner.row["name"])
    own = [a for a in learner.report.results.actions if (a.learner_id, a.name) == who]
    asked = [a for a in own if a.urgency != PRACTICE]
    if not asked:
        return paragraph("Nothing is open, and no card of yours expires within 90 days.")
    rows = [{"By": str(action.due), "What to do": action.what} for action in asked]
    return table(rows, "What is open, first things first")


def done(learner: LearnerReport) -> Piece:
    """Stations, hours, patients and cards of the learner."""
    found = learner.report.results
    own = found.stations[found.stations["learner_id"] == learner.id]
    rows = [
        {
            "Station": row["skill"],
            "How it went": _went(row),
            "What you practiced": row["remediation"],
            "Last": past(row["date"], learner.report.pseudonyms) if row["attempts"] else "",
        }
        for row in own.to_dict("records")
    ]
    stations = table(rows, "Your stations") if rows else paragraph("No station is entered yet.")
    return joined([stations, *(paragraph(text) for text in _sentences(learner))])


def _went(row: Mapping[Hashable, Any]) -> str:
    state = row["state"]
    if state in _DONE:
        return _DONE[state]
    if state == skills.NOT_PASSED:
        return f"not passed yet, {some(row['attempts'], 'attempt')}"
    return f"passed at attempt {row['attempts']}"


def _sentences(learner: LearnerReport) -> list[str]:
    row, found = learner.row, learner.report.results
    told = []
    if row["hours_counted"]:
        asked = number(row["hours_required"])
        of = f" of the {asked} that are asked for" if asked else ""
        told.append(f"You spent {number(row['hours_counted'])} hours{of}.")
    if row["contacts"]:
        told.append(f"You saw {some(row['contacts'], 'patient')}.")
    own = found.cards[found.cards["learner_id"] == learner.id]
    for card in own.to_dict("records"):
        does = "expired" if card["days_left"] < 0 else "is valid until"
        name = f"{card['certification']} card ({card['issuer']})"
        on = "on " if card["days_left"] < 0 else ""
        told.append(f"Your {name} {does} {on}{card['expires']}.")
    return told


def lessons(learner: LearnerReport) -> Piece:
    """Right answers before and after each lesson; the learner's own and nobody else's."""
    first = learner.report.results.first
    own = first[first["learner_id"] == learner.id]
    if own.empty:
        words = "You have not handed in any answers; the lessons ask before and after."
        return paragraph(words) + paragraph(_FORMATIVE, "note")
    titles = lesson_titles()
    rows = [
        {
            "Lesson": titles.get(str(lesson), str(lesson)),
            "Right before": _right(part, BEFORE),
            "Right after": _right(part, AFTER),
        }
        for lesson, part in own.groupby("lesson")
    ]
    numbers = ("Right before", "Right after")
    made = table(rows, "Your first answers before and after each lesson", numbers=numbers)
    return made + paragraph(_FORMATIVE, "note")


def _right(part: Any, occasion: str) -> str:
    taken = part[part["occasion"] == occasion]
    return f"{int(taken['correct'].sum())} of {len(taken)}" if len(taken) else "not answered"


def repeat(learner: LearnerReport) -> Piece:
    """What to come back to: stations not passed, and questions missed after their lesson."""
    found, asked, titles = learner.report.results, bank(), lesson_titles()
    own = found.stations[found.stations["learner_id"] == learner.id]
    still = own[own["state"] == skills.NOT_PASSED]["skill"]
    practise = listed(f"Practice with feedback, then the station again: {name}" for name in still)
    pieces = [practise] if len(still) else []
    first = found.first[found.first["learner_id"] == learner.id]
    missed = first[(first["occasion"] == AFTER) & ~first["correct"]].to_dict("records")
    rows = []
    for row in missed[:_MOST]:
        question = own_numbers(asked[row["question_id"]], row["variant_seed"])
        chosen = question.option(row["option_id"])
        rows.append(
            {
                "Lesson to open": titles.get(question.lesson, question.lesson),
                "Question": question.stem,
                "You chose": chosen.text,
                "Why not": behind(chosen.feedback),
            }
        )
    if rows:
        caption = f"{some(len(missed), 'question')} that you missed after the lesson"
        if len(missed) > len(rows):
            caption = f"The first {len(rows)} of {caption}"
        pieces.append(table(rows, caption))
    if len(missed) > len(rows):
        times = Counter(titles.get(row["lesson"], row["lesson"]) for row in missed)
        told = ", ".join(f"{name} ({count})" for name, count in times.items())
        words = f"All {len(missed)}, by lesson: {told}."
        pieces.append(paragraph(words))
    if not pieces:
        words = "Nothing stands out. Skills fade all the same: practice them again within months."
        return paragraph(words if len(first) else "Nothing is known yet that you should repeat.")
    return joined(pieces)


def footer(learner: LearnerReport) -> Piece:
    """What this page is not."""
    found = learner.report.results
    return no_record(f"Cohort {found.cohort.id}, page for {found.today}.")
