"""The site's pages: whole, small, asking nobody else; and what the browser's Python is made of."""

from __future__ import annotations

import base64
import io
import json
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit
from xml.etree import ElementTree

import pytest
from PIL import Image

from helpers.facts import load
from helpers.facts.files import digest
from helpers.lessons import shelf
from helpers.lessons.__main__ import _parser, main
from helpers.lessons.sheet import read_sheet, text_of
from helpers.lessons.site import kernel, papers, prose, wheel
from helpers.lessons.site.kernel import SiteError
from helpers.lessons.site.make import Pages
from helpers.lessons.site.pictures import Pictures

ROOT = Path(__file__).resolve().parents[2]
LESSONS = shelf.notebooks(ROOT / "notebooks")
MOST = 300_000
# What fetches by itself; a link is followed by a person alone.
FETCHED = {"img": "src", "script": "src", "link": "href", "source": "src", "iframe": "src"}


class Tags(HTMLParser):
    """The tags of a page with their attributes, in order."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, {name: value or "" for name, value in attrs}))

    def named(self, tag: str) -> Iterator[dict[str, str]]:
        return (attributes for name, attributes in self.found if name == tag)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every page, without the live lessons."""
    out = tmp_path_factory.mktemp("site")
    (out / "live").mkdir()
    (out / "live" / "warm.json").write_text("[]")
    Pages(ROOT, out, kernel.public(), LESSONS).write()
    return out


def pages(site: Path) -> list[Path]:
    """The pages of the site; what instructors print has a test of its own."""
    found = [*site.glob("*.html"), *site.glob("lessons/*.html")]
    assert len(found) == len(LESSONS) + 2
    return sorted(found)


def fetched(page: Path) -> list[str]:
    tags = Tags(page.read_text(encoding="utf-8")).found
    addresses = [attrs[FETCHED[tag]] for tag, attrs in tags if attrs.get(FETCHED.get(tag, ""))]
    return [one for one in addresses if not one.startswith("data:")]


def test_a_page_fetches_from_its_own_folder_and_nowhere_else(site: Path) -> None:
    for page in pages(site):
        for address in fetched(page):
            assert not urlsplit(address).scheme and not address.startswith("/"), (page, address)
            assert (page.parent / address).is_file(), (page.name, address)
        assert "url(" not in page.read_text(encoding="utf-8")
    for file in (site / "assets").glob("*.*s"):
        if file.name != "search-index.js":  # words that are looked through
            assert "//" not in re.sub(r"^\s*//.*", "", file.read_text("utf-8"), flags=re.M), file


def test_every_link_leads_somewhere(site: Path) -> None:
    anchors = {}
    for page in sorted(site.rglob("*.html")):
        ids = [attrs["id"] for _, attrs in Tags(page.read_text("utf-8")).found if "id" in attrs]
        assert len(ids) == len(set(ids)), page
        anchors[page.resolve()] = set(ids)
    for page in sorted(site.rglob("*.html")):
        for attributes in Tags(page.read_text("utf-8")).named("a"):
            parts = urlsplit(attributes["href"])
            if parts.scheme:
                continue
            target = (page.parent / unquote(parts.path)).resolve() if parts.path else page.resolve()
            if "live" in target.parts:
                (lesson,) = parse_qs(parts.query)["path"]
                assert lesson in {file.name for file in LESSONS}
                continue
            assert target in anchors, (page.name, attributes["href"])
            if parts.fragment:
                assert unquote(parts.fragment) in anchors[target], (page.name, attributes["href"])


def test_a_page_with_its_pictures_is_small(site: Path) -> None:
    for page in pages(site):
        files = {page, *((page.parent / address).resolve() for address in fetched(page))}
        size = sum(file.stat().st_size for file in files)
        assert size < MOST, (page.name, size)
    assert (site / "assets" / "search-index.js").stat().st_size < MOST


def test_every_picture_has_its_words_and_its_size(site: Path) -> None:
    for page in pages(site):
        for attributes in Tags(page.read_text("utf-8")).named("img"):
            assert len(attributes["alt"]) > 20, (page.name, attributes)
            assert int(attributes["width"]) > 0 and int(attributes["height"]) > 0


def test_a_picture_keeps_every_pixel(tmp_path: Path) -> None:
    outputs = [out for cell in read_sheet(LESSONS[1]).code for out in cell.outputs]
    png = next(out["data"]["image/png"] for out in outputs if "image/png" in out.get("data", {}))
    made = Pictures(tmp_path).add_text(text_of(png), "words")
    before = Image.open(io.BytesIO(base64.b64decode(text_of(png)))).convert("RGBA")
    after = Image.open(tmp_path / made.file).convert("RGBA")
    assert after.size == before.size == (made.width, made.height)
    assert after.tobytes() == before.tobytes()


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda file: file.stem)
def test_a_page_shows_all_of_its_lesson_and_folds_the_evidence(site: Path, lesson: Path) -> None:
    text = (site / "lessons" / f"{lesson.stem}.html").read_text("utf-8")
    sheet = read_sheet(lesson)
    headings = [found.text for found in sheet.headings if found.level <= 2]
    tags = Tags(text)
    shown = [attrs.get("id") for tag, attrs in tags.found if tag in ("h1", "h2")]
    assert len(shown) == len(headings)
    pictures = [out for c in sheet.code for out in c.outputs if "image/png" in out.get("data", {})]
    kept = [cell for cell in sheet.markdown if cell.raw.get("attachments")]
    assert len(list(tags.named("img"))) == len(pictures) + len(kept)
    folds = [attrs for attrs in tags.named("details") if attrs.get("class") == "evidence"]
    assert [fold["data-anchor"][:9] for fold in folds] == ["Evidence:"]
    assert "open" not in folds[0]
    inside = text.partition('<details class="evidence"')[2].partition("</section>")[0]
    assert 'id="Evidence:' in inside and 'id="Check-yourself"' not in text.partition(inside)[0]
    assert "Use it here" in text and "application/vnd.jupyter" not in text
    assert text.index('id="Evidence:') < text.index('id="Sources"')


def test_what_only_prepares_a_kernel_is_not_told_on_a_page(site: Path) -> None:
    for page in pages(site):
        text = page.read_text("utf-8")
        assert "Run this first" not in text and "from helpers.apps.ask import" not in text


def test_the_search_finds_sections_and_words(site: Path) -> None:
    text = (site / "assets" / "search-index.js").read_text("utf-8")
    index = json.loads(text.removeprefix("window.searchIndex = ").rstrip(";\n"))
    titles = {entry["title"]: entry for entry in index}
    assert "return of spontaneous circulation (ROSC)" in titles
    assert titles["One in ten"]["address"] == "lessons/01_chain_of_survival.html#One-in-ten"
    assert "crews" in titles["One in ten"]["words"].split()
    addresses = {entry["address"].partition("#")[0] for entry in index}
    assert {f"lessons/{file.stem}.html" for file in LESSONS} < addresses


def test_every_word_of_the_glossary_stands_under_its_letter(site: Path) -> None:
    _, *parts = (site / "glossary.html").read_text("utf-8").split('<h2 id="letter-')
    found = {part[0]: re.findall(r"<dt [^>]*>(\w)", part) for part in parts}
    assert list(found) == sorted(found)
    assert all({first.upper() for first in words} == {letter} for letter, words in found.items())
    assert sum(map(len, found.values())) == len(load("glossary"))


def test_links_between_lessons_become_links_between_pages() -> None:
    text = prose.as_html("[x](04_bls_and_als.ipynb#Two-words) and [y](#Here) and https://who.int")
    assert 'href="04_bls_and_als.html#Two-words"' in text and 'href="#Here"' in text
    assert 'href="https://who.int"' in text


def test_what_is_to_print_appears_when_it_is_there(tmp_path: Path) -> None:
    sheets = [read_sheet(file) for file in LESSONS[:3]]
    assert papers.collect(tmp_path, tmp_path / "none", sheets) == papers.Papers("", {})
    deck = tmp_path / "out/decks/02_basic_life_support.pdf"
    deck.parent.mkdir(parents=True)
    deck.write_text("x")
    found = papers.collect(ROOT, tmp_path / "out", sheets)
    assert found.first == "instructor/index.html" and found.has_decks
    named = {name: [paper.title for paper in one] for name, one in found.by_lesson.items()}
    assert named == {
        "00_start_here": ["guide", "handout"],
        "01_chain_of_survival": ["guide", "cards", "handout"],
        "02_basic_life_support": ["guide", "cards", "handout", "deck (PDF)"],
    }
    files = [tmp_path / "out" / paper.address for one in found.by_lesson.values() for paper in one]
    assert all(file.is_file() for file in files)
    # The guide's own style, or it prints as plain text.
    assert (tmp_path / "out/instructor/guide.css").is_file()


def test_the_pages_name_what_is_to_print(site: Path) -> None:
    landing = (site / "index.html").read_text("utf-8")
    for file in LESSONS:
        assert f'href="instructor/{file.stem}.html"' in landing
        text = (site / "lessons" / f"{file.stem}.html").read_text("utf-8")
        assert f'href="../instructor/{file.stem}-handout.html"' in text
    assert 'href="instructor/index.html"' in landing and ".pdf" not in landing


def test_a_deck_that_cannot_be_printed_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CHROMIUM", str(tmp_path / "none"))
    with pytest.raises(SiteError, match="decks could not be printed: No Chromium"):
        papers.print_decks(["00_start_here"], tmp_path)


def test_each_lesson_has_a_badge_that_says_what_it_opens(site: Path) -> None:
    assert {file.stem for file in (site / "badges").iterdir()} == {one.stem for one in LESSONS}
    for one in LESSONS:
        root = ElementTree.parse(site / "badges" / f"{one.stem}.svg").getroot()
        assert root.attrib["role"] == "img"
        assert shelf.lesson(one.stem).title in root.attrib["aria-label"]


def test_the_workflow_publishes_what_the_command_makes() -> None:
    text = (ROOT / ".github" / "workflows" / "site.yml").read_text(encoding="utf-8")
    assert re.findall(r"- run: (.+)", text) == ["make site DECKS=1"]
    assert re.findall(r"path: (.+)", text) == [str(_parser().parse_args(["site"]).out)]


def test_what_needs_a_server_or_an_installation_is_said(site: Path) -> None:
    text = (site / "index.html").read_text("utf-8")
    told = ("Reports on a class need a computer with the course installed", "A deck with live apps")
    assert all(one in text for one in (*told, "over plain http", "not made to work offline"))


# --- the browser's Python -------------------------------------------------------------------


def test_the_wheel_holds_what_the_lessons_need_and_nothing_of_the_workshop(tmp_path: Path) -> None:
    made = wheel.make(LESSONS, tmp_path / "one")
    again = wheel.make(LESSONS, tmp_path / "two")
    assert made.name == again.name and made.read_bytes() == again.read_bytes()
    names = zipfile.ZipFile(made).namelist()
    assert not [
        name for name in names if re.search(r"reports/|cohort|site/|_notebooks|build", name)
    ]
    assert "helpers/_data/questions.csv" in names and "helpers/apps/static/monitor.js" in names
    assert made.stat().st_size < 1_300_000


def test_every_module_of_the_wheel_finds_what_it_imports(tmp_path: Path) -> None:
    made = wheel.make(LESSONS, tmp_path / "dist")
    zipfile.ZipFile(made).extractall(tmp_path / "site")
    code = (
        "import importlib, sys; import helpers.facts as f\n"
        f"for name in {sorted(wheel.modules(LESSONS))!r}: importlib.import_module(name)\n"
        "from helpers.lessons.words import first_used; assert len(first_used()) > 50\n"
        "print(f.data_dir()); [f.load(name) for name in f.table_names()]"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path / "site",
        env={"PYTHONPATH": str(tmp_path / "site"), "PATH": "", "MPLCONFIGDIR": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout.strip() == str(tmp_path / "site/helpers/_data")


def test_everything_that_a_browser_loads_is_pinned_with_its_hash() -> None:
    pins, public = kernel.pins(), kernel.public()
    for entry in (*pins["packages"].values(), *pins["wheels"].values()):
        assert re.fullmatch(r"[0-9a-f]{64}", entry["sha256"])
    known = {*pins["packages"], *pins["wheels"]}
    for entry in (*pins["packages"].values(), *pins["wheels"].values()):
        needs = {name.replace("_", "-") for name in entry["depends"]}
        assert needs <= known, entry["name"]
    assert {"simpy", "icalendar", "fsrs", "ipywidgets", "anywidget"} <= set(pins["wheels"])
    assert all(pins["pyodide"] in entry["file_name"] for entry in public.entries.values())
    assert not public.files


@pytest.fixture
def pyodide(tmp_path: Path) -> Path:
    """A folder that looks like a whole Pyodide."""
    folder = tmp_path / "pyodide"
    folder.mkdir()
    packages = {}
    for name, entry in kernel.pins()["packages"].items():
        data = name.encode()
        (folder / entry["file_name"]).write_bytes(data)
        packages[name] = {**entry, "sha256": digest(data)}
    for name in kernel.CORE:
        (folder / name).write_text("x")
    lock = {"info": kernel.pins()["info"], "packages": packages}
    (folder / kernel.LOCK).write_text(json.dumps(lock))
    return folder


def test_a_whole_folder_is_taken(pyodide: Path) -> None:
    runtime = kernel.from_folder(pyodide)
    assert runtime.address == "./static/pyodide/pyodide.mjs"
    assert {*kernel.CORE} < set(runtime.files) and len(runtime.files) > 20


@pytest.mark.parametrize("name", ["pyodide.mjs", "pyodide-lock.json"])
def test_a_missing_file_is_named(name: str, pyodide: Path) -> None:
    (pyodide / name).unlink()
    with pytest.raises(SiteError, match=f"holds no {name}"):
        kernel.from_folder(pyodide)


def test_a_damaged_package_is_named(pyodide: Path) -> None:
    (next(pyodide.glob("numpy-*.whl"))).write_text("something else")
    with pytest.raises(SiteError, match=r"numpy-.*its hash differs"):
        kernel.from_folder(pyodide)


def test_another_edition_is_refused(pyodide: Path) -> None:
    lock = json.loads((pyodide / kernel.LOCK).read_text())
    lock["info"]["python"] = "3.9.0"
    (pyodide / kernel.LOCK).write_text(json.dumps(lock))
    with pytest.raises(SiteError, match="another Pyodide"):
        kernel.from_folder(pyodide)


def test_the_command_says_what_is_missing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    command = ["site", "--out", str(tmp_path / "out"), "--pyodide", str(tmp_path)]
    assert main(command) == 1
    assert "holds no pyodide.mjs" in capsys.readouterr().err


def test_a_folder_with_something_else_is_left_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "thesis.txt").write_text("mine")
    assert main(["site", "--out", str(tmp_path)]) == 1
    assert "something else than a site" in capsys.readouterr().err
    assert (tmp_path / "thesis.txt").read_text() == "mine"
