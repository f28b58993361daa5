"""What Prefect's pages show of a run: its progress, its counts, its report; and how old runs go."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

from prefect.artifacts import (
    create_link_artifact,
    create_markdown_artifact,
    create_progress_artifact,
    create_table_artifact,
    update_progress_artifact,
)
from prefect.client.orchestration import SyncPrefectClient, get_client
from prefect.client.schemas.filters import (
    ArtifactFilter,
    ArtifactFilterFlowRunId,
    FlowFilter,
    FlowFilterName,
    FlowRunFilter,
    FlowRunFilterExpectedStartTime,
)

from flows.places import Place
from flows.progress import progress
from flows.runs import Report, as_markdown
from flows.sinks import REPORTS

EVERY = 5.0  # seconds between two notes of progress, each of which is a call of Prefect's server
SOME = 200  # runs in one answer of the server


@contextmanager
def followed() -> Iterator[Callable[[float, int], None]]:
    """A function to call with how far a run is; people see it on a terminal and in Prefect."""
    made: UUID | None = None
    last = time.monotonic()

    with progress() as show:

        def advance(share: float, articles: int) -> None:
            nonlocal made, last
            show(share, articles)
            if time.monotonic() - last < EVERY:
                return
            last = time.monotonic()
            percent = round(100 * share, 1)
            if made is None:
                made = _uuid(create_progress_artifact(percent, key="clean-articles-progress"))
            else:
                update_progress_artifact(made, percent)

        yield advance
    if made is not None:
        update_progress_artifact(made, 100.0)


def publish(report: Report, store: Place) -> None:
    """Show a report on Prefect's pages."""
    if report.picture:
        link = (Path(str(store)) / REPORTS / report.picture).absolute().as_uri()
        create_link_artifact(link, link_text="plots and articles", key="run-picture")
    rows = [{"what": what, "articles": count} for what, count in report.counts.items()]
    rows += [{"what": f"rejected: {k}", "articles": n} for k, n in report.rejected.items()]
    create_table_artifact(rows, key="clean-articles-counts")
    create_markdown_artifact(as_markdown(report), key="run-report")


def forget_runs(flow: str, days: int) -> int:
    """Delete what Prefect keeps of runs of a flow that were due longer ago; returns how many went.

    Runs that were killed go as well, which never ended.
    """
    before = datetime.now(UTC) - timedelta(days=days)
    flows = FlowFilter(name=FlowFilterName(any_=[flow]))
    runs = FlowRunFilter(expected_start_time=FlowRunFilterExpectedStartTime(before_=before))
    gone = 0
    with get_client(sync_client=True) as client:
        while old := client.read_flow_runs(flow_filter=flows, flow_run_filter=runs, limit=SOME):
            for run in old:
                _forget(client, run.id)
            gone += len(old)
    return gone


def _forget(client: SyncPrefectClient, run: UUID) -> None:
    """Delete a run and its artifacts, which Prefect would keep for ever."""
    mine = ArtifactFilter(flow_run_id=ArtifactFilterFlowRunId(any_=[run]))
    for artifact in client.read_artifacts(artifact_filter=mine):
        client.delete_artifact(artifact.id)
    client.delete_flow_run(run)


def _uuid(made: object) -> UUID:
    if not isinstance(made, UUID):
        raise TypeError(f"Prefect gave {type(made).__name__} as the id of an artifact")
    return made
