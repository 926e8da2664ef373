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
from pathlib import Path

from helpers.reports import process
from helpers.reports.job import Job, JobResult

#: Seconds a report may take; none of ours comes near.
LIMIT = 300.0
#: Bytes of memory a report may take besides what its process has imported; one of 300 learners
#: takes less than a tenth.
MEMORY = 2 << 30

Submit = Callable[[Job], "Future[JobResult]"]


class NoCluster(OSError):
    """Other machines that cannot be asked, in words."""


@contextlib.contextmanager
def here(count: int, limit: float | None = None) -> Iterator[Submit]:
    """Processes of this machine, begun at the first report; however it ends, none is left.

    Args:
        limit: seconds a report may take, by default :data:`LIMIT`.
    """
    from pebble import ProcessPool

    numbers, seconds = itertools.count(), LIMIT if limit is None else limit
    context = process.context()
    with _room() as room:
        pool = ProcessPool(
            count, context=context, initializer=process.begin, initargs=(MEMORY, str(room))
        )

        def submit(job: Job) -> Future[JobResult]:
            place = room / str(next(numbers))
            future: Future[JobResult] = pool.schedule(
                process.make, args=(job, str(place)), timeout=seconds
            )
            # A process that died could not clear away.
            future.add_done_callback(lambda _: shutil.rmtree(place, ignore_errors=True))
            return future

        try:
            yield submit
        finally:
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
