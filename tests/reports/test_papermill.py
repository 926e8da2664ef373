"""The template under plain papermill, from any folder, with right and wrong parameters."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from helpers.cohort import cohort_names
from helpers.reports.template import template
from tests.reports.support import TODAY, small


def papermill(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "papermill", str(template()), *arguments]
    return subprocess.run(
        command,
        cwd=folder,
        env={**os.environ, "IPYTHONDIR": str(folder / "ipython"), "PYTHONWARNINGS": "ignore"},
        capture_output=True,
        text=True,
        check=False,
    )


def shown(file: Path) -> str:
    cells = json.loads(file.read_text(encoding="utf-8"))["cells"]
    outputs = [output for cell in cells for output in cell.get("outputs", ())]
    assert not any(output["output_type"] in ("error", "stream") for output in outputs), outputs
    return "".join("".join(o["data"].get("text/html", "")) for o in outputs)


@pytest.mark.parametrize("name", cohort_names())
def test_each_example_cohort_has_a_report(name: str, tmp_path: Path) -> None:
    ran = papermill(tmp_path, "out.ipynb", "-p", "cohort", name, "-p", "today", TODAY)
    assert ran.returncode == 0, ran.stderr
    assert f"Cohort {name}, report for {TODAY}" in shown(tmp_path / "out.ipynb")


def test_a_cohort_is_found_from_the_callers_folder_with_pseudonyms(tmp_path: Path) -> None:
    small(tmp_path, "mine")
    arguments = ["-p", "cohort", "mine", "-p", "pseudonyms", "True"]
    ran = papermill(tmp_path, "out.ipynb", *arguments)
    assert ran.returncode == 0, ran.stderr
    assert "Cohort mine" in shown(tmp_path / "out.ipynb")
    assert "Ana" not in shown(tmp_path / "out.ipynb")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["-p", "cohrot", "x"], "there is no parameter 'cohrot'; did you mean 'cohort'?"),
        (["-p", "cohort", "emt-2026-sprin"], "did you mean 'emt-2026-spring'?"),
        (["-p", "cohort", "broken"], "2026-02-30"),
    ],
)
def test_what_is_wrong_is_refused_in_words(
    arguments: list[str], words: str, tmp_path: Path
) -> None:
    small(tmp_path, "broken", hours_csv="learner_id,date,setting,hours\nL1,2026-02-30,lab,3\n")
    ran = papermill(tmp_path, "out.ipynb", *arguments)
    assert ran.returncode != 0
    assert words in ran.stderr


def test_help_explains_every_parameter(tmp_path: Path) -> None:
    said = papermill(tmp_path, "--help-notebook").stdout
    for words in (
        "cohort: str (default",
        "today: str (default",
        "pseudonyms: bool (default False)",
    ):
        assert words in said
    assert said.count("the ") >= 3


def test_the_template_is_kept_without_outputs_and_with_short_cells() -> None:
    notebook = json.loads(template().read_text(encoding="utf-8"))
    code = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
    assert all(cell["outputs"] == [] and cell["execution_count"] is None for cell in code)
    assert [cell["metadata"].get("tags") for cell in code].count(["parameters"]) == 1
    assert max(len(cell["source"]) for cell in code) <= 4  # two imports, and a call
    assert "widgets" not in notebook["metadata"]
