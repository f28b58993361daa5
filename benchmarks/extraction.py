"""What a cleaner makes of the text that extractors leave of a page, against the article itself.

A file of extracted lines is JSONL, gzipped or not, with rows of two kinds: an article
`{gold_id, gold}`, its lines chosen by people, and a document
`{id, regime, gold_id, lines, keep, corpus?, extractor?, site?, url?}`, where `keep` says of every
line 1 story, 0 not, null neither. The measure knows nothing of rules or scores.
"""

import gzip
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from statistics import mean
from typing import NamedTuple

from flows.evaluate import objects
from flows.fault import Fault

REGIMES = ("residual", "naive")  # an extractor's output; all <p>, or all of <article>
GRAM = 4  # tokens
CONTESTED_LENGTH = 200
# Scripts without spaces: every character is a token, or a paragraph would be one word.
_DENSE = r"\u3040-\u30ff\u3400-\u9fff\u0e00-\u0e7f\u1000-\u109f"
TOKEN = re.compile(rf"[{_DENSE}]|[^\W_{_DENSE}]+")
# The people who chose the lines do not agree on these, so they count neither way.
CONTESTED = re.compile(
    r"\W*(?:(?:additional )?reporting by|editing by|contributing:|with .{0,30}wires"
    r"|(?:main |header |featured? )?(?:image|photo|picture)s?(?: credit)?s?:|source:"
    r"|©|\(c\) |copyright\b|by (?-i:[A-Z])"
    r"|(?:first )?(?:published|updated|posted|last (?:updated|modified))\b)[^\n]{0,160}$",
    re.IGNORECASE,
)


class Extracted(NamedTuple):
    """What one extractor left of one page, and the article that stood on it."""

    id: str
    lines: tuple[str, ...]
    keep: tuple[bool | None, ...]
    article: str
    groups: tuple[str, ...]
    url: str | None = None
    site: str | None = None

    @property
    def text(self) -> str:
        """What a cleaner gets."""
        return "\n".join(self.lines)


class Score(NamedTuple):
    """One document. `body` and `lost` count tokens of the story, `cut` its lost lines."""

    f1: float
    body: int
    lost: int
    cut: int
    junk: int
    gone: int


class Extraction(NamedTuple):
    """Many documents, all in per cent but the first."""

    documents: int
    f1: float
    body_lost: float
    junk_lines_removed: float
    harmed: float
    perfect: float


def read_extracted(path: Path) -> tuple[Extracted, ...]:
    """Every document of the two regimes. Raises Fault with file and line for an unusable row."""
    articles: dict[str, str] = {}
    documents = []
    for where, row in _rows(path):
        if "gold" in row:
            articles[str(row.get("gold_id"))] = str(row["gold"])
        elif row.get("regime") in REGIMES:
            documents.append((where, row))
    return tuple(_extracted(where, row, articles) for where, row in documents)


def measure(documents: Sequence[Extracted], outputs: Sequence[str]) -> dict[str, Extraction]:
    """The figures of every group of documents; `outputs` are the cleaned texts, in order."""
    groups: dict[str, list[Score]] = defaultdict(list)
    for document, output in zip(documents, outputs, strict=True):
        result = score(document, output)
        for group in document.groups:
            groups[group].append(result)
    return {group: _summed(scores) for group, scores in sorted(groups.items())}


def score(document: Extracted, output: str) -> Score:
    """One document: how near the article, what of the story is lost, what of the junk is gone.

    >>> page = Extracted("a", ("Share", "The bridge is open."), (False, True),
    ...                  "The bridge is open.", ("naive",))
    >>> score(page, "The bridge is open.")
    Score(f1=1.0, body=4, lost=0, cut=0, junk=1, gone=1)
    """
    keep = [
        None if contested(line) else kept
        for line, kept in zip(document.lines, document.keep, strict=True)
    ]
    neither = {_norm(line) for line, k in zip(document.lines, keep, strict=True) if k is None}
    left = "\n".join(line for line in _lines(output) if _norm(line) not in neither)
    body = lost = cut = junk = gone = 0
    survived = surviving(document.lines, output)
    for line, kept, there in zip(document.lines, keep, survived, strict=True):
        size = len(tokens(line))
        if kept:
            body += size
            lost += 0 if there else size
            cut += not there and size > 0
        elif kept is not None:
            junk += 1
            gone += not there
    f1 = _f1(_grams(tokens(left)), _article_grams(document.article))
    return Score(f1, body, lost, cut, junk, gone)


def tokens(text: str) -> list[str]:
    """Words without case, and single characters where a script has no spaces.

    >>> tokens("Kim’s visit, 習近平")
    ['kim', 's', 'visit', '習', '近', '平']
    """
    return TOKEN.findall(unicodedata.normalize("NFKC", text).lower())


def contested(line: str) -> bool:
    """A credit, copyright or byline line, which some articles hold and others do not.

    >>> contested("Photo: Jane Roe"), contested("By the river they waited.")
    (True, False)
    """
    return len(line) < CONTESTED_LENGTH and CONTESTED.match(line) is not None


def surviving(lines: Sequence[str], output: str) -> list[bool]:
    """For every line: did at least half of its tokens survive, in order?

    Whole lines are found without help; only a cleaner that edits inside lines needs rapidfuzz.
    """
    given = [_norm(line) for line in lines]
    kept = [False] * len(lines)
    at = 0
    for left in map(_norm, _lines(output)):
        while at < len(given) and given[at] != left:
            at += 1
        if at == len(given):
            return _aligned(lines, output)
        kept[at] = True
        at += 1
    return kept


def _aligned(lines: Sequence[str], output: str) -> list[bool]:
    from rapidfuzz.distance import LCSseq  # an extra; texts that lose whole lines do without

    words: list[str] = []
    owner: list[int] = []
    for n, line in enumerate(lines):
        found = tokens(line)
        words += found
        owner += [n] * len(found)
    size, hit = Counter(owner), Counter[int]()
    for step in LCSseq.opcodes(words, tokens(output)):
        if step.tag == "equal":
            hit.update(owner[step.src_start : step.src_end])
    return [size[n] > 0 and 2 * hit[n] >= size[n] for n in range(len(lines))]


def _summed(scores: Sequence[Score]) -> Extraction:
    return Extraction(
        documents=len(scores),
        f1=round(100 * mean(s.f1 for s in scores), 2),
        body_lost=_percent(sum(s.lost for s in scores), sum(s.body for s in scores)),
        junk_lines_removed=_percent(sum(s.gone for s in scores), sum(s.junk for s in scores)),
        harmed=_percent(sum(s.cut > 0 for s in scores), len(scores)),
        perfect=_percent(sum(s.cut == 0 and s.gone == s.junk for s in scores), len(scores)),
    )


def _percent(part: int, whole: int) -> float:
    return round(100 * part / max(1, whole), 2)


def _norm(line: str) -> str:
    return " ".join(tokens(line))


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.replace("\r", "\n").split("\n") if line.strip()]


Grams = Counter[tuple[str, ...]]


def _grams(words: Sequence[str]) -> Grams:
    if not words:
        return Counter()
    last = max(1, len(words) - GRAM + 1)
    return Counter(tuple(words[n : n + GRAM]) for n in range(last))


@lru_cache(maxsize=1024)
def _article_grams(article: str) -> Grams:
    """Of one page there are ten documents and of each document ten outputs: count it once."""
    return _grams(tokens("\n".join(s for s in article.split("\n") if not contested(s))))


def _f1(found: Grams, wanted: Grams) -> float:
    both = (found & wanted).total()
    precision = both / found.total() if found else float(not wanted)
    recall = both / wanted.total() if wanted else 1.0
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def _extracted(where: str, row: Mapping[str, object], articles: Mapping[str, str]) -> Extracted:
    article = articles.get(str(row.get("gold_id")))
    if article is None:
        raise Fault(f"{where}: no article with the gold_id {row.get('gold_id')!r} in this file")
    lines, keep = row.get("lines"), row.get("keep")
    if not isinstance(lines, list) or not isinstance(keep, list) or len(lines) != len(keep):
        raise Fault(f"{where}: expected as many items in `keep` as in `lines`")
    regime, url, site = row["regime"], row.get("url"), row.get("site")
    finer = (f"{regime}:{row[key]}" for key in ("corpus", "extractor") if row.get(key))
    return Extracted(
        id=str(row.get("id")),
        lines=tuple(map(str, lines)),
        keep=tuple(None if k is None else bool(k) for k in keep),
        article=article,
        groups=(str(regime), *finer),
        url=url if isinstance(url, str) else None,
        site=site if isinstance(site, str) else None,
    )


def _rows(path: Path) -> Iterator[tuple[str, Mapping[str, object]]]:
    try:
        data = path.read_bytes()
        text = (gzip.decompress(data) if path.suffix == ".gz" else data).decode("utf-8")
    except (OSError, EOFError, UnicodeDecodeError) as e:
        raise Fault(f"{path}: cannot be read: {e}; docs/accuracy.md has the format") from None
    yield from objects(path, text)
