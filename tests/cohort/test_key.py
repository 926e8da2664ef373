"""The office's key: made once, for its owner only, and never guessed around."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from helpers.cohort import key, pseudonymized, pseudonyms
from helpers.cohort.key import VARIABLE, KeyFileError, office_key
from tests.cohort.build import CERTIFICATIONS, HOURS, SKILLS, cohort

posix = pytest.mark.skipif(os.name != "posix", reason="permissions of POSIX")


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(VARIABLE, str(tmp_path / "office" / "key"))
    return tmp_path / "office" / "key"


def test_it_is_made_once_and_stays(file: Path) -> None:
    first = office_key()
    assert len(first) == 32 and office_key() == first
    assert [one.name for one in file.parent.iterdir()] == ["key"]
    file.unlink()
    assert office_key() != first


def test_of_many_who_make_it_at_once_all_get_the_same(file: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        assert len(set(pool.map(lambda _: office_key(), range(40)))) == 1


@posix
def test_nobody_else_may_read_it(file: Path) -> None:
    office_key()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
    file.chmod(0o640)
    with pytest.raises(KeyFileError, match="chmod 600"):
        office_key()


@pytest.mark.parametrize("content", ["", "abc", "0" * 63, "x" * 64, "0" * 65, "Ж"])
def test_what_is_no_key_is_refused_and_stays(content: str, file: Path) -> None:
    file.parent.mkdir()
    file.write_text(content, encoding="utf-8")
    file.chmod(0o600)
    with pytest.raises(KeyFileError, match="is no key of pseudonyms"):
        office_key()
    assert file.read_text(encoding="utf-8") == content


def test_a_place_that_cannot_be_written_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv(VARIABLE, str(tmp_path / "file" / "key"))
    with pytest.raises(KeyFileError, match=f"cannot be used .*set {VARIABLE}"):
        office_key()


def test_without_a_home_folder_one_is_told_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(VARIABLE)
    monkeypatch.setattr("platformdirs.user_config_path", lambda *_, **__: Path("~/.config/x"))
    with pytest.raises(KeyFileError, match=f"has no place .*set {VARIABLE} to the full path"):
        key.key_file()


def test_another_key_makes_other_pseudonyms(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found, seen = cohort(tmp_path), []
    for name in ("one", "two", "one"):
        monkeypatch.setenv(VARIABLE, str(tmp_path / name))
        seen.append(pseudonyms(found))
    assert seen[0] == seen[2]
    assert not set(seen[0].values()) & set(seen[1].values())


def test_every_table_is_in_the_order_of_the_pseudonyms(tmp_path: Path) -> None:
    people = [f"L{number}" for number in range(1, 10)]
    files = {
        "roster_csv": "learner_id,name,email,role\n" + "".join(f"{p},N{p},,\n" for p in people),
        "certifications_csv": CERTIFICATIONS
        + "".join(f"{p},BLS,AHA,2025-02-03,\n" for p in people),
        "hours_csv": HOURS + "".join(f"{p},2026-02-01,lab,3\n" for p in people),
        "skills_csv": SKILLS
        + "".join(f"{p},CPR,{n},pass,I,2026-02-01,\n" for n in (10, 2) for p in people),
    }
    turned = {
        name: "".join([lines[0], *reversed(lines[1:])])
        for name, text in files.items()
        if (lines := text.splitlines(keepends=True))
    }
    both = [pseudonymized(cohort(tmp_path, **given)) for given in (files, turned)]
    for name in ("roster", "certifications", "hours", "skills"):
        one, other = (getattr(hidden, name).reset_index(drop=True) for hidden in both)
        assert one.equals(other), name
        assert list(one["learner_id"]) == sorted(one["learner_id"])
    assert list(both[0].skills["attempt"][:2]) == [2, 10]


def test_the_same_key_is_found_from_another_process(file: Path) -> None:
    code = "from helpers.cohort.key import office_key; print(office_key().hex())"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == office_key().hex()
