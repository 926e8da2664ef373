"""The score of an arrest: a case through an algorithm, note by note, round by round.

``helpers.domain.algorithms`` alone says what is due; here time passes, patients answer, and a
learner who conducts is laid beside the edition.
"""

from helpers.domain.score.conducting import AGAIN, by_the_book, conduct
from helpers.domain.score.leading import GO, NO, ROUNDS, YES
from helpers.domain.score.lines import Line, Sitting
from helpers.domain.score.notes import Note, Round, Score
from helpers.domain.score.patients import (
    MODEL,
    Case,
    Chance,
    Look,
    Patient,
    case,
    cases,
    chances,
)
from helpers.domain.score.team import Member, Order, deed, orders, team
from helpers.domain.score.writing import allowed_pause, write

__all__ = [
    "AGAIN",
    "GO",
    "MODEL",
    "NO",
    "ROUNDS",
    "YES",
    "Case",
    "Chance",
    "Line",
    "Look",
    "Member",
    "Note",
    "Order",
    "Patient",
    "Round",
    "Score",
    "Sitting",
    "allowed_pause",
    "by_the_book",
    "case",
    "cases",
    "chances",
    "conduct",
    "deed",
    "orders",
    "team",
    "write",
]
