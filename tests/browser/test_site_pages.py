"""The site's pages in a browser: for every reader, at every size, asking nobody else."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from helpers.lessons import shelf
from helpers.lessons.site import kernel
from helpers.lessons.site.make import Pages
from tests.browser import site, steps
from tests.browser.site import Site
from tests.browser.test_lessons import GRAVE

pytestmark = pytest.mark.browser

ROOT = Path(__file__).resolve().parents[2]
LESSONS = [file.stem for file in shelf.notebooks()]
_PRINTED = ["index", *sorted(one.stem for one in (ROOT / "docs/instructor").glob("*.html"))]
PAGES = [
    *("index.html", "glossary.html"),
    *(f"lessons/{name}.html" for name in LESSONS),
    *(f"instructor/{name}.html" for name in _PRINTED),
]
_UNFOLD = "() => document.querySelectorAll('details').forEach(one => { one.open = true; })"
_WIDER = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Every page without the live lessons, on a plain web server."""
    out = tmp_path_factory.mktemp("pages")
    (out / "live").mkdir()
    (out / "live" / "warm.json").write_text("[]")
    Pages(ROOT, out, kernel.public(), shelf.notebooks()).write()
    with site.served(out) as running:
        yield running


@pytest.fixture(scope="module")
def walled(chromium: str, pages: Site) -> Iterator[Browser]:
    with site.walled_browser(chromium, pages) as browser:
        yield browser


@pytest.fixture
def reader(walled: Browser) -> Iterator[Page]:
    """A reader's window; what a page's own code complains about fails the test."""
    context = walled.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    yield page
    context.close()
    assert wrong == []


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_accessible_fits_and_asks_nobody_else(
    name: str, reader: Page, pages: Site
) -> None:
    reader.goto(f"{pages.url}/{name}")
    reader.evaluate(_UNFOLD)
    for width in (320, 640, 1280):  # 640 is what a window of 1280 has at 200 %
        reader.set_viewport_size({"width": width, "height": 800})
        reader.wait_for_timeout(100)
        assert reader.evaluate(_WIDER) <= 0, width
    for scheme in ("dark", "light"):
        reader.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        found = [str(one) for one in steps.axe(reader, "html") if one.impact in GRAVE]
        assert found == [], scheme
    assert reader.evaluate("() => document.getAnimations().length") == 0
    assert pages.wall.asked == []


def test_a_reader_who_hears_the_page_meets_its_parts_in_order(reader: Page, pages: Site) -> None:
    reader.goto(f"{pages.url}/lessons/01_chain_of_survival.html")
    tree = reader.locator("body").aria_snapshot()
    told = [
        *('link "To the text"', "- banner", "- main", 'link "Use it here"'),
        *('heading "The chain of survival" [level=1]', 'heading "Overview" [level=2]'),
        *('heading "One in ten" [level=2]', "- table", "Lessons before and after", "- contentinfo"),
    ]
    places = [tree.find(part) for part in told]
    assert -1 not in places and places == sorted(places), dict(zip(told, places, strict=True))


def test_a_word_is_found_by_keyboard(reader: Page, pages: Site) -> None:
    reader.goto(f"{pages.url}/index.html")
    reader.keyboard.press("Tab")
    expect(reader.get_by_role("link", name="To the text")).to_be_focused()
    field = reader.get_by_role("searchbox")
    for _ in range(12):
        if field.evaluate("one => one === document.activeElement"):
            break
        reader.keyboard.press("Tab")
    expect(field).to_be_focused()
    reader.keyboard.type("gasp")
    expect(reader.locator("#told")).to_contain_text("found")
    reader.keyboard.press("Tab")
    reader.keyboard.press("Enter")
    reader.wait_for_url("**/*.html#*")


def test_a_question_is_searched_by_its_words_that_tell_something(reader: Page, pages: Site) -> None:
    reader.goto(f"{pages.url}/index.html")
    found = []
    for words in ("What should I do if somebody collapses?", "collapsed"):
        reader.get_by_role("searchbox").fill(words)
        expect(reader.locator("#told")).to_contain_text("found")
        found.append(reader.locator("#found a").all_inner_texts())
    assert found[0] == found[1] != []


def test_what_nothing_fits_is_said(reader: Page, pages: Site) -> None:
    reader.goto(f"{pages.url}/index.html")
    reader.get_by_role("searchbox").fill("xyzzy")
    expect(reader.locator("#told")).to_have_text("Nothing found.")


def test_a_link_into_the_fold_opens_it(reader: Page, pages: Site) -> None:
    reader.goto(f"{pages.url}/lessons/01_chain_of_survival.html")
    fold = reader.locator("details.evidence")
    inside = fold.locator("h3").first
    expect(inside).to_be_hidden()
    name = inside.get_attribute("id")
    reader.evaluate("name => { location.hash = `#${name}`; }", name)
    expect(inside).to_be_visible()


@pytest.mark.parametrize("name", ["index.html", f"lessons/{LESSONS[1]}.html"])
def test_plain_http_from_another_computer_is_said(name: str, reader: Page, pages: Site) -> None:
    reader.goto(f"{pages.url.replace('127.0.0.1', site.ANOTHER)}/{name}")
    expect(reader.locator("#plain")).to_be_visible()
    reader.goto(f"{pages.url}/{name}")
    expect(reader.locator("#plain")).to_be_hidden()
