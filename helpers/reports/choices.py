"""Questions and options in a report, where the screen that asked them is not at hand."""

from __future__ import annotations

import re
from itertools import takewhile
from typing import Any

import pandas as pd

from helpers.course.questions import Question
from helpers.course.variants import has_numbers, variant

_EXAMPLES_SEED = 0
_SENTENCE = re.compile(r"(?<=[.?!])\s+")
_POINTING = re.compile(r"\bhere\b", re.IGNORECASE)  # at what stood on the screen
_EXAMPLE = "(The numbers are an example: each learner has others.)"


def own_numbers(question: Question, seed: Any) -> Question:
    """The question as a learner had it; an answer without a seed is told by an example."""
    return variant(question, _EXAMPLES_SEED if pd.isna(seed) else int(seed))


def stem_for_all(question: Question) -> str:
    """What a class was asked, whole; where each learner has numbers of their own, one example."""
    if not has_numbers(question):
        return question.stem
    return f"{variant(question, _EXAMPLES_SEED).stem} {_EXAMPLE}"


def option_for_all(question: Question, text: str) -> str:
    """An option in quotation marks, likewise; its text holds the numbers of the example."""
    return f"“{text}” (an example: numbers differ)" if has_numbers(question) else f"“{text}”"


def behind(feedback: str) -> str:
    """What stands behind a wrong option: its whole sentences up to one that needs the screen.

    What follows that one leans on it, and is left out as well; maybe nothing is left.
    """
    return " ".join(takewhile(lambda one: not _POINTING.search(one), _SENTENCE.split(feedback)))
