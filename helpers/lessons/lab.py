"""``make lab``: working copies, then JupyterLab on the first lesson."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from helpers.lessons import copies, shelf

FOLDER = "my-lessons"


def open_lab(folder: Path | None = None, extra: Sequence[str] = ()) -> int:
    """Bring the working copies up to date and hand over to JupyterLab.

    Args:
        folder: the learner's folder; by default :func:`copies_dir`.
        extra: further arguments for JupyterLab, for example ``--port=9999``.

    Returns:
        JupyterLab's exit code. On POSIX it takes this process's place instead.
    """
    folder = folder or copies_dir()
    if copy_lessons(folder):
        return 1
    arguments = command(folder, extra)
    if "--no-browser" in arguments:
        print("No browser can open here: use one of the addresses that JupyterLab prints.")
    sys.stdout.flush()
    if os.name == "posix":
        # Its signals and its exit code are then the terminal's own business.
        os.execv(arguments[0], arguments)
    return subprocess.call(arguments)


def copy_lessons(folder: Path) -> int:
    """Make or renew the working copies and say what a learner has to know; 0 or 1."""
    try:
        made = copies.make_copies(folder)
    except OSError as error:
        print(f"The working copies could not be written: {error}", file=sys.stderr)
        return 1
    if not made:
        print("There is no lesson to copy.", file=sys.stderr)
        return 1
    for copy in made:
        if copy.sentence():
            print(copy.sentence())
    print(f"Your lessons are in {folder}")
    return 0


def copies_dir() -> Path:
    """Where a learner's copies are: in the checkout, else in the folder they work in."""
    return (shelf.project_dir() or Path.cwd()) / FOLDER


def command(folder: Path, extra: Sequence[str] = ()) -> list[str]:
    """The command that opens JupyterLab on the first lesson."""
    first = shelf.notebooks()[0].name
    environment = os.environ
    return [
        *(sys.executable, "-m", "jupyterlab"),
        f"--ServerApp.root_dir={folder}",
        # Part of the address that JupyterLab prints and opens, so that both show the lesson.
        f"--LabApp.default_url=/lab/tree/{first}",
        *(["--allow-root"] if is_root() else []),
        *([] if has_display(sys.platform, environment) else ["--no-browser"]),
        *extra,
    ]


def is_root() -> bool:
    """Whether the user id is 0, as in most containers."""
    return hasattr(os, "geteuid") and os.geteuid() == 0


def has_display(platform: str, environment: Mapping[str, str]) -> bool:
    """Whether a browser could show itself here."""
    if not platform.startswith("linux"):
        return True
    if is_root():  # browsers refuse to run as root
        return False
    return any(environment.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY"))
