"""Whether the day or the month comes first is asked once, and kept where the columns are."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from helpers.cohort import read_cohort
from helpers.cohort.mapping import with_order
from tests.cohort.test_imports import filled, folder, put, take

__all__ = ["filled", "folder"]  # fixtures

LOG = "Email,Date,Hours\ns001041@example.edu,{},8\n"
CLEAR, TWO_DAYS = LOG.format("2026-02-02"), LOG.format("3/4/2026")


@pytest.fixture
def known(filled: Path) -> Path:
    """A class whose cohort.toml knows the log, but not how its days are written."""
    take(filled, put(filled, "log.csv", CLEAR), answers=["y"])
    assert b"dates" not in (filled / "cohort.toml").read_bytes()
    return filled


def days(folder: Path) -> list[str]:
    cohort = read_cohort(folder).cohort
    assert cohort is not None
    return sorted(day.isoformat() for day in cohort.hours["date"])


@pytest.mark.parametrize(("answer", "day"), [("d", "2026-04-03"), ("m", "2026-03-04")])
def test_it_is_asked_once_and_kept(answer: str, day: str, known: Path) -> None:
    log = put(known, "log.csv", TWO_DAYS)
    done, said = take(known, log, answers=["?", answer])
    assert done and days(known) == ["2026-02-02", day]
    assert "next time nothing is asked" in said and "So that it is not asked again" not in said
    later = put(known, "log.csv", LOG.format("5/6/2026"))
    done, said = take(known, later, answers=[])
    assert done and "[m/d]" not in said and len(days(known)) == 3


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_no_other_byte_of_the_file_changes(encoding: str, end: str, known: Path) -> None:
    about = known / "cohort.toml"
    text = f"{about.read_text()}\n# by hand, later\n\n\n".replace("\n", end)
    about.write_bytes(text.encode(encoding))
    assert take(known, put(known, "log.csv", TWO_DAYS), answers=["d"])[0]
    head = f"[[imports]]{end}kind = "
    assert text.count(f'{head}"hours"') == 1
    added = text.replace(
        f'{head}"hours"', f'[[imports]]{end}dates = "day first"{end}kind = "hours"'
    )
    assert about.read_bytes() == added.encode(encoding)


def test_two_files_of_one_kind_are_asked_about_once(known: Path) -> None:
    files = [put(known, f"{n}.csv", LOG.format(f"{n}/4/2026")) for n in (1, 2)]
    done, said = take(known, *files, answers=["d"])
    assert done and said.count("[m/d]") == 1
    assert days(known) == ["2026-02-02", "2026-04-01", "2026-04-02"]


def test_a_log_of_another_class_decides_nothing(known: Path) -> None:
    before = (known / "cohort.toml").read_bytes()
    log = put(known, "log.csv", TWO_DAYS.replace("s001041", "nobody"))
    assert not take(known, log, answers=["d"])[0]
    assert (known / "cohort.toml").read_bytes() == before


def test_where_no_line_can_be_added_it_is_told(known: Path) -> None:
    about = known / "cohort.toml"
    text = about.read_text()
    start = text.index('[[imports]]\nkind = "hours"')
    entry = ", ".join(line for line in text[start:].splitlines()[1:] if line)
    rest = text[: text.index("[[imports]]")]
    head, _, tables = rest.partition("[[instructors]]")
    about.write_text(f"{head}imports = [{{ {entry} }}]\n[[instructors]]{tables}")
    done, said = take(known, put(known, "log.csv", TWO_DAYS), answers=["d"])
    assert done and "So that it is not asked again, write" in said
    assert "next time nothing is asked" not in said


def test_the_right_table_is_found(tmp_path: Path) -> None:
    text = (
        'a = """\n[[imports]]\n"""\n[[imports]] # one\nb = 1\n [[ "imports" ]]\ndates = \'\'\nc = 2'
    )
    for place in (0, 1):
        changed = with_order(text, place, "day first")
        assert changed is not None
        wanted = tomllib.loads(text)
        wanted["imports"][place]["dates"] = "day first"
        assert tomllib.loads(changed) == wanted
        assert changed.count("\n") == text.count("\n") + (place == 0)
    assert with_order("[[imports]]", 0, "day first") == '[[imports]]\ndates = "day first"'
    assert with_order("imports = [{}]", 0, "day first") is None
