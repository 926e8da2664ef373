"""What one page counts, every other page counts alike."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from helpers.cohort import cohort_names, read_cohort, summarize
from helpers.cohort.actions import due
from helpers.cohort.back.tables import tables
from helpers.reports import batch, sections
from helpers.reports.batch import INDEX, Wish
from helpers.reports.job import COHORT, PROGRAMME
from helpers.reports.opening import Report
from tests.cohort.build import CERTIFICATIONS, SKILLS, results
from tests.reports.support import Page, example, made

DAYS = ("2026-04-15", "2026-06-01", "2026-09-01")


@pytest.mark.parametrize("day", DAYS)
def test_due_and_complete_are_one_number_on_every_page(day: str, tmp_path: Path) -> None:
    names = tuple(cohort_names())
    for kind in (COHORT, PROGRAMME):
        batch.run(Wish(names, tmp_path / kind, day, False, kind=kind), lambda entry: None)
    index = Page((tmp_path / COHORT / INDEX).read_text("utf-8")).source
    programme = Page((tmp_path / PROGRAMME / "programme.html").read_text("utf-8")).source
    for name in names:
        found = summarize(read_cohort(name).cohort, date.fromisoformat(day))
        owed, done = len(due(found.actions)), int((found.completion["status"] == "complete").sum())
        text = Page((tmp_path / COHORT / f"{name}.html").read_text("utf-8")).text
        assert f"{done} complete" in text
        assert (f"{owed} thing" in text) if owed else "Nothing is due." in text
        for page, after in ((index, 1), (programme, 3)):
            row = re.search(rf"<tr[^>]*><th[^>]*>(<a[^>]*>)?[^<]*{name}.*?</tr>", page)
            assert row is not None
            cells = re.findall(r"<td[^>]*>(.*?)</td>", row[0])
            numbers = [re.sub("<[^>]+>", "", cell) for cell in cells]
            assert str(done) in numbers[after : after + 2] and str(owed) in numbers


def test_a_band_is_called_alike_in_the_report_and_in_the_table(tmp_path: Path) -> None:
    rows = "L1,BLS,AHA,2024-06-01,2026-06-17\nL2,BLS,AHA,2024-06-01,2026-08-01\n"
    found = results(tmp_path, certifications_csv=CERTIFICATIONS + rows)
    told = tables(found)["due"].set_index("learner_id")["urgency"].to_dict()
    page = sections.due(Report(found)).html
    assert (told["L1"], told["L2"]) == ("30 days", "60 days")
    assert "within 30 days" in page and "within 60 days" in page and "90 days" not in page


def test_whose_choices_are_counted_is_said_on_both_pages() -> None:
    page = made(example("emt-2026-spring")).text
    first, later = page[: page.index("The class, ")], page[page.index("Wrong options that") :]
    assert re.search(r"After the lesson \d+ of \d+ chose “", first)
    assert later.startswith("Wrong options that were chosen most, before and after the lessons")


def test_reasons_are_counted_where_they_cannot_be_told_by_name(tmp_path: Path) -> None:
    long = "".join(f"L{n},{'Very Long Name ' * 2}{n},,\n" for n in range(1, 24))
    passed = "".join(
        f"L{n},CPR,1,{'fail' if n < 4 else 'pass'},I,2026-02-01,\n" for n in range(1, 24)
    )
    hours = "".join(f"L{n},2026-02-01,lab,{n / 4}\n" for n in range(1, 24))
    found = results(
        tmp_path,
        roster_csv=f"learner_id,name,email,role\n{long}",
        skills_csv=SKILLS + passed,
        hours_csv=f"learner_id,date,setting,hours\n{hours}",
    )
    text = sections.complete(Report(found)).text
    assert (
        "Not complete, 23: hours missing: 23 (20 for this alone); CPR not passed: 3 (0 for" in text
    )


def test_one_card_in_two_spellings_is_one_row(tmp_path: Path) -> None:
    rows = "L1,BLS Provider,AHA,2026-01-01,2028-01-31\nL2,BLS,AHA,2026-01-01,2028-01-31\n"
    found = results(tmp_path, certifications_csv=CERTIFICATIONS + rows)
    page = Page(sections.cards(Report(found)).html)
    assert page.row_heads == ["BLS (American Heart Association)"]


def test_a_card_that_expired_after_the_class_is_news_and_the_day_is_said(tmp_path: Path) -> None:
    rows = "L1,BLS,AHA,2024-06-01,2026-06-10\nL2,BLS,AHA,2026-01-01,2028-01-31\n"
    passed = SKILLS + "L1,CPR,1,pass,I,2026-02-01,\nL2,CPR,1,pass,I,2026-02-01,\n"
    found = results(tmp_path, certifications_csv=CERTIFICATIONS + rows, skills_csv=passed)
    report = Report(found)
    assert "a valid BLS card on 2026-05-30, the last day" in sections.complete(report).text
    assert "Expired since 2026-05-30" in sections.cards(report).text
    assert "Ana Núñez (2026-06-10)" in sections.cards(report).text
    assert "BLS" not in sections.due(report).text
