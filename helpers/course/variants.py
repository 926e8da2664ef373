"""Questions with numbers: each learner gets numbers of their own, and everyone the same key.

The texts of such a question hold names in braces. A maker draws the numbers that are given and
lets the domain compute the answers, the right one and those of the common mistakes.
"""

from __future__ import annotations

import math
import random
import string
from collections.abc import Callable, Mapping
from dataclasses import replace

from helpers.course.questions import Option, Question
from helpers.domain import cpr, dispatch, payment, rhythms, survival
from helpers.domain.training import Hours
from helpers.facts import load

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


def _page_weeks(draw: Draw) -> Texts:
    """The page's paramedic course in weeks, at so many hours a week."""
    pace = draw.choice((6, 10, 12, 15, 20))
    paramedic, emt = _hours_of("H02"), _hours_of("H01")
    least, most = paramedic.weeks(pace)
    return {
        "pace": _number(pace),
        "least": _number(least),
        "most": _number(most),
        "emt": _number(emt.weeks(pace)[0]),
        "full": _number(paramedic.weeks(40)[1]),
    }


def _larsen_later(draw: Draw) -> Texts:
    """What so many minutes more of each delay cost in Larsen's line, in percentage points."""
    minutes = draw.choice((2, 3, 4))
    at = float(survival.larsen(1, 1, 1))
    later = {
        "cpr": survival.larsen(1 + minutes, 1, 1),
        "shock": survival.larsen(1, 1 + minutes, 1),
        "als": survival.larsen(1, 1, 1 + minutes),
        "without": survival.larsen(1 + minutes, 1 + minutes, 1 + minutes),
    }
    falls = {name: _number(100 * (at - float(value)), 1) for name, value in later.items()}
    return {"minutes": {2: "two", 3: "three", 4: "four"}[minutes], **falls}


def _without_help(draw: Draw) -> Texts:
    """Larsen's line some minutes after a collapse without help, and one price at a time."""
    minutes = draw.choice((4, 5, 6))
    start = 100 * float(survival.larsen(0, 0, 0))
    return {
        "minutes": _number(minutes),
        "line": _number(100 * float(survival.larsen(minutes, minutes, minutes)), 1),
        "cpr": _number(100 * float(survival.larsen(minutes, 0, 0)), 1),
        "shock": _number(100 * float(survival.larsen(0, minutes, 0)), 1),
        "ten": _number(start - 10 * minutes, 1),
    }


def _strips_missed(draw: Draw) -> Texts:
    """How many strips of coarse fibrillation the goal leaves without a shock, and other goals."""
    strips = draw.choice((200, 400, 600, 1000))
    goals = {"tenth": "AG01", "quarter": "AG02", "hundredth": "AG03", "twentieth": "AG05"}
    missed = {
        name: _number(strips * (100 - _fact("aed_goals", fact_id, "goal_percent")) / 100)
        for name, fact_id in goals.items()
    }
    return {"strips": _number(strips), **missed}


def _alive_of_many(draw: Draw) -> Texts:
    """How many more of so many people have what epinephrine brings, by what is counted."""
    people = draw.choice((1000, 2000, 3000, 5000))
    counted = {"alive": "E10", "pulse": "E12-4", "admitted": "E12-1", "brain": "E11"}
    more = {
        name: _fact("outcome_evidence", fact_id, "percent_treated")
        - _fact("outcome_evidence", fact_id, "percent_control")
        for name, fact_id in counted.items()
    }
    return {
        "people": _number(people),
        **{name: _number(people * percent / 100) for name, percent in more.items()},
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


def _squares_to_rate(draw: Draw) -> Texts:
    """A rate from the small squares between two QRS, and the slips that are common."""
    squares = draw.choice((12, 15, 20, 25, 30))
    in_a_minute, _ = rhythms.limits("small squares in a minute")
    return {
        "squares": _number(squares),
        "rate": _number(in_a_minute / squares),
        "fifty": _number(2 * in_a_minute / squares),
        "twentieth": _number(60 / 0.05 / squares),
        "hundredths": _number(100 * 60 / in_a_minute * squares),
    }


def _six_seconds(draw: Draw) -> Texts:
    """A rate from the QRS in six seconds, and the slips that are common."""
    qrs = draw.choice((8, 9, 11, 13, 14))
    seconds, _ = rhythms.limits("piece of a minute")
    return {
        "qrs": _number(qrs),
        "rate": _number(qrs * 60 / seconds),
        "five": _number(qrs * 60 / (2 * seconds)),
        "six": _number(qrs * seconds),
        "twenty": _number(qrs * 60 / (seconds / 2)),
    }


def _next_epinephrine(draw: Draw) -> Texts:
    """When the next dose of an arrest is due, and windows before and after it, on a clock."""
    given = 14 * 60 + draw.randrange(5, 45)
    least, most = (
        round(_fact("drug_doses", "A01-aha2025", f"repeat_minutes_{end}"))
        for end in ("least", "most")
    )
    width = most - least
    starts = {"soon": 1, "due": least, "later": most + 1, "late": 2 * most}
    texts = {"given": _clock(given)}
    for name, start in starts.items():
        texts[name] = _clock(given + start)
        texts[f"{name}_end"] = _clock(given + start + (1 if name == "soon" else width))
    return texts


def _clock(minutes: int) -> str:
    return f"{minutes // 60}:{minutes % 60:02}"


def _erc_between(draw: Draw) -> Texts:
    """A round between two doses, by ERC and RCUK."""
    both = "Epinephrine and amiodarone were given after the third shock"
    shock, before = draw.choice(
        (
            ("fourth", f"{both}."),
            ("sixth", f"{both} and after the fifth."),
            ("eighth", f"{both} and after the fifth, epinephrine after the seventh too."),
        )
    )
    return {"shock": shock, "before": before}


def _aha_every_second(draw: Draw) -> Texts:
    """A round in which epinephrine comes again, by the AHA."""
    shock, epinephrine, amiodarone = draw.choice(
        (
            ("fourth", "second", "third"),
            ("sixth", "second and the fourth", "third and the fifth"),
            ("eighth", "second, the fourth and the sixth", "third and the fifth"),
        )
    )
    return {
        "shock": shock,
        "before": f"Epinephrine was given after the {epinephrine} shock, "
        f"amiodarone after the {amiodarone}.",
    }


def _hours_of(fact_id: str) -> Hours:
    least, most = (_fact("training_hours", fact_id, f"hours_{end}") for end in ("least", "most"))
    return Hours(least, least if math.isnan(most) else most)


def _fact(table: str, fact_id: str, column: str) -> float:
    rows = load(table).set_index("fact_id")[column]
    return float(str(rows.loc[fact_id]))


def _positive_among(draw: Draw) -> Texts:
    """What a rule finds and sends among a hundred calls, as whole calls."""
    found = dispatch.natural_frequencies(
        sensitivity=draw.choice((80, 85, 90)),
        specificity=draw.choice((35, 45, 55)),
        base_rate=draw.choice((10, 15, 20)),
    )
    return {
        "needed": _number(found.needed),
        "hit": _number(found.hit),
        "extra": _number(found.extra),
        "sent": _number(found.sent),
    }


def _rounded_miles(draw: Draw) -> Texts:
    """Miles with a patient on board as they are billed, and as people round them."""
    there = draw.choice((2.3, 3.7, 4.6, 5.8))
    loaded = draw.choice((6.03, 7.21, 8.34, 9.12))
    billed = float(payment.billed_miles(loaded))
    return {
        "there": _number(there, 1),
        "loaded": _number(loaded, 2),
        "billed": _number(billed, 1),
        "down": _number(math.floor(10 * loaded) / 10, 1),
        "whole": _number(math.ceil(loaded)),
        "both": _number(float(payment.billed_miles(round(there + loaded, 2))), 1),
    }


#: By question: from a source of chance to the texts of the names in braces.
def _other_line(draw: Draw) -> Texts:
    """Over-triage of those sent, and the same people as a share of all calls."""
    sent, of_sent = draw.choice(((40, 70), (50, 60), (50, 70), (60, 70), (80, 70)))
    extra = sent * of_sent // 100
    return {
        "sent": _number(sent),
        "of_sent": _number(of_sent),
        "of_all": _number(extra),
        "ppv": _number(100 - of_sent),
        "hits": _number(sent - extra),
    }


MAKERS: dict[str, Callable[[Draw], Texts]] = {
    "larsen_late_shock": _larsen_later,
    "larsen_late_cpr": _larsen_later,
    "without_help": _without_help,
    "too_slow": _too_slow,
    "goals_coarse": _strips_missed,
    "alive_of_many": _alive_of_many,
    "next_epinephrine": _next_epinephrine,
    "erc_between": _erc_between,
    "aha_every_second": _aha_every_second,
    "page_at_your_pace": _page_weeks,
    "lessons_to_hours": _short_lessons,
    "squares_to_rate": _squares_to_rate,
    "six_seconds_uneven": _six_seconds,
    "a_hundred_in_need": _positive_among,
    "same_people_other_line": _other_line,
    "rounded_miles": _rounded_miles,
}
