"""The Prefect flow `clean-articles`: list the sources, clean them in shards, report.

A task is a shard, never an article: paths go in, counts come out, and no text ever reaches
Prefect's database or logs. Cleaning runs in one process pool whose children know no Prefect.
"""

import multiprocessing
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from prefect import flow, task
from prefect.artifacts import create_markdown_artifact
from prefect.cache_policies import NO_CACHE
from prefect.futures import as_completed
from prefect.task_runners import ThreadPoolTaskRunner
from prefect.utilities.annotations import quote

from flows.batch import Done, Job, run_shard, shards, summary, without_duplicates
from flows.manifest import Row, known, opened, remember
from flows.profiles import read_profile
from flows.progress import progress
from flows.report import as_markdown
from flows.settings import read_settings
from flows.sinks import make_store
from flows.sources import Lost, Ref, discover

Listing = tuple[Ref | Lost, ...]


@flow(name="clean-articles", task_runner=ThreadPoolTaskRunner(max_workers=4))
def clean_articles(
    source: str,
    out: str,
    profile: str = "news",
    settings: tuple[str, ...] = (),
    workers: int | None = None,
) -> dict[str, int]:
    """Clean every article below SOURCE into the store OUT; what has not changed is left alone.

    `profile` is a built-in profile or a TOML file, `settings` are `key=value` overrides of it, and
    `workers` is the number of processes. Returns the counts of the run: in, clean, unchanged,
    rejected; they add up, or the run fails.
    """
    chosen, store = read_profile(profile, settings), Path(out)
    here = read_settings()
    found = tuple(without_duplicates(discover(Path(source))))
    make_store(store)
    counts: Counter[str] = Counter()
    pieces = tuple(shards(found, here.shard_articles, here.shard_bytes))
    processes = min(workers or here.workers, len(pieces))
    with opened(store) as base, pool(processes) as executor:
        before = known(base)
        jobs = [Job(piece, str(store), chosen, rows_of(piece, before)) for piece in pieces]
        futures = [clean_shard.submit(n, quote(job), quote(executor)) for n, job in enumerate(jobs)]
        with progress(len(found)) as advance:
            for future in as_completed(futures):
                done = future.result()
                remember(base, done.rows)
                counts += done.counts()
                advance(done.counts().total())
    result = summary(len(found), counts)
    create_markdown_artifact(as_markdown(result, counts), key="run-report")
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


def rows_of(piece: Listing, before: dict[str, Row]) -> dict[str, Row]:
    """What earlier runs know of the sources of one shard."""
    ids = (item.id if isinstance(item, Ref) else item.reject.id for item in piece)
    return {id_: before[id_] for id_ in ids if id_ in before}
