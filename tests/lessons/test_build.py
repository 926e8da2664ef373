"""A real kernel runs a small lesson: what is written, what is refused, what stays untouched."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from helpers.lessons import build, generated, sheet
from helpers.lessons.build import BuildError, build_lesson
from tests.lessons import toys
from tests.lessons.toys import Node, code, markdown


def built(folder: Path, *cells: Node) -> dict[str, Any]:
    return json.loads(build_lesson(toys.write(folder, *cells), []))


def printed_by(folder: Path, source: str) -> str:
    return "".join(built(folder, code(source))["cells"][0]["outputs"][0]["text"])


def refusal(folder: Path, *cells: Node) -> str:
    file = toys.write(folder, *cells)
    before = file.read_bytes()
    with pytest.raises(BuildError) as caught:
        build_lesson(file, [])
    assert file.read_bytes() == before
    return str(caught.value)


def test_a_lesson_is_filled_run_and_the_same_the_second_time(tmp_path: Path) -> None:
    file = toys.write(tmp_path, *toys.good_cells())
    content = build_lesson(file, [])
    file.write_bytes(content)
    assert build_lesson(file, []) == content
    cells = json.loads(content)["cells"]
    assert cells[0]["source"][0].startswith("# The chain of survival")
    assert "".join(cells[toys.CODE]["outputs"][0]["text"]) == "5 5.20\n"
    assert [c["execution_count"] for c in cells if c["cell_type"] == "code"] == [1, 2, 3, 4, 5, 6]


def test_an_old_output_does_not_outlive_its_cell(tmp_path: Path) -> None:
    (cell,) = built(tmp_path, code("x = 1", toys.printed("old")))["cells"]
    assert cell["outputs"] == []


def test_the_kernel_is_this_python_in_a_plain_environment(tmp_path: Path) -> None:
    source = "import os, sys; print(sys.executable, os.environ['PYTHONHASHSEED'], os.getcwd())"
    executable, seed, folder = printed_by(tmp_path, source).split()
    assert Path(executable).samefile(build.sys.executable)
    assert seed == "0"
    assert Path(folder) == tmp_path


def test_the_users_own_start_up_files_stay_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    startup = tmp_path / "ipython" / "profile_default" / "startup"
    startup.mkdir(parents=True)
    (startup / "00.py").write_text("mine = 1")
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path / "ipython"))
    assert printed_by(tmp_path / "n", "print('mine' in globals())") == "False\n"


def test_a_failing_cell_is_named(tmp_path: Path) -> None:
    message = refusal(tmp_path, markdown("x"), code("x = 1"), code("x / 0"), code("x"))
    assert message == f"{toys.NAME}.ipynb, cell 2: ZeroDivisionError: division by zero"


def test_a_warning_is_refused(tmp_path: Path) -> None:
    message = refusal(tmp_path, code("import warnings; warnings.warn('careful')"))
    assert message.startswith(f"{toys.NAME}.ipynb, cell 0: something was written to stderr")


def test_a_dying_kernel_is_named(tmp_path: Path) -> None:
    message = refusal(tmp_path, code("x = 1"), code("import os; os._exit(1)"))
    assert message.startswith(f"{toys.NAME}.ipynb, cell 1: ")


def test_an_endless_cell_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(build, "_CELL_TIMEOUT", 2)
    message = refusal(tmp_path, markdown("x"), code("while True: pass"))
    assert message.startswith(f"{toys.NAME}.ipynb, cell 1: ")


def test_a_large_lesson_is_refused(tmp_path: Path) -> None:
    message = refusal(tmp_path, code("print('x' * 512_000)"))
    assert "bytes are more than 512,000" in message


def test_an_unknown_source_is_refused(tmp_path: Path) -> None:
    message = refusal(tmp_path, markdown("It is so [NOBODY1999]."), markdown("", sheet.SOURCES))
    assert "the prose cites [NOBODY1999]" in message


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    (tmp_path / "data").mkdir()
    (tmp_path / "README.md").write_text(f"{generated.LIST_BEGINS}\n{generated.LIST_ENDS}\n")
    toys.write(tmp_path / "notebooks", *toys.good_cells())
    toys.write(tmp_path / "notebooks", code("1 / 0"), name="02_basic_life_support")
    return tmp_path


def test_a_failed_lesson_stays_as_it_is_and_the_others_are_built(checkout: Path) -> None:
    failed = checkout / "notebooks" / "02_basic_life_support.ipynb"
    before = failed.read_bytes()
    result = build.build(checkout)
    assert result.changed == [
        f"notebooks/{toys.NAME}.ipynb",
        "README.md",
        "data/README.md",
        "data/datapackage.json",
    ]
    (problem,) = result.problems
    assert problem == "02_basic_life_support.ipynb, cell 0: ZeroDivisionError: division by zero"
    assert failed.read_bytes() == before
    assert build.report(result, write=True) == 1


def test_a_second_build_changes_no_byte(checkout: Path) -> None:
    (checkout / "notebooks" / "02_basic_life_support.ipynb").unlink()
    first = build.build(checkout)
    assert (first.problems, build.report(first, write=True)) == ([], 0)
    second = build.build(checkout)
    assert (second.changed, second.problems) == ([], [])
    assert build.report(second, write=True) == 0


def test_a_comparison_writes_nothing_and_names_what_differs(
    checkout: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (checkout / "notebooks" / "02_basic_life_support.ipynb").unlink()
    before = {f: f.read_bytes() for f in checkout.rglob("*") if f.is_file()}
    result = build.build(checkout, write=False)
    assert {f: f.read_bytes() for f in checkout.rglob("*") if f.is_file()} == before
    assert build.report(result, write=False) == 1
    said = capsys.readouterr()
    assert f"not up to date: notebooks/{toys.NAME}.ipynb" in said.out
    assert "make notebooks" in said.err
