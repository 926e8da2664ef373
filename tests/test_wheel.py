"""The wheel is enough: installed elsewhere, it finds its tables and makes working copies."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from helpers.facts import table_names
from helpers.lessons import shelf
from helpers.lessons.copies import edition_of, without_outputs

ROOT = Path(__file__).resolve().parents[1]


def run(*command: str, cwd: Path, **environment: str) -> str:
    ran = subprocess.run(
        command,
        cwd=cwd,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return ran.stdout


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder into which the wheel was unpacked."""
    folder = tmp_path_factory.mktemp("wheel")
    pip = (sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check")
    offline = ("--no-deps", "--no-index")
    build = ("wheel", "--no-build-isolation", "--wheel-dir", str(folder / "dist"), str(ROOT))
    run(*pip, *build, *offline, cwd=folder)
    (wheel,) = (folder / "dist").glob("*.whl")
    run(*pip, "install", *offline, "--target", str(folder / "site"), str(wheel), cwd=folder)
    return folder / "site"


def python(installed: Path, code: str, cwd: Path) -> list[str]:
    return run(sys.executable, "-c", code, cwd=cwd, PYTHONPATH=str(installed)).splitlines()


def test_every_table_loads_from_the_wheel(installed: Path, tmp_path: Path) -> None:
    place, *rows = python(
        installed,
        "import helpers.facts as f\n"
        "print(f.data_dir())\n"
        "for name in f.table_names(): print(name, len(f.load(name)))",
        tmp_path,
    )
    assert Path(place) == installed / "helpers" / "_data"
    assert tuple(row.split()[0] for row in rows) == table_names()
    assert all(int(row.split()[1]) > 0 for row in rows)


def test_every_algorithm_loads_from_the_wheel(installed: Path, tmp_path: Path) -> None:
    place, *rows = python(
        installed,
        "from helpers.domain import algorithms as a\n"
        "from helpers.domain.algorithms import reading\n"
        "print(reading.folder())\n"
        "for name, editions in a.catalog().items():\n"
        "    for edition in editions: print(a.load(name, edition).title)",
        tmp_path,
    )
    assert Path(place) == installed / "helpers" / "_data" / "algorithms"
    assert len(rows) == 20


def test_working_copies_are_made_from_the_wheel(installed: Path, tmp_path: Path) -> None:
    command = (sys.executable, "-m", "helpers.lessons", "copy")
    said = run(*command, cwd=tmp_path, PYTHONPATH=str(installed))
    copies = tmp_path / "my-lessons"
    assert str(copies) in said
    for lesson in shelf.notebooks(ROOT / "notebooks"):
        made, written = (copies / lesson.name).read_bytes(), lesson.read_bytes()
        assert edition_of(made) == edition_of(written) and made == without_outputs(written)


def test_the_template_of_the_reports_is_found_in_the_wheel(installed: Path, tmp_path: Path) -> None:
    code = "from helpers.reports.template import template\nprint(template())"
    (place,) = python(installed, code, tmp_path)
    assert Path(place) == installed / "helpers/_notebooks/reports/cohort_report.ipynb"
    html = installed / "helpers" / "reports" / "html" / "report"
    assert {file.name for file in html.iterdir()} == {"conf.json", "index.html.j2", "style.css"}


def test_building_lessons_from_a_wheel_is_refused(installed: Path, tmp_path: Path) -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "helpers.lessons", "build"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(installed)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (ran.returncode, "in a checkout" in ran.stderr) == (1, True)


def test_the_wheel_carries_jupyterlabs_settings_and_both_licenses(installed: Path) -> None:
    overrides = Path("share", "jupyter", "lab", "settings", "overrides.d")
    assert (installed / overrides / "life-support-curriculum.json5").is_file()
    (licenses,) = installed.glob("*.dist-info/licenses")
    assert {file.name for file in licenses.iterdir()} == {"LICENSE", "LICENSE-CONTENT"}


def test_a_checkout_under_a_name_with_accents_can_be_imported(tmp_path: Path) -> None:
    checkout, wheels, site = (tmp_path / name for name in ("José/a b", "wheels", "site"))
    checkout.mkdir(parents=True)
    wheels.mkdir()
    for name in ("pyproject.toml", "README.md", "LICENSE", "LICENSE-CONTENT", "helpers"):
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copy(ROOT / name, checkout / name)
    build = f"from hatchling.build import build_editable; build_editable({str(wheels)!r})"
    run(sys.executable, "-c", build, cwd=checkout)
    shutil.unpack_archive(next(wheels.glob("*.whl")), site, "zip")
    # Python 3.11 and 3.12 read .pth files in the system's encoding, here ASCII.
    code = f"import site; site.addsitedir({str(site)!r}); import helpers; print(helpers.__file__)"
    said = run(
        sys.executable,
        "-P",
        "-c",
        code,
        cwd=tmp_path,
        PYTHONUTF8="1",
        LC_ALL="C",
        PYTHONPATH="",
        PYTHONIOENCODING="utf-8",
    )
    for file in site.glob("*.pth"):
        assert file.read_bytes().isascii()
    assert said
