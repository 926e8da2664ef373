"""What follows the first page of a cohort's report: the class, once, and what lies behind it."""

from __future__ import annotations

import math
from collections.abc import Hashable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from helpers.cohort import problem_table, results, skills
from helpers.cohort.expiry import EXPIRED, LATER
from helpers.cohort.scores import LEAST_GROUP, Gain
from helpers.facts import cite
from helpers.reports.opening import Report
from helpers.reports.tables import Piece, joined, paragraph, table
from helpers.reports.words import days, number, past, points, some

_SIGNS = {
    skills.PASSED: "✓",
    skills.PASSED_LATER: "✓+",
    skills.REMEDIATED: "✓+",
    skills.NOT_PASSED: "✗",
    skills.UNCONFIRMED: "?",
    skills.MISSING: "–",
}
_KEY = (
    "✓ passed, ✓+ passed at a later attempt, ✗ not passed, ? passed but no assessor entered, "
    "– no result. Practice counts answers to the questions before and after lessons; it decides "
    "nothing."
)


def class_list(report: Report) -> Piece:
    """Every learner once: status, stations, hours, patients, card, practice, what is open."""
    found = report.results
    names = list(dict.fromkeys(found.stations["skill"]))
    states = {
        (row["learner_id"], row["skill"]): row["state"] for row in found.stations.to_dict("records")
    }
    roles = {role or "" for role in found.completion["role"]}
    rows = [
        {
            "Learner": row["name"],
            "Id": "" if row["learner_id"] == row["name"] else row["learner_id"],
            "Role": "" if len(roles) == 1 else row["role"] or "",
            "Status": _status(row, report),
            **{
                f"S{place}": _SIGNS.get(states.get((row["learner_id"], name), ""), "")
                for place, name in enumerate(names, start=1)
            },
            **_own(row, report),
            "What is open": _by_number(row["open"], names),
        }
        for row in found.completion.to_dict("records")
    ]
    kinds = ["soon" if status == results.OPEN else "" for status in found.completion["status"]]
    role = f", role: {roles.pop()}" if len(roles) == 1 and "" not in roles else ""
    left = int((found.completion["status"] == results.WITHDRAWN).sum())
    withdrawn = f", {left} withdrawn" if left else ""
    caption = f"The class, {len(rows) - left} enrolled{withdrawn}{role}"
    numbers = ("Hours", "Patients", "Practice")
    key = [f"S{place} {name}" for place, name in enumerate(names, start=1)]
    told = [paragraph(f"{'; '.join(key)}. {_KEY}" if key else _KEY, "note")]
    return joined([table(rows, caption, numbers=numbers, kinds=kinds), *told, *_hours(report)])


def _by_number(text: str, names: Sequence[str]) -> str:
    """What is open, with each station's number in the place of its name."""
    places = {name: f"S{place}" for place, name in enumerate(names, start=1)}
    parts = []
    for part in text.split("; "):
        name, _, state = part.rpartition(": ")
        parts.append(f"{places[name]} {state}" if name in places else part)
    return "; ".join(parts)


def _own(row: Mapping[Hashable, Any], report: Report) -> dict[str, str]:
    """Hours, patients, the card and the practice of one learner."""
    left = row["status"] == results.WITHDRAWN
    asked = row["pretest_questions"] + row["posttest_questions"]
    answered = row["pretest_answered"] + row["posttest_answered"]
    contacts = report.results.completion["contacts"].any()
    return {
        "Hours": "" if left else number(row["hours_counted"]),
        "Patients": str(row["contacts"]) if contacts and not left else "",
        "Card until": "" if left or row["card_until"] is None else str(row["card_until"]),
        "Practice": f"{answered} of {asked}" if asked and not left else "",
    }


def _status(row: Mapping[Hashable, Any], report: Report) -> str:
    if row["status"] != results.WITHDRAWN:
        return str(row["status"])
    on = "in" if report.pseudonyms else "on"
    return f"{row['status']} {on} {past(row['withdrawn_on'], report.pseudonyms)}"


def _hours(report: Report) -> Iterable[Piece]:
    """What the hours are held against."""
    found = report.results
    need = found.requirement
    if need is None:
        if found.hours["total"].any():
            words = "Hours: no requirement is named in cohort.toml; they are only summed up."
            yield paragraph(words, "note")
        return
    sources = "; ".join(cite(key) for key in need.source)
    words = f"Hours asked for: {need}. Source, {need.confidence}: {sources}"
    if need.in_force != "yes":
        words += f" In force: {need.in_force}."
    yield paragraph(words, "note")


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
    """Whoever took a station more than once; what was done about it."""
    found = report.results
    again = found.stations[(found.stations["attempts"] > 0)]
    again = again[again["state"] != skills.PASSED]
    if again.empty:
        return paragraph("Whoever was tested passed at the first attempt.")
    rows = [
        {
            "Learner": row["name"],
            "Station": row["skill"],
            "Attempts": str(row["attempts"]),
            "State": row["state"],
            "What was done": row["remediation"],
            "Last": past(row["date"], report.pseudonyms),
        }
        for row in again.to_dict("records")
    ]
    kinds = ["" if state in skills.PASSES else "soon" for state in again["state"]]
    return table(rows, "More than one attempt, or not passed", numbers=("Attempts",), kinds=kinds)


def gain(report: Report) -> Piece:
    """What learners knew before and after, on first attempts, with the interval of the gain."""
    found = report.results.gain
    if found is None:
        words = (
            "Fewer than two learners answered all questions before and after a lesson: no gain is "
            "shown."
        )
        return paragraph(words) + paragraph(results.FORMATIVE, "note")
    between = ""
    if not math.isnan(found.low):
        between = f" (95 % interval {points(found.low)} to {points(found.high)})"
    words = (
        f"{some(found.learners, 'learner')} answered all questions before and after a lesson, "
        f"{some(found.lessons, 'pair')} of before and after in all. On average "
        f"{found.before_percent:.1f} % were right before and {found.after_percent:.1f} % after: a "
        f"change of {points(found.change_points)} percentage points{between}. {_verdict(found)}"
    )
    if found.left_out:
        words += f" Not counted: {some(found.left_out, 'learner')} without such a pair."
    notes = (paragraph(results.FORMATIVE, "note"), paragraph(results.INTERVAL, "note"))
    return joined([paragraph(words), *notes])


def _verdict(found: Gain) -> str:
    """The change in one sentence: whether chance alone could make it."""
    if math.isnan(found.low):
        return ""
    if found.learners < LEAST_GROUP:
        return f"Fewer than {LEAST_GROUP} learners are too few to say more of the class."
    if found.low > 0:
        return "The class knew more afterwards than chance alone would explain."
    if found.high < 0:
        return "The class knew less afterwards than chance alone would explain."
    return "Chance alone could make such a change: it is not shown that the class knew more."


def expiry(report: Report) -> Piece:
    """The cards that expired or will within 90 days, by name."""
    found = report.results
    soon = found.cards[found.cards["band"] != LATER].to_dict("records")
    if not soon:
        return paragraph("No learner’s card has expired or will within 90 days.")
    rows = [
        {
            "Learner": row["name"],
            "Card": f"{row['certification']} ({row['issuer']})",
            "Issued": past(row["issued"], report.pseudonyms),
            "Expires": f"{row['expires']}{' *' if row['computed'] else ''}",
            "Days left": str(row["days_left"]).replace("-", "−"),
            "For the course": _for_course(row, found.judged),
        }
        for row in soon
    ]
    caption = "Learners’ cards that expired or will within 90 days"
    pieces = [table(rows, caption, numbers=("Days left",))]
    if any(row["computed"] for row in soon):
        words = "* computed by the issuer’s rule from the day of issue."
        pieces.append(paragraph(words, "note"))
    return joined(pieces)


def _for_course(card: Mapping[Hashable, Any], judged: date) -> str:
    if not card["needed"]:
        return ""
    # Who held a valid one on the last day lacks nothing by it.
    since = card["band"] == EXPIRED and card["expires"] >= judged
    return "expired since" if since else "needed"


def course(report: Report) -> Piece:
    """What kind of class it was: people, mark, card, and what its files leave open."""
    about, needed = report.results.cohort.about, report.results.prerequisite
    own = [_instructor(one.id, one.card_expires) for one in about.instructors]
    card = f"{needed.card}{'' if needed.named else ', taken from the cards on file'}"
    rows = [
        ("Course", about.course),
        ("Kind", about.kind),
        ("Edition of the guidelines", about.edition),
        ("Region", about.region),
        ("Place", about.location),
        ("Days", days(about.start, about.end)),
        ("Card that learners need", card if needed.card else ""),
        ("Pass mark of scores", _percent(about.pass_mark_percent)),
        ("Instructors", ", ".join(own)),
    ]
    facts = table(
        [{"Of the class": k, "As cohort.toml says": v} for k, v in rows if v],
        "The course",
        quiet=True,
    )
    if not report.notes:
        return facts
    notes = table(problem_table(report.notes).rows, "Read all the same, and worth a look")
    return facts + notes


def _percent(value: float | None) -> str:
    return "" if value is None else f"{value:.10g} %"


def _instructor(name: str, expires: date | None) -> str:
    return f"{name} (card until {expires})" if expires else name


def footer(report: Report) -> Piece:
    """What this report is not."""
    found = report.results
    return no_record(f"Cohort {found.cohort.id}, report for {found.today}.")


def no_record(made: str) -> Piece:
    """The last words of every report, and what was made."""
    words = f"{results.NO_RECORD} This is education and not clinical advice."
    return paragraph(f"{words} {made}", "footer")
