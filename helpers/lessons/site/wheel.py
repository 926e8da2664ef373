"""Our wheel for the browser: what the lessons import and all tables, and nothing else.

Its name carries its content's hash, so that no browser takes an old one from its cache.
"""

from __future__ import annotations

import ast
import base64
import hashlib
import json
from collections.abc import Iterable, Iterator
from importlib.metadata import version
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from helpers.facts import data_dir
from helpers.facts.files import digest
from helpers.lessons import sheet, words

NAME = "life-support-curriculum"
#: What the browser's own part of the site imports beside the lessons.
EXTRA = ("helpers.course.answers",)
_HELPERS = Path(__file__).resolve().parents[2]
# Cohorts are an instructor's, and the two documents are for people.
_NOT_READ = ("cohorts", "README.md", "datapackage.json")
_EPOCH = (2020, 1, 1, 0, 0, 0)


def make(lessons: Iterable[Path], into: Path) -> Path:
    """Write the wheel for these lessons; a second run makes the same bytes."""
    return _write(NAME, version(NAME), {**_code(lessons), **_tables()}, into)


def make_empty(name: str, into: Path) -> Path:
    """Write a wheel that has a name and nothing in it, for what is asked for and never used."""
    return _write(name, "0", {}, into)


def _write(name: str, release: str, held: dict[str, bytes], into: Path) -> Path:
    stem = f"{name.replace('-', '_')}-{release}"
    info = f"{stem}.dist-info"
    held[f"{info}/METADATA"] = f"Metadata-Version: 2.1\nName: {name}\nVersion: {release}\n".encode()
    held[f"{info}/WHEEL"] = b"Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
    rows = [f"{file},sha256={_hash(data)},{len(data)}" for file, data in sorted(held.items())]
    held[f"{info}/RECORD"] = "\n".join([*rows, f"{info}/RECORD,,", ""]).encode()
    mark = digest(held[f"{info}/RECORD"])[:12]
    into.mkdir(parents=True, exist_ok=True)
    made = into / f"{stem}-0_{mark}-py3-none-any.whl"
    with ZipFile(made, "w", ZIP_DEFLATED, compresslevel=9) as archive:
        for file, data in sorted(held.items()):
            archive.writestr(ZipInfo(file, _EPOCH), data, ZIP_DEFLATED)
    return made


def _hash(data: bytes) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()


def _code(lessons: Iterable[Path]) -> dict[str, bytes]:
    """The modules that the lessons reach, with what lies beside them and is no Python."""
    found = modules(lessons)
    held = {_path(file): file.read_bytes() for file in found.values()}
    places = {entry: vars(place) for entry, place in words.first_used().items()}
    held[_path(words.WORKED_OUT)] = json.dumps(places, indent=1).encode()
    for folder in {file.parent for file in found.values()}:
        for file in (folder / "static").glob("*.*"):
            held[_path(file)] = file.read_bytes()
    return held


def _path(file: Path) -> str:
    return file.relative_to(_HELPERS.parent).as_posix()


def _tables() -> dict[str, bytes]:
    root = data_dir()
    files = (file for file in root.rglob("*") if file.is_file())
    return {
        f"helpers/_data/{file.relative_to(root).as_posix()}": file.read_bytes()
        for file in files
        if file.relative_to(root).parts[0] not in _NOT_READ
    }


def modules(lessons: Iterable[Path]) -> dict[str, Path]:
    """The modules of this project that these lessons import, and those that they import."""
    sources = [cell.source for lesson in lessons for cell in sheet.read_sheet(lesson).code]
    todo = [*EXTRA, *(name for source in sources for name in _imported(source))]
    found: dict[str, Path] = {}
    while todo:
        name = todo.pop()
        file = _file(name)
        if file is None or name in found:
            continue
        found[name] = file
        todo += [name.rpartition(".")[0], *_imported(file.read_text(encoding="utf-8"))]
    return found


def _imported(source: str) -> Iterator[str]:
    """What some Python imports, in functions too; a name after *from* may be a module."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def _file(name: str) -> Path | None:
    top, *parts = name.split(".")
    if top != "helpers":
        return None
    path = _HELPERS.joinpath(*parts)
    places = (path / "__init__.py", path.with_name(f"{path.name}.py") if parts else path)
    return next((place for place in places if place.is_file()), None)
