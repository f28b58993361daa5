"""Damaged records and ledgers that lie: an error that is declared, or a record that is true."""

import json
from copy import deepcopy
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from pydantic import ValidationError

from cleaners import Record, Reject, clean, undo
from cleaners.document import Edit, Span
from cleaners.record import restore, with_edits, without_edits
from flows.sinks import Damaged, read_record, read_reject
from tests.expected import SEEDS
from tests.fuzz import pieces
from tests.fuzz.loop import Target

ODD_VALUES: tuple[object, ...] = (
    *(None, True, -1, 0, 10**12, 10**30, 1.5, float("inf"), "", "x", "\ud800", "\x00", "é" * 50),
    *([], {}, [[]], [0, 10**9], [5, 2], [-3, -1], ["a", "b"], {"a": 1}, "idna", "utf-16", "rot13"),
    *("zlib_codec", "undefined", "unicode_escape", "mbcs", "punycode", "base64", "utf-7", "zz"),
)


@cache
def bases() -> tuple[bytes, ...]:
    """Records and rejects of the seeds and of odd bytes, as a store holds them."""
    raws = [seed.read_bytes() for seed in SEEDS]
    raws += [b"Kim II-Sung \xff\xfe Square", "naïve “quotes”".encode("cp1252"), b""]
    raws += ["one two three".encode("utf-16"), "Putin\r\nKim II-Sung".encode("utf-8-sig")]
    return tuple(clean(raw).model_dump_json().encode() for raw in raws)


def damaged_json(random: Random) -> bytes:
    """A record with some of its values replaced, dropped or moved; sometimes its bytes too."""
    raw = random.choice(bases())
    if random.random() < 0.3:
        return pieces.damaged(random, raw)
    data = json.loads(raw)
    for _ in range(random.randint(1, 3)):
        _spoil(random, data)
    made = json.dumps(data, ensure_ascii=random.random() < 0.5)
    return made.encode("utf-8", random.choice(("surrogatepass", "replace")))


def _spoil(random: Random, inside: Any) -> None:  # any JSON
    """One place somewhere inside, as deep as chance goes."""
    while True:
        keys = list(inside) if isinstance(inside, dict) else list(range(len(inside)))
        if not keys:
            return
        key = random.choice(keys)
        value = inside[key]
        if isinstance(value, dict | list) and value and random.random() < 0.8:
            inside = value
            continue
        kind = random.random()
        if kind < 0.2:
            del inside[key]
        elif kind < 0.4 and isinstance(value, int) and not isinstance(value, bool):
            inside[key] = value + random.choice((-1, 1, 7, -value * 2))
        elif kind < 0.6 and isinstance(value, str):
            inside[key] = value[: random.randint(0, len(value))] + random.choice(("", "x", "\x00"))
        elif kind < 0.7 and isinstance(inside, list):
            inside.append(deepcopy(value))
        else:
            inside[key] = deepcopy(random.choice(ODD_VALUES))
        return


def check_record(data: bytes, folder: Path) -> str:
    try:
        record = Record.model_validate_json(data)
    except ValidationError:
        record = None
    path = folder / "record.json"
    path.write_bytes(data)
    for reader in (read_record, read_reject):
        try:
            reader(path)
        except Damaged as e:
            assert "\n" not in str(e), "a message of many lines"
    if record is None:
        return "refused"
    assert Record.model_validate_json(record.model_dump_json()) == record, "round trip"
    assert len(restore(record)) == record.source.size
    assert with_edits(without_edits(record), record.edits) == record
    return "record"


def check_undo(data: bytes, folder: Path) -> str:
    """Ledgers made of nothing: a text, or ValueError."""
    random = Random(data)
    text = pieces.text(random, 4)
    edits = []
    for _ in range(random.randint(0, 6)):
        start = random.randint(-3, len(text) + 3)
        after = text[max(0, start) : max(0, start) + random.randint(0, 5)]
        after = after if random.random() < 0.8 else random.choice(pieces.HOSTILE)
        edits.append(Edit("x.y", start, random.choice(pieces.HOSTILE), after, Span(0, 0)))
    try:
        undo(text, edits)
    except ValueError:
        return "refused"
    return "undone"


def check_reject(data: bytes, folder: Path) -> str:
    try:
        reject = Reject.model_validate_json(data)
    except ValidationError:
        return "refused"
    assert Reject.model_validate_json(reject.model_dump_json()) == reject
    return "reject"


def seed_of(random: Random) -> bytes:
    return random.randbytes(8)


TARGETS = (
    Target("record-json", damaged_json, check_record),
    Target("reject-json", damaged_json, check_reject),
    Target("undo", seed_of, check_undo),
)
