"""Serving the flow: one run at a time, on a schedule or when new files have arrived.

All that a year of unattended runs needs stands in one deployment: runs that would overlap are
cancelled, a stop pauses the schedule, and a run that was killed does not stay `Running` for ever.
"""

import threading
import time
from datetime import timedelta
from typing import cast

from prefect.automations import AutomationCore, EventTrigger
from prefect.client.orchestration import get_client
from prefect.client.schemas.filters import (
    DeploymentFilter,
    DeploymentFilterName,
    FlowRunFilter,
    FlowRunFilterState,
    FlowRunFilterStateType,
)
from prefect.client.schemas.objects import (
    ConcurrencyLimitConfig,
    ConcurrencyLimitStrategy,
    FlowRun,
    StateType,
)
from prefect.deployments import run_deployment
from prefect.events.actions import ChangeFlowRunState
from prefect.events.schemas.automations import Posture
from prefect.schedules import Cron, Interval, Schedule
from prefect.states import Crashed
from prefect.types.entrypoint import EntrypointType

from flows.clean import clean_articles
from flows.fault import Busy, Fault
from flows.lock import locked
from flows.places import place_of
from flows.sinks import file_name
from flows.watch import Arrivals, look

POLL = 5.0  # seconds between two looks for new files
ZOMBIES = "copydesk: runs without a heartbeat"
ALIVE = "prefect.flow-run.heartbeat"
ENDED = frozenset(
    f"prefect.flow-run.{state}"
    for state in ("Completed", "Failed", "Crashed", "Cancelled", "Cancelling", "Paused")
)
AT_WORK = (StateType.PENDING, StateType.RUNNING, StateType.CANCELLING)
SILENCE = timedelta(seconds=540)  # three heartbeats: busy machines miss one


def schedule_of(cron: str | None, every: timedelta | None, timezone: str) -> Schedule | None:
    """When runs start; None when only new files start them. Raises Fault for a bad cron line."""
    try:
        if cron:
            return Cron(cron, timezone=timezone)
        return Interval(every) if every else None
    except ValueError as e:
        raise Fault(f"--cron {cron!r}: {e}; expected five fields, as '*/10 * * * *'") from None


def serve(
    source: str, out: str, profile: str, settings: tuple[str, ...], when: Schedule | None
) -> None:
    """Serve `clean-articles` until a signal ends it; then the schedule is paused."""
    mark_zombies()
    mark_orphans(out)
    clean_articles.serve(
        name=deployment_name(out),
        schedule=when,
        global_limit=ConcurrencyLimitConfig(
            limit=1, collision_strategy=ConcurrencyLimitStrategy.CANCEL_NEW
        ),
        parameters={
            "source": source,
            "out": out,
            "profile": profile,
            "settings": settings,
        },
        pause_on_shutdown=True,
        print_starting_message=False,
        entrypoint_type=EntrypointType.MODULE_PATH,
    )


def deployment_name(out: str) -> str:
    """One deployment for each store, however often it is served."""
    return file_name(out)


def watch(source: str, out: str) -> None:
    """Start a run whenever new files are complete, for as long as this process lives."""
    threading.Thread(target=_watch, args=(source, out), daemon=True).start()


def _watch(source: str, out: str) -> None:
    arrivals = Arrivals()
    while True:
        time.sleep(POLL)
        files = arrivals.complete(look(source))
        if files and _run(deployment_name(out)):
            arrivals.settle(files)


def _run(deployment: str) -> bool:
    """Run once; whether that run has looked at SOURCE. One that met another run has not."""
    try:
        # The cast: Prefect gives a coroutine only where an event loop runs.
        name = f"{clean_articles.name}/{deployment}"
        run = cast(FlowRun, run_deployment(name, as_subflow=False))
    except Exception as e:  # the server may be busy, or not know the deployment yet
        print(f"copydesk: no run could be started: {type(e).__name__}", flush=True)
        return False
    return run.state is not None and not run.state.is_cancelled()


def mark_zombies() -> None:
    """Make Prefect call a run crashed when its process has died without a word.

    Such a run would hold the only place of its deployment, and no other would ever start.
    """
    wanted = AutomationCore(
        name=ZOMBIES,
        description="A run whose heartbeat stops was killed; it must not block the next one.",
        trigger=EventTrigger(
            after={ALIVE},
            expect={ALIVE, *ENDED},
            match={"prefect.resource.id": ["prefect.flow-run.*"]},
            for_each={"prefect.resource.id"},
            posture=Posture.Proactive,
            threshold=1,
            within=SILENCE,
        ),
        actions=[ChangeFlowRunState(state=StateType.CRASHED, message="no heartbeat any more")],
    )
    with get_client(sync_client=True) as client:
        found = client.read_automations_by_name(ZOMBIES)
        if found:
            client.update_automation(found[0].id, wanted)
        else:
            client.create_automation(wanted)


def mark_orphans(out: str) -> int:
    """Call the runs of a store crashed that a killed schedule has left at work; returns how many.

    Such a run has ended with its schedule, and would hold the only place of its deployment until
    its heartbeat is missed. While somebody holds the store it may be such a run after all, of
    another schedule; then it is left to `mark_zombies`.
    """
    states = FlowRunFilterState(type=FlowRunFilterStateType(any_=list(AT_WORK)))
    mine = DeploymentFilter(name=DeploymentFilterName(any_=[deployment_name(out)]))
    try:
        with locked(place_of(out)), get_client(sync_client=True) as client:
            found = client.read_flow_runs(
                flow_run_filter=FlowRunFilter(state=states), deployment_filter=mine
            )
            for run in found:
                client.set_flow_run_state(run.id, Crashed(message="its schedule was killed"))
    except Busy:
        return 0
    return len(found)
