"""Two parallel forms of a test by objective: who gets which first, and what mark is asked."""

from __future__ import annotations

import math
from collections import Counter
from fractions import Fraction

import pandas as pd

from helpers.course.answer import seed_of
from helpers.course.questions import questions

PARALLEL = ("pretest", "posttest")
COLUMNS = ("lesson", "objective", *PARALLEL)


def blueprint() -> pd.DataFrame:
    """How many questions each form asks for each objective.

    Returns:
        lesson, objective, pretest, posttest; in the order of the bank.

    Raises:
        ValueError: where the forms are not parallel; every such objective is named.
    """
    asked = Counter((q.lesson, q.objective, q.form) for q in questions() if q.form in PARALLEL)
    objectives = dict.fromkeys((lesson, objective) for lesson, objective, _ in asked)
    rows = [(*key, *(asked[(*key, form)] for form in PARALLEL)) for key in objectives]
    table = pd.DataFrame(rows, columns=list(COLUMNS))
    uneven = table[table["pretest"] != table["posttest"]]
    if len(uneven):
        told = [
            f"{r.lesson}: {r.objective} ({r.pretest} and {r.posttest})" for r in uneven.itertuples()
        ]
        raise ValueError(f"pretest and posttest are not parallel; mend {'; '.join(told)}")
    return table


def order(learner: str) -> tuple[str, str]:
    """Which form a learner gets before the course, and which after it.

    The forms are counterbalanced: half of the learners, by their own seed, get them the other
    way round, so that a form that happens to be easier does not look like a gain.
    """
    return PARALLEL if seed_of(learner) % 2 == 0 else (PARALLEL[1], PARALLEL[0])


def mark_needed(questions_asked: int, percent: float) -> int:
    """The least number of right answers that reaches a mark.

    Args:
        questions_asked: how many questions there are, at least 1.
        percent: the mark, 0 to 100 %.

    Raises:
        ValueError: where either makes no sense.
    """
    if questions_asked < 1 or not 0 <= percent <= 100:
        raise ValueError(
            f"a mark needs at least one question and 0 to 100 %; "
            f"{questions_asked} and {percent:g} % were read"
        )
    # As a fraction: 84 % of 25 is 21, and not the 22 that 21.000000000000004 would become.
    return math.ceil(Fraction(str(percent)) * questions_asked / 100)


def mark_in_words(questions_asked: int, percent: float, right: int) -> str:
    """What a mark means here, where the number of questions cannot always meet it exactly.

    Args:
        right: how many were right at the first try.
    """
    needed = mark_needed(questions_asked, percent)
    if needed * 100 == Fraction(str(percent)) * questions_asked:
        told = f"of {questions_asked} questions {needed}"
    else:
        below, reached = (_percent(count, questions_asked) for count in (needed - 1, needed))
        told = (
            f"which {questions_asked} questions cannot meet exactly: {needed - 1} are {below} %, "
            f"{needed} are {reached} %. So {needed}"
        )
    return (
        f"The AHA's written tests ask for {percent:g} %, {told} would be needed at the first try, "
        f"and you had {right}. This says what to read again; nobody passes or fails by it."
    )


def _percent(right: int, asked: int) -> str:
    return f"{100 * right / asked:.1f}".removesuffix(".0")
