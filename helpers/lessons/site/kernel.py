"""What a browser's Python is made of: Pyodide's own packages, others pinned beside them, and ours.

``kernel.json`` pins it all with hashes. Pyodide and its packages come from Pyodide's public
address, or whole from a folder, so that a school can host everything itself.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from helpers.facts.files import digest, write

_PINS = Path(__file__).with_name("kernel.json")
_PUBLIC = "https://cdn.jsdelivr.net/pyodide/v{version}/full/"
#: What a folder with Pyodide has to hold beside its packages.
CORE = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip")
LOCK = "pyodide-lock.json"
#: Pyodide's packages that are loaded at once, and those that they need.
ROOTS = (
    *("micropip", "ipython", "numpy", "matplotlib", "pandas", "pillow"),
    *("python-dateutil", "typing-extensions", "tzdata"),
)
# Asked for by those, and never used by a lesson: PDF's fonts, and time zones of an older pandas.
_LEFT_OUT = ("fonttools", "pytz")

Entry = dict[str, Any]


class SiteError(RuntimeError):
    """The site cannot be made; the sentence says why and what to do."""


@dataclass(frozen=True)
class Runtime:
    """The Python that the live lessons run on.

    Attributes:
        address: where ``pyodide.mjs`` is, as seen from the live folder.
        entries: Pyodide's packages as its lock describes them, files to be found from the lock.
        files: what has to lie beside the lock, by name.
    """

    address: str
    entries: Mapping[str, Entry]
    files: Mapping[str, Path]


@cache
def pins() -> dict[str, Any]:
    """The pinned versions: ``pyodide``, ``info``, its ``packages``, and ``wheels`` beside them."""
    found: dict[str, Any] = json.loads(_PINS.read_text(encoding="utf-8"))
    return found


def public() -> Runtime:
    """Pyodide from its public address: visitors' browsers fetch it from there."""
    base = _PUBLIC.format(version=pins()["pyodide"])
    entries = {
        name: {**entry, "file_name": base + entry["file_name"]}
        for name, entry in pins()["packages"].items()
    }
    return Runtime(f"{base}pyodide.mjs", entries, {})


def from_folder(folder: Path) -> Runtime:
    """Pyodide from a folder, every file of it held against the folder's own lock.

    Raises:
        SiteError: where something is missing, damaged or of another version.
    """
    for name in (*CORE, LOCK):
        if not (folder / name).is_file():
            raise SiteError(f"{folder} holds no {name}; unpack a whole Pyodide {_wanted()} there.")
    lock = json.loads((folder / LOCK).read_text(encoding="utf-8"))
    if lock["info"] != pins()["info"]:
        raise SiteError(f"{folder} holds another Pyodide than {_wanted()}: {lock['info']}")
    entries = closure(lock["packages"], ROOTS)
    files = {name: folder / name for name in CORE}
    for entry in entries.values():
        file = folder / entry["file_name"]
        if not file.is_file():
            raise SiteError(f"{folder} holds no {file.name}, which its {LOCK} names.")
        if digest(file.read_bytes()) != entry["sha256"]:
            raise SiteError(f"{file} is not what {LOCK} says: its hash differs. Fetch it anew.")
        files[file.name] = file
    return Runtime("./static/pyodide/pyodide.mjs", entries, files)


def _wanted() -> str:
    return str(pins()["pyodide"])


def closure(packages: Mapping[str, Entry], roots: Iterable[str]) -> dict[str, Entry]:
    """Some packages of a lock and all that they need, but for what no lesson uses."""
    found: dict[str, Entry] = {}
    todo = list(roots)
    while todo:
        name = todo.pop().replace("_", "-").lower()
        if name not in found:
            depends = [one for one in packages[name]["depends"] if one not in _LEFT_OUT]
            found[name] = {**packages[name], "depends": depends}
            todo += depends
    return dict(sorted(found.items()))


def fetch_wheels(into: Path) -> dict[str, Path]:
    """The pinned wheels that Pyodide does not have, fetched once and held against their hashes.

    Raises:
        SiteError: where they cannot be had.
    """
    into.mkdir(parents=True, exist_ok=True)
    wheels: Mapping[str, Entry] = pins()["wheels"]
    missing = [entry for entry in wheels.values() if not _is_whole(into, entry)]
    if missing:
        _download(missing, into)
    return {entry["file_name"]: into / entry["file_name"] for entry in wheels.values()}


def _is_whole(folder: Path, entry: Entry) -> bool:
    file = folder / entry["file_name"]
    return file.is_file() and digest(file.read_bytes()) == str(entry["sha256"])


def _download(entries: Iterable[Entry], into: Path) -> None:
    lines = [f"{one['name']}=={one['version']} --hash=sha256:{one['sha256']}" for one in entries]
    with tempfile.TemporaryDirectory() as folder:
        wanted = Path(folder, "wheels.txt")
        wanted.write_text("\n".join(lines), encoding="utf-8")
        command = [
            *(sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check"),
            *("--no-deps", "--only-binary=:all:", "--python-version=3.14", "--require-hashes"),
            *("-r", str(wanted), "-d", folder),
        ]
        ran = subprocess.run(command, capture_output=True, text=True, check=False)
        if ran.returncode:
            raise SiteError(f"The wheels for the browser could not be fetched: {ran.stderr}")
        for file in Path(folder).glob("*.whl"):
            shutil.move(file, into / file.name)


def entry_of(wheel: Path, name: str, imports: Iterable[str], depends: Iterable[str]) -> Entry:
    """A wheel as a lock describes it."""
    return {
        "name": name,
        "version": wheel.name.split("-")[1],
        "file_name": wheel.name,
        "install_dir": "site",
        "sha256": digest(wheel.read_bytes()),
        "package_type": "package",
        "imports": list(imports),
        "depends": list(depends),
        "unvendored_tests": False,
    }


def write_lock(file: Path, entries: Mapping[str, Entry]) -> None:
    """Write a lock of these packages."""
    lock = {"info": pins()["info"], "packages": dict(sorted(entries.items()))}
    write(file, json.dumps(lock, indent=1).encode(), 0o644)
