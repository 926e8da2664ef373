"""A browser and a JupyterLab for the tests in this folder."""

from __future__ import annotations

import contextlib
import importlib.util
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from helpers.lessons import copies, shelf
from helpers.lessons.chromium import find_chromium
from helpers.lessons.deck import serve
from helpers.lessons.deck.serve import Decks
from tests.absent import leave
from tests.browser import decks as walls
from tests.browser import server, steps

# What is expected is seen in a fifth of a second; a busy machine is no fault.
EXPECTED_WITHIN = 20_000
expect.set_options(timeout=EXPECTED_WITHIN)

_MISSING = (
    "no Chromium was found (set CHROMIUM to its path), so nothing is known about what a "
    "learner sees in JupyterLab"
)


def chromium_or_leave() -> str:
    """The browser's path. Without one a test is skipped; with REQUIRE_BROWSER=1 it fails."""
    found = find_chromium()
    return found or leave("BROWSER", _MISSING)


@pytest.fixture(scope="session")
def chromium() -> str:
    """The browser's path."""
    return chromium_or_leave()


@pytest.fixture(scope="session")
def lab(chromium: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[server.Lab]:
    """JupyterLab on working copies of all lessons, with the settings that a learner gets."""
    root = tmp_path_factory.mktemp("my-lessons")
    copies.make_copies(root, shelf.notebooks())
    with server.running_lab(root, tmp_path_factory.mktemp("home")) as running:
        yield running


# For one file at a time: Playwright's event loop would be in the way of other tests' own.
@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    """A headless Chromium."""
    with steps.running_browser(chromium) as running:
        yield running


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A window for one test."""
    with steps.window(browser) as window:
        yield window


@pytest.fixture(scope="session")
def decks(chromium: str) -> Iterator[Decks]:
    """All decks, served once."""
    if importlib.util.find_spec("voila") is None:
        leave("BROWSER", "voila is not installed, so nothing is known about decks")
    with serve.served() as running:
        yield running


@pytest.fixture
def wall(browser: Browser) -> Iterator[Page]:
    """A wall of its own for one test."""
    with walls.wall(browser) as page:
        yield page


@pytest.fixture(scope="module")
def opened(browser: Browser, decks: Decks) -> Iterator[Callable[..., Page]]:
    """Opens a deck on a wall; one and the same as long as tests ask for the same deck."""
    held = contextlib.ExitStack()
    shown: dict[str, Page] = {}

    def show(lesson: str, *, covered: bool = False) -> Page:
        """``covered``: with its guesses not yet made."""
        if lesson not in shown:
            held.close()
            shown.clear()
            shown[lesson] = held.enter_context(walls.wall(browser))
            walls.open_deck(shown[lesson], decks, lesson)
        page = shown[lesson]
        walls.wait_for_apps(page)
        walls.resize(page, walls.WALL)
        if covered and page.locator(".ls-guess.ls-folded").count():
            walls.open_deck(page, decks, lesson)
        return page

    with held:
        yield show
