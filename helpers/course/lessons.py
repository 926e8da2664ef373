"""What each lesson is called, in reading order."""

from __future__ import annotations

from helpers.facts import load


def lesson_titles() -> dict[str, str]:
    """The title of each lesson by its name, such as ``03_the_aed``."""
    table = load("lessons").sort_values("lesson")
    return dict(zip(table["lesson"], table["title"], strict=True))
