"""Reports add up, say what was done, and fail a run that is not what was demanded."""

from functools import partial
from pathlib import Path

import pytest

from flows import work
from flows.batch import run_shard
from flows.fault import Fault
from flows.lock import locked
from flows.runs import Report, last_report, report_of, unmet, write_report
from tests.expected import SEEDS
from tests.flows.running import HERE, NEWS


@pytest.fixture(scope="module")
def result(tmp_path_factory: pytest.TempPathFactory) -> work.Result:
    """A run over the seeds."""
    store = tmp_path_factory.mktemp("store")
    with locked(store):
        return work.run(SEEDS[0].parent, store, NEWS, HERE, partial(map, run_shard))


def made(result: work.Result, store: Path) -> Report:
    (store / "reports").mkdir(exist_ok=True)
    report = report_of(result, store, "seeds", NEWS, HERE, 1.5)
    write_report(store, report, keep=3)
    return report


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("{", "", "no report any more"),
        ('"seconds": 1.5', '"seconds": []', "no report any more"),
        ('"run": "2', '"run": "x', "the report of another run"),
    ],
)
def test_a_damaged_report_is_told_of(
    result: work.Result, tmp_path: Path, old: str, new: str, says: str
) -> None:
    report = made(result, tmp_path)
    path = tmp_path / "reports" / f"{report.run}.json"
    path.write_text(path.read_text().replace(old, new, 1))
    with pytest.raises(Fault, match=f"{says}.*delete it"):
        last_report(tmp_path)


def test_a_report_says_what_was_done(result: work.Result, tmp_path: Path) -> None:
    report = made(result, tmp_path)
    assert last_report(tmp_path) == report
    assert report.counts["clean"] == 5
    assert report.junk["comment_form"] > 10
    assert report.rules["names.spell"] >= 5
    assert 0 < report.removed_share < 0.5
    assert len(report.worst) >= 3 and report.worst[0][1] >= report.worst[-1][1]
    assert "characters.code-page" in report.never_fired
    stages = {"read", "decode", "characters", "names", "boilerplate", "language", "write"}
    assert stages <= set(report.seconds_by_stage)
    text = (tmp_path / f"reports/{report.run}.md").read_text()
    assert "| comment_form |" in text and "rules never fired" in text


def test_a_report_holds_no_text(result: work.Result, tmp_path: Path) -> None:
    report = made(result, tmp_path).model_dump_json()
    for seed in SEEDS:
        assert not any(line in report for line in seed.read_text().split("\n") if len(line) > 30)


def test_old_reports_go_and_numbers_go_on(result: work.Result, tmp_path: Path) -> None:
    names = [made(result, tmp_path).run for _ in range(5)]
    left = sorted(p.name for p in (tmp_path / "reports").iterdir())
    assert left == sorted(f"{name}.{end}" for name in names[2:] for end in ("json", "md"))
    assert names[-1].endswith("-5")


def test_the_last_run_is_told_by_its_number(result: work.Result, tmp_path: Path) -> None:
    """A clock that goes back changes nothing."""
    report = made(result, tmp_path)
    later = report.model_copy(update={"run": "20010101T000000Z-2"})
    write_report(tmp_path, later, keep=1)
    assert last_report(tmp_path) == later
    assert len(list((tmp_path / "reports").iterdir())) == 2


@pytest.mark.parametrize(
    ("demand", "message"),
    [
        ({"min_articles": 6}, "5 articles came in; min_articles is 6"),
        ({"max_removed_share": 0.01}, "of all text was removed; max_removed_share is 1.0%"),
        ({"max_reject_share": 0.0}, None),
        ({"min_articles": 5, "max_removed_share": 0.9}, None),
    ],
)
def test_demands(result: work.Result, demand: dict[str, float], message: str | None) -> None:
    found = unmet(result, HERE.model_copy(update=demand))
    assert [message in f for f in found if message] == ([True] if message else [])
    assert bool(found) == bool(message)


def test_too_many_rejects(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("")
    with locked(tmp_path / "s"):
        result = work.run(tmp_path, tmp_path / "s", NEWS, HERE, partial(map, run_shard))
    (found,) = unmet(result, HERE.model_copy(update={"max_reject_share": 0.5}))
    assert found == "100.0% of 1 articles were rejected; max_reject_share is 50.0%"
