"""The Prefect flow `clean-articles`: list the sources, clean them in shards, report.

A task is a shard, never an article: references go in, counts come out, and no text ever reaches
Prefect's database or logs. Cleaning runs in one process pool whose children know no Prefect.
"""

import multiprocessing
from collections.abc import Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar, cast

from prefect import flow, task
from prefect.artifacts import create_markdown_artifact
from prefect.cache_policies import NO_CACHE
from prefect.futures import PrefectFuture, as_completed
from prefect.task_runners import TaskRunner, ThreadPoolTaskRunner
from prefect.utilities.annotations import quote

from cleaners.sites import Site
from flows.batch import Done, Job, run_shard, shards, summary
from flows.manifest import Row, known, opened, remember
from flows.profiles import read_profile
from flows.progress import progress
from flows.report import as_markdown
from flows.settings import read_settings
from flows.sinks import make_store
from flows.sites import learn_sites, read_rows, sites_of
from flows.sources import Ref, discover, without_duplicates

T = TypeVar("T")
# The cast: Prefect's own types do not let a flow have the runner it has by default.
RUNNER = cast(TaskRunner[PrefectFuture[Done]], ThreadPoolTaskRunner(max_workers=4))


@flow(name="clean-articles", task_runner=RUNNER)
def clean_articles(
    source: str,
    out: str,
    profile: str = "news",
    settings: tuple[str, ...] = (),
    workers: int | None = None,
    learn: bool = True,
    refresh: bool = False,
) -> dict[str, int]:
    """Clean every article below SOURCE into the store OUT; what has not changed is left alone.

    `profile` is a built-in profile or a TOML file, `settings` are `key=value` overrides of it, and
    `workers` is the number of processes. At the end the furniture of the sites that have new
    records is learned for the next run, unless `learn` is off; `refresh` redoes records whose
    site has other furniture now. Returns the counts of the run: in, clean, unchanged, rejected,
    which add up or the run fails, and outdated, which is part of unchanged.
    """
    chosen, store, here = read_profile(profile, settings), Path(out), read_settings()
    refs = tuple(without_duplicates(discover(Path(source), chosen.reject.max_bytes)))
    make_store(store)
    sites = sites_of(read_rows(store))
    pieces = tuple(shards(refs, here.shard_articles, here.shard_bytes))
    done = Done(())
    with opened(store) as base, pool(min(workers or here.workers, len(pieces))) as executor:
        before = known(base)
        jobs = [
            Job(
                piece, str(store), chosen, _rows_of(piece, before), _sites_of(piece, sites), refresh
            )
            for piece in pieces
        ]
        futures = [
            clean_shard.submit(n, _quoted(job), _quoted(executor)) for n, job in enumerate(jobs)
        ]
        with progress(len(refs)) as advance:
            for future in as_completed(futures):
                shard = future.result()
                remember(base, shard.rows)
                done = done.with_shard(shard)
                advance(shard.counts().total())
    result = summary(len(refs), done)
    if learn:
        learn_sites(store, {row.site for row in done.rows if row.site})
    create_markdown_artifact(as_markdown(result, done.counts()), key="run-report")
    return result


@task(name="clean-shard", task_run_name="shard-{number}", cache_policy=NO_CACHE)
def clean_shard(number: int, job: Job, executor: Executor | None) -> Done:
    """One shard, in the process pool where there is one."""
    return executor.submit(run_shard, job).result() if executor else run_shard(job)


@contextmanager
def pool(processes: int) -> Iterator[ProcessPoolExecutor | None]:
    """A process pool, or none where one process is enough."""
    if processes < 2:
        yield None
        return
    context = multiprocessing.get_context("forkserver")
    with ProcessPoolExecutor(processes, mp_context=context) as executor:
        yield executor


def _quoted(value: T) -> T:
    """A value that Prefect hands through without looking into it; it unpacks the quote itself."""
    return cast(T, quote(value))


def _rows_of(piece: tuple[Ref, ...], before: dict[str, Row]) -> dict[str, Row]:
    """What earlier runs know of the sources of one shard."""
    return {ref.id: before[ref.id] for ref in piece if ref.id in before}


def _sites_of(piece: tuple[Ref, ...], sites: dict[str, Site]) -> dict[str, Site]:
    """What is known of the sites of one shard."""
    return {ref.site: sites[ref.site] for ref in piece if ref.site in sites}
