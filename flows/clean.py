"""The Prefect flow `clean-articles`: list the sources, clean them in shards, report.

A task is a shard, never an article: references go in, counts come out, and no text ever reaches
Prefect's database or logs. Cleaning runs in one process pool whose children know no Prefect.
"""

import time
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Executor
from concurrent.futures.process import BrokenProcessPool
from itertools import chain, islice
from pathlib import Path
from typing import TypeVar, cast

from prefect import flow, task
from prefect.cache_policies import NO_CACHE
from prefect.events.worker import EventsWorker
from prefect.futures import PrefectFuture
from prefect.logging.handlers import APILogWorker
from prefect.task_runners import TaskRunner, ThreadPoolTaskRunner
from prefect.utilities.annotations import quote

from flows.artifacts import followed, forget_runs, publish
from flows.batch import Done, Job, run_shard
from flows.fault import Fault, Unmet
from flows.lock import locked
from flows.pool import pool
from flows.profiles import read_profile
from flows.runs import PICTURE, report_of, write_report
from flows.settings import MOST_WORKERS, read_settings
from flows.sinks import REPORTS, writing
from flows.work import Options, run

T = TypeVar("T")
Counts = dict[str, int]
# The cast: Prefect's own types do not let a flow have the runner it has by default.
RUNNER = cast(
    TaskRunner[PrefectFuture[Counts]], ThreadPoolTaskRunner(max_workers=2 * MOST_WORKERS + 1)
)


@flow(name="clean-articles", task_runner=RUNNER)
def clean_articles(
    source: str,
    out: str,
    profile: str = "news",
    settings: tuple[str, ...] = (),
    workers: int | None = None,
    learn: bool = True,
    refresh: bool = False,
    verify: bool = False,
    wait: bool = False,
) -> Counts:
    """Clean every article below SOURCE into the store OUT; what has not changed is left alone.

    `profile` is a built-in profile or a TOML file, `settings` are `key=value` overrides of it, and
    `workers` is the number of processes. At the end the furniture of the sites that have grown is
    learned for the next run, unless `learn` is off; `refresh` redoes records whose site has other
    furniture now. `verify` reads files that look unchanged as well, and `wait` waits while another
    run holds the store. Returns the counts of the run: in = clean + unchanged + rejected, or the
    run fails; it also fails, with all written, when the demands of the settings are not met.
    """
    chosen, here, store = read_profile(profile, settings), read_settings(), Path(out)
    processes, draw = workers or here.workers, _draws(here.report_html)
    with locked(store, wait):
        start = time.monotonic()
        with followed() as advance:
            result = run(
                *(Path(source), store, chosen, here),
                lambda jobs: _cleaned(jobs, processes),
                Options(verify, refresh, learn),
                advance,
            )
        report = report_of(result, store, source, chosen, here, time.monotonic() - start)
        with writing(store):
            if draw:
                draw(store, store / REPORTS / PICTURE)
                report = report.model_copy(update={"picture": PICTURE})
            write_report(store, report, here.keep_reports)
    publish(report, store)
    forget_runs("clean-articles", here.keep_runs_days)
    if report.unmet:
        raise Unmet(f"{'; '.join(report.unmet)}. Everything was written; see {report.run}")
    return report.counts


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


def _draws(wanted: bool) -> Callable[[Path, Path], int] | None:
    """What writes a store as one HTML file; a missing extra is said before a run begins."""
    if not wanted:
        return None
    try:
        from flows.picture import write_picture
    except ImportError as e:
        message = f"report_html is set, and {e.name} is missing: pip install copydesk[review]"
        raise Fault(message) from None
    return write_picture


def drain() -> None:
    """Let Prefect send what it still holds, before its server is stopped."""
    APILogWorker.drain_all()
    EventsWorker.drain_all()


def _cleaned(jobs: Iterator[Job], processes: int) -> Iterator[Done]:
    """What becomes of each job, in their order. No more are begun than the processes can use."""
    first = list(islice(jobs, 2))
    with pool(processes if len(first) > 1 else 1) as executor:
        waiting: deque[tuple[PrefectFuture[Counts], list[Done]]] = deque()
        for number, job in enumerate(chain(first, jobs)):
            box: list[Done] = []
            future = clean_shard.submit(number, _quoted(job), _quoted(executor), _quoted(box))
            waiting.append((future, box))
            if len(waiting) > (2 * processes if executor else 0):
                yield _finished(*waiting.popleft())
        while waiting:
            yield _finished(*waiting.popleft())


def _finished(future: PrefectFuture[Counts], box: list[Done]) -> Done:
    future.result()
    return box.pop()


def _quoted(value: T) -> T:
    """A value that Prefect hands through without looking into it; it unpacks the quote itself."""
    return cast(T, quote(value))
