"""Reports of runs: what each did, as `reports/<run>.json` for programs and `.md` for people.

A run is named by its time and its number in the store; the number orders runs even when the clock
goes back. A report holds counts and ids, never the text of an article.
"""

import re
from datetime import UTC, datetime

from pydantic import BaseModel, ConfigDict, ValidationError

from cleaners.fingerprint import fingerprint, package_version
from cleaners.profile import Profile
from cleaners.rule import all_rules
from flows.places import Place
from flows.settings import Settings
from flows.sinks import REPORTS, Damaged, files_in, write_whole
from flows.tally import REPAIRS
from flows.terminal import shown
from flows.work import Result

COLUMNS = 10  # kinds of rows that a report tells apart
PICTURE = "report.html"
NAME = re.compile(r"\d{8}T\d{6}Z-(\d+)\.json")


class Report(BaseModel):
    """What one run did.

    `counts`: in = clean + unchanged + rejected; outdated is part of unchanged; clean and rejected
    together are new, changed, upgraded (same bytes, other rules), redone, or could not be read.
    `junk` counts the code points that left texts, by class. `worst` are the articles that lost the
    largest share, as id and share. `columns` counts the rows of containers that were looked into,
    by the columns taken of them. `seconds_by_stage` are summed over all processes. `unmet` says
    which demands of the settings the run does not meet. `picture` names the file beside the report
    that shows the whole store.
    """

    model_config = ConfigDict(frozen=True)

    run: str
    seconds: float
    source: str
    profile: str
    version: str
    fingerprint: str
    counts: dict[str, int]
    rejected: dict[str, int]
    columns: dict[str, int] = {}
    junk: dict[str, int]
    removed_share: float
    repairs: dict[str, int]
    rules: dict[str, int]
    flags: dict[str, int]
    worst: tuple[tuple[str, float], ...]
    never_fired: tuple[str, ...]
    seconds_by_stage: dict[str, float]
    unmet: tuple[str, ...]
    picture: str | None = None


def report_of(
    result: Result, store: Place, source: str, profile: Profile, settings: Settings, seconds: float
) -> Report:
    """The report of a run that has just ended."""
    tally = result.tally
    number = 1 + max((n for n, _ in _reports(store)), default=0)
    fired = {*tally.rules, *tally.flags}
    never = [r.id for r in all_rules() if r.id not in fired] if tally.letters else []
    return Report(
        run=f"{datetime.now(UTC):%Y%m%dT%H%M%SZ}-{number}",
        seconds=round(seconds, 2),
        source=source,
        profile=profile.name,
        version=package_version(),
        fingerprint=fingerprint(profile),
        counts=result.counts,
        rejected=_largest(result.rejected),
        columns=dict(result.columns.most_common(COLUMNS)),
        junk=_largest(tally.classes),
        removed_share=round(tally.share_removed(), 4),
        repairs=_largest({k: n for k, n in tally.rules.items() if k.startswith(REPAIRS)}),
        rules=_largest(tally.rules),
        flags=_largest(tally.flags),
        worst=tuple((id, share) for share, id in tally.worst),
        never_fired=tuple(never),
        seconds_by_stage={k: round(s, 3) for k, s in sorted(tally.seconds.items())},
        unmet=tuple(unmet(result, settings)),
    )


def unmet(result: Result, settings: Settings) -> list[str]:
    """Which demands of the settings a run does not meet, in words."""
    counts, out = result.counts, []
    worked = counts["clean"] + counts["rejected"]
    rejected = counts["rejected"] / worked if worked else 0.0
    removed = result.tally.share_removed()
    if settings.min_articles is not None and counts["in"] < settings.min_articles:
        out.append(f"{counts['in']} articles came in; min_articles is {settings.min_articles}")
    if settings.max_reject_share is not None and rejected > settings.max_reject_share:
        out.append(
            f"{rejected:.1%} of {worked} articles were rejected; max_reject_share is "
            f"{settings.max_reject_share:.1%}"
        )
    if settings.max_removed_share is not None and removed > settings.max_removed_share:
        out.append(
            f"{removed:.1%} of all text was removed; max_removed_share is "
            f"{settings.max_removed_share:.1%}"
        )
    return out


def write_report(store: Place, report: Report, keep: int) -> None:
    """Write a report in both forms, and delete the oldest ones until no more than `keep` remain."""
    folder = store / REPORTS
    write_whole(folder / f"{report.run}.md", as_markdown(report).encode())
    write_whole(folder / f"{report.run}.json", f"{report.model_dump_json(indent=1)}\n".encode())
    for _, name in sorted(_reports(store))[:-keep]:
        path = folder / name
        path.unlink(missing_ok=True)
        path.with_suffix(".md").unlink(missing_ok=True)


def last_report(store: Place) -> Report | None:
    """The report of the last run on a store; None when there was none. Raises Damaged."""
    found = max(_reports(store), default=None)
    return _read(store / REPORTS / found[1]) if found else None


def _read(path: Place) -> Report:
    """A report; its name says which run it is of. Raises Damaged when it is none."""
    try:
        report = Report.model_validate_json(path.read_bytes())
    except ValidationError as e:
        raise Damaged(f"{path}: no report any more: {e.errors()[0]['msg']}; delete it") from None
    if f"{report.run}.json" != path.name:
        raise Damaged(f"{path}: the report of another run, {shown(report.run)}; delete it")
    return report


def as_markdown(report: Report) -> str:
    """A report for people, and for Prefect's pages."""
    out = [f"# Run {report.run}", ""]
    out += [f"**Not as demanded:** {what}\n" for what in report.unmet]
    if report.picture:
        out += [f"[Plots and articles with their differences]({report.picture})", ""]
    out += [f"{report.source}, profile {report.profile}, {report.seconds:,} s", ""]
    for title, numbers in (
        ("articles", report.counts),
        ("rejected", report.rejected),
        ("rows, by the columns taken", {_cell(k): n for k, n in report.columns.items()}),
        ("junk, code points", report.junk),
        ("repairs", report.repairs),
        ("flags", report.flags),
        ("seconds by stage", report.seconds_by_stage),
    ):
        if numbers:
            out += [f"| {title} | |", "|---|---:|"]
            out += [f"| {k} | {v:,} |" for k, v in numbers.items()]
            out.append("")
    if report.worst:
        out += [f"{report.removed_share:.1%} of all text was removed. Most of it from:", ""]
        out += ["| article | removed |", "|---|---:|"]
        out += [f"| `{_cell(id)}` | {share:.1%} |" for id, share in report.worst]
        out += [
            "",
            f"{len(report.never_fired)} rules never fired; the report in JSON names them.",
            "",
        ]
    return "\n".join(out)


def _cell(id: str) -> str:
    """An id that cannot break out of a table or of code marks."""
    return shown(id, 200).replace("|", "¦").replace("`", "'")


def _largest(numbers: dict[str, int]) -> dict[str, int]:
    return dict(sorted(numbers.items(), key=lambda kv: (-kv[1], kv[0])))


def _reports(store: Place) -> list[tuple[int, str]]:
    """Every report of a store: its number and the name of its file."""
    found = map(NAME.fullmatch, files_in(store, REPORTS))
    return [(int(name[1]), name[0]) for name in found if name]
