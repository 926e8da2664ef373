"""Dispatch: a hundred calls and one threshold, the minutes that follow, and what was published."""

from helpers.figures.dispatch.accuracy import plot_accuracy
from helpers.figures.dispatch.hundred import HundredCallsPicture, plot_hundred_calls
from helpers.figures.dispatch.positives import plot_positives
from helpers.figures.dispatch.queue import QueuePicture, plot_queue

__all__ = [
    "HundredCallsPicture",
    "QueuePicture",
    "plot_accuracy",
    "plot_hundred_calls",
    "plot_positives",
    "plot_queue",
]
