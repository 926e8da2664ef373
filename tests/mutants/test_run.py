"""The runner itself, on a toy project: a noticed fault, an unnoticed one, and broken patches."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tests.mutants import run
from tests.mutants.run import Mutant, MutantError, judge, read

ADD = """\
--- a/helpers/__init__.py
+++ b/helpers/__init__.py
@@ -1,2 +1,2 @@
 def add(a, b):
-    return a + b
+    return a - b
"""
COMMENT = ADD.replace("a - b", "a + b  # still right")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A git checkout with one function, one test that holds it and one that does not."""
    root = tmp_path / "project"
    (root / "helpers").mkdir(parents=True)
    (root / "tests").mkdir()
    (root / "helpers" / "__init__.py").write_text("def add(a, b):\n    return a + b\n")
    test = "import helpers\n\n\ndef test_add():\n    assert helpers.add({a}, {b}) == {a} + {b}\n"
    (root / "tests" / "test_good.py").write_text(test.format(a=1, b=2))
    (root / "tests" / "test_blind.py").write_text(test.format(a=1, b=0))
    (root / ".gitignore").write_text("secret.txt\n")
    (root / "secret.txt").write_text("stays here")
    subprocess.run(["git", "init", "-q"], cwd=root, check=True)
    return root


def mutant(project: Path, diff: str, *tests: str, what: str = "a sign") -> Mutant:
    patch = project.parent / "sign.patch"
    patch.write_text(f"# what: {what}\n# caught-by: {' '.join(tests)}\n{diff}")
    return read(patch)


def test_a_noticed_fault_is_killed_and_the_project_is_unharmed(project: Path) -> None:
    before = (project / "helpers" / "__init__.py").read_text()
    (verdict,) = judge(project, [mutant(project, ADD, "tests/test_good.py")])
    assert verdict.is_killed
    assert str(verdict).split() == ["killed", "sign", "a", "sign"]
    assert (project / "helpers" / "__init__.py").read_text() == before


def test_one_test_function_can_be_named(project: Path) -> None:
    (verdict,) = judge(project, [mutant(project, ADD, "tests/test_good.py::test_add")])
    assert verdict.is_killed


@pytest.mark.parametrize(
    ("diff", "tests", "blind"),
    [
        (COMMENT, ["tests/test_good.py"], "tests/test_good.py"),
        (ADD, ["tests/test_blind.py"], "tests/test_blind.py"),
        (ADD, ["tests/test_good.py", "tests/test_blind.py"], "tests/test_blind.py"),
    ],
)
def test_a_fault_that_a_named_test_overlooks_survives(
    diff: str, tests: list[str], blind: str, project: Path
) -> None:
    (verdict,) = judge(project, [mutant(project, diff, *tests)])
    assert not verdict.is_killed
    assert verdict.remark == f" (not noticed by {blind})"


def test_a_patch_that_does_not_apply_is_no_kill(project: Path) -> None:
    stale = ADD.replace("return a + b", "return b + a")
    (verdict,) = judge(project, [mutant(project, stale, "tests/test_good.py")])
    assert not verdict.is_killed
    assert "does not apply" in verdict.remark


def test_a_fault_that_breaks_the_import_is_noticed(project: Path) -> None:
    broken = ADD.replace("return a - b", "return (")
    (verdict,) = judge(project, [mutant(project, broken, "tests/test_good.py")])
    assert verdict.is_killed


def test_tests_that_fail_already_judge_nothing(project: Path) -> None:
    (project / "tests" / "test_good.py").write_text("def test_add():\n    assert False\n")
    with pytest.raises(MutantError, match=r"Without any mutant .*test_good\.py"):
        judge(project, [mutant(project, ADD, "tests/test_good.py")])


def test_a_test_that_does_not_exist_is_told(project: Path) -> None:
    with pytest.raises(MutantError, match="pytest ended with 4"):
        judge(project, [mutant(project, ADD, "tests/test_gone.py")])


def test_what_git_ignores_is_not_copied(project: Path, tmp_path: Path) -> None:
    run._copy(project, tmp_path / "copy")
    assert (tmp_path / "copy" / "helpers" / "__init__.py").exists()
    assert not (tmp_path / "copy" / "secret.txt").exists()


@pytest.mark.parametrize("header", ["", "# what: x\n", "# caught-by: tests\n", "# what:\n"])
def test_a_patch_without_its_two_lines_is_refused(header: str, tmp_path: Path) -> None:
    (tmp_path / "x.patch").write_text(header + ADD)
    with pytest.raises(MutantError, match=r"x\.patch: its first lines need"):
        read(tmp_path / "x.patch")


@pytest.mark.parametrize("tests", ["tests/test_good.py", "tests/test_blind.py"])
def test_the_last_line_counts_and_the_exit_code_tells(
    tests: str,
    project: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    mutant(project, ADD, tests)
    monkeypatch.setattr(run, "ROOT", project)
    monkeypatch.setattr(run, "PATCHES", project.parent)
    is_good = tests.endswith("good.py")
    assert run.main([]) == (0 if is_good else 1)
    last = capsys.readouterr().out.splitlines()[-1]
    assert last == ("1 passed, 0 failed" if is_good else "0 passed, 1 failed")


def test_no_patch_at_all_is_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(run, "PATCHES", tmp_path)
    assert run.main([]) == 1
    assert "There is no patch" in capsys.readouterr().err


@pytest.mark.parametrize("patch", sorted(run.PATCHES.glob("*.patch")), ids=lambda p: p.stem)
def test_every_committed_patch_can_be_read_and_names_tests_that_exist(patch: Path) -> None:
    for test in read(patch).tests:
        assert (run.ROOT / test.partition("::")[0]).exists(), test


@pytest.mark.parametrize("patch", sorted(run.PATCHES.glob("*.patch")), ids=lambda p: p.stem)
def test_every_committed_patch_still_applies(patch: Path) -> None:
    check = ["git", "apply", "--check", str(patch)]
    done = subprocess.run(check, cwd=run.ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
