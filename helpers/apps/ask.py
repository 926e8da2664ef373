"""What asks the learner, in one import: questions, claims, the card and the nearest AED."""

from helpers.apps.answers import my_answers
from helpers.apps.claims import claims
from helpers.apps.forms import posttest, pretest
from helpers.apps.manikin import manikin_card
from helpers.apps.nearest_aed import nearest_aed
from helpers.apps.quiz import quiz, warm_up

__all__ = [
    "claims",
    "manikin_card",
    "my_answers",
    "nearest_aed",
    "posttest",
    "pretest",
    "quiz",
    "warm_up",
]
