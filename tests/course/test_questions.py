"""The bank: what it gives, how it refuses a broken table, and whether its numbers are true."""

from __future__ import annotations

import csv
import io
import shutil
import tempfile
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


# Numbers in feedback against the tables of facts and by arithmetic done here.
def fact(table: str, fact_id: str):
    return load(table).set_index("fact_id").loc[fact_id]


def share(fact_id: str) -> str:
    return f"{fact('retention', fact_id)['percent']:g}"


def ratio(fact_id: str) -> str:
    return f"{fact('training_ratios', fact_id)['ratio_low']}"


def of_study(fact_id: str, column: str) -> str:
    return f"{fact('outcome_evidence', fact_id)[column]}"


@pytest.mark.parametrize(
    ("question", "option", "said"),
    [
        ("card_in_the_hand", "skill", f"{share('RT04')} %"),
        ("yearly_practice", "few", f"About {share('RT04')} of 100"),
        ("yearly_practice", "most", f"About {share('RT01')} of 100"),
        ("monthly_practice", "most", f"About {share('RT01')} of 100"),
        ("monthly_practice", "few", f"About {share('RT02')} of 100"),
        ("bls_three_months", "bls", f"About {share('H130-1')} of 100"),
        ("acls_three_months", "acls", f"About {share('H130-3')} of 100"),
        ("four_groups", "second", f"{share('RT02')} to {share('RT03')} %"),
        ("opals_per_thousand", "one", f"P = {of_study('E01-2', 'p_value')}"),
        ("which_favors_bls", "sanghavi", f"{of_study('E04-1', 'percent_control')} against"),
        ("which_favors_als", "bakalos", f"{fact('outcome_evidence', 'E05-1')['estimate']:.2f}"),
        ("impaired_survivors", "more", f"{of_study('E12-3', 'percent_treated')} % with the drug"),
        ("triples", "life", f"{of_study('E10', 'percent_treated')} against"),
        ("tube_or_mask", "no_trial", f"{of_study('E16', 'percent_treated')} against"),
        ("admitted_then_home", "ten", f"{fact('registry', 'X05-discharged')['value']} left"),
        ("good_brain", "eighty", f"{fact('registry', 'N08-2020')['value']} in 2020"),
        ("did_it_wrong", "hard", f"{fact('registry', 'N07-2025')['value']} % left"),
        ("mayors_aeds", "third", "354 of 977"),
        ("untrained_120", "most", f"{fact('aed_facts', 'AF16-1')['number']:g} %"),
        (
            "outside_the_claim",
            "california",
            f"{ratio('H99-1')} times",
        ),
        ("outside_the_claim", "germany", f"{ratio('H101')} times"),
        ("saarland_520", "clock", f"{fact('training_hours', 'H104')['hours_least']:g} clock"),
        ("saarland_520", "all", f"{520 * 0.75:g} clock"),
        ("saarland_520", "longer", f"{280 / 0.75 + 240:.0f} clock"),
    ],
)
def test_numbers_are_those_of_the_tables(question: str, option: str, said: str) -> None:
    found = bank()[question].option(option)
    assert said in f"{found.text} {found.feedback}"


def test_the_locked_door_is_scored_where_it_is_far_and_as_in_the_scene() -> None:
    quickest = load("scenes").set_index("scene")["quickest"]["bedroom"]
    assert "door" not in quickest and quickest[-1] == "press"
    far = bank()["father_at_night"]
    assert "two floors below" in far.stem and far.right[0].id == "press"


def test_places_of_the_claim_lie_where_the_key_says() -> None:
    claim = fact("training_ratios", "H03")
    rows = {"california": "H99-1", "arizona": "H97-1", "virginia": "H98-1", "germany": "H101"}
    for option in bank()["outside_the_claim"].options:
        row = fact("training_ratios", rows[option.id])
        inside = claim["ratio_low"] <= row["ratio_low"] and row["ratio_high"] <= claim["ratio_high"]
        assert inside is not option.correct


def test_permissions_are_those_of_the_lists() -> None:
    keys = ["intervention", "level", "jurisdiction"]
    scope = load("scope_of_practice").set_index(keys)["allowed"]
    second = "copy of the 2019 model"
    for thing in ("ecg_interpretation", "manual_defibrillation"):
        assert scope[thing, "AEMT", "Ohio"] == "yes"
        assert scope[thing, "AEMT", "Montana"] == "with condition"
    assert scope["cpap", "EMT", "Wyoming"] == "no" and scope["cpap", "AEMT", "Wyoming"] == "yes"
    for place in ("Montana", second):
        for thing in ("mechanical_cpr", "cpap", "aspirin", "oral_glucose", "twelve_lead_acquire"):
            assert scope[thing, "EMT", place] == "yes"
        for thing in ("needle_decompression", "opioid_analgesic", "epinephrine_iv_arrest"):
            assert scope[thing, "EMT", place] == "no"
    marks = load("interventions").set_index("intervention")["evidence"]
    assert (marks["epinephrine_iv_arrest"], marks["iv_access"]) == ("mixed", "none")
    assert marks["capnography"] == "none"
