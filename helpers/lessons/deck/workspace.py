"""``make present LAB=1``: a lesson in JupyterLab, alone in its window, its code hidden."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from jupyterlab_server.workspaces_handler import WorkspacesManager

from helpers.lessons import shelf
from helpers.lessons.copies import without_outputs
from helpers.lessons.lab import has_display, is_root

NAME = "wall"


def open_lab(lesson: str, extra: Sequence[str] = ()) -> int:
    """Open a lesson's copy in JupyterLab; the copy goes when JupyterLab ends."""
    with tempfile.TemporaryDirectory(prefix="deck-", ignore_cleanup_errors=True) as temporary:
        folder = Path(temporary)
        write(folder, lesson)
        print(
            "A copy opens, with its code hidden; it is thrown away when you end JupyterLab.",
            "Menu Run, Run All Cells starts its apps. For larger type: menu View, Appearance, "
            "Presentation Mode; Ctrl and + enlarges everything.",
            sep="\n",
            flush=True,
        )
        return subprocess.call(command(folder, lesson, extra), env=environment(folder))


def write(folder: Path, lesson: str) -> None:
    """The copy, and a workspace that shows nothing but it."""
    lessons = folder / "lessons"
    lessons.mkdir(parents=True)
    content = (shelf.lessons_dir() / f"{lesson}.ipynb").read_bytes()
    (lessons / f"{lesson}.ipynb").write_bytes(hidden(without_outputs(content)))
    (folder / "workspaces").mkdir()
    WorkspacesManager(str(folder / "workspaces")).save(NAME, json.dumps(layout(lesson)))


def hidden(content: bytes) -> bytes:
    """A notebook whose code cells show only what they give."""
    notebook = json.loads(content)
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            cell["metadata"]["jupyter"] = {"source_hidden": True}
    return (json.dumps(notebook, indent=1, ensure_ascii=False) + "\n").encode()


def layout(lesson: str) -> dict[str, Any]:
    """JupyterLab's own description of a window: one document, both side bars closed."""
    widget = f"notebook:{lesson}.ipynb"
    closed: dict[str, Any] = {"collapsed": True, "visible": False, "current": None, "widgets": []}
    dock = {"type": "tab-area", "currentIndex": 0, "widgets": [widget]}
    return {
        "data": {
            "layout-restorer:data": {
                "main": {"mode": "single-document", "dock": dock, "current": widget},
                "left": closed,
                "right": closed,
                "relativeSizes": [0, 1, 0],
                "top": {"simpleVisibility": False},
            },
            widget: {"data": {"path": f"{lesson}.ipynb", "factory": "Notebook"}},
        },
        "metadata": {"id": NAME},
    }


def command(folder: Path, lesson: str, extra: Sequence[str] = ()) -> list[str]:
    """The command that opens the workspace on the lesson alone."""
    return [
        *(sys.executable, "-m", "jupyterlab"),
        f"--ServerApp.root_dir={folder / 'lessons'}",
        # `doc` is the mode of one document, which no workspace keeps.
        f"--LabApp.default_url=/doc/workspaces/{NAME}/tree/{lesson}.ipynb",
        *(["--allow-root"] if is_root() else []),
        *([] if has_display(sys.platform, os.environ) else ["--no-browser"]),
        *extra,
    ]


def environment(folder: Path) -> dict[str, str]:
    """Where JupyterLab finds the workspace, and where a class's answers go to be thrown away."""
    return {
        **os.environ,
        "JUPYTERLAB_WORKSPACES_DIR": str(folder / "workspaces"),
        "LIFE_SUPPORT_DATA": str(folder / "answers"),
    }
