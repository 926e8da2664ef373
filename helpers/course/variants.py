"""Questions with numbers: each learner gets numbers of their own, and everyone the same key.

The texts of such a question hold names in braces. A maker draws the numbers that are given and
lets the domain compute the answers, the right one and those of the common mistakes.
"""

from __future__ import annotations

import random
import string
from collections.abc import Callable, Mapping
from dataclasses import replace

from helpers.course.questions import Option, Question
from helpers.domain import cpr, training
from helpers.domain.training import Hours

Draw = random.Random
Texts = Mapping[str, str]


def variant(question: Question, seed: int) -> Question:
    """The question with the numbers of a seed; itself where it has none.

    Raises:
        ValueError: where its texts and its maker do not name the same numbers, or two options
            come out alike.
    """
    names = numbers_of(question)
    if not names and question.id not in MAKERS:
        return question
    if question.id not in MAKERS:
        raise ValueError(f"{question.id!r} names {', '.join(sorted(names))}, and nothing makes it")
    texts = MAKERS[question.id](random.Random(f"{question.id} {seed}"))
    if names != set(texts):
        odd = ", ".join(sorted(names ^ set(texts)))
        raise ValueError(f"the texts and the maker of {question.id!r} differ in {odd}")
    options = tuple(_filled(option, texts) for option in question.options)
    if len({option.text for option in options}) < len(options):
        raise ValueError(f"two options of {question.id!r} are alike with seed {seed}")
    stem, hint = (text.format_map(texts) for text in (question.stem, question.hint))
    return replace(question, stem=stem, hint=hint, options=options)


def has_numbers(question: Question) -> bool:
    """Whether a question has variants."""
    return question.id in MAKERS


def numbers_of(question: Question) -> set[str]:
    """The names in braces in all its texts."""
    texts = [question.stem, question.hint]
    texts += [text for option in question.options for text in (option.text, option.feedback)]
    return {name for text in texts for _, name, _, _ in string.Formatter().parse(text) if name}


def _filled(option: Option, texts: Texts) -> Option:
    text, feedback = option.text.format_map(texts), option.feedback.format_map(texts)
    return replace(option, text=text, feedback=feedback)


def _number(value: float, digits: int = 0) -> str:
    """``1,200`` or ``36.5``: no decimals that say nothing."""
    text = f"{value:,.{digits}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _evening_weeks(draw: Draw) -> Texts:
    """A course of so many hours at so many hours a week, in weeks."""
    least, pace = draw.choice((960, 1080, 1200, 1320, 1440)), draw.choice((6, 8, 12))
    weeks, full = Hours(least, least).weeks(pace)[0], Hours(least, least).weeks(40)[0]
    return {
        "hours": _number(least),
        "pace": _number(pace),
        "weeks": _number(weeks),
        "full": _number(full),
        "half": _number(weeks / 2),
        "double": _number(weeks * 2),
    }


def _ranges_divided(draw: Draw) -> Texts:
    """The ratio of two ranges of hours, and the two ways in which it goes wrong."""
    emt = Hours(draw.choice((120, 130, 140)), draw.choice((180, 190, 200)))
    paramedic = Hours(draw.choice((1000, 1050, 1100)), draw.choice((1300, 1400, 1500)))
    ratio = training.beyond(paramedic, emt)
    ends = sorted((paramedic.least / emt.least, paramedic.most / emt.most))
    middle = (paramedic.least + paramedic.most) / (emt.least + emt.most)
    return {
        "emt": str(emt),
        "paramedic": str(paramedic),
        "right": str(ratio),
        "ends": str(training.Ratio(*ends)),
        "middle": f"{middle:.1f} times",
        "low": f"{_number(paramedic.least)} / {_number(emt.most)}",
        "high": f"{_number(paramedic.most)} / {_number(emt.least)}",
    }


def _course_included(draw: Draw) -> Texts:
    """The same ratio with the course below counted in: it moves up by exactly one."""
    emt, times = draw.choice((120, 150, 160)), draw.choice((5, 6, 7, 8))
    paramedic = Hours(emt * times, emt * times)
    both = training.including(paramedic, Hours(emt, emt))
    return {
        "emt": _number(emt),
        "paramedic": _number(paramedic.least),
        "beyond": str(training.beyond(paramedic, Hours(emt, emt))),
        "including": str(both),
        "double": f"{times + 2}.0 times",
        "less": f"{times - 1}.0 times",
        "sum": _number(paramedic.least + emt),
    }


def _fall(draw: Draw) -> Texts:
    """A fall by points and by parts over some minutes."""
    start, fall, minutes = draw.choice((50, 60)), draw.choice((8, 10)), draw.choice((3, 4))
    return {
        "start": _number(start),
        "fall": _number(fall),
        "minutes": {3: "three", 4: "four"}[minutes],
        "points": _number(start - fall * minutes),
        "parts": _number(start * (1 - fall / 100) ** minutes, 1),
        "once": _number(start - fall),
    }


def _short_lessons(draw: Draw) -> Texts:
    """Lessons of 45 minutes as hours of 60."""
    lessons = draw.choice((160, 200, 240, 320))
    return {
        "lessons": _number(lessons),
        "clock": _number(lessons * 45 / 60),
        "more": _number(lessons * 60 / 45),
        "half": _number(lessons / 2),
    }


def _too_slow(draw: Draw) -> Texts:
    """Thirty compressions in so many seconds, always below the rate that is asked for."""
    seconds = draw.choice((20, 24, 25))
    rate = 30 * 60 / seconds
    least, _ = cpr.asked_rate()
    if rate >= least:
        raise ValueError(f"{rate:g} a minute is not too slow; {least:g} are asked for")
    return {"seconds": _number(seconds), "rate": _number(rate)}


def _delivered(draw: Draw) -> Texts:
    """Compressions that arrive in a minute of 30:2, by the rate and the time for the breaths."""
    rate, breaths = draw.choice(((120, 5), (100, 6), (120, 10), (120, 3)))
    cycle = sum(seconds for _, seconds in cpr.Plan(rate=rate, breaths=breaths).cycle)
    return {
        "rate": _number(rate),
        "breaths": _number(breaths),
        "cycle": _number(cycle, 1),
        "delivered": _number(30 * 60 / cycle),
        "minus": _number(rate - 2 * breaths),
    }


#: By question: from a source of chance to the texts of the names in braces.
MAKERS: dict[str, Callable[[Draw], Texts]] = {
    "points_by_minute": _fall,
    "evening_course": _evening_weeks,
    "lessons_to_hours": _short_lessons,
    "range_over_range": _ranges_divided,
    "course_counted_in": _course_included,
    "too_slow": _too_slow,
    "reach_the_patient": _delivered,
}
