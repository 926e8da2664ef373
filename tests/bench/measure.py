"""What a machine shared with others can measure: processor time and memory beside the clock.

Seconds of the clock grow with what else runs here; seconds of the processor far less.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psutil

_SUBREAPER = 36  # of prctl(2): orphans become our children, so their time is counted as well


@dataclass(frozen=True)
class Spent:
    """Seconds of the processor, of this process and all that it began."""

    seconds: float

    def since(self) -> float:
        """Seconds spent since then."""
        return spent().seconds - self.seconds


def spent() -> Spent:
    """Processor time of this process and everything below it, whether it runs or has ended."""
    _keep_orphans()
    me = psutil.Process()
    total = 0.0
    for process in (me, *me.children(recursive=True)):
        with contextlib.suppress(psutil.NoSuchProcess):
            times = process.cpu_times()
            total += times.user + times.system + times.children_user + times.children_system
    return Spent(total)


def _keep_orphans() -> None:
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_SUBREAPER, 1, 0, 0, 0)


def machine() -> str:
    """Processors of this machine, and how many processes wanted one in the last minute."""
    return f"{os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}"


def makers() -> Iterator[psutil.Process]:
    """The processes below this one that make reports: children of the one they are copies of."""
    for process in psutil.Process().children(recursive=True):
        with contextlib.suppress(psutil.NoSuchProcess, OSError):
            parent = Path(f"/proc/{process.ppid()}/cmdline").read_bytes()
            if b"forkserver" in parent:
                yield process


def own_megabytes(process: psutil.Process) -> float:
    """Memory that a process shares with no other, in millions of bytes."""
    return float(process.memory_full_info().uss) / 1e6
