"""The Prefect flow `clean-articles`: list the sources, clean them in shards, report.

`runners.py` says who works on the shards.
"""

import time
from collections.abc import Callable
from pathlib import Path
from typing import cast

from prefect import flow
from prefect.events.worker import EventsWorker
from prefect.futures import PrefectFuture
from prefect.logging.handlers import APILogWorker
from prefect.task_runners import TaskRunner, ThreadPoolTaskRunner

from flows.artifacts import followed, forget_runs, publish
from flows.fault import Fault, Unmet
from flows.lock import locked
from flows.places import place_of
from flows.pool import die_with_parent
from flows.profiles import read_profile
from flows.reading.columns import parse_columns
from flows.runners import Counts, cleaned
from flows.runs import PICTURE, report_of, write_report
from flows.settings import MOST_WORKERS, read_settings
from flows.sinks import REPORTS, writing
from flows.work import Options, run

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
    columns: str | None = None,
) -> Counts:
    """Clean every article below SOURCE into the store OUT; what has not changed is left alone.

    `profile` is a built-in profile or a TOML file, `settings` are `key=value` overrides of it, and
    `workers` is the number of processes, here or in the cluster that a run starts. At the end the
    furniture of the sites that have grown is learned for the next run, unless `learn` is off;
    `refresh` redoes records whose site has other furniture now. `verify` reads files that look
    unchanged as well, and `wait` waits while another run holds the store. `columns` names columns
    of rows, as `text=body,url=link`. Returns the counts of the run: in = clean + unchanged +
    rejected, or the run fails; it also fails, with all written, when the demands of the settings
    are not met.
    """
    die_with_parent()  # a run of a schedule that was killed would hold the store
    chosen, here, store = read_profile(profile, settings), read_settings(), place_of(out)
    processes, draw = workers or here.workers, _draws(here.report_html)
    named = parse_columns(here.columns if columns is None else columns)
    with locked(store, wait):
        start = time.monotonic()
        with followed() as advance:
            result = run(
                *(source, store, chosen, here),
                lambda jobs: cleaned(jobs, here, processes),
                Options(verify, refresh, learn, named),
                advance,
            )
        report = report_of(result, store, source, chosen, here, time.monotonic() - start)
        with writing(store):
            if draw and isinstance(store, Path):
                draw(store, store / REPORTS / PICTURE)
                report = report.model_copy(update={"picture": PICTURE})
            write_report(store, report, here.keep_reports)
    publish(report, store)
    forget_runs("clean-articles", here.keep_runs_days)
    if report.unmet:
        raise Unmet(f"{'; '.join(report.unmet)}. Everything was written; see {report.run}")
    return report.counts


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
