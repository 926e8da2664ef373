"""What an instructor prints: a guide for each lesson, cards for its stations, a handout.

Everything is made from the lessons, their notes for instructors and the tables; nothing in
``docs/instructor/`` but its README is typed there.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from helpers.facts.nearest import known
from helpers.lessons import generated, notes, sheet, shelf
from helpers.lessons.guide import handout, key, markup, plan, stations

#: Where everything stands in a checkout.
FOLDER = Path("docs") / "instructor"
STYLE = Path(__file__).with_name("guide.css")
BEGINS, ENDS = "<!-- guides:begin -->", "<!-- guides:end -->"


@dataclass(frozen=True)
class Prints:
    """What there is to print for one lesson, by file name; cards only where there are stations."""

    lesson: shelf.Lesson
    guide: str
    handout: str
    cards: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        """The files, in the order in which one needs them."""
        return tuple(filter(None, (self.guide, self.cards, self.handout)))


def documents(root: Path) -> dict[Path, str]:
    """Every page of ``docs/instructor/`` by its file, and its README with the list renewed.

    Args:
        root: a checkout; its lessons are read as they stand there.
    """
    folder = root / FOLDER
    pages = list(_pages(root / "notebooks"))
    if not folder.is_dir() or not pages:
        return {}
    made = {folder / STYLE.name: STYLE.read_text(encoding="utf-8")}
    for page in pages:
        made |= {folder / name: text for name, text in _printed(page).items()}
    readme = folder / "README.md"
    text = with_list(readme.read_text(encoding="utf-8"), [prints(page) for page in pages])
    return {**made, readme: text, folder / "index.html": _index(text)}


def _pages(folder: Path) -> Iterator[sheet.Sheet]:
    planned = {lesson.name for lesson in shelf.lessons()}
    for file in shelf.notebooks(folder):
        page = sheet.read_sheet(file)
        if page.name in planned and notes.notes_of(page).sections:
            yield page


def prints(page: sheet.Sheet) -> Prints:
    """The files of one lesson."""
    lesson = shelf.lesson(page.name)
    name = lesson.name
    cards = f"{name}-cards.html" if notes.notes_of(page).stations else ""
    return Prints(lesson, f"{name}.html", f"{name}-handout.html", cards)


def _printed(page: sheet.Sheet) -> dict[str, str]:
    found, files = notes.notes_of(page), prints(page)
    lesson = files.lesson
    title = f"{lesson.number} {lesson.title}"
    body = f"{plan.plan(lesson, found, files.names[1:])}{key.key(lesson)}{key.discussion(lesson)}"
    made = {
        files.guide: markup.page(f"{title}: guide for instructors", body),
        files.handout: markup.page(
            f"{title}: what to keep", handout.handout(page, lesson, found), "handout"
        ),
    }
    if files.cards:
        made[files.cards] = markup.page(f"{title}: stations", stations.cards(lesson, found))
    return made


def to_print(root: Path, names: Sequence[str] = ()) -> list[Path]:
    """The pages that are printed: those of some lessons, or all with the index.

    Raises:
        ValueError: for a lesson that there is not; the nearest is named.
    """
    folder = root / FOLDER
    pages = [prints(page) for page in _pages(root / "notebooks")]
    by_name = {one.lesson.name: one for one in pages}
    chosen = [known(name, by_name, "lesson") for name in names] or list(by_name)
    files = [folder / file for name in chosen for file in by_name[name].names]
    return files if names else [folder / "index.html", *files]


def with_list(readme: str, all_prints: list[Prints]) -> str:
    """A README with its table of what to print renewed.

    Raises:
        ValueError: if the two comments that enclose the table are not there.
    """
    lines = ["| no. | lesson | minutes | for you | for the stations | for each learner |"]
    lines.append("|---|---|---|---|---|---|")
    for one in all_prints:
        cards = f"[cards]({one.cards})" if one.cards else ""
        lines.append(
            f"| {one.lesson.number} | {one.lesson.title} | {one.lesson.minutes} "
            f"| [guide]({one.guide}) | {cards} | [handout]({one.handout}) |"
        )
    return generated.renewed(readme, BEGINS, ENDS, "\n".join(lines))


def _index(readme: str) -> str:
    """The README as a page; its list is for the screen, and paper has room for the rest alone."""
    title = next(line for line in readme.splitlines() if line.startswith("# "))[2:]
    before, rest = readme.split(BEGINS)
    listed, after = rest.split(ENDS)
    parts = (markup.blocks(part) for part in (before, listed, after))
    return markup.page(title, "{}<div class=list>{}</div>{}".format(*parts), "hour")
