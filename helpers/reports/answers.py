"""What the questions of a class are worth: items in words, the test as a whole, wrong options."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from statistics import NormalDist
from typing import Any

import pandas as pd

from helpers.cohort.intervals import share_interval
from helpers.cohort.items import LEAST, distractors
from helpers.cohort.scores import LEAST_GROUP
from helpers.cohort.teaching import teach_again
from helpers.cohort.worth import Form, forms
from helpers.course.questions import Question, bank
from helpers.domain.interval import LEVEL, Interval
from helpers.reports.choices import behind, stem_for_all
from helpers.reports.opening import Report
from helpers.reports.tables import Piece, joined, paragraph, table
from helpers.reports.words import some

_MOST = 8  # rows of a table
_EASY_FLAGS = ("nobody missed it", "nearly everybody had it right")
#: Flags that rest on a correlation, each with what its interval must stay under.
_BY_CHANCE = (("who knows the rest misses it more often", 0.0), ("it hardly goes", 0.1))
_STANDS_OUT, _PLAIN, _EASY, _CHANCE, _FEW = "stands out", "plain", "easy", "chance", "few"
#: What is said of the items that are only counted.
_TOLD = (
    (_STANDS_OUT, "{} more stand out in the same ways"),
    (_PLAIN, "at {} nothing stands out"),
    (_EASY, "{} were right for all or nearly all, as a mastery test hopes"),
    (
        _CHANCE,
        "{} go against the rest of the form or hardly with it, which in so small a class chance "
        "alone can do",
    ),
    (_FEW, f"{{}} were answered by fewer than {LEAST}: too few to say"),
)
_MEANS = {
    "kr20": "KR-20, which is Cronbach’s alpha here: how far the items go together",
    "sem": "Standard error of a score, in questions",
    "phi_lambda": "Phi (lambda): how well scores tell how far somebody is from the mark",
    "livingston_k2": "Livingston’s K²: reliability about the mark",
    "decision_consistency": "Same verdict on a second test (Subkoviak)",
}
_WHOM = (
    "An appendix for those who write the questions: what the answers say of the questions, and "
    "nothing of any learner."
)
_HOW = (
    "Half of the class gets the two forms the other way round, so each form was taken by some "
    "before their lessons and by others after them: item analysis for a mastery test wants both. "
    "Right before and right after are shares of different learners."
)


def worth(report: Report) -> Piece:
    """The item analysis: what stands out, and the test as a whole."""
    found = report.results
    both = forms(found.first, found.cohort.about.pass_mark_percent)
    if not both:
        words = f"Too few to say: fewer than {LEAST_GROUP} learners answered the same questions."
        return paragraph(_WHOM) + paragraph(words)
    note = both[0].analysis.note.partition(" Under ")[0]
    return joined(
        [
            paragraph(_WHOM),
            paragraph(note),
            paragraph(_HOW, "note"),
            *_items(both, bank()),
            *_whole(both),
        ]
    )


def _items(both: Iterable[Form], asked: Mapping[str, Question]) -> Iterable[Piece]:
    """The items that stand out, and how many others there are of each kind."""
    rows: list[dict[str, str]] = []
    times: Counter[str] = Counter()
    for form in both:
        found = form.analysis.table
        for name, item in zip(found.index, found.to_dict("records"), strict=True):
            kind = _kind(item)
            times[kind] += 1
            if kind == _STANDS_OUT:
                rows.append(_item(form, asked[str(name)], item))
    rows.sort(key=lambda row: row["Right"].rjust(20))
    yield table(rows[:_MOST], "Questions that stand out", numbers=("Right", "Before", "After"))
    times[_STANDS_OUT] = max(0, len(rows) - _MOST)
    yield paragraph(_counted(times), "note")


def _kind(item: Mapping[Hashable, Any]) -> str:
    """What is to be said of an item; what chance alone may have made is not said of it."""
    if item["answered"] < LEAST:
        return _FEW
    telling = _telling(item)
    if not telling:
        return _EASY if item["flags"] else _PLAIN
    high = _interval(item)[1]
    if all(high > _bound(flag) for flag in telling):
        return _CHANCE
    return _STANDS_OUT


def _bound(flag: str) -> float:
    """What the interval of the correlation must stay under for a flag to say something."""
    return next((most for start, most in _BY_CHANCE if flag.startswith(start)), math.inf)


def _telling(item: Mapping[Hashable, Any]) -> list[str]:
    flags = str(item["flags"]).split("; ")
    return [flag for flag in flags if flag and flag not in _EASY_FLAGS]


def _interval(item: Mapping[Hashable, Any]) -> Interval:
    """Fisher's interval, at 95 %, of how an item goes with the rest."""
    value, n = float(item["point_biserial"]), int(item["answered"])
    if math.isnan(value) or n < 4 or abs(value) >= 1:
        return math.nan, math.nan
    half = NormalDist().inv_cdf((1 + LEVEL) / 2) / math.sqrt(n - 3)
    return math.tanh(math.atanh(value) - half), math.tanh(math.atanh(value) + half)


def _counted(times: Mapping[str, int]) -> str:
    parts = [words.format(some(times[kind], "question")) for kind, words in _TOLD if times[kind]]
    told = "; ".join(parts)
    return f"{told[:1].upper()}{told[1:]}." if told else ""


def _item(form: Form, question: Question, item: Mapping[Hashable, Any]) -> dict[str, str]:
    answered = int(item["answered"])
    right = round(float(item["difficulty"]) * answered)
    low, high = share_interval(right, answered)
    return {
        "Question": stem_for_all(question),
        "Right": f"{100 * right / answered:.0f} % ({100 * low:.0f} to {100 * high:.0f})",
        "Before": _part(form.before, question.id),
        "After": _part(form.after, question.id),
        "With the rest": _correlation(item),
        "What stands out": "; ".join(_telling(item)),
    }


def _correlation(item: Mapping[Hashable, Any]) -> str:
    low, high = _interval(item)
    if math.isnan(low):
        return "–"
    return f"{item['point_biserial']:.2f} ({low:.2f} to {high:.2f})".replace("-", "−")


def _part(counts: pd.DataFrame, name: str) -> str:
    """Right answers of those who took it then; groups that are too small are not told of."""
    found = counts.reindex([name]).fillna(0).to_dict("records")[0]
    if found["count"] < LEAST_GROUP:
        return "–"
    return f"{found['sum']:.0f} of {found['count']:.0f}"


def _whole(both: Sequence[Form]) -> Iterable[Piece]:
    """The test as a whole; each number with its interval, or once that there are too few."""
    names = {"pretest": "First form", "posttest": "Second form"}
    found = [form for form in both if form.analysis.kr20.learners >= LEAST]
    for form in both:
        if form not in found:
            how = f"{form.analysis.kr20.learners} learners; {LEAST} at the least"
            yield paragraph(f"{names[form.name]} as a test: too few to say ({how}).")
    if not found:
        return
    rows = [
        {
            "Of the whole test (95 % interval)": words,
            **{
                names[form.name]: str(getattr(form.analysis, index)).replace("-", "−")
                for form in found
            },
        }
        for index, words in _MEANS.items()
    ]
    mark = found[0].analysis
    last = {"Of the whole test (95 % interval)": f"Right answers that reach {mark.cut:.0%}"}
    last |= {
        names[form.name]: f"{form.analysis.needed} of {len(form.analysis.table)}" for form in found
    }
    yield table([*rows, last], "The two forms as tests")


def wrong(report: Report) -> Piece:
    """Which wrong option the class chose, and the misconception that it stands for.

    What the first page says to teach again comes first, with the question that it has no room for.
    """
    first, asked = report.results.first, bank()
    times = first["question_id"].value_counts()
    many = first[first["question_id"].isin(times[times >= LEAST_GROUP].index)]
    chosen = distractors(many, asked)
    if chosen.empty:
        return paragraph("No wrong option was chosen in a group that is large enough.", "note")
    again = teach_again(first, report.results.station_summary, asked)
    named = {(one.question_id, one.chose) for one in again}
    pairs = zip(chosen["question_id"], chosen["text"], strict=True)
    chosen = chosen.assign(named=[pair in named for pair in pairs])
    order = ["named", "chosen", "share"]
    chosen = chosen.sort_values(order, ascending=False, kind="stable").head(_MOST)
    rows = [
        {
            "Question": stem_for_all(asked[row["question_id"]]),
            "Wrong option": row["text"],
            "Chosen by": f"{row['chosen']} of {times[row['question_id']]}",
            "What stands behind it": behind(row["misconception"]),
        }
        for row in chosen.to_dict("records")
    ]
    caption = "Wrong options that were chosen most, before and after the lessons together"
    if again:
        caption += "; those of the first page first"
    return table(rows, caption, numbers=("Chosen by",))
