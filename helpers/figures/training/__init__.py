"""Training as stacked weeks, ratios as intervals, hours place by place, and what lasts."""

from helpers.figures.training.hours import plot_hours
from helpers.figures.training.ratio import RatioPicture
from helpers.figures.training.retention import plot_retention
from helpers.figures.training.weeks import WeeksPicture

__all__ = ["RatioPicture", "WeeksPicture", "plot_hours", "plot_retention"]
