"""What an instructor does with a deck, one function a step."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page, Route

from helpers.lessons.deck.serve import Decks

WALL, SMALL = (1920, 1080), (1280, 720)
NOW = ".deck-now"
COVER = ".ls-guess:not(.ls-folded)"

# A clicker's key until nothing is left: an answer is shown first, then the next screen.
_WALK = """() => {
  const at = () => [...document.querySelectorAll('.deck-now')].map(one => one.id).join(' and ');
  const press = () => document.dispatchEvent(new KeyboardEvent('keydown', { key: 'PageDown' }));
  const seen = [at()];
  for (;;) {
    press();
    if (at() === seen.at(-1)) press();
    if (at() === seen.at(-1)) return seen;
    seen.push(at());
  }
}"""
# Each guess is made by one hand, or by a number that can be, and put to its app.
_GUESS = """() => {
  for (const asked of document.querySelectorAll('.deck-asked[data-guess]')) {
    show(screens.indexOf(asked.closest('.deck-screen')));
    const field = asked.querySelector('.deck-typed input');
    if (field) field.value = field.max;
    else asked.querySelector('li input').value = 1;
    next();
  }
  show(0);
}"""


@contextmanager
def wall(browser: Browser, size: tuple[int, int] = WALL) -> Iterator[Page]:
    """A window the size of a wall, for which there is no host but this one."""
    context = browser.new_context(viewport={"width": size[0], "height": size[1]})
    others: list[str] = []

    def only_here(route: Route) -> None:
        if urlsplit(route.request.url).hostname in ("127.0.0.1", None):
            route.continue_()
        else:
            others.append(route.request.url)
            route.abort()

    context.route("**/*", only_here)
    page = context.new_page()
    page.on("pageerror", lambda error: print(f"the page says: {error}"))
    try:
        yield page
    finally:
        context.close()
    assert others == []


def open_deck(page: Page, decks: Decks, lesson: str, *, apps: bool = True) -> None:
    """Open a deck, and wait for its apps unless told not to."""
    page.goto(decks.address(lesson), wait_until="commit")
    page.wait_for_selector(NOW)
    if apps:
        wait_for_apps(page)


def wait_for_apps(page: Page) -> None:
    page.wait_for_selector("#deck[data-ready]", state="attached", timeout=120_000)


def resize(page: Page, size: tuple[int, int]) -> None:
    """Drag the window to another wall, and wait until all is laid out anew."""
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.wait_for_timeout(700)


def guess_all(page: Page) -> None:
    """Have a class guess everything; what the apps say to it is on the wall then."""
    page.evaluate(_GUESS)
    page.wait_for_function(f"() => !document.querySelector('{COVER}')")
    page.wait_for_timeout(1500)  # what is said may take the heading's room


def place(page: Page) -> str:
    """The screen that is shown."""
    return str(page.locator(NOW).get_attribute("id"))


def walk(page: Page) -> list[str]:
    """Go on by key until nothing is left; the screens that were seen."""
    return list(page.evaluate(_WALK))


def go_to(page: Page, selector: str) -> None:
    """Show the first screen that has this."""
    found = page.locator(f".deck-screen:has({selector})").first.get_attribute("id")
    page.evaluate("id => show(screens.findIndex(one => one.id === id))", found)


def kept(decks: Decks) -> list[Path]:
    """Whatever was written of a class's answers."""
    return [file for file in (decks.folder / "answers").rglob("*") if file.is_file()]


def kernels(decks: Decks) -> set[int]:
    """The processes of the kernels that run now."""
    told = subprocess.run(
        ["ps", "-o", "pid=", "--ppid", str(decks.process.pid)], capture_output=True, text=True
    ).stdout
    return {int(line) for line in told.split()}
