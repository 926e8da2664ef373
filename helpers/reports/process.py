"""A process that makes reports: how it begins, what it may take, and when it ends."""

from __future__ import annotations

import gc
import importlib
import multiprocessing
import os
import shutil
import signal
import sys
import threading
from contextlib import suppress
from multiprocessing.connection import wait
from multiprocessing.context import BaseContext
from pathlib import Path

from helpers.reports.job import Job, JobResult

#: How the folders begin in which cohorts are unpacked; the number of their process follows.
ROOM = "life-support-reports-"
_WARM = "helpers.reports.warm"  # imported late: it takes seconds, and there may be no job


def context() -> BaseContext:
    """How processes begin: as copies of one that has everything imported and no threads."""
    # numpy would start threads when it is imported, and two processes share the machine anyway.
    for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ.setdefault(name, "1")
    if sys.platform == "win32":
        return multiprocessing.get_context("spawn")
    found = multiprocessing.get_context("forkserver")
    found.set_forkserver_preload([_WARM])
    return found


def prepare() -> None:
    """Begin the one that all others are copies of; it imports everything meanwhile."""
    if context().get_start_method() == "forkserver":
        from multiprocessing import forkserver  # Windows has none

        forkserver.ensure_running()


def begin(memory: int, room: str) -> None:
    """In the new process: what holds for all its reports."""
    # Ctrl-C reaches every process of the terminal; the first one decides what happens.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    importlib.import_module(_WARM)
    _limit_memory(memory)
    gc.freeze()
    threading.Thread(target=_end_with_parent, args=(room,), daemon=True).start()


def make(job: Job, place: str) -> JobResult:
    """Make one report."""
    build = importlib.import_module("helpers.reports.build").build
    gc.disable()  # what a report leaves is taken away at its end, at once
    try:
        result = build(job, Path(place))
        assert isinstance(result, JobResult)
        return result
    finally:
        gc.collect()
        gc.enable()


def _end_with_parent(room: str) -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        shutil.rmtree(room, ignore_errors=True)
        os._exit(1)


def allow_children() -> None:
    """Let a process of Dask begin one: it may not by itself, since it would leave it behind.

    Ours ends when its parent does.
    """
    multiprocessing.current_process()._config["daemon"] = False  # type: ignore[attr-defined]


def is_deserted(room: Path) -> bool:
    """Whether the process that a folder belongs to is gone."""
    number = room.name.removeprefix(ROOM).partition("-")[0]
    with suppress(OSError, ValueError):
        if hasattr(os, "getuid") and room.lstat().st_uid != os.getuid():
            return False
        os.kill(int(number), 0) if os.name == "posix" else None
        return False
    return number.isdecimal()


def _limit_memory(memory: int) -> None:
    """Let a report that needs too much fail by itself, before the machine does.

    Where the system knows no such limit (Windows), or keeps to none (macOS), it has none.
    """
    if sys.platform == "win32":
        return
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    limit = _address_space() + memory
    known = [value for value in (soft, hard) if value != resource.RLIM_INFINITY]
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (min([limit, *known]), hard))


def _address_space() -> int:
    """Bytes of addresses that this process holds already, used or not; 0 where nobody says."""
    try:
        pages = Path("/proc/self/statm").read_text(encoding="ascii").split()[0]
        return int(pages) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError):
        return 0
