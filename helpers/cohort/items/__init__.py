"""What the answers to a test are worth: items, the whole test, and what wrong options say.

``analyse(scores, cut=0.84)`` is the door. A mastery test is meant to be easy: when everybody has
learned what was taught, everybody is right, and indices made to tell people apart fall. That is
why the indices that judge a decision at a cut stand beside the classical ones.
"""

from helpers.cohort.items.analysis import Analysis, analyse
from helpers.cohort.items.distractors import distractors
from helpers.cohort.items.estimate import LEAST, Estimate

__all__ = ["LEAST", "Analysis", "Estimate", "analyse", "distractors"]
