"""Which wrong options a class chose, and what stands behind each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

import pandas as pd

from helpers.course.questions import Question
from helpers.course.variants import variant

_SEED = 0  # of the numbers that stand for all learners' numbers


def distractors(first: pd.DataFrame, bank: Mapping[str, Question]) -> pd.DataFrame:
    """The wrong options that were chosen at first, the most frequent of each question first.

    Args:
        first: question_id and option_id of first attempts, one row a learner and question; other
            columns are passed over.
        bank: the questions by id; answers to others are passed over.

    Returns:
        question_id, lesson, objective, option_id, text, chosen (learners), share (of those who
        answered the question), misconception (the feedback to that option). Where each learner
        has numbers of their own, texts hold those of one example.
    """
    known = first[first["question_id"].isin(list(bank))]
    answered = Counter(known["question_id"])
    rows = []
    for (name, option_id), part in known.groupby(["question_id", "option_id"], sort=False):
        question = variant(bank[str(name)], _SEED)
        option = next((one for one in question.options if one.id == option_id), None)
        if option is None or option.correct:
            continue
        rows.append(
            {
                "question_id": question.id,
                "lesson": question.lesson,
                "objective": question.objective,
                "option_id": option.id,
                "text": option.text,
                "chosen": len(part),
                "share": len(part) / answered[question.id],
                "misconception": option.feedback,
            }
        )
    columns = ["question_id", "lesson", "objective", "option_id", "text", "chosen", "share"]
    table = pd.DataFrame(rows, columns=[*columns, "misconception"])
    order = {name: place for place, name in enumerate(bank)}
    keys = table["question_id"].map(order)
    table = table.assign(_place=keys).sort_values(
        ["_place", "chosen", "option_id"], ascending=[True, False, True]
    )
    return table.drop(columns="_place").reset_index(drop=True)
