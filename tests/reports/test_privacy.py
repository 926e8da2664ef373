"""Where names are hidden, nothing that stood in a file is said: on no page and in no message."""

from __future__ import annotations

import os
import re
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from helpers.cohort import Problem
from helpers.cohort.key import VARIABLE
from helpers.reports import batch, opening, sections
from helpers.reports.batch import INDEX, Wish
from helpers.reports.index import FAILED, MADE, Entry
from helpers.reports.opening import ReportError
from helpers.reports.page import names_in
from helpers.reports.privacy import names_hidden, without_contents
from tests.cohort.build import ABOUT, CERTIFICATIONS, SKILLS
from tests.reports.support import TODAY, Page, made, small
from tests.reports.test_opening import given
from tests.reports.test_papermill import papermill

HIDDEN = ABOUT + "pseudonyms = true\n"
HEAD = "learner_id,name,email,role\n"
BROKEN: dict[str, dict[str, str | bytes | None]] = {
    "address": {"roster_csv": HEAD + "L1,Zoe Secret,zoe secret mail,\n"},
    "no headings": {"roster_csv": "S1,Zoe Secret,zoe@secret.example,nurse\nS2,Bo Secret,,\n"},
    "foreign learner": {"skills_csv": SKILLS + "Zoe Secret,CPR,1,pass,I,2026-02-01,\n"},
    "issuer": {"certifications_csv": CERTIFICATIONS + "L1,BLS,Zoe Secret,2024-06-03,\n"},
    "file": {"rosters_csv": "Zoe Secret"},
    "stray cell": {"roster_csv": HEAD + "L1,Zoe,,,Secret\n"},
    "quote": {"roster_csv": HEAD + 'L1,"Zoe"Secret,,\n'},
    "bytes": {"roster_csv": HEAD.encode() + b"L1,Zoe Secret \xff,,\n"},
    "spreadsheet": {"roster_csv": None, "roster_xlsx": "Zoe Secret"},
}
UNREADABLE = {
    "no TOML": 'title = "A\nSecret\n',
    "misspelt": ABOUT + 'pseudonym = true\nsecret = "Ana"\n',
    "wrong value": ABOUT + 'pseudonyms = "Secret"\n',
    "not there": None,
    "bytes": b"\xff\xfeSecret",
}


def run(*cohorts: Path, out: Path, pseudonyms: bool = False) -> list[Entry]:
    return batch.run(Wish(tuple(map(str, cohorts)), out, TODAY, pseudonyms), lambda _: None)


def terminal(*arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "helpers.reports", *map(str, arguments), "--today", TODAY]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("name", BROKEN)
@pytest.mark.parametrize("by", ["option", "toml"])
def test_what_was_read_is_on_no_page_and_in_no_message(by: str, name: str, tmp_path: Path) -> None:
    about = HIDDEN if by == "toml" else ABOUT
    folder = small(tmp_path, "c1", cohort_toml=about, **BROKEN[name])
    with pytest.raises(ReportError) as caught:
        opening.opened(given(cohort=str(folder), pseudonyms=by == "option"))
    (entry,) = run(folder, out=tmp_path / "out", pseudonyms=by == "option")
    page = (tmp_path / "out" / INDEX).read_text(encoding="utf-8")
    said = f"{caught.value} {caught.value.problems} {entry} {page}".lower()
    assert entry.state == FAILED and entry.problems
    assert "secret" not in said and "zoe" not in said and "s1" not in said
    assert any(problem["File"] for problem in entry.problems)


@pytest.mark.parametrize("name", UNREADABLE)
def test_where_the_wish_of_the_class_cannot_be_read_names_are_hidden(
    name: str, tmp_path: Path
) -> None:
    folder = small(tmp_path, "c1", cohort_toml=UNREADABLE[name], **BROKEN["address"])
    assert names_hidden(folder, False)
    (entry,) = run(folder, out=tmp_path / "out")
    page = (tmp_path / "out" / INDEX).read_text(encoding="utf-8")
    assert entry.state == FAILED and "secret" not in f"{entry} {page}".lower()


def test_a_class_that_does_not_ask_is_told_what_was_read(tmp_path: Path) -> None:
    folder = small(tmp_path, "c1", **BROKEN["address"])
    assert not names_hidden(folder, False) and names_hidden(folder, True)
    run(folder, out=tmp_path / "out")
    assert "zoe secret mail" in (tmp_path / "out" / INDEX).read_text(encoding="utf-8")


@pytest.mark.skipif(os.name != "posix", reason="links need a privilege on Windows")
def test_the_wish_is_not_read_through_a_link_that_leaves_the_folder(tmp_path: Path) -> None:
    (tmp_path / "elsewhere.toml").write_text(ABOUT)
    folder = small(tmp_path, "c1", cohort_toml=None)
    (folder / "cohort.toml").symlink_to(tmp_path / "elsewhere.toml")
    assert names_hidden(folder, False)


def test_a_sentence_is_said_only_if_it_is_ours() -> None:
    ours = Problem("roster.csv", "this column stands twice; keep one", 1, "name", "Ana", "Bo?")
    theirs = Problem("Ana.csv", "Ana stands beside it; keep one", 1, "Ana", "Ana", "Bo?")
    (one, other) = without_contents([ours, theirs], "c1")
    assert one == Problem("roster.csv", ours.remedy, 1, "name")
    assert other.file == "another file" and other.column is None
    assert "Ana" not in str(other) and "kept back" in other.remedy


def test_papermill_says_nothing_of_what_was_read(tmp_path: Path) -> None:
    folder = small(tmp_path, "c1", cohort_toml=HIDDEN, **BROKEN["no headings"])
    ran = papermill(tmp_path, "out.ipynb", "-p", "cohort", str(folder))
    kept = (tmp_path / "out.ipynb").read_text(encoding="utf-8")
    assert ran.returncode != 0 and "roster.csv" in ran.stderr
    assert "secret" not in (ran.stdout + ran.stderr + kept).lower()


def test_a_fault_of_ours_says_nothing_of_what_was_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fault(*_: object) -> None:
        raise RuntimeError("cannot convert 'Ana Secret'")

    folder = small(tmp_path, "c1", cohort_toml=HIDDEN)
    monkeypatch.setattr(opening, "summarize", fault)
    with pytest.raises(ReportError, match="RuntimeError: its words are kept back") as caught:
        opening.opened(given(cohort=str(folder)))
    # Neither papermill nor a kernel is to print the exception behind it.
    assert caught.value.__suppress_context__ and caught.value.__cause__ is None


def test_the_terminal_says_nothing_of_what_was_read(tmp_path: Path) -> None:
    folder = small(tmp_path, "c1", cohort_toml=HIDDEN, **BROKEN["address"])
    said = terminal(folder, "--out", tmp_path / "out")
    assert said.returncode == 1 and "roster.csv, row 2, column email" in said.stderr
    assert "secret" not in (said.stdout + said.stderr).lower()


def test_pages_with_names_are_replaced_or_left_without_a_link(tmp_path: Path) -> None:
    out, one, two = tmp_path / "out", small(tmp_path, "one"), small(tmp_path, "two")
    run(one, two, out=out)
    assert names_in(out / "one.html") and names_in(out / "two.html")
    assert [entry.state for entry in run(one, out=out, pseudonyms=True)] == [MADE]
    assert not names_in(out / "one.html")
    page = Page((out / INDEX).read_text(encoding="utf-8"))
    assert [link["href"] for link in page.all("a")] == ["one.html"]
    assert "may hold names also lie in this folder (1)" in page.text


def test_an_older_page_with_names_is_no_substitute(tmp_path: Path) -> None:
    out, one = tmp_path / "out", small(tmp_path, "one")
    run(one, out=out)
    (one / "hours.csv").write_text("broken")
    for hidden in (True, False):
        (entry,) = run(one, out=out, pseudonyms=hidden)
        links = Page((out / INDEX).read_text(encoding="utf-8")).all("a")
        assert (entry.file, len(links)) == (("", 0) if hidden else ("one.html", 1))
        assert ("one.html: delete it" in entry.error) is hidden


def test_another_key_makes_the_report_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    one, out = small(tmp_path, "one"), tmp_path / "out"
    pages = []
    for name in ("a", "b"):
        monkeypatch.setenv(VARIABLE, str(tmp_path / name))
        assert [entry.state for entry in run(one, out=out, pseudonyms=True)] == [MADE]
        pages.append((out / "one.html").read_text(encoding="utf-8"))
        assert (tmp_path / name).read_text().strip() not in pages[-1]
    assert pages[0] != pages[1]


@pytest.mark.parametrize("place", ["one", "other", "out"])
@pytest.mark.parametrize("about", ["cohort.toml", "Cohort.TOML"])
def test_the_key_may_not_lie_beside_what_it_opens(
    about: str, place: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, other = small(tmp_path, "one"), small(tmp_path, "other")
    monkeypatch.setenv(VARIABLE, str(tmp_path / place / "key"))
    for folder in (one, other):
        (folder / "cohort.toml").rename(folder / about)
    first, *_ = run(one, other, out=tmp_path / "out", pseudonyms=True)
    assert first.state == FAILED and "may not lie in" in first.error
    assert not (tmp_path / place / "key").exists()


def test_the_key_may_not_lie_in_a_folder_that_was_to_be_a_cohort(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = small(tmp_path, "one", cohort_toml=None)
    monkeypatch.setenv(VARIABLE, str(one / "key"))
    (entry,) = run(one, out=tmp_path / "out", pseudonyms=True)
    assert "may not lie in" in entry.error and not (one / "key").exists()


def test_exact_days_are_given_to_the_month_and_the_risk_is_said(tmp_path: Path) -> None:
    folder = small(
        tmp_path,
        "c1",
        roster_csv="learner_id,name,email,role,withdrawn_on\nL1,Ana,,,\nL2,Bo,,,2026-03-17\n",
        certifications_csv=CERTIFICATIONS + "L1,BLS,AHA,2024-06-13,\n",
        skills_csv=SKILLS + "L1,CPR,1,fail,I,2026-02-11,\n",
    )
    hidden, named = made(folder, pseudonyms=True).text, made(folder).text
    for day in ("2026-03-17", "2024-06-13", "2026-02-11"):
        assert day in named and day not in hidden and day[:7] in hidden
    assert "can still tell who that is" in hidden


def test_within_a_day_what_is_due_is_in_the_order_of_the_pseudonyms(tmp_path: Path) -> None:
    people = [f"L{number}" for number in range(9)]
    folder = small(
        tmp_path,
        "c1",
        roster_csv=HEAD + "".join(f"{p},N{p},,\n" for p in people),
        skills_csv=SKILLS + "".join(f"{p},CPR,1,fail,I,2026-02-01,\n" for p in people),
    )
    report = opening.opened(given(cohort=str(folder), pseudonyms=True))
    names = "|".join(report.results.cohort.roster["name"])
    rows = sections.due(report).html.split("</tr>")
    told = [found for row in rows if (found := re.findall(names, row))]
    assert told and all(len(found) == 9 and found == sorted(found) for found in told)


@pytest.mark.skipif(os.name != "posix", reason="permissions of POSIX")
def test_what_holds_names_is_for_its_owner_only(tmp_path: Path) -> None:
    def mode(path: Path) -> int:
        return stat.S_IMODE(path.stat().st_mode)

    out, one = tmp_path / "out", small(tmp_path, "one")
    before = os.umask(0o022)
    try:
        run(one, out=out, pseudonyms=True)
        assert (mode(out), mode(out / INDEX), mode(out / "one.html")) == (0o700, 0o600, 0o600)
        for path in out.iterdir():
            path.chmod(0o644)  # to be published
        run(one, out=out)
        assert (mode(out / INDEX), mode(out / "one.html")) == (0o600, 0o600)
        assert os.umask(0o022) == 0o022
    finally:
        os.umask(before)
