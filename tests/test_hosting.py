"""What is written about hubs and read by Binder fits what is here."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
BINDER = ROOT / "binder"
PAGE = (ROOT / "docs" / "hosting.md").read_text(encoding="utf-8")


def test_binder_installs_the_lock_and_nothing_else() -> None:
    lines = (BINDER / "requirements.txt").read_text(encoding="utf-8").splitlines()
    (line,) = [line for line in lines if line and not line.startswith("#")]
    option, _, name = line.partition(" ")
    assert option == "-r" and (BINDER / name).resolve() == ROOT / "requirements.lock"


def test_binder_has_a_python_that_the_project_takes() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    least = tuple(map(int, project["requires-python"].removeprefix(">=").split(".")))
    found = re.fullmatch(r"python-(\d+)\.(\d+)\n", (BINDER / "runtime.txt").read_text())
    assert found and tuple(map(int, found.groups())) >= least


@pytest.mark.skipif(os.name != "posix", reason="Binder runs Linux")
def test_binder_can_run_the_last_step() -> None:
    last = BINDER / "postBuild"
    assert os.access(last, os.X_OK) and last.read_text().startswith("#!/bin/bash\n")
    subprocess.run(["bash", "-n", last], check=True)


def test_every_command_on_the_page_is_one() -> None:
    commands = set(re.findall(r"python -m (helpers\.\w+) (\w+)(?: (\w+))?", PAGE))
    assert ("helpers.course", "database", "grant") in commands and len(commands) >= 5
    for module, word, more in commands:
        words = [word, more] if module == "helpers.course" else [word]
        done = subprocess.run(
            [sys.executable, "-m", module, *words, "--help"],
            capture_output=True,
            text=True,
            check=False,
            cwd=ROOT,
        )
        assert done.returncode == 0, f"{module} {words}: {done.stderr}"


def test_what_the_page_names_is_there() -> None:
    from helpers.course.answer import DATABASE
    from helpers.course.hub import spawn

    assert f"`{DATABASE}`" in PAGE and "from helpers.course.hub.spawn import before_spawn" in PAGE
    assert callable(spawn.before_spawn)
    for name in re.findall(r"`((?:tests|binder)/[\w/.]*)`", PAGE):
        assert (ROOT / name).exists(), name
    parts = set(re.findall(r"\]\(#([\w-]+)\)", PAGE))
    titles = {
        re.sub(r"[^\w -]", "", line[3:]).lower().replace(" ", "-")
        for line in PAGE.splitlines()
        if line.startswith("## ")
    }
    assert parts and parts <= titles


def test_each_part_says_how_far_it_was_tried() -> None:
    parts = PAGE.split("\n## ")[1:]
    assert all("*Tried:*" in part and "*Not tried" in part for part in parts)
