"""The bank: what it gives, how it refuses a broken table, and whether its numbers are true."""

from __future__ import annotations

import csv
import io
import shutil
import tempfile
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.course.question_rules import faults
from helpers.course.questions import bank
from helpers.facts import FactError, data_dir, load

QUESTIONS = "question_id,version,form,lesson,objective,stem,hint,source\n"
OPTIONS = "question_id,option_id,text,feedback,correct\n"
GOOD_QUESTION = "q1,1,pretest,00_start_here,Do it,What now?,Think,COMMON\n"
GOOD_OPTIONS = "q1,a,Press,Right.,yes\nq1,b,Wait,No.,no\nq1,c,Go,No.,no\nq1,d,Sit,No.,no\n"
ITEMS = list(bank().values())


def write(folder: Path, stems: str = GOOD_QUESTION, options: str = GOOD_OPTIONS) -> Path:
    """A folder with a bank of its own beside the project's sources."""
    (folder / "schemas").mkdir(parents=True)
    for name in ("questions", "options", "sources", "lessons", "objectives", "chain_links"):
        shutil.copy(data_dir() / "schemas" / f"{name}.toml", folder / "schemas")
    for name in ("sources", "lessons", "chain_links"):
        shutil.copy(data_dir() / f"{name}.csv", folder)
    (folder / "objectives.csv").write_text("lesson,objective,depth\n00_start_here,Do it,core\n")
    (folder / "questions.csv").write_text(QUESTIONS + stems, encoding="utf-8")
    (folder / "options.csv").write_text(OPTIONS + options, encoding="utf-8")
    return folder


def refused(folder: Path) -> FactError:
    with pytest.raises(FactError) as caught:
        bank(folder)
    return caught.value


def test_a_good_bank_is_read(tmp_path: Path) -> None:
    (question,) = bank(write(tmp_path)).values()
    assert (question.id, question.version, question.source) == ("q1", 1, ("COMMON",))
    assert [option.id for option in question.right] == ["a"]
    assert question.option("b").feedback == "No."
    with pytest.raises(ValueError, match="no option of q1 'z'"):
        question.option("z")


@pytest.mark.parametrize(
    ("stems", "options", "place", "words"),
    [
        (
            GOOD_QUESTION,
            GOOD_OPTIONS.replace("yes", "no"),
            ("questions.csv", 2, "question_id"),
            "0 right",
        ),
        (
            GOOD_QUESTION,
            GOOD_OPTIONS.replace("No.,no", "No.,yes", 1),
            ("questions.csv", 2, "question_id"),
            "2 right options",
        ),
        (
            GOOD_QUESTION,
            GOOD_OPTIONS + "q1,e,Run,No.,no\n",
            ("questions.csv", 2, "question_id"),
            "5 options in options.csv; write 4",
        ),
        (GOOD_QUESTION, "q1,a,A,x,yes\n", ("questions.csv", 2, "question_id"), "1 options"),
        (GOOD_QUESTION, "", ("options.csv", 1, None), "only its headings"),
        (GOOD_QUESTION, GOOD_OPTIONS + "q2,a,A,x,no\n", ("options.csv", 6, "question_id"), "q2"),
        (GOOD_QUESTION, "q1,a,A,,yes\n", ("options.csv", 2, "feedback"), "empty"),
        (GOOD_QUESTION, "q1,a,A,x,maybe\n", ("options.csv", 2, "correct"), "yes or no"),
        (
            GOOD_QUESTION,
            GOOD_OPTIONS + "q1,a,C,x,no\n",
            ("options.csv", 6, "question_id, option_id"),
            "row 2",
        ),
        (
            GOOD_QUESTION,
            GOOD_OPTIONS + "q1,e,Wait,x,no\n",
            ("options.csv", 6, "question_id, text"),
            "row 3",
        ),
        (
            GOOD_QUESTION + GOOD_QUESTION.replace(",1,", ",2,"),
            GOOD_OPTIONS,
            ("questions.csv", 3, "question_id"),
            "row 2 already",
        ),
        (
            GOOD_QUESTION.replace("Do it", ""),
            GOOD_OPTIONS,
            ("questions.csv", 2, "objective"),
            "empty",
        ),
        (GOOD_QUESTION.replace("COMMON", ""), GOOD_OPTIONS, ("questions.csv", 2, "source"), ""),
        (
            GOOD_QUESTION.replace("COMMON", "NOBODY"),
            GOOD_OPTIONS,
            ("questions.csv", 2, "source"),
            "NOBODY",
        ),
        (
            GOOD_QUESTION.replace("pretest", "exam"),
            GOOD_OPTIONS,
            ("questions.csv", 2, "form"),
            "posttest",
        ),
        (
            GOOD_QUESTION.replace("00_", "99_"),
            GOOD_OPTIONS,
            ("questions.csv", 2, "lesson"),
            "not in lessons.csv; did you mean '00_start_here'",
        ),
        (
            GOOD_QUESTION.replace("Do it", "Do its"),
            GOOD_OPTIONS,
            ("questions.csv", 2, "lesson, objective"),
            "not in objectives.csv; did you mean '00_start_here / Do it'",
        ),
        (
            GOOD_QUESTION.replace("q1,1", "q1,0"),
            GOOD_OPTIONS,
            ("questions.csv", 2, "version"),
            "at least 1",
        ),
    ],
)
def test_a_broken_bank_is_refused_with_its_place(
    tmp_path: Path, stems: str, options: str, place: tuple[str, int, str], words: str
) -> None:
    error = refused(write(tmp_path, stems, options))
    assert (error.file, error.row, error.column) == place and words in str(error)


CELLS = st.sampled_from(
    ["q1", "q2", "1", "two", "pretest", "lesson", "00_start_here", "Choose two", "COMMON", "yes"]
) | st.text(max_size=6)


@given(st.lists(st.lists(CELLS, min_size=5, max_size=8), max_size=4), st.booleans())
def test_a_bank_is_read_or_refused_whatever_stands_in_it(
    rows: list[list[str]], other: bool
) -> None:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    tables = (GOOD_QUESTION, out.getvalue()) if other else (out.getvalue(), GOOD_OPTIONS)
    with tempfile.TemporaryDirectory() as folder:
        try:
            bank(write(Path(folder) / "data", *tables))
        except (FactError, UnicodeEncodeError):
            return


def test_every_question_is_well_told() -> None:
    assert [str(error) for error in faults({question.lesson for question in ITEMS})] == []


def test_the_right_option_cannot_be_told_by_its_length_or_place() -> None:
    longest = sum(max(q.options, key=lambda o: len(o.text)).correct for q in ITEMS)
    places = Counter(next(i for i, o in enumerate(q.options) if o.correct) for q in ITEMS)
    assert longest <= len(ITEMS) * 0.35 and max(places.values()) <= len(ITEMS) * 0.4


# Numbers in feedback against the tables of facts and by arithmetic done here.
def fact(table: str, fact_id: str):
    return load(table).set_index("fact_id").loc[fact_id]


@pytest.mark.parametrize(
    ("question", "option", "said"),
    [
        ("card_in_the_hand", "skill", f"{fact('retention', 'RT04')['percent']:g} %"),
        ("practice_budget", "month", f"{fact('retention', 'RT01')['percent']:g} %"),
        ("valid_cards", "fades", f"{fact('retention', 'RT04')['percent']:g} %"),
        ("opals_added", "gain", f"P = {fact('outcome_evidence', 'E01-2')['p_value']}"),
        ("opals_added", "gain", f"{fact('outcome_evidence', 'E01-2')['estimate_low']} to 1.5"),
        ("medicare_records", "compare", f"{fact('outcome_evidence', 'E05-1')['estimate']:.2f}"),
        ("two_models", "mean", f"{(6 + 26) / 2:g} %"),
        ("forty_percent", "parts", f"{40 * 0.9**2:.0f} %"),
        ("forty_percent", "points", f"{40 - 20} %"),
        ("fifty_percent", "parts", f"{50 * 0.9**3:.0f} %"),
        ("lessons_of_45", "equal", f"{280 * 0.75 + 240:g}"),
        ("lessons_of_45", "other", f"{520 * 0.75:g}"),
        ("beyond_or_including", "equal", "1,130"),
        ("ratio_standards", "right", f"{1000 / 190:.1f} and {1300 / 150:.1f}"),
        ("ratio_standards", "ends", f"{1000 / 150:.1f} and {1300 / 190:.1f}"),
        ("ratio_standards", "middle", f"{1150 / 170:.1f}"),
        ("ratio_pennsylvania", "right", f"{1000 / 200:g} to {1200 / 150:g}"),
        ("ratio_pennsylvania", "ends", f"{1200 / 200:g} to {1000 / 150:.1f}"),
        ("ratio_pennsylvania", "middle", f"{1100 / 175:.1f}"),
    ],
)
def test_numbers_are_those_of_the_tables(question: str, option: str, said: str) -> None:
    found = bank()[question].option(option)
    assert said in f"{found.text} {found.feedback}"


def test_stems_quote_the_tables() -> None:
    stems = {question.id: question.stem for question in ITEMS}
    hours = load("training_hours").set_index("fact_id")["hours_least"]
    assert f"{hours['H62']:,.0f} hours" in stems["beyond_or_including"]
    assert f"takes {hours['H60']:.0f} hours" in stems["beyond_or_including"]
    assert f"{hours['H103']:.0f} hours" in stems["lessons_of_45"]
    assert f"{hours['H104']:.0f} hours" in stems["lessons_of_45"]
    assert f"{hours['H11']:.0f} to 190" in stems["ratio_standards"]
    assert f"{hours['H13']:,.0f} to 1,300" in stems["ratio_standards"]
    assert f"{hours['H72-2']:.0f} to 200" in stems["ratio_pennsylvania"]
    sanghavi = fact("outcome_evidence", "E04-1")
    assert f"{sanghavi['percent_control']} %" in stems["medicare_records"]
    assert f"{sanghavi['percent_treated']} %" in stems["medicare_records"]
    opals = fact("outcome_evidence", "E01-2")
    words = f"from {opals['percent_control']} to {opals['percent_treated']} %"
    assert words in stems["opals_added"]
