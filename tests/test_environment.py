"""The conda environment asks for the same packages as ``pyproject.toml``, no more and no less."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
ENVIRONMENT = (ROOT / "environment.yml").read_text(encoding="utf-8")
_ITEM = re.compile(r"^  - ([a-z0-9._-]+?)((?:[<>=!]=?[^,\s]+,?)*)(?:\s+#.*)?$", re.MULTILINE)

# conda-forge's names where they differ from PyPI's.
_CONDA_NAMES = {"matplotlib": "matplotlib-base", "playwright": "playwright-python"}
# The conda-forge package brings both halves; or only pip needs it, for `pip install -e .`.
_ONLY_CONDA = {"pip"}
_ONLY_PIP = {"axe-playwright-python", "fsrs", "moto"}


def asked_by_pip() -> dict[str, str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    lines = [*project["dependencies"]]
    lines += [line for extra in project["optional-dependencies"].values() for line in extra]
    split = [re.match(r"([A-Za-z0-9._-]+)(.*)", line) for line in lines]
    asked = {match[1]: match[2] for match in split if match}
    return {_CONDA_NAMES.get(name, name): bounds for name, bounds in asked.items()}


def without_extras(bounds: str) -> str:
    """conda-forge has no extras: psycopg brings its compiled part there anyhow."""
    return re.sub(r"^\[.*\]", "", bounds)


def asked_by_conda(environment: str) -> dict[str, str]:
    listed = environment.partition("dependencies:\n")[2].partition("  - pip:\n")[0]
    return dict(_ITEM.findall(listed))


def test_names_and_bounds_are_the_same() -> None:
    conda = asked_by_conda(ENVIRONMENT)
    pip = asked_by_pip()
    assert {n: b for n, b in conda.items() if n not in {*_ONLY_CONDA, "python"}} == {
        n: without_extras(b) for n, b in pip.items() if n not in _ONLY_PIP
    }


def test_what_conda_forge_lacks_comes_from_pip_with_the_project_itself() -> None:
    by_pip = ENVIRONMENT.partition("  - pip:\n")[2]
    pip = asked_by_pip()
    assert by_pip == "".join(
        [*(f'      - "{name}{pip[name]}"\n' for name in sorted(_ONLY_PIP)), "      - -e .\n"]
    )


def test_python_is_the_same() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert asked_by_conda(ENVIRONMENT)["python"] == project["requires-python"]


def test_the_channel_is_conda_forge_alone() -> None:
    assert "channels:\n  - conda-forge\n  - nodefaults\ndependencies:\n" in ENVIRONMENT


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("  - numpy>=2.0,<3", {"numpy": ">=2.0,<3"}),
        ("  - numpy>=2.0,<3  # arrays", {"numpy": ">=2.0,<3"}),
        ("  - pip", {"pip": ""}),
    ],
)
def test_a_line_is_read(line: str, expected: dict[str, str]) -> None:
    assert asked_by_conda(f"dependencies:\n{line}\n") == expected
