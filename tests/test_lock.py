"""The lock names every package with its hash, for anyone's index, and nothing of this machine."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).resolve().parents[1]
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
_HASH = re.compile(r"--hash=sha256:[0-9a-f]{64}")
_PINNED = re.compile(r"^[a-z0-9][a-z0-9.-]*==[^\s;]+( ; [^\\]+)?$")


def foreign(lock: str) -> list[str]:
    """What a lock may not hold: indexes, addresses, paths, unpinned and unhashed packages."""
    return [f"{why}: {what}" for why, what in _foreign(lock)]


def _foreign(lock: str) -> Iterator[tuple[str, str]]:
    for entry in entries(lock):
        pinned, *hashes = [part.strip() for part in re.split(r"(?=--hash)", entry)]
        if pinned.startswith("-"):
            yield "an option", pinned
        elif "://" in entry or re.search(r"(^|\s|@\s*)(\.{0,2}/|[A-Za-z]:\\|file:)", entry):
            yield "an address or a path", pinned
        elif not _PINNED.match(pinned):
            yield "no exact version", pinned
        elif not hashes or not all(_HASH.fullmatch(part) for part in hashes):
            yield "no hash", pinned
    if re.search(r"https?://|file:|/(home|root|tmp|usr|opt|Users)/", lock):
        yield "an address or a path", "in a comment"


def entries(lock: str) -> list[str]:
    """The entries of a lock without comments, each on one line."""
    text = "\n".join(line for line in lock.splitlines() if not line.lstrip().startswith("#"))
    lines = text.replace("\\\n", " ").splitlines()
    return [" ".join(line.split()) for line in lines if line.strip()]


def versions(lock: str) -> dict[str, list[Version]]:
    """Each package's versions; a universal lock may hold several for different Pythons."""
    found: dict[str, list[Version]] = {}
    for entry in entries(lock):
        name, _, rest = entry.partition("==")
        found.setdefault(canonicalize_name(name), []).append(Version(re.split(r"[\s;]", rest)[0]))
    return found


def wanted() -> list[Requirement]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    extras = project["project"]["optional-dependencies"].values()
    lines = [*project["project"]["dependencies"], *project["build-system"]["requires"]]
    return [Requirement(line) for line in [*lines, *(line for extra in extras for line in extra)]]


def test_the_lock_holds_pinned_and_hashed_packages_only() -> None:
    assert len(entries(LOCK)) > 50
    assert foreign(LOCK) == []


@pytest.mark.parametrize("requirement", wanted(), ids=str)
def test_every_dependency_is_locked_within_its_bounds(requirement: Requirement) -> None:
    locked = versions(LOCK).get(canonicalize_name(requirement.name), [])
    assert locked, f"{requirement.name} is not in the lock: run `make lock`"
    for version in locked:
        assert version in requirement.specifier


_GOOD = f"numpy==2.0.0 \\\n    --hash=sha256:{'a' * 64}\n    # via x\n"


@pytest.mark.parametrize(
    ("bad", "expected"),
    [
        ("--index-url https://pypi.example.org/simple\n", "an option"),
        ("--extra-index-url=http://a.b\n", "an option"),
        ("--find-links /opt/wheels\n", "an option"),
        ("-f wheels\n", "an option"),
        ("-e .\n", "an option"),
        ("-r other.txt\n", "an option"),
        ("./wheels/numpy-2.0.0.whl\n", "an address or a path"),
        ("numpy @ file:///opt/numpy.whl\n", "an address or a path"),
        ("numpy @ https://example.org/numpy.whl\n", "an address or a path"),
        ("# from /Users/somebody/pyproject.toml\n", "an address or a path"),
        ("numpy==2.0.0\n", "no hash"),
        ("numpy==2.0.0 --hash=md5:abc\n", "no hash"),
        (f"numpy>=2.0.0 --hash=sha256:{'a' * 64}\n", "no exact version"),
        (f"numpy --hash=sha256:{'a' * 64}\n", "no exact version"),
    ],
)
def test_what_does_not_belong_in_a_lock_is_seen(bad: str, expected: str) -> None:
    assert foreign(_GOOD) == []
    assert expected in {line.partition(":")[0] for line in foreign(_GOOD + bad)}
