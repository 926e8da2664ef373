"""The first page of a cohort's report: what is due, who is complete, cards, what to teach again.

Learners stand in the order of their names wherever a number stands beside one: a report is no
ranking.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from typing import Any

import pandas as pd

from helpers.cohort import Action, results
from helpers.cohort.actions import OVERDUE, PRACTICE
from helpers.cohort.actions import due as due_of
from helpers.cohort.expiry import BANDS, EXPIRED, LATER
from helpers.cohort.scores import LEAST_GROUP
from helpers.cohort.teaching import QUESTIONS, STATION, Again, teach_again
from helpers.course.lessons import lesson_titles
from helpers.course.questions import bank
from helpers.domain.certification.names import card_key
from helpers.facts import load
from helpers.reports.choices import behind, option_for_all
from helpers.reports.counts import Counted, counts_of
from helpers.reports.opening import Report
from helpers.reports.tables import Piece, heading, joined, lines_to_sign, paragraph, table
from helpers.reports.words import days, names, some

_KIND = {OVERDUE: "urgent", "30 days": "soon"}
_SYNTHETIC = "Synthetic cohort: nobody in this report exists."
_PSEUDONYMS = (
    "Pseudonyms stand in the place of names. Days of issue, of stations and of leaving are given "
    "to the month. When cards expire is given to the day, since it must be acted upon: whoever "
    "knows a learner’s card can still tell who that is, above all in a small class. Pass it on "
    "only to those who may know."
)
_MOST_ROWS, _MOST_LETTERS = 8, 500  # what one page has room for


def title(report: Report) -> Piece:
    """What the report is about, for which day, and the class in two sentences."""
    about, today = report.results.cohort.about, report.results.today
    facts = [about.course, about.kind, about.edition, about.region, about.location]
    pieces = [
        heading(about.title, 1),
        paragraph(" · ".join(filter(None, facts)), "about"),
        paragraph(f"{days(about.start, about.end)}. Report for {today}.", "about"),
        *marks(report),
        paragraph(_summary(report.results), "lead"),
    ]
    told = f"{about.title}, {days(about.start, about.end)}"
    return Counted.of(joined(pieces), counts_of(report.results), told)


def marks(report: Report) -> Iterable[Piece]:
    """What must be known of the names in a report before any is read."""
    if "synthetic" in report.results.cohort.about.title.casefold():
        yield paragraph(_SYNTHETIC, "mark")
    if report.pseudonyms:
        yield paragraph(_PSEUDONYMS, "mark")


def _summary(found: results.Results) -> str:
    """The bottom line: how many are through, and how much is due."""
    counts = counts_of(found)
    enrolled, through = counts["enrolled"], counts["complete"]
    sentence = (
        f"{some(enrolled, 'learner')} enrolled: {through} complete, {enrolled - through} not yet"
    )
    if left := len(found.completion) - enrolled:
        sentence += f"; {left} more withdrawn"
    return f"{sentence}. {_due_in_words(found)}"


_URGENCIES = (OVERDUE, *BANDS, LATER)


def _how_soon(urgency: str) -> str:
    return f"within {urgency}" if urgency in BANDS else urgency


def _due_in_words(found: results.Results) -> str:
    asked = due_of(found.actions)
    if not asked:
        return "Nothing is due."
    counts = Counter(action.urgency for action in asked)
    parts = [f"{counts[name]} {_how_soon(name)}" for name in _URGENCIES if counts[name]]
    return f"{some(len(asked), 'thing')} due: {', '.join(parts)}."


def due(report: Report) -> Piece:
    """What is due, what is due first standing first; whoever owes the same stands together."""
    found = report.results.actions
    asked = due_of(found)
    practice = _practice([action for action in found if action.urgency == PRACTICE], report)
    if not asked:
        return paragraph("Nothing is due.") + practice
    groups: dict[tuple[str, str], list[Action]] = {}
    for action in asked:
        groups.setdefault((action.urgency, action.task), []).append(action)
    everybody = counts_of(report.results)["enrolled"]
    shown = list(groups.items())[:_MOST_ROWS]
    rows = [
        {
            "By": str(min(action.due for action in group)),
            "How soon": _how_soon(urgency),
            "What to do": task.rstrip("."),
            "Who": _who(group, everybody),
        }
        for (urgency, task), group in shown
    ]
    kinds = [_KIND.get(urgency, "") for (urgency, _), _ in shown]
    more = len(groups) - len(shown)
    rest = paragraph(f"{more} more; the list of the class tells them by name.") if more else None
    caption = f"{some(len(asked), 'thing')} due, first things first"
    found_table = table(rows, caption, kinds=kinds, quiet=True)
    return joined(filter(None, [found_table, rest, practice]))


def _who(group: list[Action], everybody: int) -> str:
    told = [f"{a.name} ({a.detail})" if a.detail else a.name for a in group]
    return names(told, everybody)


def _practice(found: list[Action], report: Report) -> Piece:
    """Who has questions left: practice, which nobody owes."""
    if not found:
        return Piece("", "")
    who = _who(found, counts_of(report.results)["enrolled"])
    words = f"Practice, owed to nobody: questions after the lessons are left for {who}."
    return paragraph(words, "note")


def complete(report: Report) -> Piece:
    """Who has completed the course, and who has not, with why."""
    found = report.results.completion
    parts = {
        state: found[found["status"] == state].to_dict("records")
        for state in (results.COMPLETE, results.OPEN, results.WITHDRAWN)
    }
    done, still, left = (parts[state] for state in parts)
    enrolled = len(done) + len(still)
    pieces = [paragraph(_asked(report.results), "note")]
    if done:
        who = names([row["name"] for row in done], enrolled, 2 * _MOST_LETTERS)
        pieces.append(_run_in("Complete", len(done), who))
    if still:
        told = [f"{row['name']} ({row['open']})" for row in still]
        pieces.append(_run_in("Not complete", len(still), _why(told, still)))
    if left:
        who = names([row["name"] for row in left], 0)
        pieces.append(_run_in("Withdrawn", len(left), who))
    return joined(pieces)


def _why(told: list[str], still: list[dict[Any, Any]]) -> str:
    """Each with the reason; where there are too many to name, the reasons counted."""
    text = "; ".join(told)
    if len(text) <= _MOST_LETTERS:
        return text
    own = [list(dict.fromkeys(map(_reason, row["open"].split("; ")))) for row in still]
    alone = Counter(reasons[0] for reasons in own if len(reasons) == 1)
    times = Counter(reason for reasons in own for reason in reasons)
    counted = [
        f"{reason}: {many} ({alone[reason]} for this alone)" for reason, many in times.most_common()
    ]
    text = "; ".join(counted[:_MOST_ROWS])
    more = f"; {some(len(counted) - _MOST_ROWS, 'more reason')}" if counted[_MOST_ROWS:] else ""
    return f"{text}{more}. The list of the class says why beside each name."


def _reason(text: str) -> str:
    """A reason without what differs from learner to learner: how many hours, since when."""
    text = re.sub(r"^[\d.,]+ hours? missing$", "hours missing", text)
    text = re.sub(r" on \d{4}-\d\d-\d\d$", "", text)
    return text.replace(": ", " ")


def _run_in(word: str, count: int, text: str) -> Piece:
    return paragraph(text, lead=f"{word}, {count}: ")


def _asked(found: results.Results) -> str:
    """What complete means in this class."""
    parts = ["stations passed, assessors entered"]
    if found.hours["required"].notna().any():
        parts.append("hours")
    if found.prerequisite.card:
        last = ", the last day" if found.judged < found.today else ""
        parts.append(f"a valid {found.prerequisite.card} card on {found.judged}{last}")
    return f"Complete means: {', '.join(parts)}. A learner’s own answers decide nothing."


_BANDS = (EXPIRED, *BANDS, LATER)


def cards(report: Report) -> Piece:
    """How many cards expire how soon, by kind; the one that the course asks for first."""
    found = report.results
    learners, own = found.cards, found.instructor_cards
    if learners.empty and own.empty:
        return paragraph("No cards are recorded.")
    groups = [*_kinds(learners), ("Instructors’ own cards", own)]
    counts = [
        {"Card": whose, **{_band(name): str(int((part["band"] == name).sum())) for name in _BANDS}}
        for whose, part in groups
        if len(part)
    ]
    made = table(counts[:5], "Cards by time left", numbers=tuple(counts[0])[1:], quiet=True)
    return joined([made, *_since(found)])


def _since(found: results.Results) -> Iterable[Piece]:
    """The cards that the course asks for and that expired after its last day: news."""
    gone = found.cards[found.cards["needed"] & (found.cards["band"] == EXPIRED)]
    gone = gone[gone["expires"] >= found.judged].sort_values("expires", kind="stable")
    if len(gone):
        told = [f"{row['name']} ({row['expires']})" for row in gone.to_dict("records")]
        who = names(told, counts_of(found)["enrolled"], _MOST_LETTERS)
        lead = f"Expired since {found.judged}, and valid on that last day: "
        yield paragraph(who, "note", lead=lead)


def _band(name: str) -> str:
    return {EXPIRED: "Expired", LATER: "Later"}.get(name, f"Within {name}")


def _kinds(cards: pd.DataFrame) -> list[tuple[str, pd.DataFrame]]:
    # One card is spelt in several ways; the shortest stands for all.
    keys = cards["certification"].map(card_key)
    found = [
        (f"{min(part['certification'], key=len)} ({issuer})", part)
        for (_, issuer), part in cards.groupby([keys, "issuer"], sort=True)
    ]
    return sorted(found, key=lambda pair: not pair[1]["needed"].any())


def again(report: Report) -> Piece:
    """The three stations or objectives that most of the class missed, and what they thought."""
    found = report.results
    three = teach_again(found.first, found.station_summary, bank())
    if not three:
        words = f"Too few to say: nothing was taken by {LEAST_GROUP} learners, or missed."
        return paragraph(words)
    titles = lesson_titles()
    rows = [
        {
            "What": _named_again(one, titles),
            "Missed": _missed(one),
            "What stands behind it": _behind(one),
        }
        for one in three
    ]
    caption = "Missed most, with 95 % intervals: stations at first, questions after their lesson"
    return table(rows, caption, numbers=("Missed",))


def _named_again(one: Again, titles: dict[str, str]) -> str:
    if one.kind == STATION:
        return f"Station: {one.name}"
    return f"{one.name} (lesson: {titles.get(one.lesson, one.lesson)})"


def _missed(one: Again) -> str:
    percent = f"{100 * one.missed / one.asked:.0f} %"
    return f"{one.missed} of {one.asked}, {percent} ({100 * one.low:.0f} to {100 * one.high:.0f})"


def _behind(one: Again) -> str:
    if one.kind == QUESTIONS:
        chose = option_for_all(bank()[one.question_id], one.chose)
        count = f"After the lesson {one.chosen_by} of {one.chosen_of}"
        return f"{count} chose {chose}. {behind(one.misconception)}".rstrip()
    return "First attempts that failed; who needed more is told under Stations."


def sign(report: Report) -> Piece:
    """Ratios beside what the course asks, and lines for those who sign."""
    return ratios(report) + lines_to_sign(("Assessor", "Instructor", "Signature and date"))


def ratios(report: Report) -> Piece:
    """Learners to instructors and to manikins, as they are and as they are asked for."""
    about, enrolled = report.results.cohort.about, counts_of(report.results)["enrolled"]
    found = []
    for who, many, asked, published in (
        ("instructor", len(about.instructors), about.students_per_instructor, True),
        ("manikin", about.manikins or 0, about.students_per_manikin, False),
    ):
        told = [f"at most {asked:.10g}" if asked is not None else ""]
        told += [_published(report.results) if published else ""]
        need = "; ".join(filter(None, told)) or "not said in cohort.toml"
        text = f"{_ratio(enrolled, many, asked)}. The course asks for: {need}."
        found.append(paragraph(text, lead=f"Learners to one {who}: "))
    return joined(found)


def _ratio(learners: int, many: int, asked: float | None) -> str:
    if not many:
        return "not known, since cohort.toml does not say how many there were"
    ratio = learners / many
    over = ", which is more than asked for" if asked is not None and ratio > asked else ""
    return f"{ratio:.1f} ({learners} to {many}){over}"


def _published(found: results.Results) -> str:
    """The ratio that a body published for this course, where one is known."""
    about, table_ = found.cohort.about, load("courses")
    own = table_[(table_["course"] == about.course) & (table_["form"] == about.kind)]
    told = own[own["ratio"].notna() & (own["ratio"] != "")]
    if told.empty or not about.edition.startswith("AHA"):
        return ""
    row = told.iloc[0]
    return f"published: {row['ratio']} ({row['note'].rstrip('.')})"
