"""Every statement of the two documents is accounted for, once, in a place that exists."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from helpers.domain import statements as subject
from helpers.domain.claims import claims
from helpers.domain.statements import Statement, counts, fingerprints, paragraphs, statements
from helpers.facts import data_dir, records

NOTEBOOKS = Path(__file__).resolve().parents[2] / "notebooks"
#: The documents lie beside the checkout where the course is made; the course does without them.
SHARED = [folder / "shared" / "seeds" for folder in data_dir().resolve().parents]
FILES = {"SEED1": "bls-and-als.txt", "SEED2": "acls-and-als.txt"}


def headings(lesson: str) -> set[str]:
    notebook = json.loads((NOTEBOOKS / f"{lesson}.ipynb").read_text(encoding="utf-8"))
    cells = ("".join(c["source"]) for c in notebook["cells"] if c["cell_type"] == "markdown")
    lines = (line for cell in cells for line in cell.splitlines())
    return {line.lstrip("#").strip() for line in lines if line.startswith("#")}


def document(name: str) -> str:
    files = (folder / FILES[name] for folder in SHARED)
    return next((file.read_text(encoding="utf-8") for file in files if file.exists()), "")


def test_there_are_as_many_as_were_counted_in_the_documents() -> None:
    ids = [one.fact_id for one in statements()]
    first, second = (sum(name.startswith(part) for name in ids) for part in ("S1-", "S2-"))
    assert (first, second, len(ids)) == (61, 74, 135)
    numbers = [p.number for p in paragraphs()]
    assert (numbers.count(1), len(numbers), max(numbers)) == (2, 26 + 76, 76)


def test_every_statement_stands_where_its_name_says() -> None:
    for one in statements():
        assert {p.split("-")[0] for p in one.paragraphs} == {f"SEED{one.fact_id[1]}"}


@pytest.mark.parametrize("lesson", sorted({one.lesson for one in statements() if one.lesson}))
def test_each_heading_exists_or_is_named_as_planned(lesson: str) -> None:
    taught = subject.of_lesson(lesson)
    if not (NOTEBOOKS / f"{lesson}.ipynb").exists():
        assert all(one.is_planned for one in taught), "say in statements.csv that it is planned"
        return
    there = headings(lesson)
    wrong = {one.fact_id: h for one in taught for h in one.headings if h not in there}
    assert wrong == {}, f"statements.csv: mend the headings of {lesson}"
    planned = [one.fact_id for one in taught if one.is_planned]
    assert planned == [], f"{lesson} is written: say in statements.csv that this is not planned"


def test_a_claim_that_puts_a_statement_stands_in_the_lesson_that_teaches_it() -> None:
    lessons = {claim.fact_id: claim.lesson for claim in claims()}
    for one in statements():
        assert {lessons[name] for name in one.claims} <= {one.lesson}, one.fact_id


@pytest.mark.parametrize("lesson", sorted({one.lesson for one in statements() if one.lesson}))
def test_each_statement_that_is_not_simply_right_is_asked_as_a_claim(lesson: str) -> None:
    assert [one.fact_id for one in subject.unasked(lesson)] == []


@pytest.mark.parametrize("name", FILES)
def test_the_documents_are_those_that_were_read(name: str) -> None:
    text = document(name)
    if text:  # without them the numbers and the fingerprints alone
        held = [one.sha256 for one in paragraphs() if one.document == name]
        assert list(fingerprints(text)) == held


@pytest.mark.parametrize("name", FILES)
def test_no_sentence_of_theirs_is_kept(name: str) -> None:
    words = document(name).casefold().split()
    theirs = {tuple(words[i : i + 9]) for i in range(len(words) - 8)}
    stated = [(s.fact_id, s.statement, s.why, s.left_out) for s in statements()]
    asked = [(one.fact_id, one.claim, one.why, one.settled_by) for one in claims()]
    for fact_id, *texts in (*stated, *asked):
        for text in texts:
            ours = text.casefold().split()
            mine = {tuple(ours[i : i + 9]) for i in range(len(ours) - 8)}
            assert not mine & theirs, fact_id


def test_a_fingerprint_is_of_the_words_and_of_nothing_else() -> None:
    assert fingerprints("One\u00a0 two.\r\n\r\n  \nThree") == fingerprints("One two.\n Three ")
    assert fingerprints("One") != fingerprints("one")
    assert fingerprints("") == ()


def test_counts_add_up_and_lose_nobody() -> None:
    table = counts()
    assert table.loc["all", "all"] == 135
    assert (table.drop(columns="all").sum(axis=1) == table["all"]).all()
    assert table.index[-2:].tolist() == ["left out", "all"]
    for lesson in {one.lesson for one in statements() if one.lesson}:
        assert table.loc[lesson, "all"] == len(subject.of_lesson(lesson))


def test_what_is_simply_right_need_not_be_asked() -> None:
    for one in subject.unasked("04_bls_and_als"):
        assert one.verdict in ("simplified", "disputed", "wrong") and not one.claims
    with pytest.raises(ValueError, match="10_certifications"):
        subject.unasked("10_certification")


GOOD = statements()[0]


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"verdict": "maybe"}, "'maybe' is none of right"),
        ({"paragraphs": ()}, "in no paragraph"),
        ({"lesson": ""}, "needs a lesson, or a reason"),
        ({"left_out": "dull"}, "needs a lesson, or a reason"),
        ({"headings": ()}, "under which heading"),
        ({"is_planned": None}, "whether it is planned"),
        ({"lesson": "", "left_out": "dull"}, "left out, and so has no heading"),
        (
            {"lesson": "", "left_out": "dull", "headings": (), "is_planned": None},
            "only advertising is left out",
        ),
        ({"source": ("SEED2",)}, "its document is no source"),
        ({"same_as": (GOOD.fact_id,)}, "the same as itself"),
    ],
)
def test_a_row_that_contradicts_itself_is_refused(change: dict[str, object], told: str) -> None:
    with pytest.raises(ValueError, match=told):
        replace(GOOD, **change)


@pytest.fixture
def rows(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Statement]]:
    """The statements as read, to be spoiled."""
    read = list(records("statements", Statement))

    def reading(name: str, cls: type) -> tuple[object, ...]:
        return tuple(read) if name == "statements" else records(name, cls)

    monkeypatch.setattr(subject, "records", reading)
    statements.cache_clear()
    yield read
    monkeypatch.undo()
    statements.cache_clear()


def test_a_lost_statement_is_noticed(rows: list[Statement]) -> None:
    rows[:] = [one for one in rows if "SEED1-13" not in one.paragraphs]
    with pytest.raises(ValueError, match="SEED1-13"):
        statements()


def test_a_heading_says_nothing(rows: list[Statement]) -> None:
    rows[0] = replace(rows[0], paragraphs=("SEED1-01", *rows[0].paragraphs))
    with pytest.raises(ValueError, match="SEED1-01"):
        statements()


def test_one_statement_has_one_verdict(rows: list[Statement]) -> None:
    place = next(i for i, one in enumerate(rows) if one.same_as)
    rows[place] = replace(rows[place], verdict="wrong")
    with pytest.raises(ValueError, match="in two verdicts"):
        statements()


def test_a_paragraph_is_named_by_its_number() -> None:
    with pytest.raises(ValueError, match="SEED1-01 is not SEED1-02"):
        replace(paragraphs()[0], number=2)
