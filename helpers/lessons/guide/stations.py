"""One card for each station: it lies beside the manikin, and is read standing."""

from __future__ import annotations

from helpers.lessons.guide.markup import inline, listed
from helpers.lessons.notes import LessonNotes, Station
from helpers.lessons.shelf import Lesson


def cards(lesson: Lesson, notes: LessonNotes) -> str:
    """A page for each station, the instructor's lines at its foot."""
    total = len(notes.stations)
    return "".join(
        _card(lesson, one, place, total) for place, one in enumerate(notes.stations, start=1)
    )


def _card(lesson: Lesson, one: Station, place: int, total: int) -> str:
    ask = f"<p class=ask><b>At the end, ask</b> {inline(one.ask)}</p>" if one.ask else ""
    return (
        f"<article class=card><p class=over>Lesson {lesson.number} · {inline(lesson.title)} · "
        f"station {place} of {total} · {one.minutes:g} minutes</p>"
        f"<h1>{inline(one.title)}</h1>"
        f"<h2>Do</h2>{listed(one.do, 'ol', 'large')}"
        f"<div class=beside><div><h2>What lies here</h2>{listed(one.need)}</div>"
        f"<div><h2>The instructor looks for</h2>{listed(one.watch)}</div></div>{ask}</article>"
    )
