"""A class in pictures: before and after the lessons, and cards that expire.

Each function gives the pictures to be shown one below the other: none where there is nothing
to draw, several where a class is too large for one page of paper.
"""

from helpers.figures.cohort.expiry import plot_expiry
from helpers.figures.cohort.gain import plot_changes, plot_gain, signed

__all__ = ["plot_changes", "plot_expiry", "plot_gain", "signed"]
