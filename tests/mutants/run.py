"""``make mutants``: apply each patch to a copy of the project and see its tests fail there."""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PATCHES = Path(__file__).resolve().parent
_JOBS = 2
_TIMEOUT = 120  # s; a test that never ends has not told anything
_NBVAL = ("-p", "nbval.plugin", "--nbval", "--nbval-sanitize-with", "tests/nbval_sanitize.cfg")
# pytest's exit codes; 2 is also that of tests that cannot be imported.
_PASSED, _NOTICED = 0, (1, 2)
_TIMED_OUT = -1


class MutantError(RuntimeError):
    """Something that keeps the mutants from being judged at all."""


@dataclass(frozen=True)
class Mutant:
    """One patch: the fault and the tests that must notice it."""

    name: str
    what: str
    tests: tuple[str, ...]
    patch: Path


@dataclass(frozen=True)
class Verdict:
    """What became of one mutant."""

    mutant: Mutant
    is_killed: bool
    remark: str

    def __str__(self) -> str:
        word = "killed" if self.is_killed else "SURVIVED"
        return f"{word:<9} {self.mutant.name:<32} {self.mutant.what}{self.remark}"


def main(arguments: Sequence[str] | None = None) -> int:
    """Judge the patches; 0 if every one was noticed, 1 if not."""
    parser = argparse.ArgumentParser(prog="python -m tests.mutants.run", description=__doc__)
    parser.add_argument("names", nargs="*", help="patches by name; by default all")
    options = parser.parse_args(arguments)
    begin = time.monotonic()
    try:
        verdicts = judge(ROOT, _chosen(PATCHES, options.names))
    except MutantError as error:
        print(error, file=sys.stderr)
        return 1
    for verdict in verdicts:
        print(verdict)
    killed = sum(verdict.is_killed for verdict in verdicts)
    print(f"mutants took {time.monotonic() - begin:.0f} s")
    print(f"{killed} passed, {len(verdicts) - killed} failed")
    return 0 if killed == len(verdicts) else 1


def _chosen(folder: Path, names: Iterable[str]) -> list[Mutant]:
    mutants = [read(file) for file in sorted(folder.glob("*.patch"))]
    unknown = set(names) - {mutant.name for mutant in mutants}
    if unknown or not mutants:
        raise MutantError(f"There is no patch {', '.join(sorted(unknown))} in {folder.name}/.")
    return [mutant for mutant in mutants if not names or mutant.name in names]


def read(patch: Path) -> Mutant:
    """Read a patch's two lines of description.

    Raises:
        MutantError: if one is missing.
    """
    said: dict[str, str] = {}
    for line in patch.read_text(encoding="utf-8").splitlines():
        if not line.startswith("# "):
            break
        key, _, text = line.removeprefix("# ").partition(": ")
        said[key] = text.strip()
    for key in ("what", "caught-by"):
        if not said.get(key):
            raise MutantError(f"{patch.name}: its first lines need '# {key}: …'")
    return Mutant(patch.stem, said["what"], tuple(said["caught-by"].split()), patch)


def judge(root: Path, mutants: Sequence[Mutant]) -> list[Verdict]:
    """Try each mutant in a copy of the project.

    Raises:
        MutantError: if the tests that are to notice them fail already without them.
    """
    tests = sorted({test for mutant in mutants for test in mutant.tests})
    with tempfile.TemporaryDirectory(prefix="mutants-") as temporary:
        healthy = Path(temporary, "healthy")
        _copy(root, healthy)
        _check_imports(healthy)
        with ThreadPoolExecutor(_JOBS) as pool:
            results = pool.map(lambda test: (test, _run_test(test, healthy)), tests)
            ill = [f"{test} ({result.said})" for test, result in results if result.code]
            if ill:
                raise MutantError(f"Without any mutant these fail: {'; '.join(ill)}")
            return list(pool.map(lambda mutant: _try(mutant, healthy), mutants))


def _check_imports(tree: Path) -> None:
    # Were the installed project imported instead of the copy, every mutant would survive.
    command = [sys.executable, "-c", "import helpers; print(helpers.__file__)"]
    found = _run(command, tree).stdout.strip()
    if not Path(found or os.devnull).is_relative_to(tree):
        raise MutantError(f"helpers are not imported from the copy but from {found}")


def _try(mutant: Mutant, healthy: Path) -> Verdict:
    with tempfile.TemporaryDirectory(prefix=f"mutant-{mutant.name}-") as temporary:
        tree = Path(temporary, "tree")
        shutil.copytree(healthy, tree)
        applied = _run(["git", "apply", "--whitespace=nowarn", str(mutant.patch)], tree)
        if applied.returncode:
            return Verdict(mutant, False, f" (the patch does not apply: {applied.stderr.strip()})")
        for test in mutant.tests:
            result = _run_test(test, tree)
            if result.code == _PASSED:
                return Verdict(mutant, False, f" (not noticed by {test})")
            if result.code not in _NOTICED:
                return Verdict(mutant, False, f" ({test} cannot be judged: {result.said})")
    return Verdict(mutant, True, "")


@dataclass(frozen=True)
class _Result:
    """How the run of one named test ended; ``code`` is pytest's, ``said`` its last words."""

    code: int
    said: str


def _run_test(test: str, tree: Path) -> _Result:
    """Run one test, file or lesson in a tree until something in it fails."""
    quiet = ("-q", "-x", "--tb=no", "--no-header", "--color=no", "-p", "no:cacheprovider")
    nbval = _NBVAL if test.endswith(".ipynb") else ()
    command = [sys.executable, "-m", "pytest", *quiet, f"--rootdir={tree}", *nbval, test]
    try:
        ran = _run(command, tree)
    except subprocess.TimeoutExpired:
        return _Result(_TIMED_OUT, f"it did not end within {_TIMEOUT} s")
    lines = (ran.stdout + ran.stderr).strip().splitlines()
    return _Result(ran.returncode, f"pytest ended with {ran.returncode}: {' '.join(lines[-2:])}")


def _run(command: Sequence[str], tree: Path) -> subprocess.CompletedProcess[str]:
    environment = {
        **os.environ,
        # Before everything installed: what is tested is the copy.
        "PYTHONPATH": str(tree),
        "PYTHONDONTWRITEBYTECODE": "1",
        # Plugins take longer to load than most of the named tests to run.
        "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",
        # No repository that happens to enclose the temporary folder.
        "GIT_CEILING_DIRECTORIES": str(tree.parent),
    }
    return subprocess.run(
        command,
        cwd=tree,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        timeout=_TIMEOUT,
    )


def _copy(root: Path, to: Path) -> None:
    """Copy what git knows or would add: no environment, no caches, no learner's work."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    if listed.returncode:
        raise MutantError(f"git cannot list the project's files: {listed.stderr.strip()}")
    for name in filter(None, listed.stdout.split("\0")):
        if (root / name).is_file():
            (to / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(root / name, to / name)


if __name__ == "__main__":
    sys.exit(main())
