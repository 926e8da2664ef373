"""The rules of the layers hold, and hold for every package that is ever built."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
SETTINGS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]
CONTRACTS = {entry["name"]: entry for entry in SETTINGS["importlinter"]["contracts"]}
PACKAGES = sorted(file.parent.name for file in (ROOT / "helpers").glob("*/__init__.py"))

# What each package may never import.
FORBIDDEN = {
    "facts": {"matplotlib", "ipywidgets"},
    "domain": {"matplotlib", "ipywidgets"},
    "course": {"matplotlib", "ipywidgets"},
    "cohort": {"matplotlib", "ipywidgets"},
    "figures": {"ipywidgets"},
    "reports": {"ipywidgets"},
    "lessons": {"matplotlib", "ipywidgets"},
    "apps": set(),
}


@pytest.mark.parametrize("package", PACKAGES)
def test_a_package_is_held_to_what_it_may_not_import(package: str) -> None:
    assert package in FORBIDDEN, f"say in tests/test_house.py what {package} may not import"
    held: set[str] = set()
    for contract in CONTRACTS.values():
        if f"helpers.{package}" in contract.get("source_modules", ()):
            held.update(contract["forbidden_modules"])
    assert held >= FORBIDDEN[package], f"add helpers.{package} to a contract in pyproject.toml"


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """A toy house with the project's own contracts and one module a package."""
    named = {m for c in CONTRACTS.values() for m in c.get("source_modules", ())}
    for package in {name.removeprefix("helpers.") for name in named} | {"apps"}:
        (tmp_path / "helpers" / package).mkdir(parents=True)
        (tmp_path / "helpers" / package / "__init__.py").touch()
    (tmp_path / "helpers" / "__init__.py").touch()
    (tmp_path / "pyproject.toml").write_bytes((ROOT / "pyproject.toml").read_bytes())
    return tmp_path


def broken(house: Path) -> set[str]:
    code = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    ran = subprocess.run(
        [sys.executable, "-c", code], cwd=house, capture_output=True, text=True, check=False
    )
    lines = [line.strip() for line in ran.stdout.splitlines()]
    found = {line.removesuffix(" BROKEN") for line in lines if line.endswith(" BROKEN")}
    assert bool(found) == (ran.returncode != 0), ran.stdout + ran.stderr
    return found


def test_the_toy_house_keeps_the_rules(house: Path) -> None:
    assert broken(house) == set()


@pytest.mark.parametrize(
    ("package", "line", "contract"),
    [
        ("facts", "import helpers.domain", "A package imports only from layers below its own"),
        ("domain", "import helpers.figures", "A package imports only from layers below its own"),
        ("figures", "import helpers.lessons", "A package imports only from layers below its own"),
        ("lessons", "import helpers.reports", "A package imports only from layers below its own"),
        ("domain", "import matplotlib", "What is true or computed"),
        ("domain", "import ipywidgets", "What is true or computed"),
        ("figures", "import ipywidgets", "Pictures and reports know nothing of controls"),
        ("lessons", "from matplotlib.figure import Figure", "The workshop asks for pictures"),
    ],
)
def test_a_broken_rule_is_seen(package: str, line: str, contract: str, house: Path) -> None:
    (house / "helpers" / package / "__init__.py").write_text(f"{line}\n")
    assert any(name.startswith(contract) for name in broken(house))


@pytest.mark.parametrize("package", ["course", "domain", "lessons", "domain.cpr"])
@pytest.mark.parametrize("back", ["", "def later():\n    "], ids=["at once", "later"])
def test_a_circle_inside_a_package_is_seen(package: str, back: str, house: Path) -> None:
    folder = house.joinpath("helpers", *package.split("."))
    folder.mkdir(exist_ok=True)
    (folder / "__init__.py").touch()
    (folder / "one.py").write_text(f"from helpers.{package} import two\n")
    (folder / "two.py").write_text(f"{back}import helpers.{package}.one\n")
    assert broken(house) == {"No cycle of imports, in a package or between packages"}


def test_a_package_in_no_layer_is_seen(house: Path) -> None:
    (house / "helpers" / "cellar").mkdir()
    (house / "helpers" / "cellar" / "__init__.py").touch()
    code = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    ran = subprocess.run([sys.executable, "-c", code], cwd=house, capture_output=True, check=False)
    assert ran.returncode != 0


@pytest.mark.parametrize("line", ["import matplotlib.pyplot", "from matplotlib import pyplot"])
def test_pyplot_is_refused(line: str, tmp_path: Path) -> None:
    (tmp_path / "picture.py").write_text(f'"""A picture."""\n\n{line}\n')
    command = [sys.executable, "-m", "ruff", "check", "--config", str(ROOT / "pyproject.toml")]
    ran = subprocess.run(
        [*command, "--no-cache", "picture.py"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert "TID251" in ran.stdout
