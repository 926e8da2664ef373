"""Every fact of the collection is in a table, or its absence has a reason.

The collection lies beside the checkout where the course is made; without it nothing can be
counted, and the test says so by passing on the tables alone.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from helpers.facts import data_dir, load, table_names

COLLECTION = data_dir().parent.parent / "shared" / "facts"
#: Sections whose subjects have tables by now; a later lesson adds its own.
SECTIONS = {
    "FACTS.md": ("1", "2", "3", "5", "6", "10", "13.2"),
    "FACTS2.md": ("0", "1", "2", "3", "4", "5.6", "6"),
}
ID = re.compile(r"^\| ([A-Z]\d+|\d+\.\d+) \|", re.MULTILINE)


def ids_in(text: str, sections: tuple[str, ...]) -> set[str]:
    """The ids in the first column of the tables of some sections (``5`` also means 5.1 …)."""
    found: set[str] = set()
    for part in re.split(r"^#{2,3} ", text, flags=re.MULTILINE)[1:]:
        number = part.split(" ", 1)[0].rstrip(".")
        if any(number == s or number.startswith(f"{s}.") for s in sections):
            found.update(ID.findall(part))
    return found


def ids_held() -> set[str]:
    tables = [load(name) for name in table_names()]
    every = {fact for table in tables if "fact_id" in table for fact in table["fact_id"]}
    # One fact of the collection may give several rows: N07 gives N07-2020 and N07-2024.
    return every | {fact.split("-", 1)[0] for fact in every}


@pytest.mark.parametrize("file", SECTIONS)
def test_every_fact_is_in_a_table_or_left_out_with_a_reason(file: str) -> None:
    if not (COLLECTION / file).exists():
        assert len(ids_held()) > 300  # the tables alone
        return
    wanted = ids_in((COLLECTION / file).read_text(encoding="utf-8"), SECTIONS[file])
    assert len(wanted) > 40
    assert sorted(wanted - ids_held()) == []


def test_every_correction_is_applied_or_left_out_with_a_reason() -> None:
    file = COLLECTION / "FACTS.md"
    text = file.read_text(encoding="utf-8") if file.exists() else "### 13.1 C\n### 13.2 D\n"
    part = text.split("### 13.1 ")[1].split("### 13.2 ")[0].replace("–", "-")
    rows = re.findall(r"^\| ([^|]+?) \|", part, re.MULTILINE)
    named = {f"13.1 {row}" for row in rows} - {"13.1 row", "13.1 ---"}
    assert sorted(named - set(load("facts_left_out")["fact_id"])) == []


def test_ids_are_found_in_the_first_column_only() -> None:
    text = "## 1. A\n| X01 | as X02 |\n### 1.1 B\n| 0.3 | x |\n## 11. C\n| Y01 | z |\n"
    assert ids_in(text, ("1",)) == {"X01", "0.3"}


def test_no_fact_is_both_held_and_left_out() -> None:
    left = set(load("facts_left_out")["fact_id"])
    rows = {f for n in table_names() if n != "facts_left_out" for f in load(n).get("fact_id", ())}
    assert sorted(left & rows) == [], "facts_left_out.csv says that no table has these"


def test_sources_are_what_they_say(tmp_path: Path) -> None:
    sources = load("sources")
    assert sources["key"].is_unique and set(sources["read"]) <= {"yes", "no", "part"}
    assert sources["link"].str.match(r"(https?://\S+)?$").all()
