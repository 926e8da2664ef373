"""What asks the learner, in one import: a guess before, questions after, and what was answered."""

from helpers.apps.answers import my_answers
from helpers.apps.guess import Guess
from helpers.apps.quiz import quiz, warm_up

__all__ = ["Guess", "my_answers", "quiz", "warm_up"]
