"""What gives a right option away to somebody who knows nothing of the subject.

A rule reads a question and scores its options by their looks alone; the option with the highest
score is its guess. In a fair bank no rule is right more often than chance.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence

import numpy as np
import numpy.typing as npt

from helpers.course.questions import OPTIONS, Question

#: Words that writers of questions put into options that they want to be wrong, or right.
GIVE_AWAY = (
    *("because", "only", "nothing", "until", "all", "never", "always", "must", "may", "depends"),
)
HEDGES = (
    *("about", "almost", "can", "could", "likely", "may", "might", "most", "mostly", "often"),
    *("possibly", "probably", "rather", "seems", "some", "sometimes", "somewhat", "usually"),
)
CHANCE = 1 / OPTIONS

Scores = npt.NDArray[np.float64]
Rule = Callable[[Question], Scores]


def words_of(text: str) -> list[str]:
    """The words of a text in small letters, numbers included."""
    return re.findall(r"[^\W_]+", text.lower())


def _drop_give_away(question: Question) -> Scores:
    return -_counted(question, GIVE_AWAY)


def _hedged(question: Question) -> Scores:
    return _counted(question, HEDGES)


def _longest(question: Question) -> Scores:
    return np.array([len(option.text) for option in question.options], float)


def _shortest(question: Question) -> Scores:
    return -_longest(question)


def _like_the_others(question: Question) -> Scores:
    """Wrong options are often made from the right one, which then is the most like the others."""
    sets = [set(words_of(option.text)) for option in question.options]
    return np.array(
        [
            sum(len(one & other) / max(1, len(one | other)) for other in sets if other is not one)
            for one in sets
        ]
    )


def _odd_one_out(question: Question) -> Scores:
    return -_like_the_others(question)


def _repeats_the_stem(question: Question) -> Scores:
    stem = {word for word in words_of(question.stem) if len(word) > 3}
    return np.array([len(stem & set(words_of(o.text))) for o in question.options], float)


def _most_specific(question: Question) -> Scores:
    """Numbers and names."""
    specific = re.compile(r"\d+|(?<=\w )[A-Z]\w+")
    return np.array([len(specific.findall(option.text)) for option in question.options], float)


def _counted(question: Question, wanted: Iterable[str]) -> Scores:
    found = frozenset(wanted)
    return np.array(
        [sum(word in found for word in words_of(option.text)) for option in question.options], float
    )


RULES: Mapping[str, Rule] = {
    "drop what has give-away words": _drop_give_away,
    "prefer the hedged one": _hedged,
    "prefer the longest": _longest,
    "prefer the shortest": _shortest,
    "prefer the odd one out": _odd_one_out,
    "prefer the one most like the others": _like_the_others,
    "prefer what repeats the stem": _repeats_the_stem,
    "prefer the most specific": _most_specific,
}


def vote(question: Question) -> Scores:
    """All rules together: each gives its vote to its guess, and divides it among equals."""
    votes = np.array([_shares(rule(question)) for rule in RULES.values()])
    return np.asarray(votes.sum(axis=0), dtype=np.float64)


def hits(questions: Sequence[Question], rule: Rule) -> float:
    """How many questions a rule answers rightly; a guess among equals counts as a part."""
    right = [[option.correct for option in question.options].index(True) for question in questions]
    pairs = zip(questions, right, strict=True)
    return float(sum(_shares(rule(question))[place] for question, place in pairs))


def words_rule(fitted_on: Sequence[Question]) -> Rule:
    """A classifier of words, naive Bayes: how much oftener a word stands in right options.

    Args:
        fitted_on: other questions than those that it is tried on.
    """
    right, wrong = (
        Counter(
            word
            for question in fitted_on
            for option in question.options
            if option.correct is correct
            for word in set(words_of(option.text))
        )
        for correct in (True, False)
    )
    rights, wrongs = len(fitted_on), len(fitted_on) * (OPTIONS - 1)

    def rule(question: Question) -> Scores:
        odds = [
            sum(
                math.log((right[word] + CHANCE) / (rights + 1))
                - math.log((wrong[word] + 1 - CHANCE) / (wrongs + 1))
                for word in sorted(set(words_of(option.text)))
                if right[word] + wrong[word]
            )
            for option in question.options
        ]
        return np.array(odds)

    return rule


def hits_of_words(questions: Sequence[Question]) -> dict[str, float]:
    """How many questions of each lesson the words of all other lessons answer."""
    found = {}
    for lesson in dict.fromkeys(question.lesson for question in questions):
        rule = words_rule([question for question in questions if question.lesson != lesson])
        found[lesson] = hits([q for q in questions if q.lesson == lesson], rule)
    return found


def interval(right: float, asked: int, z: float = 1.96) -> tuple[float, float]:
    """Wilson's interval of a share, 95 % as it stands."""
    share, spread = right / asked, z * z / asked
    middle = (share + spread / 2) / (1 + spread)
    half = z * math.sqrt(share * (1 - share) / asked + spread / asked / 4) / (1 + spread)
    return middle - half, middle + half


def word_counts(questions: Sequence[Question], words: Iterable[str]) -> tuple[int, int]:
    """In how many right and in how many wrong options one of the words stands."""
    wanted = frozenset(words)
    options = [option for question in questions for option in question.options]
    found = [option.correct for option in options if wanted & set(words_of(option.text))]
    return sum(found), len(found) - sum(found)


def _shares(scores: Scores) -> Scores:
    best = np.isclose(scores, scores.max())
    return np.asarray(best / best.sum(), dtype=np.float64)
