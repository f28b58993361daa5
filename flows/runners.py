"""Who works on the shards of a run: processes of this machine, or workers of a Dask or Ray cluster.

One setting chooses, and the flow is the same. A task is a shard, never an article. References go in
and counts come out; no text of an article reaches Prefect's database or logs, or Dask's scheduler.
A shard that runs again, because its worker was killed, writes the same whole files again, and the
manifest learns of them once, from the process that leads the run.
"""

import logging
import os
import pickle
import socket
import threading
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Executor
from concurrent.futures.process import BrokenProcessPool
from contextlib import AbstractContextManager, contextmanager
from itertools import chain, islice
from pathlib import Path
from typing import NamedTuple, TypeVar, cast
from urllib.parse import urlsplit

from prefect import task
from prefect.cache_policies import NO_CACHE
from prefect.utilities.annotations import quote

from cleaners.fingerprint import fingerprint, package_version
from flows.batch import Done, run_shard
from flows.fault import Fault
from flows.listing import Job
from flows.lock import NAME as LOCK
from flows.places import is_private, is_url
from flows.pool import pool
from flows.settings import Settings

T = TypeVar("T")
Counts = dict[str, int]
Ticket = Callable[[], Done]
HERE = ("127.0.0.1", "localhost", "::1")
_alone = threading.Lock()  # a worker of many threads still cleans one shard at a time


class Crew(NamedTuple):
    """How a shard is handed over, which gives what to call for its outcome; how many at most."""

    submit: Callable[[int, Job], Ticket]
    most: Callable[[], int]


class Counted(Counts):
    """The counts of a shard, which is all that Prefect could write; the rest travels with them."""

    def __init__(self, done: Done) -> None:
        super().__init__(done.outcomes)
        self.done = done


def cleaned(jobs: Iterator[Job], settings: Settings, processes: int) -> Iterator[Done]:
    """What becomes of each job, in their order. No more are begun than the workers can use."""
    first = list(islice(jobs, 2))
    if not first:
        return
    with _crew(first, settings, processes) as (submit, most):
        waiting: deque[Ticket] = deque()
        for number, job in enumerate(chain(first, jobs)):
            waiting.append(submit(number, job))
            if len(waiting) > most():
                yield waiting.popleft()()
        while waiting:
            yield waiting.popleft()()


@task(name="clean-shard", task_run_name="shard-{number}", cache_policy=NO_CACHE)
def clean_shard(number: int, job: Job, executor: Executor | None, box: list[Done]) -> Counts:
    """One shard, in the process pool where there is one. What it did is laid into the box.

    Prefect keeps what a task returns until the flow ends: that is why it gets the counts only.
    """
    try:
        done = executor.submit(run_shard, job).result() if executor else run_shard(job)
    except BrokenProcessPool:
        raise Fault(
            "a process that cleaned was killed, perhaps for its memory; what is written stays, "
            "run again with fewer --workers"
        ) from None
    box.append(done)
    return dict(done.outcomes)


@task(name="clean-shard", task_run_name="shard-{number}", cache_policy=NO_CACHE)
def clean_shard_there(number: int, packed: bytes, sign: str) -> Counted:
    """One shard, on a worker of a cluster."""
    return _there(packed, sign)


def _there(packed: bytes, sign: str) -> Counted:
    """The work itself, which the worker imports; Dask sends it the few lines of the task.

    The job comes packed: Prefect and Dask both look into tuples and make other tuples of them.
    """
    job: Job = pickle.loads(packed)  # noqa: S301  our own, on the way on which the task came
    _agree(job, sign)
    with _alone:
        return Counted(run_shard(job))


def _crew(first: list[Job], settings: Settings, processes: int) -> AbstractContextManager[Crew]:
    """Those whom the settings name; one shard alone is worked on in this process."""
    origin = first[0].origin
    private = [str(p) for p in (origin.source, origin.store) if is_private(str(p))]
    if len(first) < 2 or (private and settings.runner == "process"):
        return _processes(1)
    if private:
        raise Fault(f"{private[0]}: only this process sees it; expected a place that workers share")
    if settings.runner == "process":
        return _processes(processes)
    return (_dask if settings.runner == "dask" else _ray)(settings, processes)


@contextmanager
def _processes(processes: int) -> Iterator[Crew]:
    """Processes that know no Prefect; a task of Prefect's waits for each shard in a thread."""

    def submit(number: int, job: Job) -> Ticket:
        box: list[Done] = []
        future = clean_shard.submit(number, _quoted(job), _quoted(executor), _quoted(box))

        def finished() -> Done:
            future.result()
            return box.pop()

        return finished

    with pool(processes) as executor:
        yield Crew(submit, lambda: 2 * processes if executor else 0)


@contextmanager
def _dask(settings: Settings, processes: int) -> Iterator[Crew]:
    """The workers of the cluster that the settings name, or of one that ends with the run."""
    try:
        from distributed import KilledWorker
        from prefect_dask.task_runners import DaskTaskRunner
    except ImportError as e:
        raise Fault(f"COPYDESK_RUNNER=dask: {e}; pip install copydesk[dask]") from None
    _reachable(settings.cluster)
    logging.getLogger("distributed").setLevel(logging.WARNING)
    local = {
        "n_workers": processes,
        "threads_per_worker": 1,
        "dashboard_address": "127.0.0.1:0",
        "security": True,
    }
    made = DaskTaskRunner(
        address=settings.cluster, cluster_kwargs=None if settings.cluster else local
    )

    def submit(number: int, job: Job) -> Ticket:
        future = runner.submit(clean_shard_there, _given(number, job))

        def finished() -> Done:
            try:
                return cast(Counted, future.result()).done
            except KilledWorker:
                raise Fault(
                    f"shard {number} killed one worker after another, perhaps for its memory; what "
                    "is written stays, run again with a smaller COPYDESK_SHARD_BYTES"
                ) from None

        return finished

    with made as runner:
        try:
            client = runner.client
        except OSError as e:
            raise Fault(f"COPYDESK_CLUSTER={settings.cluster}: {e}; is a scheduler there?") from e
        yield Crew(submit, lambda: 2 * max(1, sum(client.nthreads().values())))
        # Its end is no news: Prefect's threads keep a worker longer than Dask waits.
        logging.getLogger("distributed.nanny").setLevel(logging.ERROR)


@contextmanager
def _ray(settings: Settings, processes: int) -> Iterator[Crew]:
    """The workers of a Ray cluster, or of one that ends with the run."""
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")  # it would tell its makers of each run
    try:
        from prefect_ray.task_runners import RayTaskRunner
        from ray import cluster_resources
    except ImportError as e:
        raise Fault(f"COPYDESK_RUNNER=ray: {e}; pip install copydesk[ray]") from None
    _reachable(settings.cluster)
    local = {"num_cpus": processes, "include_dashboard": False, "log_to_driver": False}
    made = RayTaskRunner(settings.cluster, init_kwargs={} if settings.cluster else local)

    def submit(number: int, job: Job) -> Ticket:
        future = runner.submit(clean_shard_there, _given(number, job))
        return lambda: cast(Counted, future.result()).done

    with made as runner:
        yield Crew(submit, lambda: 2 * max(1, int(cluster_resources().get("CPU", 1))))


def _given(number: int, job: Job) -> dict[str, object]:
    """What a worker of a cluster is called with."""
    return {"number": number, "packed": pickle.dumps(job), "sign": _sign(job)}


def _reachable(cluster: str | None) -> None:
    """Workers elsewhere report to Prefect themselves: to a server that they can reach."""
    api = os.environ.get("PREFECT_API_URL", "")
    if cluster and urlsplit(cluster).hostname not in HERE and urlsplit(api).hostname in HERE:
        raise Fault(
            f"COPYDESK_CLUSTER={cluster}: its workers cannot reach Prefect at {api}; set "
            "PREFECT_API_URL to a server that this machine and they can reach"
        )


def _sign(job: Job) -> str:
    """What tells a folder from another of the same name on another machine; nothing for a URL."""
    store = job.origin.store
    return (store / LOCK).read_bytes().decode() if isinstance(store, Path) else ""


def _agree(job: Job, sign: str) -> None:
    """Raise Fault on a worker that would write other bytes, or write them elsewhere."""
    origin, here = job.origin, socket.gethostname()
    if fingerprint(origin.profile) != origin.mark:
        raise Fault(
            f"worker {here}: its Copydesk {package_version()} cleans otherwise than that of this "
            "run; install the same version on all machines"
        )
    try:
        is_same = _sign(job) == sign
    except OSError:
        is_same = False
    if not is_same:
        raise Fault(f"worker {here}: {origin.store} is another folder; share it, or use a URL")
    paths = [item.ref.path for item in job.items if item.ref.path and not is_url(item.ref.path)]
    if paths and not any(map(os.path.exists, paths)):
        raise Fault(f"worker {here}: {paths[0]} is not there; share the folder, or use a URL")


def _quoted(value: T) -> T:
    """A value that Prefect hands through without looking into it; it unpacks the quote itself."""
    return cast(T, quote(value))
