"""Somebody who knows nothing of the subject gains nothing by the looks of the options."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from random import Random

import pytest
import scipy.stats

from helpers.course import cues
from helpers.course.forms import PARALLEL
from helpers.course.questions import OPTIONS, Option, Question, questions
from helpers.course.variants import variant

#: As the learner reads it: with numbers in place of their names.
BANK = [variant(question, 0) for question in questions()]
RULES = {**cues.RULES, "all rules together": cues.vote}


def by_chance(right: float, asked: int) -> bool:
    low, high = cues.interval(right, asked)
    return low <= cues.CHANCE <= high


def told(right: float, asked: int) -> str:
    low, high = cues.interval(right, asked)
    return f"{right:.1f} of {asked} right, {right / asked:.0%} ({low:.0%} to {high:.0%})"


@pytest.mark.parametrize("name", RULES)
def test_a_rule_that_knows_no_medicine_does_no_better_than_chance(name: str) -> None:
    right = cues.hits(BANK, RULES[name])
    by_lesson = {
        lesson: told(cues.hits(own, RULES[name]), len(own))
        for lesson in dict.fromkeys(question.lesson for question in BANK)
        if (own := [question for question in BANK if question.lesson == lesson])
    }
    assert by_chance(right, len(BANK)), f"{name}: {told(right, len(BANK))}; {by_lesson}"


def test_words_learnt_on_other_lessons_do_no_better_than_chance() -> None:
    by_lesson = cues.hits_of_words(BANK)
    right = sum(by_lesson.values())
    assert by_chance(right, len(BANK)), f"{told(right, len(BANK))}; {by_lesson}"


def odds(bank: Sequence[Question], words: Sequence[str]) -> tuple[float, str]:
    """Whether words are as frequent in right as in wrong options: Fisher's exact p, and counts."""
    counts = {word: cues.word_counts(bank, [word]) for word in words}
    right, wrong = cues.word_counts(bank, words)
    table = [[right, len(bank) - right], [wrong, (OPTIONS - 1) * len(bank) - wrong]]
    return float(scipy.stats.fisher_exact(table)[1]), f"in right and in wrong options: {counts}"


@pytest.mark.parametrize("word", cues.GIVE_AWAY)
def test_give_away_words_are_as_frequent_in_right_as_in_wrong_options(word: str) -> None:
    p, counted = odds(BANK, [word])
    assert p > 0.05, counted


def test_give_away_words_together_are_as_frequent_too() -> None:
    p, counted = odds(BANK, cues.GIVE_AWAY)
    assert p > 0.05, counted


def test_the_right_option_stands_in_each_place_as_often() -> None:
    places = Counter(next(i for i, o in enumerate(q.options) if o.correct) for q in BANK)
    counted = [places[place] for place in range(OPTIONS)]
    assert scipy.stats.chisquare(counted).pvalue > 0.05, counted


def known(bank: Sequence[Question], form: str) -> set[tuple[str, str]]:
    """By lesson, the options that were right before a form: in the other form and in practice."""
    return {(q.lesson, option.text) for q in bank if q.form != form for option in q.right}


def remembered(bank: Sequence[Question], form: str, prefer: bool) -> dict[str, float]:
    """What a form gives, by lesson, to a reader who knows only which options were right before.

    Where that leaves no option, or all, the reader guesses.
    """
    before = known(bank, form)
    right = dict.fromkeys((q.lesson for q in bank), 0.0)
    for question in bank:
        if question.form == form:
            texts = [option.text for option in question.options]
            left = [text for text in texts if ((question.lesson, text) in before) is prefer]
            left = left or texts
            right[question.lesson] += (question.right[0].text in left) / len(left)
    return right


@pytest.mark.parametrize("prefer", [True, False], ids=["prefers", "avoids"])
@pytest.mark.parametrize("form", PARALLEL)
def test_who_remembers_what_was_right_before_does_no_better_than_chance(
    form: str, prefer: bool
) -> None:
    # Half of the learners get the forms the other way round, so each form may come last.
    by_lesson = remembered(BANK, form, prefer)
    right, asked = sum(by_lesson.values()), sum(q.form == form for q in BANK)
    assert by_chance(right, asked), f"{form}: {told(right, asked)}; {by_lesson}"


# The tests can fail: small banks that have one cue each.

RIGHT = {
    "drop what has give-away words": "Press on the middle of the chest",
    "prefer the hedged one": "Usually one can press on the chest",
    "prefer the longest": "Press on the middle of the chest, with straight arms, at a steady rate",
    "prefer the shortest": "Press",
    "prefer the odd one out": "A shock ends disorder",
    "prefer the one most like the others": "Press on the chest and wait for the crew",
    "prefer what repeats the stem": "Press on the chest of a stranger near the kiosk",
    "prefer the most specific": "Press 110 times a minute and 5 cm deep",
}
WRONG = {
    "drop what has give-away words": (
        *("Always press on the belly instead", "Press only on the arm of a man"),
        "Nothing, because it must be left be",
    ),
    "prefer the one most like the others": (
        *("Press on the chest and wait for a sign", "Sit down and wait for the crew"),
        "Press on the belly and call the crew",
    ),
}
PLAIN = (
    *("Turn the man onto his left side", "Look into his mouth for a thing"),
    "Feel his wrist and his neck",
)


def made_up(rule: str, lesson: str = "x", number: int = 24) -> list[Question]:
    wrong = WRONG.get(rule, PLAIN)
    made = []
    for count in range(number):
        options = [Option("right", RIGHT[rule], "", True)]
        options += [Option(f"w{n}", text, "", False) for n, text in enumerate(wrong)]
        Random(count).shuffle(options)
        stem = "A stranger falls near the kiosk. What now?"
        named = (f"q{count}", 1, "lesson", lesson, "", "core", stem, "")
        made.append(Question(*named, (), tuple(options)))
    return made


@pytest.mark.parametrize("name", cues.RULES)
def test_a_bank_with_one_cue_is_caught_by_its_rule_and_by_the_vote(name: str) -> None:
    bank = made_up(name)
    right = cues.hits(bank, cues.RULES[name])
    assert right == len(bank) and not by_chance(right, len(bank))


def test_a_bank_with_many_cues_is_caught_by_all_rules_together() -> None:
    names = ("drop what has give-away words", "prefer the longest", "prefer the most specific")
    bank = [question for name in names for question in made_up(name)]
    assert not by_chance(cues.hits(bank, cues.vote), len(bank))


def test_words_that_go_with_right_options_in_each_lesson_are_caught() -> None:
    bank = made_up("prefer the shortest", "x") + made_up("prefer the hedged one", "y")
    by_lesson = cues.hits_of_words(bank)
    assert by_lesson == {"x": 24.0, "y": 24.0}


def test_give_away_words_in_wrong_options_are_caught() -> None:
    p, counted = odds(made_up("drop what has give-away words"), cues.GIVE_AWAY)
    assert p < 0.001 and "'only': (0, 24)" in counted


def test_without_any_cue_a_rule_is_at_chance_exactly() -> None:
    bank = made_up("prefer the shortest")
    assert cues.hits(bank, cues.RULES["prefer the hedged one"]) == 6
    low, high = cues.interval(6, 24)
    # Wilson's interval of 6 of 24, by hand.
    assert (round(low, 3), round(high, 3)) == (0.120, 0.449)


@pytest.mark.parametrize("prefer", [True, False], ids=["prefers", "avoids"])
def test_options_that_are_right_once_or_every_time_are_caught(prefer: bool) -> None:
    """A family of four options: right by turns, or one of them right every time."""
    texts = ("Press", "Look", "Call", "Wait")
    bank = []
    for family in range(8):
        for place, form in enumerate(("lesson", "pretest", "lesson", "posttest")):
            key = 0 if prefer else place
            options = [Option(w, f"{w} {family}", "", n == key) for n, w in enumerate(texts)]
            named = (f"q{family}{place}", 1, form, "x", "", "core", "What now?", "")
            bank.append(Question(*named, (), tuple(options)))
    right = sum(remembered(bank, "posttest", prefer).values())
    assert right == 8 and not by_chance(right, 8)
