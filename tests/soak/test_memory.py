"""Ten times the articles need no more memory: a worker's peak stays within a tenth."""

import json
import os
import time
from pathlib import Path

from tests.flows.killing import environment, start
from tests.flows.running import STORY


def test_memory_does_not_grow_with_the_number_of_articles(tmp_path: Path) -> None:
    few, many = (peaks(tmp_path / str(n), n) for n in (5_000, 50_000))
    print(f"peak kB at 5,000 articles {few}, at 50,000 {many}")
    assert many["worker"] <= 1.1 * few["worker"]


def peaks(folder: Path, articles: int) -> dict[str, int]:
    """The largest resident size, in kB, of any worker and of the process that leads them."""
    inbox = folder / "inbox"
    inbox.mkdir(parents=True)
    for n in range(articles // 2):
        (inbox / f"{n:06}.txt").write_text(f"{STORY}Article {n} of many.\n")
    made = (
        {"url": f"https://site{n % 9}.example.org/{n}", "text": f"{STORY}Row {n} of many.\n"}
        for n in range(articles // 2)
    )
    (inbox / "dump.jsonl").write_text("\n".join(map(json.dumps, made)))
    found = {"leader": 0, "worker": 0}
    env = environment(folder / "home", COPYDESK_SHARD_ARTICLES="500")
    with start(inbox, folder / "store", env) as run:
        while run.poll() is None:
            for pid in group(run.pid):
                role = "leader" if pid == run.pid else "worker"
                found[role] = max(found[role], peak(pid))
            time.sleep(0.2)
        assert run.returncode == 0
    return found


def group(leader: int) -> list[int]:
    """The processes of a run's group; its Prefect server is in one of its own."""
    out = []
    for folder in Path("/proc").iterdir():
        try:
            if folder.name.isdecimal() and os.getpgid(int(folder.name)) == leader:
                out.append(int(folder.name))
        except ProcessLookupError:
            continue
    return out


def peak(pid: int) -> int:
    """What the system says was the most a process ever held, in kB."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return 0
    return max((int(n.split()[1]) for n in lines if n.startswith("VmHWM")), default=0)
