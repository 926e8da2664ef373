"""What instructors print: the guides of a checkout, and decks where they are asked for."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from helpers.lessons import guide, sheet
from helpers.lessons.deck import pdf
from helpers.lessons.deck.serve import PresentError
from helpers.lessons.site.kernel import SiteError

#: Where they lie on the site, and the page that begins with "You have an hour".
GUIDES, DECKS = "instructor", "decks"
_FIRST = "index.html"


@dataclass(frozen=True)
class Paper:
    """Something to print: what it is, and where it lies as seen from the landing page."""

    title: str
    address: str


@dataclass(frozen=True)
class Papers:
    """What there is to print.

    Attributes:
        first: the page for somebody who has an hour; empty where there is none.
        by_lesson: each lesson's, by its name; only lessons that have any.
    """

    first: str
    by_lesson: dict[str, list[Paper]]

    @property
    def has_decks(self) -> bool:
        """Whether the lessons' decks were printed."""
        return any(DECKS in paper.address for one in self.by_lesson.values() for paper in one)


def collect(root: Path, out: Path, lessons: Sequence[sheet.Sheet]) -> Papers:
    """Copy a checkout's guides to the site, and see what there is for each lesson."""
    folder, into = root / guide.FOLDER, out / GUIDES
    into.mkdir(parents=True, exist_ok=True)
    for file in sorted(folder.glob("*")):
        if file.suffix in (".html", ".css"):
            shutil.copyfile(file, into / file.name)
    first = f"{GUIDES}/{_FIRST}" if (into / _FIRST).is_file() else ""
    found = {lesson.name: list(_of(lesson, out)) for lesson in lessons}
    return Papers(first, {name: papers for name, papers in found.items() if papers})


def _of(lesson: sheet.Sheet, out: Path) -> list[Paper]:
    names = guide.prints(lesson)
    places = {
        "guide": f"{GUIDES}/{names.guide}",
        "cards": f"{GUIDES}/{names.cards}" if names.cards else "",
        "handout": f"{GUIDES}/{names.handout}",
        "deck (PDF)": f"{DECKS}/{lesson.name}.pdf",
    }
    return [Paper(t, place) for t, place in places.items() if place and (out / place).is_file()]


def print_decks(lessons: Sequence[str], out: Path) -> None:
    """Print the deck of each lesson to the site; some minutes.

    Raises:
        SiteError: where it cannot be printed; the sentence says what is missing.
    """
    try:
        for file in pdf.write(lessons, out / DECKS):
            print(file, flush=True)
    except PresentError as error:
        raise SiteError(f"The decks could not be printed: {error}") from error
