"""Who makes reports: processes of this machine, or of others; both are asked in the same way.

``submit(job)`` gives a future of :mod:`concurrent.futures`. A report that crashes its process, or
never ends, costs that one report and no other.
"""

from __future__ import annotations

import contextlib
import itertools
import os
import shutil
import signal
import tempfile
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, wait
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import TYPE_CHECKING

from helpers.reports import process
from helpers.reports.job import Job, JobResult

if TYPE_CHECKING:
    from pebble import ProcessPool

#: Seconds a report may take; none of ours comes near.
LIMIT = 300.0
#: Bytes of memory a report may take besides what its process has imported; one of 300 learners
#: takes less than a tenth.
MEMORY = 2 << 30
# How often a report is asked for whose processes ended before one of them had begun it.
_TRIES = 3

Submit = Callable[[Job], "Future[JobResult]"]


class NoCluster(OSError):
    """Other machines that cannot be asked, in words."""


@contextlib.contextmanager
def here(count: int, limit: float | None = None) -> Iterator[Submit]:
    """Processes of this machine, begun at the first report; however it ends, none is left.

    Args:
        limit: seconds a report may take, by default :data:`LIMIT`.
    """
    seconds = LIMIT if limit is None else limit
    with _room() as room:
        pools = _Pools(count, room, seconds)
        try:
            yield pools.submit
        finally:
            pools.close()


class _Pools:
    """Processes of this machine, and others in their place.

    pebble gives up a whole pool where a process dies while none has a report. Whatever waited
    there is then made by a new one.
    """

    def __init__(self, count: int, room: Path, limit: float) -> None:
        self._count, self._room, self._limit = count, room, limit
        self._numbers = itertools.count()
        self._lock, self._closed = threading.Lock(), False
        self._pools = [self._new()]

    def _new(self) -> ProcessPool:
        from pebble import ProcessPool

        return ProcessPool(
            self._count,
            context=process.context(),
            initializer=process.begin,
            initargs=(MEMORY, str(self._room)),
        )

    def submit(self, job: Job) -> Future[JobResult]:
        """Ask for a report."""
        told: Future[JobResult] = Future()
        self._ask(job, told, _TRIES)
        return told

    def _ask(self, job: Job, told: Future[JobResult], tries: int) -> None:
        place = self._room / str(next(self._numbers))

        def done(future: Future[JobResult]) -> None:
            # A process that died could not clear away.
            shutil.rmtree(place, ignore_errors=True)
            if future.cancelled():
                told.cancel()
            elif (error := future.exception()) is None:
                told.set_result(future.result())
            elif isinstance(error, BrokenProcessPool) and tries > 1:
                self._ask_again(job, told, tries - 1)
            else:
                told.set_exception(error)

        self._scheduled(job, place).add_done_callback(done)

    def _ask_again(self, job: Job, told: Future[JobResult], tries: int) -> None:
        try:
            self._ask(job, told, tries)
        except RuntimeError as error:
            told.set_exception(error)

    def _scheduled(self, job: Job, place: Path) -> Future[JobResult]:
        with self._lock:
            if self._closed:
                raise RuntimeError("no report is asked for any more")
            if not self._pools[-1].active:
                self._pools.append(self._new())
            future: Future[JobResult] = self._pools[-1].schedule(
                process.make, args=(job, str(place)), timeout=self._limit
            )
            return future

    def close(self) -> None:
        """End all processes, whatever they are at."""
        with self._lock:
            self._closed = True
        for pool in self._pools:
            pool.stop()
            pool.join()


@contextlib.contextmanager
def _room() -> Iterator[Path]:
    """A folder in which cohorts are unpacked; those of runs that were killed are taken away."""
    for old in Path(tempfile.gettempdir()).glob(f"{process.ROOM}*"):
        if process.is_deserted(old):
            shutil.rmtree(old, ignore_errors=True)
    with tempfile.TemporaryDirectory(
        prefix=f"{process.ROOM}{os.getpid()}-", ignore_cleanup_errors=True
    ) as folder:
        yield Path(folder)


@contextlib.contextmanager
def elsewhere(scheduler: str) -> Iterator[Submit]:
    """Processes of other machines, through the scheduler of a Dask cluster.

    Raises:
        NoCluster: where Dask is not installed, or nobody answers.
    """
    try:
        from distributed import Client
    except ImportError:
        told = "--scheduler needs the extra cluster: pip install 'life-support-curriculum[cluster]'"
        raise NoCluster(told) from None
    try:
        client = Client(scheduler, set_as_default=False)
    except (OSError, ValueError) as error:
        raise NoCluster(f"the scheduler {scheduler} does not answer ({error})") from None
    with client:
        executor = client.get_executor(retries=0, pure=False)
        limit = LIMIT
        try:
            yield lambda job: executor.submit(made_there, job, limit)
        finally:
            executor.shutdown(wait=False)


_there = threading.local()


def made_there(job: Job, limit: float) -> JobResult:
    """In a worker of Dask: the report, in a process that the worker outlives."""
    if getattr(_there, "limit", None) != limit:
        process.allow_children()
        team = here(1, limit)
        # Kept for the next report; when the worker ends, its process ends by itself.
        _there.team, _there.submit, _there.limit = team, team.__enter__(), limit
    submit: Submit = _there.submit
    return outcome(submit(job))


def outcome(future: Future[JobResult]) -> JobResult:
    """What came of a job; a dead process and one without end are outcomes too."""
    from pebble import ProcessExpired

    try:
        return future.result()
    except TimeoutError:
        return JobResult(error=f"it was not made within {LIMIT:.0f} seconds")
    except ProcessExpired as error:
        return JobResult(error=f"its process ended ({_how(error.exitcode)})")
    except BrokenProcessPool:
        return JobResult(error=f"its process ended {_TRIES} times before it was begun")
    except Exception as error:  # a machine that was lost; its words may be anything
        return JobResult(error=f"it was lost on its way ({type(error).__name__})")


def _how(code: int | None) -> str:
    if code is not None and code < 0:
        return signal.Signals(-code).name
    return f"exit code {code}"


def as_made(jobs: Iterable[Job], submit: Submit, ahead: int) -> Iterator[tuple[Job, JobResult]]:
    """Make reports and tell of each when it is made.

    Args:
        jobs: they are asked for one by one, so that not all cohorts are in memory at once.
        ahead: how many may be under way.
    """
    under_way: dict[Future[JobResult], Job] = {}
    rest = iter(jobs)
    more = True
    while under_way or more:
        while more and len(under_way) < ahead:
            job = next(rest, None)
            if job is None:
                more = False
            else:
                under_way[_asked(submit, job)] = job
        done, _ = wait(under_way, return_when=FIRST_COMPLETED)
        for future in done:
            yield under_way.pop(future), outcome(future)


def _asked(submit: Submit, job: Job) -> Future[JobResult]:
    """The future of a job; it has failed already where no process can be had."""
    try:
        return submit(job)
    except RuntimeError as error:
        failed: Future[JobResult] = Future()
        failed.set_exception(error)
        return failed


def team(workers: int, scheduler: str = "") -> contextlib.AbstractContextManager[Submit]:
    """The processes of this machine, or those of a cluster where its scheduler is named."""
    return elsewhere(scheduler) if scheduler else here(workers)
