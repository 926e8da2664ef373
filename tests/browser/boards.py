"""What is played on a board against a clock, by keyboard: scenes and hand-overs."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Protocol

from playwright.sync_api import Locator, expect


class Choice(Protocol):
    """A button of a board."""

    @property
    def key(self) -> str:
        """The key beside it."""

    @property
    def action(self) -> str:
        """What it does."""


def key_of(action: str, choices: Iterable[Choice]) -> str:
    """The key of an action, whose place is drawn anew each time."""
    return next(choice.key for choice in choices if choice.action == action)


def begin(app: Locator) -> None:
    """Begin, or begin another time, by keyboard."""
    button = app.get_by_role("button", name=re.compile("Begin|Another time"))
    button.focus()
    button.press("Enter")
    expect(app.locator(".ls-scene-board")).to_be_focused()


def clock(app: Locator) -> int:
    """The seconds that have gone by."""
    return int(app.locator(".ls-scene-clock").inner_text().split()[0])
