"""Pin another Pyodide: ``python -m helpers.lessons.site.pin VERSION LOCK WHEEL...``.

``LOCK`` is the ``pyodide-lock.json`` of that version, the wheels those that Pyodide lacks.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from email import message_from_string
from pathlib import Path
from zipfile import ZipFile

from helpers.lessons.site import kernel

# Of what a wheel says that it needs, what only its front end needs is in the site already.
_NOT_NEEDED = {"widgetsnbextension", "jupyterlab-widgets"}


def main(version: str, lock: Path, wheels: list[Path]) -> None:
    """Write ``kernel.json`` anew."""
    found = json.loads(lock.read_text(encoding="utf-8"))
    entries = (_entry(wheel) for wheel in sorted(wheels))
    pinned = {
        "pyodide": version,
        "info": found["info"],
        "packages": kernel.closure(found["packages"], kernel.ROOTS),
        "wheels": {entry["name"]: entry for entry in entries},
    }
    text = json.dumps(pinned, indent=1) + "\n"
    Path(kernel.__file__).with_name("kernel.json").write_text(text, encoding="utf-8")


def _entry(wheel: Path) -> kernel.Entry:
    with ZipFile(wheel) as archive:
        names = archive.namelist()
        (metadata,) = (name for name in names if name.endswith(".dist-info/METADATA"))
        needs = message_from_string(archive.read(metadata).decode()).get_all("Requires-Dist") or []
    name = wheel.name.split("-")[0].replace("_", "-").lower()
    imports = sorted({one.split("/")[0] for one in names if one.endswith("/__init__.py")})
    tops = [one for one in imports if f"{one}/__init__.py" in names]
    return kernel.entry_of(wheel, name, tops, sorted(set(_needed(needs))))


def _needed(needs: list[str]) -> Iterator[str]:
    for need in needs:
        text, _, marker = need.partition(";")
        found = re.match(r"[\w.-]+", text)
        name = found[0].replace("_", "-").lower() if found else ""
        if not marker and name not in _NOT_NEEDED:
            yield name


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), [Path(one) for one in sys.argv[3:]])
