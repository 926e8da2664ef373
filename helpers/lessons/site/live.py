"""The live lessons: JupyterLite with a kernel of ours, one document a page."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from jupyter_core.paths import jupyter_path

from helpers.facts.files import digest
from helpers.lessons import copies, sheet
from helpers.lessons.site import kernel, prose, wheel
from helpers.lessons.site.kernel import Runtime, SiteError

#: The folder of the live lessons, and the page that shows one of them.
FOLDER = "live"
PAGE = "notebooks/index.html"
#: The files of this host that a live lesson loads first, for pages that fetch them ahead.
WARM = "warm.json"
_FRONT_ENDS = (
    "@jupyterlite/pyodide-kernel-extension",
    "@jupyter-widgets/jupyterlab-manager",
    "anywidget",
)
_KERNEL = "@jupyterlite/pyodide-kernel-extension:kernel"
_KEPT = "static/kernel"
_STATIC = Path(__file__).with_name("static")
_SETTINGS: dict[str, dict[str, object]] = {
    "@jupyterlab/apputils-extension:notification": {
        "checkForUpdates": False,
        "doNotDisturbMode": True,
        "fetchNews": "false",
    },
    # Our own line stands there.
    "@jupyter-notebook/application-extension:top": {"visible": "no"},
    # A lesson opens as its newest edition and without outputs; Ctrl+S keeps what was typed.
    "@jupyterlab/docmanager-extension:plugin": {"autosave": False},
    # No bin and no arrows beside each cell.
    "@jupyterlab/cell-toolbar-extension:plugin": {"showToolbar": False},
    # Every cell stays in the page: for a screen reader, for search, and for links to a heading.
    "@jupyterlab/notebook-extension:tracker": {"windowingMode": "none"},
}


def make(lessons: Iterable[Path], runtime: Runtime, out: Path, cache: Path) -> None:
    """Build the live lessons into a folder.

    Raises:
        SiteError: where something is missing; the sentence says what.
    """
    lessons = list(lessons)
    with tempfile.TemporaryDirectory() as temporary:
        lite = Path(temporary, "lite")
        _write_content(lessons, lite / "content")
        front_ends = Path(temporary, "extensions")
        _copy_front_ends(front_ends)
        kept = Path(temporary, "kernel")
        lock = _write_kernel(lessons, runtime, kept, cache)
        _write(lite / "jupyter-lite.json", _configuration(runtime, lock))
        _write(lite / "overrides.json", _SETTINGS)
        extra = {"extra_labextensions_path": [str(front_ends)]}
        _write(lite / "jupyter_lite_config.json", {"FederatedExtensionAddon": extra})
        _build(lite, out)
        shutil.copytree(kept, out / _KEPT)
    for name, file in runtime.files.items():
        _copy(file, out / ("static/pyodide" if name in kernel.CORE else _KEPT) / name)
    _add_bar(out)
    _write(out / WARM, _loaded(out))


def _loaded(out: Path) -> list[str]:
    """What a live lesson loads at once, from the folder of the live lessons."""
    folders = ("static", "build/notebooks", "extensions")
    files = [file for folder in folders for file in (out / folder).rglob("*")]
    kinds = (".js", ".mjs", ".wasm", ".whl", ".zip", ".json")
    loaded = [file for file in files if file.is_file() and file.suffix in kinds]
    return sorted(file.relative_to(out).as_posix() for file in loaded)


def _write_content(lessons: Iterable[Path], into: Path) -> None:
    for lesson in lessons:
        page = sheet.parse(copies.without_outputs(lesson.read_bytes()), lesson.name)
        page["metadata"]["kernelspec"] = {"name": "python", "display_name": "Python"}
        for cell in page["cells"]:
            # A key or a double click may not take a lesson apart; code is there to be tried.
            is_code = cell["cell_type"] == "code"
            cell["metadata"] |= {"deletable": False, "editable": is_code}
            cell["source"] = prose.for_a_tab(sheet.text_of(cell["source"]))
        _write(into / lesson.name, page)


def _write_kernel(lessons: list[Path], runtime: Runtime, into: Path, cache: Path) -> Path:
    """The wheels and a lock of all that the kernel loads; the lock's name carries its hash."""
    ours = wheel.make(lessons, into)
    for name, file in kernel.fetch_wheels(cache).items():
        _copy(file, into / name)
    # JupyterLite asks for it, to complete what is typed; it is larger than all else in Python.
    empty = wheel.make_empty("jedi", into)
    beside: dict[str, kernel.Entry] = {
        **kernel.pins()["wheels"],
        "jedi": kernel.entry_of(empty, "jedi", [], []),
    }
    needs = (*beside, *kernel.ROOTS)
    entry = kernel.entry_of(ours, wheel.NAME, ["helpers"], needs)
    lock = into / "lock.json"
    kernel.write_lock(lock, {**runtime.entries, **beside, wheel.NAME: entry})
    return lock.rename(into / f"lock-{digest(lock.read_bytes())[:12]}.json")


def _configuration(runtime: Runtime, lock: Path) -> dict[str, Any]:
    options = {
        "lockFileURL": f"./{_KEPT}/{lock.name}",
        # All of it is fetched at once while the page is read, not one by one as cells ask.
        "packages": [wheel.NAME],
    }
    # JupyterLite's own worker could answer without a network, but it forgets that it should as
    # soon as the browser starts it again: so that is left off, and the landing page says so.
    settings = {
        "pyodideUrl": runtime.address,
        "disablePyPIFallback": True,
        "loadPyodideOptions": options,
    }
    return {
        "jupyter-lite-schema-version": 0,
        "jupyter-config-data": {
            "appName": "Life support",
            "exposeAppInBrowser": True,
            "litePluginSettings": {_KERNEL: settings},
            "disabledExtensions": ["@jupyterlab/extensionmanager-extension"],
        },
    }


def _copy_front_ends(into: Path) -> None:
    for name in _FRONT_ENDS:
        places = (Path(folder, name) for folder in jupyter_path("labextensions"))
        found = next((place for place in places if place.is_dir()), None)
        if found is None:
            raise SiteError(
                f"The front end {name} is not installed; without it apps show nothing. "
                "Install the project with its extra: pip install -e '.[lab,site]'"
            )
        shutil.copytree(found, into / name)


def _build(lite: Path, out: Path) -> None:
    command = [
        *(sys.executable, "-m", "jupyter", "lite", "build", "--contents", "content"),
        *("--output-dir", str(out), "--apps", "notebooks", "--no-sourcemaps"),
        *("--no-unused-shared-packages", "--ignore-sys-prefix", "federated_extensions"),
    ]
    ran = subprocess.run(command, cwd=lite, capture_output=True, text=True, check=False)
    if ran.returncode:
        raise SiteError(
            f"JupyterLite could not be built:\n{ran.stdout[-3000:]}{ran.stderr[-3000:]}"
        )


def _add_bar(out: Path) -> None:
    """Our own line above a live lesson: what Python is doing, and the learner's answers."""
    for name in ("live.js", "live.css"):
        _copy(_STATIC / name, out / name)
    page = out / PAGE
    text = page.read_text(encoding="utf-8")
    head = '<link rel="stylesheet" href="../live.css"><script src="../live.js" defer></script>'
    if text.count("</head>") != 1:
        raise SiteError("JupyterLite's page has changed: its head was not found.")
    text = text.replace("<html>", '<html lang="en">').replace("</head>", f"{head}</head>")
    page.write_text(text, encoding="utf-8")


def _copy(file: Path, to: Path) -> None:
    to.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(file, to)


def _write(file: Path, content: Mapping[str, Any] | Sequence[str]) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps(content, indent=1, ensure_ascii=False)
    file.write_text(f"{text}\n", encoding="utf-8")
