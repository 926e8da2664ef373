"""The fault run: ``python -m tests.bench.faults``.

Sixty cohorts of which ten are broken in ten ways; processes that make reports are killed at
random; the run itself is killed twice and begun again, then goes on on a Dask cluster. In the end
every cohort that can be read has its report, whole and made once, and the others are named.
"""

from __future__ import annotations

import contextlib
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from helpers.cohort import cohort_names, cohorts_dir
from tests.bench.measure import makers
from tests.reports.support import TODAY, cluster, small

_GOOD, _SEED = 50, 14
_HEAD = "learner_id,name,email,role\n"
#: Ten ways in which a cohort is broken, as files that take the place of right ones.
BROKEN: dict[str, dict[str, str | bytes | None]] = {
    "no-settings": {"cohort_toml": None},
    "no-toml": {"cohort_toml": 'title = "A\n'},
    "no-such-day": {"hours_csv": "learner_id,date,setting,hours\nL1,2026-02-30,lab,3\n"},
    "no-headings": {"roster_csv": "L1,Ana,,\n"},
    "one-id-twice": {"roster_csv": _HEAD + "L1,Ana,,\nL1,Bo,,\n"},
    "no-text": {"roster_csv": _HEAD.encode() + b"L1,\xff\xfe,,\n"},
    "nobody": {"roster_csv": _HEAD},
    "stranger": {"hours_csv": "learner_id,date,setting,hours\nX9,2026-02-03,lab,3\n"},
    "no-roster": {"roster_csv": None},
    "other-name": {"rosters_csv": _HEAD},
}


def main() -> int:
    """Run it whole, and say what came of it."""
    with tempfile.TemporaryDirectory(prefix="faults-") as temporary:
        folder = Path(temporary)
        names = cohort_names()
        good = [
            Path(shutil.copytree(cohorts_dir() / names[n % len(names)], folder / "in" / f"c{n}"))
            for n in range(_GOOD)
        ]
        bad = [small(folder / "in", name, **files) for name, files in BROKEN.items()]
        print(fault_run(good, bad, folder / "out"))
    return 0


def fault_run(good: list[Path], bad: list[Path], out: Path) -> str:
    """Make the reports against all odds.

    Raises:
        AssertionError: where anything is missing, twice, half-written or not named.
    """
    chance = random.Random(_SEED)
    mixed = [*good, *bad]
    chance.shuffle(mixed)
    killed = 1  # on the cluster
    for share in (0.2, 0.5):
        killed += _killed(mixed, out, round(share * len(good)), chance)
    before = {file.name: file.stat().st_mtime_ns for file in out.glob("*.html")}
    assert all((out / name).read_bytes().endswith(b"</html>\n") for name in before)
    _on_cluster(mixed, out, chance)
    told = _ended(mixed, out)
    # The one whose process was killed at last.
    assert told in ({"made": 1, "up to date": len(good) - 1}, {"up to date": len(good)}), told
    assert all((out / name).stat().st_mtime_ns == when for name, when in before.items())
    assert _ended(mixed, out) == {"up to date": len(good)}
    _check(good, bad, out)
    return (
        f"{len(good)} right, {len(bad)} named, nothing twice, nothing half-written; "
        f"{killed} processes killed, the run killed twice with {len(before)} reports made"
    )


def _check(good: list[Path], bad: list[Path], out: Path) -> None:
    pages = {f"{folder.name}.html" for folder in good}
    assert {file.name for file in out.iterdir()} == {*pages, "index.html", "manifest.json"}
    for name in pages:
        page = (out / name).read_bytes()
        assert page.endswith(b"</html>\n")
        assert f"<title>{name.removesuffix('.html')}: cohort report".encode() in page
    lines = json.loads((out / "manifest.json").read_text())["reports"]
    failed = {name for name, line in lines.items() if line["state"] == "not made"}
    assert failed == {folder.name for folder in bad}
    assert all(lines[name]["error"] for name in failed)


def _command(cohorts: list[Path], out: Path, *options: str) -> list[str]:
    names = [str(folder) for folder in cohorts]
    command = [sys.executable, "-m", "helpers.reports", *names, "--out", str(out)]
    return [*command, "--today", TODAY, *options]


def _ended(cohorts: list[Path], out: Path) -> dict[str, int]:
    """A run that nobody disturbs: how many were made and how many were up to date."""
    done = subprocess.run(_command(cohorts, out), capture_output=True, text=True, check=False)
    assert done.returncode == 1, done.stderr
    assert "Traceback" not in done.stderr, done.stderr
    words = (line.partition(": ")[0] for line in done.stdout.splitlines() if ": " in line)
    return dict(Counter(words))


def _on_cluster(cohorts: list[Path], out: Path, chance: random.Random) -> None:
    """A run on a cluster, one of whose processes is killed as soon as it makes reports."""
    with cluster() as scheduler:
        command = _command(cohorts, out, "--scheduler", scheduler)
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        while not (found := list(makers())):
            assert process.poll() is None, "nothing was killed"
            time.sleep(0.05)
        chance.choice(found).kill()
        assert process.wait() == 1  # the broken ones


def _killed(cohorts: list[Path], out: Path, enough: int, chance: random.Random) -> int:
    """A run whose processes are killed, and that is killed itself when it has made enough."""
    process = subprocess.Popen(
        _command(cohorts, out),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    # The first is killed as soon as it is there.
    killed, end, made = 0, time.monotonic() + 1_200, _made(out) - 1
    while not killed or _made(out) < enough:
        assert time.monotonic() < end and process.poll() is None, "it ended by itself"
        time.sleep(0.1)
        # One in a while, and never so many that nothing is made between two.
        if _made(out) > made and (found := _makers(process.pid)):
            made = _made(out) + 1
            with contextlib.suppress(ProcessLookupError):
                os.kill(chance.choice(found), signal.SIGKILL)
                killed += 1
    process.kill()
    process.wait()
    while _makers(process.pid):
        assert time.monotonic() < end
        time.sleep(0.1)
    return killed


def _made(out: Path) -> int:
    return len(list(out.glob("*.html")))


def _makers(session: int) -> list[int]:
    """The processes of a run that make reports: the children of the one they are copies of."""
    found: dict[int, tuple[int, bytes]] = {}
    for place in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError, IndexError, ValueError):
            state, parent, _, owner = (place / "stat").read_text().rpartition(")")[2].split()[:4]
            if int(owner) == session and state != "Z":
                found[int(place.name)] = (int(parent), (place / "cmdline").read_bytes())
    first = {number for number, (_, line) in found.items() if b"forkserver" in line}
    return [number for number, (parent, _) in found.items() if parent in first]


if __name__ == "__main__":
    sys.exit(main())
