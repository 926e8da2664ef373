"""What asks the learner, in one import: questions before and after, and what was answered."""

from helpers.apps.answers import my_answers
from helpers.apps.claims import claims
from helpers.apps.quiz import quiz, warm_up

__all__ = ["claims", "my_answers", "quiz", "warm_up"]
