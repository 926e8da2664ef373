"""The first pages of a guide: what the lesson is for, its minutes, what to ask, what goes wrong."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from helpers.lessons.guide.markup import head, inline, listed
from helpers.lessons.notes import CLASS, SHORTEST, LessonNotes, SectionNote
from helpers.lessons.shelf import Lesson

_AT_THE_STATIONS = (
    "Each station needs somebody beside it who has read its card. Its minutes hold the question "
    "at the end and the walk to the next one: say when a minute is left. If you are alone, take "
    "the stations where hands press, one after another, with everybody."
)

_KINDS = {"guide": "guide", "cards": "one card for each station", "handout": "one for each learner"}


def plan(lesson: Lesson, notes: LessonNotes, prints: Sequence[str]) -> str:
    """Everything but the key and the claims.

    Args:
        prints: the other files of this lesson.
    """
    return "".join(
        (
            _head(lesson, notes, prints),
            _short(notes),
            _class(notes),
            _sections("The whole lesson, minute by minute", _of(notes, "frame", "core")),
            _sections("On duty, for those who want it", _of(notes, "on duty")),
            _evidence(notes),
        )
    )


def _head(lesson: Lesson, notes: LessonNotes, prints: Sequence[str]) -> str:
    also = f", and {_minutes(notes.on_duty)} more with <em>On duty</em>" if notes.on_duty else ""
    others = "; ".join(f'<a href="{name}">{_kind(name)}</a>' for name in prints)
    return (
        f"{head('Guide for instructors', lesson)}"
        f"<p class=aim>{inline(notes.aim)}</p>"
        "<table class=facts><tbody>"
        f'<tr><th scope="row">Time</th><td>{_minutes(notes.minutes)} for the core{also}; '
        f"or the {SHORTEST} minutes below</td></tr>"
        f'<tr><th scope="row">Written for</th><td>{", ".join(lesson.readers)}</td></tr>'
        f'<tr><th scope="row">Open</th><td><code>make present LESSON={lesson.name}</code></td></tr>'
        f'<tr><th scope="row">Print</th><td>this guide for yourself; {others}</td></tr>'
        "</tbody></table>"
    )


def _kind(name: str) -> str:
    kind = name.removesuffix(".html").rpartition("-")[2]
    return f"{kind}, {_KINDS[kind]}" if kind in _KINDS else kind


def _short(notes: LessonNotes) -> str:
    if not notes.short:
        return ""
    rows, at = [], 0.0
    for one in notes.short:
        rows.append(f"<li>{inline(one.heading)} <span>{_minutes(one.minutes)}</span></li>")
        at += one.minutes
    return (
        f"<section class=together><h2>If you have {SHORTEST} minutes</h2>"
        f"<p>These screens, in this order, {_minutes(at)} together. Then stop.</p>"
        f"<ol class=short>{''.join(rows)}</ol></section>"
    )


def _class(notes: LessonNotes) -> str:
    if not notes.plan:
        return ""
    rows, at = [], 0.0
    for step in notes.plan:
        rows.append(
            f"<tr><td class=clock>{_clock(at)}</td><td>{_number(step.minutes)}</td>"
            f"<td>{inline(step.what)}</td><td>{inline(step.with_what)}</td></tr>"
        )
        at += step.minutes
    head = "".join(f'<th scope="col">{one}</th>' for one in ("from", "min", "what", "with"))
    aside = f"<p>{_AT_THE_STATIONS}</p>" if notes.stations else ""
    return (
        f"<section class=together><h2>A class of {CLASS} minutes, with manikins</h2>{aside}"
        f"<table><thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table></section>"
    )


def _of(notes: LessonNotes, *depths: str) -> list[SectionNote]:
    return [one for one in notes.sections if one.depth in depths]


def _sections(title: str, sections: Iterable[SectionNote]) -> str:
    rows, at = [], 0.0
    for one in sections:
        rows.append(_section(one, at))
        at += one.minutes
    head = '<thead><tr><th scope="col">from</th><th scope="col">screen</th></tr></thead>'
    table = f"<table class=minutes>{head}<tbody>{''.join(rows)}</tbody></table>"
    return f"<section><h2>{title}</h2>{table}</section>" if rows else ""


def _section(one: SectionNote, at: float) -> str:
    heading = one.heading.removeprefix("On duty: ")
    mark = f" <span class=mark>in the {SHORTEST}</span>" if one.short else ""
    ask = f"<p class=ask><b>Ask</b> {inline(one.ask)}</p>" if one.ask else ""
    wrong = listed(one.wrong, name="wrong")
    return (
        f"<tr><td class=clock>{_clock(at)}<br><b>{_number(one.minutes)} min</b></td>"
        f"<td><h3>{inline(heading[:1].upper() + heading[1:])}{mark}</h3>"
        f"<p>{inline(one.aim)}</p>{ask}{wrong}</td></tr>"
    )


def _evidence(notes: LessonNotes) -> str:
    told = "".join(f"<p>{inline(one.aim)}</p>" for one in _of(notes, "evidence"))
    return f"<section class=together><h2>When somebody asks how anyone knows</h2>{told}</section>"


def _clock(minutes: float) -> str:
    return f"{int(minutes)}:{30 if minutes % 1 else 0:02d}"


def _number(minutes: float) -> str:
    return f"{int(minutes) or ''}½" if minutes % 1 else f"{minutes:g}"


def _minutes(minutes: float) -> str:
    return f"{_number(minutes)} minute{'' if minutes == 1 else 's'}"
