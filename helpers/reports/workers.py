"""Processes that make reports: started once, used for many, replaced when they die.

A report that crashes its process, or never ends, costs that one report and no other.
"""

from __future__ import annotations

import importlib
import multiprocessing
import os
import signal
import sys
import time
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from multiprocessing.connection import Connection, wait
from multiprocessing.context import ForkContext, SpawnContext
from multiprocessing.process import BaseProcess
from pathlib import Path

from helpers.reports.job import Job, JobResult

#: Seconds a report may take; none of ours comes near.
LIMIT = 300.0
#: Bytes of memory a report may take besides what its process has imported; one of 300 learners
#: takes less than a tenth.
MEMORY = 2 << 30
_MAKER = "helpers.reports.build"  # imported late: it takes seconds, and there may be no job
_LOOK = 1.0  # seconds between two looks at who takes too long


_Context = ForkContext | SpawnContext


class _Worker:
    """One process, and the job it is at."""

    def __init__(self, context: _Context) -> None:
        self.pipe, theirs = context.Pipe()
        self.process: BaseProcess = context.Process(target=_serve, args=(theirs,), daemon=True)
        self.process.start()
        theirs.close()
        self.job: Job | None = None
        self.since = 0.0

    def give(self, job: Job) -> None:
        self.job, self.since = job, time.monotonic()
        self.pipe.send(job)

    def take(self) -> JobResult:
        """What came of the job; a dead process is an outcome too."""
        try:
            result = self.pipe.recv()
            assert isinstance(result, JobResult)
            return result
        except (EOFError, OSError):
            self.process.join()
            return JobResult(error=f"its process ended ({_how(self.process.exitcode)})")

    @property
    def late(self) -> bool:
        return self.job is not None and time.monotonic() - self.since > LIMIT

    def end(self) -> None:
        self.process.kill()
        self.process.join()
        self.pipe.close()


def _how(code: int | None) -> str:
    if code is not None and code < 0:
        return signal.Signals(-code).name
    return f"exit code {code}"


def _context() -> _Context:
    """Where it is safe, processes begin as copies of this one, with everything imported."""
    if sys.platform != "linux":
        return multiprocessing.get_context("spawn")
    # Threads do not survive the copying; numpy would start some when it is imported.
    for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ.setdefault(name, "1")
    importlib.import_module(_MAKER)
    return multiprocessing.get_context("fork")


def run(jobs: Sequence[Job], count: int) -> Iterator[tuple[Job, JobResult]]:
    """Make the reports, each as soon as a process is free, and tell of each when it is made.

    However it ends, no process is left.
    """
    if not jobs:
        return
    waiting, context = deque(jobs), _context()
    with _team(min(count, len(jobs)), context) as team:
        for worker in team:
            worker.give(waiting.popleft())
        while busy := [worker for worker in team if worker.job is not None]:
            for worker in _ready(busy):
                job, outcome = worker.job, _outcome(worker)
                if not worker.process.is_alive():
                    team[team.index(worker)] = worker = _replaced(worker, context)
                worker.job = None
                if waiting:
                    worker.give(waiting.popleft())
                assert job is not None
                yield job, outcome


def _ready(busy: Sequence[_Worker]) -> list[_Worker]:
    ready = wait([worker.pipe for worker in busy], _LOOK)
    return [worker for worker in busy if worker.pipe in ready or worker.late]


def _outcome(worker: _Worker) -> JobResult:
    if worker.late and not worker.pipe.poll():
        worker.process.kill()
        worker.process.join()
        return JobResult(error=f"it was not made within {LIMIT:.0f} seconds")
    return worker.take()


def _replaced(worker: _Worker, context: _Context) -> _Worker:
    worker.end()
    return _Worker(context)


@contextmanager
def _team(count: int, context: _Context) -> Iterator[list[_Worker]]:
    team: list[_Worker] = []
    try:
        for _ in range(count):
            team.append(_Worker(context))
        yield team
    finally:
        for worker in team:
            worker.end()


def _serve(pipe: Connection) -> None:
    """In the other process: make what is asked for until nobody asks any more."""
    # Ctrl-C reaches every process of the terminal; the first one decides what happens.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    build = importlib.import_module(_MAKER).build
    _limit_memory()
    parent = multiprocessing.parent_process()
    assert parent is not None
    while pipe in wait([pipe, parent.sentinel]):
        try:
            pipe.send(build(pipe.recv()))
        except (EOFError, OSError):
            return


def _limit_memory() -> None:
    """Let a report that needs too much fail by itself, before the machine does.

    Where the system knows no such limit (Windows), or keeps to none (macOS), it has none.
    """
    if sys.platform == "win32":
        return
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    limit = _address_space() + MEMORY
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
