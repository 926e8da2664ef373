"""What is installed and what is missing, in words.

Nothing but the standard library is imported here: the doctor must be able to speak where
nothing is installed yet.
"""

from __future__ import annotations

import importlib.metadata
import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import tempfile
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

_DISTRIBUTION = "life-support-curriculum"
_ROOT = Path(__file__).resolve().parents[2]
_LEAST_PYTHON = (3, 11)
_OTHER_PYTHONS = ("python3.11", "python3.12", "python3.13", "python3.14")
_BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
_REQUIREMENT = re.compile(
    r"^([A-Za-z0-9._-]+?)(?:\[[\w,. -]*\])?\s*((?:[<>=!~]=?[^,;\s]+,?)*)\s*(?:;\s*(.*))?$"
)
_EXTRA = re.compile(r"""extra\s*==\s*["']([^"']+)["']""")

# What each extra is for; without the first two no lesson opens.
_PURPOSE = {
    "": "every lesson",
    "lab": "make lab, make notebooks",
    "reports": "cohort reports",
    "present": "make present",
    "site": "make site; its decks need the extra 'present' too",
    "ecg": "recordings in the format of PhysioNet",
    "test": "make test",
    "hub": "answers in a school's database",
    "cluster": "reports on a Dask cluster",
}
_NEEDED = ("", "lab")
_ADVICE = "Something is missing; `make lab` or `pip install -e '.[lab]'` installs it."


class State(Enum):
    """How grave a line is."""

    GOOD = "ok"
    NOTE = "note"
    MISSING = "MISSING"


@dataclass(frozen=True)
class Line:
    """One thing the doctor looked at."""

    state: State
    text: str

    def __str__(self) -> str:
        return f"{self.state.value:<8}{self.text}"


@dataclass(frozen=True)
class Requirement:
    """One package the project asks for, with its bounds and the extra it belongs to."""

    name: str
    bounds: str
    extra: str = ""


def examine() -> int:
    """Print what was found; 0 if a lesson can be opened, 1 if something for that is missing."""
    lines = list(_lines())
    for line in lines:
        print(line)
    missing = any(line.state is State.MISSING for line in lines)
    print()
    print(_ADVICE if missing else "A lesson can be opened.")
    return 1 if missing else 0


def _lines() -> Iterator[Line]:
    yield _python()
    yield from _packages()
    yield _helpers()
    yield _kernel()
    yield _widget_manager()
    yield _settings()
    yield _browser()
    yield _other_pythons()


def _python() -> Line:
    version = ".".join(map(str, sys.version_info[:3]))
    where = "a virtual environment" if sys.prefix != sys.base_prefix else "no virtual environment"
    if sys.version_info < _LEAST_PYTHON:
        return Line(State.MISSING, f"Python {version}; 3.11 or newer is needed")
    return Line(State.GOOD, f"Python {version} in {where}")


def _packages() -> Iterator[Line]:
    for extra, purpose in _PURPOSE.items():
        faults = [fault for r in requirements() if r.extra == extra and (fault := _fault(r))]
        name = f"extra {extra!r}" if extra else "core packages"
        if not faults:
            yield Line(State.GOOD, f"{name} (for {purpose})")
        for fault in faults:
            state = State.MISSING if extra in _NEEDED else State.NOTE
            yield Line(state, f"{fault}; {name} needs it for {purpose}")


def requirements() -> list[Requirement]:
    """What the project asks for: from its pyproject.toml, else from its installation."""
    file = _ROOT / "pyproject.toml"
    if file.is_file():
        project = tomllib.loads(file.read_text(encoding="utf-8"))["project"]
        extras = project.get("optional-dependencies", {})
        groups = {"": project["dependencies"], **extras}
        return [_requirement(line, extra) for extra, lines in groups.items() for line in lines]
    try:
        found = map(_requirement, importlib.metadata.requires(_DISTRIBUTION) or ())
        # An editable installation asks for what finds its folder; the project does not.
        return [one for one in found if (one.name, one.extra) != ("editables", "")]
    except importlib.metadata.PackageNotFoundError:
        return []


def _requirement(line: str, extra: str = "") -> Requirement:
    match = _REQUIREMENT.match(line)
    if not match:
        raise ValueError(f"{line!r} is no requirement that can be read")
    marked = _EXTRA.search(match[3] or "")
    return Requirement(match[1], match[2], marked[1] if marked else extra)


def _fault(wanted: Requirement) -> str:
    """Why a requirement is not met; empty if it is."""
    try:
        found = importlib.metadata.version(wanted.name)
    except importlib.metadata.PackageNotFoundError:
        return f"{wanted.name} is not installed"
    if not within(found, wanted.bounds):
        return f"{wanted.name} {found} is not {wanted.bounds}"
    return ""


def within(version: str, bounds: str) -> bool:
    """Whether a version keeps bounds of the form ``>=8.1,<9``, the only one used here."""
    for bound in filter(None, bounds.split(",")):
        match = re.fullmatch(r"(>=|<)([\d.]+)", bound.strip())
        if not match:
            raise ValueError(f"the bound {bound!r} is neither >= nor <")
        is_least = match[1] == ">="
        if (_numbers(version) >= _numbers(match[2])) is not is_least:
            return False
    return True


def _numbers(version: str) -> tuple[int, ...]:
    release = re.match(r"\d+(\.\d+)*", version)
    parts = [int(part) for part in release[0].split(".")] if release else [0]
    while len(parts) > 1 and parts[-1] == 0:
        parts.pop()
    return tuple(parts)


def _helpers() -> Line:
    """Import helpers as a lesson does: from a folder that is not the project's."""
    code = "import helpers.facts; print(helpers.__file__)"
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONPATH"}
    with tempfile.TemporaryDirectory() as elsewhere:
        ran = subprocess.run(
            [sys.executable, "-c", code],
            cwd=elsewhere,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
    if ran.returncode:
        reason = (ran.stderr.strip().splitlines() or ["no reason given"])[-1]
        return Line(State.MISSING, f"helpers cannot be imported from elsewhere ({reason})")
    folder = Path(ran.stdout.strip()).parent.parent
    if (_ROOT / "pyproject.toml").is_file() and folder != _ROOT:
        return Line(State.MISSING, f"helpers are imported from {folder}, not from this checkout")
    return Line(State.GOOD, "helpers can be imported from any folder")


def _kernel() -> Line:
    if not _has("jupyter_client"):
        return Line(State.MISSING, "no kernel can be looked for without jupyter_client")
    from jupyter_client.kernelspec import KernelSpecManager, NoSuchKernel

    try:
        program = KernelSpecManager().get_kernel_spec("python3").argv[0]
    except NoSuchKernel:
        return Line(State.MISSING, "there is no kernel python3")
    if os.path.basename(program) == program:
        return Line(State.GOOD, "the kernel python3 is this Python")
    if not os.path.exists(program):
        advice = "delete its folder, which `jupyter kernelspec list` names"
        return Line(
            State.MISSING, f"the kernel python3 is a Python that is gone: {program}; {advice}"
        )
    if os.path.samefile(program, sys.executable):
        return Line(State.GOOD, "the kernel python3 is this Python")
    return Line(State.NOTE, f"the kernel python3 is another Python: {program}")


def _widget_manager() -> Line:
    place = Path("share", "jupyter", "labextensions", "@jupyter-widgets", "jupyterlab-manager")
    for prefix in _prefixes():
        if (prefix / place / "package.json").is_file():
            text = (prefix / place / "package.json").read_text(encoding="utf-8")
            return Line(State.GOOD, f"JupyterLab's widget manager {json.loads(text)['version']}")
    return Line(State.MISSING, "JupyterLab's widget manager (package jupyterlab-widgets)")


def _settings() -> Line:
    place = Path("share", "jupyter", "lab", "settings", "overrides.d", f"{_DISTRIBUTION}.json5")
    if any((prefix / place).is_file() for prefix in _prefixes()):
        return Line(State.GOOD, "JupyterLab keeps the state of apps when a lesson is saved")
    return Line(
        State.NOTE, "JupyterLab will not keep the state of apps; reinstall the project into its own"
    )


def _prefixes() -> list[Path]:
    return [Path(sys.prefix), Path(sysconfig.get_path("data"))]


def _browser() -> Line:
    named = os.environ.get("CHROMIUM")
    found = next(filter(None, map(shutil.which, [named] if named else _BROWSERS)), None)
    if found:
        return Line(State.GOOD, f"a browser for tests: {found}")
    return Line(State.NOTE, "no Chromium: the browser tests of make test will be skipped")


def _other_pythons() -> Line:
    found = [name for name in _OTHER_PYTHONS if _runs(name)]
    return Line(State.NOTE, f"Pythons on the path that run: {', '.join(found) or 'none by number'}")


def _runs(name: str) -> bool:
    """Whether a name on the path is a Python, or only a version manager's promise of one."""
    if not shutil.which(name):
        return False
    ran = subprocess.run([name, "-c", ""], capture_output=True, check=False, timeout=30)
    return ran.returncode == 0


def _has(module: str) -> bool:
    return importlib.util.find_spec(module) is not None
