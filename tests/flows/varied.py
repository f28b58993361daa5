"""A store of many kinds of articles, for those who read it."""

import json
from pathlib import Path

from tests.flows.running import STORY, old, run

GERMAN = (
    "Der russische Präsident empfing den Gast am Mittwoch in Moskau und sprach lange mit ihm. "
    "Danach fuhren beide gemeinsam durch die Stadt, wie ein Sprecher der Regierung sagte.\n"
)


def rows() -> list[dict[str, str]]:
    """Articles of two sites, two languages and three days; one without a day, one twice."""
    made = []
    for n in range(12):
        site = ("example.org", "example.com")[n % 2]
        body = GERMAN if n % 3 == 0 else STORY * 3
        day = f"Published: September {n % 3 + 12}, 2023\n\n" if n % 4 else ""
        text = f"{day}By Jane Doe\n\n{body}Article {n} of the twelve, it said.\n\n© 2023 Example\n"
        made.append({"url": f"https://www.{site}/{n}", "text": text})
    made.append(
        {"url": "https://example.org/odd", "text": f"Odd – “quotes”,\ttabs, 𝔘nicode.\n{STORY}"}
    )
    return made


def make(folder: Path) -> Path:
    """A store of these rows, of two files, one of them broken bytes, and of two rejects."""
    inbox = folder / "inbox"
    inbox.mkdir()
    (inbox / "rows.jsonl").write_text("\n".join(map(json.dumps, rows())))
    (inbox / "a.txt").write_bytes(b"\xef\xbb\xbf" + STORY.encode() + b"Broken \xff byte.\n")
    (inbox / "latin.txt").write_bytes(
        "Le café était fermé à Paris, où l'été commence. Il est né là.\n".encode("latin-1") * 3
    )
    (inbox / "empty.txt").write_text("")
    (inbox / "noise.txt").write_bytes(bytes(range(256)) * 4)
    for path in inbox.iterdir():
        old(path)
    run(inbox, folder / "store")
    return folder / "store"
