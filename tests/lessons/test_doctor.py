"""The doctor speaks in words, also where nothing is installed."""

from __future__ import annotations

import importlib.metadata
import json
import subprocess
import sys
import venv
from pathlib import Path

import pytest
from packaging.specifiers import SpecifierSet
from packaging.version import Version

from helpers.lessons import doctor
from helpers.lessons.doctor import Requirement, State, within


def said(capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    code = doctor.examine()
    return code, capsys.readouterr().out


def test_here_everything_for_a_lesson_is_there(capsys: pytest.CaptureFixture[str]) -> None:
    code, text = said(capsys)
    assert code == 0, text
    assert "A lesson can be opened." in text
    assert State.MISSING.value not in text


def test_a_missing_package_is_named_with_what_needs_it(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted = [
        Requirement("no-such-package", ">=1"),
        Requirement("numpy", ">=999", "lab"),
        Requirement("no-such-tool", ">=1", "test"),
    ]
    monkeypatch.setattr(doctor, "requirements", lambda: wanted)
    code, text = said(capsys)
    assert code == 1
    version = importlib.metadata.version("numpy")
    assert "MISSING no-such-package is not installed; core packages needs it for" in text
    assert f"MISSING numpy {version} is not >=999; extra 'lab' needs it for make lab" in text
    assert "note    no-such-tool is not installed; extra 'test' needs it for make test" in text


def test_what_only_tests_need_does_not_stop_a_learner(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(doctor, "requirements", lambda: [Requirement("nothing", ">=1", "test")])
    assert said(capsys)[0] == 0


def test_it_speaks_in_an_empty_python(tmp_path: Path) -> None:
    venv.create(tmp_path / "bare", with_pip=False)
    place = "Scripts" if sys.platform == "win32" else "bin"
    root = Path(doctor.__file__).parents[2]
    ran = subprocess.run(
        [tmp_path / "bare" / place / "python", "-m", "helpers.lessons", "doctor"],
        cwd=root,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 1, ran.stderr
    assert "MISSING jupyterlab is not installed" in ran.stdout
    assert "helpers cannot be imported from elsewhere" in ran.stdout
    assert ran.stderr == ""


@pytest.mark.parametrize(
    ("version", "bounds"),
    [
        ("8.1", ">=8.1,<9"),
        ("8.1.0", ">=8.1,<9"),
        ("8.10", ">=8.9,<9"),
        ("9", ">=8.1,<9"),
        ("9.0.1", ">=8.1,<9"),
        ("0.12", ">=0.9.18,<0.12"),
        ("0.11.9", ">=0.9.18,<0.12"),
        ("3.10.0.post1", ">=3.10,<4"),
        ("1", ""),
    ],
)
def test_bounds_are_read_as_pip_reads_them(version: str, bounds: str) -> None:
    assert within(version, bounds) == (Version(version) in SpecifierSet(bounds))


def test_every_requirement_of_the_project_can_be_read() -> None:
    wanted = doctor.requirements()
    assert {r.extra for r in wanted} == set(doctor._PURPOSE)
    assert {"psycopg", "moto"} <= {r.name for r in wanted}  # asked for with an extra of their own
    for requirement in wanted:
        within("1.0", requirement.bounds)


def test_the_installed_project_asks_for_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    from_file = doctor.requirements()
    monkeypatch.setattr(doctor, "_ROOT", Path("nowhere"))
    installed = {(r.name, r.extra) for r in doctor.requirements()}
    assert installed == {(r.name, r.extra) for r in from_file}


def test_an_editable_installation_asks_for_nothing_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "_ROOT", Path("nowhere"))
    lines = ["numpy>=2.0,<3", "editables~=0.3"]
    monkeypatch.setattr(importlib.metadata, "requires", lambda _: lines)
    assert [one.name for one in doctor.requirements()] == ["numpy"]


def test_a_kernel_whose_python_was_removed_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    kernel = tmp_path / "kernels" / "python3"
    kernel.mkdir(parents=True)
    argv = ["/gone/bin/python", "-m", "ipykernel_launcher", "-f", "{connection_file}"]
    spec = {"argv": argv, "display_name": "Python 3", "language": "python"}
    (kernel / "kernel.json").write_text(json.dumps(spec))
    monkeypatch.setenv("JUPYTER_PATH", str(tmp_path))
    code, text = said(capsys)
    assert code == 1 and "a Python that is gone: /gone/bin/python" in text
