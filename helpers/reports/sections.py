"""The sections of a cohort's report, in words and tables; the first says what is due.

Learners stand in the order of the roster wherever a number stands beside a name: a report is
no ranking.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Hashable, Iterable, Mapping
from datetime import date
from typing import Any

import pandas as pd

from helpers.cohort import problem_table, results, skills
from helpers.cohort.actions import OVERDUE
from helpers.cohort.expiry import BANDS, EXPIRED, LATER
from helpers.cohort.formats import SETTINGS
from helpers.cohort.scores import LEAST_GROUP
from helpers.course.lessons import lesson_titles
from helpers.facts import cite
from helpers.facts.cell_values import as_text
from helpers.reports.opening import Report
from helpers.reports.tables import Piece, heading, joined, paragraph, table

_KIND = {OVERDUE: "urgent", "30 days": "soon"}
_SYNTHETIC = "Synthetic cohort: nobody in this report exists."
_PSEUDONYMS = (
    "Pseudonyms stand in the place of names. Days of issue, of stations and of leaving are given "
    "to the month. When cards expire is given to the day, since it must be acted upon: whoever "
    "knows a learner’s card can still tell who that is, above all in a small class. Pass it on "
    "only to those who may know."
)


def title(report: Report) -> Piece:
    """What the report is about, for which day, and the class in three sentences."""
    about, today = report.results.cohort.about, report.results.today
    facts = [about.course, about.kind, about.edition, about.region, about.location]
    pieces = [
        heading(about.title, 1),
        paragraph(" · ".join(filter(None, facts)), "about"),
        paragraph(f"{_days(about.start, about.end)}. Report for {today}.", "about"),
    ]
    if "synthetic" in about.title.casefold():
        pieces.append(paragraph(_SYNTHETIC, "mark"))
    if report.pseudonyms:
        pieces.append(paragraph(_PSEUDONYMS, "mark"))
    pieces.append(paragraph(_summary(report.results), "lead"))
    return joined(pieces)


def _days(start: date, end: date) -> str:
    return f"{start}" if start == end else f"{start} to {end}"


def _summary(found: results.Results) -> str:
    """The bottom line: how many are through, and how much is due."""
    states = Counter(found.completion["status"])
    enrolled = states[results.COMPLETE] + states[results.OPEN]
    through = states[results.COMPLETE]
    some, still = _some(enrolled, "learner"), states[results.OPEN]
    sentence = f"{some} enrolled: {through} complete, {still} open"
    if states[results.WITHDRAWN]:
        sentence += f"; {states[results.WITHDRAWN]} more withdrawn"
    return f"{sentence}. {_due_in_words(found)}"


def _due_in_words(found: results.Results) -> str:
    counts = Counter(action.urgency for action in found.actions)
    if not counts:
        return "Nothing is due."
    parts = [f"{counts[OVERDUE]} overdue"] if counts[OVERDUE] else []
    parts += [f"{counts[name]} within {name}" for name in BANDS if counts[name]]
    parts += [f"{counts[LATER]} later"] if counts[LATER] else []
    return f"{_some(len(found.actions), 'thing')} to do: {', '.join(parts)}."


def due(report: Report) -> Piece:
    """What is due, for whom, by when; what is due first stands first."""
    found = report.results.actions
    if not found:
        return paragraph("Nothing is due.")
    if report.pseudonyms:  # no order of a file may show within a day
        found = tuple(sorted(found, key=lambda action: (action.due, action.name, action.what)))
    rows = [
        {"Due": str(a.due), "How soon": _urgency(a.urgency), "Who": a.name, "What to do": a.what}
        for a in found
    ]
    caption = f"What is due, {_some(len(rows), 'entry', 'entries')}, first things first"
    return table(rows, caption, kinds=[_KIND.get(a.urgency, "") for a in found])


def _urgency(urgency: str) -> str:
    return urgency if urgency in (OVERDUE, LATER) else f"within {urgency}"


def completion(report: Report) -> Piece:
    """Every learner of the roster, whether complete, and what is open."""
    found = report.results.completion
    roles = {role or "" for role in found["role"]}
    one_role = len(roles) == 1
    rows = [
        {
            "Learner": row["name"],
            "Id": "" if row["learner_id"] == row["name"] else row["learner_id"],
            "Role": "" if one_role else row["role"] or "",
            "Status": _status(row, report),
            "What is open": row["open"],
        }
        for row in found.to_dict("records")
    ]
    kinds = ["soon" if status == results.OPEN else "" for status in found["status"]]
    words = paragraph(
        "Complete means every station passed, with the assessor entered, and the hours that are "
        "asked for. A learner’s own answers decide nothing."
    )
    role = f", role: {roles.pop()}" if one_role and "" not in roles else ""
    return words + table(rows, f"Roster, {_some(len(rows), 'learner')}{role}", kinds=kinds)


def _day(day: object, report: Report) -> str:
    """A day of somebody's past; under pseudonyms to the month, since it may tell who it is."""
    text = as_text(day)
    return text[:7] if report.pseudonyms else text


def _status(row: Mapping[Hashable, Any], report: Report) -> str:
    on = "in" if report.pseudonyms else "on"
    left = (
        f" {on} {_day(row['withdrawn_on'], report)}" if row["status"] == results.WITHDRAWN else ""
    )
    return f"{row['status']}{left}"


def stations(report: Report) -> Piece:
    """Passes by station, and every learner who needed more than the first attempt."""
    found = report.results
    if found.station_summary.empty:
        return paragraph("No station is recorded: skills.csv holds none.")
    rows = [
        {
            "Station": row["skill"],
            "First attempt passed": f"{row['first_pass']} of {row['learners']}",
            "Percent (95 % interval)": _share(row),
            "Passed in the end": f"{row['passed']} of {row['enrolled']}",
        }
        for row in found.station_summary.to_dict("records")
    ]
    numbers = ("First attempt passed", "Percent (95 % interval)", "Passed in the end")
    return table(rows, "Passes by station", numbers=numbers) + _again(report)


def _share(row: Mapping[Hashable, Any]) -> str:
    if math.isnan(row["first_pass_percent"]):
        return "–"
    return f"{row['first_pass_percent']:.0f} % ({row['low']:.0f} to {row['high']:.0f})"


def _again(report: Report) -> Piece:
    """Whoever did not simply pass at the first attempt; what was done about it."""
    found = report.results
    again = found.stations[found.stations["state"] != skills.PASSED]
    if again.empty:
        return paragraph("Everybody passed every station at the first attempt.")
    rows = [
        {
            "Learner": row["name"],
            "Station": row["skill"],
            "Attempts": str(row["attempts"]),
            "State": row["state"],
            "What was done": row["remediation"],
            "Last": _day(row["date"], report),
        }
        for row in again.to_dict("records")
    ]
    kinds = ["" if state in skills.PASSES else "soon" for state in again["state"]]
    return table(rows, "More than one attempt, or not passed", numbers=("Attempts",), kinds=kinds)


def examination(report: Report) -> Piece:
    """What learners knew before and after, on first attempts, with the interval of the gain."""
    gain = report.results.gain
    if gain is None:
        words = (
            "Fewer than two learners answered all questions before and after a lesson: no gain is "
            "shown."
        )
        return paragraph(words) + paragraph(results.FORMATIVE, "note")
    between = ""
    if not math.isnan(gain.low):
        between = f" (95 % interval {_points(gain.low)} to {_points(gain.high)})"
    words = (
        f"{_some(gain.learners, 'learner')} answered all questions before and after a lesson, "
        f"{_some(gain.lessons, 'pair')} of before and after in all. On average "
        f"{gain.before_percent:.1f} % were right before and {gain.after_percent:.1f} % after: a "
        f"change of {_points(gain.change_points)} percentage points{between}."
    )
    if gain.left_out:
        words += f" Not counted: {_some(gain.left_out, 'learner')} without such a pair."
    notes = (paragraph(results.FORMATIVE, "note"), paragraph(results.INTERVAL, "note"))
    return joined([paragraph(words), *notes])


def _points(points: float) -> str:
    return f"{points:+z.1f}".replace("+0.0", "0.0").replace("-", "−")


def subjects(report: Report) -> Piece:
    """The gain by lesson and by objective, for groups that are large enough."""
    found = report.results
    if found.by_lesson.empty:
        words = (
            f"Fewer than {LEAST_GROUP} learners answered all questions before and after one "
            f"lesson. {results.SMALL}"
        )
        return paragraph(words)
    titles = lesson_titles()
    lessons = table(
        [
            {"Lesson": titles.get(row["lesson"], row["lesson"]), **_change(row)}
            for row in found.by_lesson.to_dict("records")
        ],
        "By lesson",
        numbers=_NUMBERS,
    )
    objectives = table(
        [
            {"Objective": name, **_change(row)}
            for name, row in zip(
                _told_apart(found.by_objective, titles),
                found.by_objective.to_dict("records"),
                strict=True,
            )
        ],
        "By objective",
        numbers=_NUMBERS,
    )
    return joined([lessons, objectives, paragraph(_SUBJECTS, "note")])


def _told_apart(by_objective: pd.DataFrame, titles: Mapping[str, str]) -> list[str]:
    """The objectives; one that two lessons share, with the lesson."""
    shared = by_objective["objective"].duplicated(keep=False)
    rows = zip(by_objective["objective"], by_objective["lesson"], shared, strict=True)
    return [
        f"{name} ({titles.get(lesson, lesson)})" if both else name for name, lesson, both in rows
    ]


_NUMBERS = ("Learners", "Before", "After", "Change, points", "95 % interval")
_SUBJECTS = (
    f"{results.SMALL} One objective often rests on a single question. Among this many intervals "
    "some miss zero by chance alone."
)


def _change(row: Mapping[Hashable, Any]) -> dict[str, str]:
    interval = "–"
    if not math.isnan(row["low"]):
        interval = f"{_points(row['low'])} to {_points(row['high'])}"
    return {
        "Learners": str(row["learners"]),
        "Before": f"{row['before_percent']:.0f} %",
        "After": f"{row['after_percent']:.0f} %",
        "Change, points": _points(row["change_points"]),
        "95 % interval": interval,
    }


def hours(report: Report) -> Piece:
    """Hours by setting against what the rule asks for."""
    found = report.results
    need = found.requirement
    words = "No requirement is named in cohort.toml; the hours are only summed up."
    if need is not None:
        sources = "; ".join(cite(key) for key in need.source)
        words = f"{need}. Source, {need.confidence}: {sources}"
        if need.in_force != "yes":
            words += f" In force: {need.in_force}."
    if not found.hours["total"].any():
        return paragraph(words) + paragraph("No hours are recorded.")
    return paragraph(words) + _hours_table(found)


def _hours_table(found: results.Results) -> Piece:
    contacts = found.completion.set_index("learner_id")["contacts"]
    counted = found.requirement is not None
    rows = []
    for row in found.hours.to_dict("records"):
        spent = {name.capitalize(): _number(row[name]) for name in SETTINGS}
        patients = contacts[row["learner_id"]]
        rows.append(
            {
                "Learner": row["name"],
                **spent,
                "Total": _number(row["total"]),
                "Counted": _number(row["counted"]) if counted else "",
                "Missing": _number(row["missing"]) if counted else "",
                "Patients": str(patients) if contacts.any() else "",
            }
        )
    kinds = ["soon" if missing > 0 else "" for missing in found.hours["missing"]]
    return table(rows, "Hours by setting", numbers=tuple(rows[0])[1:], kinds=kinds)


def _number(value: float) -> str:
    return "" if not value or math.isnan(value) else f"{value:,.10g}"


def expiry(report: Report) -> Piece:
    """Cards by how soon they expire; those within 90 days by name."""
    found = report.results
    learners, own = found.cards, found.instructor_cards
    if learners.empty and own.empty:
        return paragraph("No cards are recorded.")
    counts = [
        {"Card": whose, **{_band(name): str(int((part["band"] == name).sum())) for name in _BANDS}}
        for whose, part in (*_kinds(learners), ("Instructors’ own cards", own))
        if len(part)
    ]
    numbers = tuple(counts[0])[1:]
    pieces = [table(counts, "Cards by time left", numbers=numbers), *_card_notes(report)]
    return joined(pieces)


_BANDS = (EXPIRED, *BANDS, LATER)


def _band(name: str) -> str:
    return {EXPIRED: "Expired", LATER: "Later"}.get(name, f"Within {name}")


def _kinds(cards: pd.DataFrame) -> list[tuple[str, pd.DataFrame]]:
    groups = cards.groupby(["certification", "issuer"], sort=True)
    return [(f"{kind} ({issuer})", part) for (kind, issuer), part in groups]


def _card_notes(report: Report) -> Iterable[Piece]:
    found = report.results
    soon = found.cards[found.cards["band"] != LATER].to_dict("records")
    rows = [
        {
            "Learner": row["name"],
            "Card": f"{row['certification']} ({row['issuer']})",
            "Issued": _day(row["issued"], report),
            "Expires": f"{row['expires']}{' *' if row['computed'] else ''}",
            "Days left": str(row["days_left"]).replace("-", "−"),
        }
        for row in soon
    ]
    yield table(rows, "Learners’ cards that expired or will within 90 days", numbers=("Days left",))
    if any(row["computed"] for row in soon):
        yield paragraph("* computed by the issuer’s rule from the day of issue.", "note")


def programme(report: Report) -> Piece:
    """What kind of class it was: people, ratios, pass mark, and what its files leave open."""
    about = report.results.cohort.about
    own = [_instructor(one.id, one.card_expires) for one in about.instructors]
    rows = [
        ("Course", about.course),
        ("Kind", about.kind),
        ("Edition of the guidelines", about.edition),
        ("Region", about.region),
        ("Place", about.location),
        ("Days", _days(about.start, about.end)),
        ("Learners to one instructor", as_text(about.students_per_instructor)),
        ("Learners to one manikin", as_text(about.students_per_manikin)),
        ("Pass mark of scores", _percent(about.pass_mark_percent)),
        ("Instructors", ", ".join(own)),
    ]
    facts = table(
        [{"Of the class": k, "As cohort.toml says": v} for k, v in rows if v], "The class"
    )
    return facts + _notes(report) if report.notes else facts


def _percent(value: float | None) -> str:
    return "" if value is None else f"{value:.10g} %"


def _instructor(name: str, expires: date | None) -> str:
    return f"{name} (card until {expires})" if expires else name


def _notes(report: Report) -> Piece:
    return table(problem_table(report.notes).rows, "Read all the same, and worth a look")


def footer(report: Report) -> Piece:
    """What this report is not."""
    words = f"{results.NO_RECORD} This is education and not clinical advice."
    made = f"Cohort {report.results.cohort.id}, report for {report.results.today}."
    return joined([paragraph(words, "footer"), paragraph(made, "footer")])


def _some(count: int, one: str, many: str = "") -> str:
    return f"{count:,} {one if count == 1 else many or one + 's'}"
