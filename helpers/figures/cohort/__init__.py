"""A class in pictures: who has done what, before and after, hours, and cards that expire.

Each function gives the pictures to be shown one below the other: none where there is nothing
to draw, several where a class is too large for one page of paper.
"""

from helpers.figures.cohort.completion import plot_completion
from helpers.figures.cohort.expiry import plot_expiry
from helpers.figures.cohort.gain import plot_changes, plot_gain, signed
from helpers.figures.cohort.hours import plot_hours

__all__ = ["plot_changes", "plot_completion", "plot_expiry", "plot_gain", "plot_hours", "signed"]
