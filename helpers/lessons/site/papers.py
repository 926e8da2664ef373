"""What instructors print: guides and decks, copied to the site where they have been made."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

# Where they lie in a checkout, and where on the site.
_GUIDES = ("docs/instructor",)
_DECKS = ("docs/decks", "build/decks")
_KINDS = (".html", ".pdf")


@dataclass(frozen=True)
class Paper:
    """Something to print.

    Attributes:
        address: where it lies, as seen from the landing page.
        number: of the lesson that it belongs to; empty for what belongs to all.
    """

    title: str
    address: str
    number: str
    is_deck: bool


def collect(root: Path, out: Path) -> list[Paper]:
    """Copy what has been made; nothing where nothing has been."""
    return [
        *_copied(root, out / "instructor", _GUIDES, is_deck=False),
        *_copied(root, out / "decks", _DECKS, is_deck=True),
    ]


def _copied(root: Path, into: Path, places: tuple[str, ...], *, is_deck: bool) -> Iterator[Paper]:
    found = next((root / place for place in places if (root / place).is_dir()), None)
    if found is None:
        return
    shutil.copytree(found, into)
    for file in sorted(into.rglob("*")):
        if file.suffix in _KINDS and (not is_deck or file.suffix == ".pdf"):
            yield _paper(file, into, is_deck)


def _paper(file: Path, into: Path, is_deck: bool) -> Paper:
    number = re.match(r"\d\d(?=_)", file.name)
    words = re.sub(r"[_-]+", " ", file.stem)
    title = f"{words[0].upper()}{words[1:]}"
    kind = "deck, PDF" if is_deck else "PDF" if file.suffix == ".pdf" else ""
    return Paper(
        title=f"{title} ({kind})" if kind else title,
        address=f"{into.name}/{file.relative_to(into).as_posix()}",
        number=number[0] if number else "",
        is_deck=is_deck,
    )
