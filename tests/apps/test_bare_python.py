"""The apps run in a browser's Python: no threads, no processes, only the core packages."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = """\
import importlib, os, pkgutil, subprocess, sys, threading

class Barred:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {barred!r}:
            raise ImportError(f"{{name}} is not part of the core")

def refuse(*args, **kwargs):
    raise RuntimeError("there is no such thing in a browser")

sys.meta_path.insert(0, Barred())
import helpers.apps  # numpy and matplotlib may ask the machine about itself on import
threading.Thread.start = subprocess.Popen.__init__ = os.fork = refuse
count = 0
for entry in pkgutil.iter_modules(helpers.apps.__path__):
    module = importlib.import_module(f"helpers.apps.{{entry.name}}")
    for name in dir(module):
        if name.endswith("_app") and getattr(module, name).__module__ == module.__name__:
            app = getattr(module, name)()
            app._repr_mimebundle_()
            app.drive()
            count += 1
print(count)
"""


def test_every_app_runs_without_threads_processes_and_extras() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = {
        requirement.split(">")[0].split("[")[0].replace("-", "_")
        for group in project["optional-dependencies"].values()
        for requirement in group
    }
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM.format(barred=extras - {"nbformat", "ipykernel"})],
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) >= 4
