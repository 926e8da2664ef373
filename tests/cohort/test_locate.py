"""Where a cohort is found, and which names it can have."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.cohort import cohort_id, cohort_names, cohorts_dir, find_cohort
from tests.cohort.build import make

EXAMPLE = "emt-2026-spring"


def test_an_absolute_path_is_taken_as_it_is(tmp_path: Path) -> None:
    folder = make(tmp_path)
    assert find_cohort(folder) == find_cohort(str(folder)) == folder


def test_the_callers_folder_comes_before_the_projects_cohorts(tmp_path: Path) -> None:
    assert find_cohort(EXAMPLE, caller=tmp_path) == cohorts_dir() / EXAMPLE
    own = make(tmp_path).rename(tmp_path / EXAMPLE)
    assert find_cohort(EXAMPLE, caller=tmp_path) == own
    assert find_cohort(f"../{EXAMPLE}", caller=own) == own
    assert find_cohort(".", caller=own) == own


def test_a_folder_that_only_has_the_name_is_not_taken(tmp_path: Path) -> None:
    (tmp_path / EXAMPLE).mkdir()
    assert find_cohort(EXAMPLE, caller=tmp_path) == cohorts_dir() / EXAMPLE
    (tmp_path / "unfinished").mkdir()
    assert find_cohort("unfinished", caller=tmp_path) == tmp_path / "unfinished"


def test_the_working_directory_is_the_caller(tmp_path: Path, monkeypatch) -> None:
    make(tmp_path)
    monkeypatch.chdir(tmp_path)
    assert find_cohort("c") == tmp_path / "c"
    assert find_cohort(f"data/cohorts/{EXAMPLE}") == cohorts_dir() / EXAMPLE


@pytest.mark.parametrize("name", ["emt-2026-sprng", "EMT-2026-spring"])
def test_an_unknown_name_is_answered_with_the_nearest(tmp_path: Path, name: str) -> None:
    with pytest.raises(ValueError, match=f"did you mean '{EXAMPLE}'"):
        find_cohort(name, caller=tmp_path)


@pytest.mark.parametrize("name", ["", "zzz", "no/such/place", "/no/such/place", "a\0b", "x" * 5000])
def test_what_is_nowhere_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(ValueError, match="there is no cohort"):
        find_cohort(name, caller=tmp_path)


@pytest.mark.parametrize(
    "name", ["", "..", ".hidden", "a b", "é", "con", "nul.txt", "a" * 65, "-x", "a.", "a\\b", "a:b"]
)
def test_a_name_that_no_file_may_have_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match="rename its folder"):
        cohort_id(Path("/x") / name if name else Path("/"))


@given(st.text(min_size=1, max_size=80))
def test_an_id_never_leaves_its_folder(name: str) -> None:
    try:
        found = cohort_id(Path("/base") / name)
    except ValueError:
        return
    assert "/" not in found and "\\" not in found and found not in (".", "..")
    assert (Path("/out") / f"{found}.html").parent == Path("/out")


def test_names_are_those_of_folders_with_a_cohort(tmp_path: Path) -> None:
    make(tmp_path)
    (tmp_path / "other").mkdir()
    assert cohort_names(tmp_path) == ("c",)
    shutil.rmtree(tmp_path / "c")
    assert cohort_names(tmp_path) == ()
