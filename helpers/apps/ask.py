"""What asks the learner, in one import: questions before and after, and what was answered."""

from helpers.apps.answers import my_answers
from helpers.apps.forms import posttest, pretest
from helpers.apps.quiz import quiz, warm_up

__all__ = ["my_answers", "posttest", "pretest", "quiz", "warm_up"]
