"""How much junk left, how much story was lost, and which facts reached their field.

`gold` and `facts` compare with hand-made labels of lines, `against_article` with the article text
that people selected. All three look only at what came out, never at how.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean

from rapidfuzz.distance import LCSseq

FACTS = ("headline", "byline", "date", "dateline")  # moved or kept: neither junk nor loss
PIECE = 40  # letters; what is looked for in the text that came out
NOT_LETTERS = re.compile(r"[\W_]+")
FACT_WORD = re.compile(r"\w{2,}")
_WIDE = "\u3040-\u30ff\u3400-\u9fff\u0e00-\u0e7f\u1000-\u109f"
TOKEN = re.compile(rf"[{_WIDE}]|[^\W_{_WIDE}]+")
CONTESTED = re.compile(  # credit, copyright and byline lines: people disagree whether they belong
    r"^\W*((additional )?reporting by|editing by|contributing:|with .{0,30}wires|"
    r"(main |header |featured? )?(image|photo|picture)s?( credit)?s?:|source:|©|\(c\) |copyright\b|"
    r"by (?-i:[A-Z])|(first )?(published|updated|posted|last (updated|modified))\b)[^\n]{0,160}$",
    re.IGNORECASE,
)
FIELDS: Mapping[str, tuple[str, ...]] = {
    "headline": ("headline",),
    "byline": ("bylines",),
    "date": ("published",),
    "dateline": ("dateline",),
    "caption": ("captions",),
    "photo_credit": ("credits", "captions"),
    "agency_credit": ("agencies", "credits", "bylines"),
    "copyright": ("copyright",),
}
Answer = Mapping[str, object]  # a record as it stands in a JSONL store


@dataclass(frozen=True, slots=True)
class Labelled:
    """A hand-labelled text: its parts, each with its label, blank and unsure lines left out."""

    id: str
    parts: Sequence[tuple[str, str]]


def parts_of(
    text: str, lines: Sequence[str], inline: Iterable[Mapping[str, object]]
) -> Iterator[tuple[str, str]]:
    """The labelled parts of a text: lines, and the spans within lines that are something else.

    >>> list(parts_of("(AP) He left.", ["keep"],
    ...               [{"line": 0, "start": 0, "end": 4, "label": "agency_credit"}]))
    [('agency_credit', '(AP)'), ('keep', ' He left.')]
    """
    spans: dict[object, list[tuple[int, int, str]]] = {}
    for span in inline:
        start, end, label = int(f"{span['start']}"), int(f"{span['end']}"), f"{span['label']}"
        spans.setdefault(span["line"], []).append((start, end, label))
    for n, (line, label) in enumerate(zip(text.split("\n"), lines, strict=True)):
        if label in ("blank", "unsure"):
            continue
        at = 0
        for start, end, other in sorted(spans.get(n, [])):
            if other != label or label == "keep":
                if line[at:start].strip():
                    yield label, line[at:start]
                yield other, line[start:end]
                at = max(at, end)
        if line[at:].strip():
            yield label, line[at:]


def gold(labelled: Sequence[Labelled], answers: Mapping[str, Answer]) -> dict[str, float]:
    """Letters of junk that are gone, letters of story that are lost, articles that lost any."""
    total: Counter[str] = Counter()
    gone: Counter[str] = Counter()
    harmed = 0
    for one in labelled:
        given = _letters(_text(answers[one.id]))
        story = _letters(" ".join(text for label, text in one.parts if label == "keep"))
        lost = 0
        for label, text in one.parts:
            group = "story" if label == "keep" else "facts" if label in FACTS else "junk"
            for piece in _pieces(text):
                if group != "story" and piece in story:
                    continue
                missing = len(piece) * (piece not in given)
                lost += missing * (group == "story")
                for key in {group, label}:
                    total[key] += len(piece)
                    gone[key] += missing
        harmed += lost > 0
    shares = {key: 100 * gone[key] / total[key] for key in sorted(total) if total[key]}
    first = {
        "junk removed": shares["junk"],
        "story lost": shares["story"],
        "articles harmed": 100 * harmed / len(labelled),
    }
    return first | {f"  of {k}": v for k, v in shares.items() if k not in ("junk", "story", "keep")}


def facts(labelled: Sequence[Labelled], answers: Mapping[str, Answer]) -> dict[str, float]:
    """Recall and precision of the fields, in words; and headlines given that are none."""
    hit, want, right, given = Counter[str](), Counter[str](), Counter[str](), Counter[str]()
    for one in labelled:
        found: dict[str, list[set[str]]] = {}
        for label, text in one.parts:
            label = "headline" if label == "repeated_headline" else label
            found.setdefault(label, []).append(_words(text))
        for kind, names in FIELDS.items():
            pool = {
                w for name in names for v in _strings(answers[one.id].get(name)) for w in _words(v)
            }
            true = [words for words in found.get(kind, []) if words]
            every = set().union(*true)
            if kind == "headline" and true:
                true = [every]
            want[kind] += len(true)
            hit[kind] += sum(2 * len(words & pool) >= len(words) for words in true)
            own = [w for v in _strings(answers[one.id].get(names[0])) if (w := _words(v))]
            given[kind] += len(own)
            right[kind] += sum(2 * len(words & every) >= len(words) for words in own)
    figures = {}
    for kind in FIELDS:
        figures[f"{kind} recall"] = 100 * hit[kind] / max(1, want[kind])
        figures[f"{kind} precision"] = 100 * right[kind] / max(1, given[kind])
    wrong = given["headline"] - right["headline"]
    return figures | {"headline wrong, of articles": 100 * wrong / len(labelled)}


@dataclass(frozen=True, slots=True)
class Extracted:
    """What an extractor left of a page, which of its lines are story, and the article itself."""

    id: str
    regime: str
    lines: Sequence[str]
    keep: Sequence[int | None]
    article: str


def against_article(
    documents: Sequence[Extracted], answers: Mapping[str, Answer]
) -> dict[str, float]:
    """For each regime: F1 of runs of four words, words of the body lost, documents harmed."""
    found: dict[str, list[tuple[float, int, int]]] = {}
    for one in documents:
        found.setdefault(one.regime, []).append(_compared(one, _text(answers[one.id])))
    figures = {}
    for regime, rows in sorted(found.items()):
        figures[f"{regime} F1"] = 100 * fmean(f1 for f1, _, _ in rows)
        lost, body = sum(lost for _, lost, _ in rows), sum(body for _, _, body in rows)
        figures[f"{regime} body lost"] = 100 * lost / max(1, body)
        figures[f"{regime} harmed"] = 100 * fmean(lost > 0 for _, lost, _ in rows)
    return figures


def _compared(one: Extracted, given: str) -> tuple[float, int, int]:
    """F1, words of the body lost, words of the body."""
    keep = [
        None if _is_contested(line) else known
        for line, known in zip(one.lines, one.keep, strict=True)
    ]
    neither = {_normal(line) for line, known in zip(one.lines, keep, strict=True) if known is None}
    left = "\n".join(line for line in _bare_lines(given) if _normal(line) not in neither)
    want = "\n".join(line for line in one.article.split("\n") if not _is_contested(line))
    alive = _surviving(one.lines, given)
    body = [(len(_tokens(line)), a) for line, k, a in zip(one.lines, keep, alive, strict=True) if k]
    lost = sum(size for size, is_alive in body if not is_alive)
    return _f1(_runs(_tokens(left)), _runs(_tokens(want))), lost, sum(size for size, _ in body)


def _surviving(lines: Sequence[str], given: str) -> list[bool]:
    """Of each line whether half of its words are still there, in order."""
    left, came = [_normal(x) for x in _bare_lines(given)], [_normal(x) for x in lines]
    whole, at = [False] * len(lines), 0
    for line in left:
        while at < len(came) and came[at] != line:
            at += 1
        if at == len(came):
            return _overlapping(lines, given)
        whole[at] = True
        at += 1
    return whole


def _overlapping(lines: Sequence[str], given: str) -> list[bool]:
    words = [(word, n) for n, line in enumerate(lines) for word in _tokens(line)]
    size, hit = Counter(n for _, n in words), Counter[int]()
    for step in LCSseq.opcodes([word for word, _ in words], _tokens(given)):
        if step.tag == "equal":
            hit.update(n for _, n in words[step.src_start : step.src_end])
    return [size[n] > 0 and 2 * hit[n] >= size[n] for n in range(len(lines))]


def _is_contested(line: str) -> bool:
    return len(line) < 200 and bool(CONTESTED.match(line))


def _runs(tokens: Sequence[str]) -> Counter[tuple[str, ...]]:
    return Counter(
        tuple(tokens[n : n + 4]) for n in range(max(min(1, len(tokens)), len(tokens) - 3))
    )


def _f1(given: Counter[tuple[str, ...]], true: Counter[tuple[str, ...]]) -> float:
    both = (given & true).total()
    precision = both / given.total() if given else float(not true)
    recall = both / true.total() if true else 1.0
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def _tokens(text: str) -> list[str]:
    return TOKEN.findall(unicodedata.normalize("NFKC", text).lower())


def _normal(text: str) -> str:
    return " ".join(_tokens(text))


def _bare_lines(text: str) -> list[str]:
    return [line.strip() for line in text.replace("\r", "\n").split("\n") if line.strip()]


def _letters(text: str) -> str:
    return NOT_LETTERS.sub("", unicodedata.normalize("NFKC", text)).casefold()


def _pieces(text: str) -> list[str]:
    letters = _letters(text)
    return [letters[n : n + PIECE] for n in range(0, len(letters), PIECE)]


def _words(text: str) -> set[str]:
    return set(FACT_WORD.findall(unicodedata.normalize("NFKC", text).casefold()))


def _text(answer: Answer) -> str:
    return f"{answer.get('text') or ''}"


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for part in value.values():
            yield from _strings(part)
    elif isinstance(value, Sequence):
        for part in value:
            yield from _strings(part)
