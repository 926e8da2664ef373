"""What is due: for whom, by when, and what to do. A report opens with it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

import pandas as pd

from helpers.cohort import skills
from helpers.cohort.expiry import EXPIRED, LATER, band
from helpers.cohort.folder import Cohort

#: What somebody must still do for the course, and its day has passed.
OVERDUE = "overdue"
#: Questions for practice: nobody must answer them.
PRACTICE = "practice"
#: Nobody owes it to the course; an expired card is told of with the cards.
_NOT_DUE = (PRACTICE, EXPIRED)


@dataclass(frozen=True)
class Action:
    """One thing to do.

    Attributes:
        due: by when; the class's last day where nothing else is known.
        urgency: overdue, 30 days, 60 days, 90 days or later; expired for a card that the course
            does not ask for, or no longer since it has ended; practice for what nobody must do.
        kind: card, station, hours, posttest.
        learner_id: whom it concerns; an instructor's id for an instructor's card.
        what: what to do, one sentence.
        task: the same without whose and when, so that those who owe one thing can be told of
            together.
        detail: what is different from learner to learner; may be empty.
    """

    due: date
    urgency: str
    kind: str
    learner_id: str
    name: str
    what: str
    task: str = ""
    detail: str = ""


def due(found: Iterable[Action]) -> list[Action]:
    """What somebody has to do: what every page counts as due."""
    return [action for action in found if action.urgency not in _NOT_DUE]


def actions(
    cohort: Cohort,
    today: date,
    *,
    cards: pd.DataFrame,
    instructor_cards: pd.DataFrame,
    stations: pd.DataFrame,
    completion: pd.DataFrame,
) -> tuple[Action, ...]:
    """Everything that is due, what is due first standing first.

    Args:
        cards: as :func:`helpers.cohort.cards.cards` gives them; likewise the other tables.

    """
    end = cohort.about.end
    found = [
        *_card_actions(cards, end, today),
        *_instructor_actions(instructor_cards, end, today),
        *_station_actions(stations, end, today),
        *_completion_actions(completion, end, today),
    ]
    return tuple(sorted(found, key=lambda action: action.due))


def _urgency(due: date, today: date) -> str:
    found = band(due, today)
    return OVERDUE if found == EXPIRED else found


def _card_actions(cards: pd.DataFrame, end: date, today: date) -> Iterator[Action]:
    for card in cards[cards["band"] != LATER].to_dict("records"):
        expired = card["band"] == EXPIRED
        task = f"Renew the {card['certification']} card"
        does = "expired" if expired else "expires"
        what = f"{task} ({card['issuer']}): it {does} on {card['expires']}."
        # A card that the course does not ask for is news, and nothing that is owed to it; so is
        # one that was valid on the last day.
        owed = card["needed"] and card["expires"] < end
        urgency = _urgency(card["expires"], today) if owed else card["band"]
        who, told = (card["learner_id"], card["name"]), (what, task, f"{does} {card['expires']}")
        yield Action(card["expires"], urgency, "card", *who, *told)


def _instructor_actions(cards: pd.DataFrame, end: date, today: date) -> Iterator[Action]:
    for card in cards[cards["band"] != LATER].to_dict("records"):
        does = "expired" if card["band"] == EXPIRED else "expires"
        task = "Renew the instructor's own card"
        told = (f"{task}: it {does} on {card['expires']}.", task, f"{does} {card['expires']}")
        # After the last day it is no longer this class that waits for it.
        during = card["expires"] < end
        name, urgency = card["instructor"], _urgency(card["expires"], today)
        urgency = urgency if during else card["band"]
        yield Action(card["expires"], urgency, "card", name, f"{name} (instructor)", *told)


#: What to do about a station, to one learner and in short.
_STATION = {
    skills.NOT_PASSED: (
        "Practice and test again: {skill} was not passed.",
        "Practice and test again: {skill}",
    ),
    skills.UNCONFIRMED: (
        "Enter the assessor of {skill}; without one it is no pass.",
        "Enter the assessor: {skill}",
    ),
    skills.MISSING: (
        "Enter a result for {skill}; there is none.",
        "Enter a result: {skill}",
    ),
}


def _station_actions(stations: pd.DataFrame, end: date, today: date) -> Iterator[Action]:
    urgency = _urgency(end, today)
    for row in stations[stations["state"].isin(list(_STATION))].to_dict("records"):
        # Not by format(): a station's name may hold braces.
        told = [text.replace("{skill}", row["skill"]) for text in _STATION[row["state"]]]
        yield Action(end, urgency, "station", row["learner_id"], row["name"], *told)


def _completion_actions(completion: pd.DataFrame, end: date, today: date) -> Iterator[Action]:
    urgency = _urgency(end, today)
    for row in completion[completion["withdrawn_on"].isna()].to_dict("records"):
        if row["card_lacking"] and row["card_until"] is None:
            what = f"Bring the card that the course asks for: {row['card_lacking']}."
            yield Action(end, urgency, "card", row["learner_id"], row["name"], what, what)
        if row["hours_missing"] > 0:
            missing, required = row["hours_missing"], row["hours_required"]
            told = (
                f"Make up {missing:.10g} of {required:.10g} hours.",
                f"Make up hours, of {required:.10g}",
                f"{missing:.10g}",
            )
            yield Action(end, urgency, "hours", row["learner_id"], row["name"], *told)
        left = row["posttest_questions"] - row["posttest_answered"]
        if left > 0:
            told = (
                f"Answer {left} of {row['posttest_questions']} posttest questions (formative).",
                "Answer posttest questions (formative)",
                f"{left} of {row['posttest_questions']}",
            )
            yield Action(end, PRACTICE, "posttest", row["learner_id"], row["name"], *told)
