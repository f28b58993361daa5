"""What inputs are made of: the seeds, the examples of every table, hostile fragments; and damage.

Everything is drawn from one `Random`, so that the same number gives the same bytes.
"""

import unicodedata
from functools import cache
from random import Random

from cleaners.rule import all_rules
from tests.carrier import HEADLINE, STORY
from tests.expected import SEEDS

HOSTILE = (
    *("&#0;", "&#x0;", "&#10;", "&#13;", "&#x2028;", "&#x85;", "&#xD800;", "&#1114112;", "&#32;"),
    *("&#99999999999999;", "&#x110000;", "&nosuch;", "&amp;amp;#10;", "& # 13 ;", "&lt;br&gt;"),
    *("&nbsp", "&#", "&#x;", "&;", "&amp", "amp;lt;", "&ZeroWidthSpace;", "&#8203;", "&#xfffe;"),
    *("<", "<b", "</p>", "<!--", "-->", "<script>", "</script>", "<![CDATA[", "]]>", "<br/>"),
    *("{color:red}", "{", "}", "[caption id=1]", "[/caption]", "[", "]]", "**", "__", "#", "|"),
    *("\x00", "\x07", "\x0b", "\x0c", "\x1b[31m", "\x1b]0;t\x07", "\x7f", "\x85", "\x1c", "\x1e"),
    *("\r", "\r\n", "\n", "\n\n\n", "\t", "\u2028", "\u2029", "\u00a0", "\u3000", " ", "    "),
    *("\u200b", "\u200d", "\u200e", "\u202e", "\u2066", "\u2060", "\ufeff", "\u00ad", "\u034f"),
    *("\ufe0f", "\U000e0041", "\U000e007f", "\U0001f1f0", "\U0001f468\u200d\U0001f469", "\u20e3"),
    *("\ufffd", "\ufffe", "\uffff", "\U0010ffff", "\ud800", "\udc80", "\ue000", "\ufdd0"),
    *("e\u0301", "o\u0308\u0304\u0323", "\u0301", "\u1100\u1161", "ﬁ", "Ⅱ", "Ｘｉ", "ı", "İ", "ẞ"),
    *("Ã©", "â€œ", "Ð¿Ñ€", "Ïóòèí", "Wa³êsa", "ErdoÄŸan", "ä½ å¥½", "ã\x81\x82", "Â ", "ï»¿"),
    *("Кim", "Вiden", "НАТO", "Пут\u0069н", "СОСОМ", "普京", "プーチン", "푸틴", "بوتين", "पुतिन"),
    *("Kim II-Sung", "Kim Jong-Un", "Xl Jinping", "Lavr0v", "K1m", "UKRAlNE", "|", "l", "II", "1"),
    *("“", "”", "‘", "’", '"', "'", "«", "»", "„", ",,", "´s", "`", "''", "“ ", " ”", "(", ")"),
    *("…", ".", ",", ". A", "a.A", ", ,", "% 5", "-\n", "a-\nb", " s ", "the the ", "of of", "?!"),
    *("¿", "it said. it said.", "said, “", "” he said. ", "It was stated that ", "his words."),
    *("told :", "(AA-DHA)", "MOSCOW (Reuters) -", "By Jane Doe", "© 2023 ANN", "Photo: AP"),
    *("Read more:", "https://e.org/a?b=c#d", "a@b.example", "@kim", "#tag", "12.09.2023 10:30"),
    *("2023-13-45", "=HYPERLINK(1)", "%s%n", "{{agency}}", "\\", "\\n", "$1", "\\x00"),
    *("../..", "; DROP TABLE"),
)
CODE_PAGES = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252")
LEGACY = ("latin-1", "cp1251", "koi8_r", "shift_jis", "gb18030", "big5", "euc_kr", "cp1256")
JOINERS = ("", "", " ", " ", "\n", "\n", "\n\n", "\r\n", ". ", "\t")


@cache
def lines() -> tuple[str, ...]:
    """Lines as they stand in news and in the tables' examples, good and bad."""
    found = [HEADLINE, *STORY]
    for rule in all_rules():
        for hit in rule.hits:
            found += (hit,) if isinstance(hit, str) else hit
        found += rule.misses
    for seed in SEEDS:
        found += seed.read_text("utf-8", "replace").splitlines()
    return tuple(dict.fromkeys(found))


def text(random: Random, most: int = 14) -> str:
    """A text of lines, words, fragments and odd characters, some of it cut, doubled or spoiled."""
    kind = random.random()
    if kind < 0.05:
        return repeated(random)
    pieces = [_piece(random) for _ in range(random.randint(0, most))]
    joiner = random.choice(JOINERS)
    mixed = random.random() < 0.5
    out = "".join(p + (random.choice(JOINERS) if mixed else joiner) for p in pieces)
    for _ in range(random.choice((0, 0, 1, 2, 5))):
        out = random.choice(TEXT_DAMAGE)(random, out)
    return out


def story(random: Random) -> str:
    """A text that is mostly an article."""
    body = list(STORY) + [text(random, 3) for _ in range(random.randint(0, 3))]
    random.shuffle(body)
    return "\n".join((HEADLINE, *body))


def repeated(random: Random) -> str:
    """One piece, or two in turn, many times: what a slow pattern stumbles over."""
    some = "".join(_piece(random)[:60] for _ in range(random.randint(1, 2)))
    size = random.choice((200, 2_000, 8_000))
    return (some * (size // max(1, len(some)) + 1))[:size] + random.choice(HOSTILE)


def data(random: Random) -> bytes:
    """A text as bytes, mostly as UTF-8, sometimes in another code page, sometimes damaged."""
    made = text(random)
    kind = random.random()
    if kind < 0.6:
        out = made.encode("utf-8", "surrogatepass")
    else:
        out = made.encode(random.choice(CODE_PAGES if kind < 0.8 else LEGACY), "ignore")
    return damaged(random, out) if random.random() < 0.4 else out


def damaged(random: Random, raw: bytes, most: int = 4) -> bytes:
    """Bytes with places cut, turned, doubled or filled with something else."""
    for _ in range(random.randint(1, most)):
        raw = random.choice(BYTE_DAMAGE)(random, raw)
    return raw


def _piece(random: Random) -> str:
    kind = random.random()
    if kind < 0.4:
        return random.choice(lines())
    if kind < 0.55:
        return " ".join(random.choice(lines()).split()[: random.randint(1, 6)])
    if kind < 0.9:
        return random.choice(HOSTILE)
    if kind < 0.95:
        return "".join(chr(random.randrange(0x20, 0x3000)) for _ in range(random.randint(1, 9)))
    return chr(random.randrange(0x110000))


def _cut(random: Random, made: str) -> str:
    start, end = _span(random, len(made))
    return made[:start] + made[end:]


def _doubled(random: Random, made: str) -> str:
    start, end = _span(random, len(made), 200)
    return made[:end] + made[start:end] * random.randint(1, 4) + made[end:]


def _inserted(random: Random, made: str) -> str:
    at = random.randint(0, len(made))
    return made[:at] + random.choice(HOSTILE) + made[at:]


def _everywhere(random: Random, made: str) -> str:
    """One character replaced by a fragment wherever it stands."""
    return made.replace(random.choice(made), random.choice(HOSTILE))[:20_000] if made else made


def _misread(random: Random, made: str) -> str:
    """Written in one code page and read in another, as news often is."""
    old, new = random.choice(("utf-8", *LEGACY)), random.choice(("cp1252", "latin-1", *LEGACY))
    return made.encode(old, "ignore").decode(new, "replace")


def _turkish(made: str) -> str:
    """In capitals as Turkish has them: EKİM, KASIM."""
    return made.replace("i", "İ").upper()


def _unaccented(made: str) -> str:
    """In capitals without accents, as headlines often are."""
    letters = unicodedata.normalize("NFD", made.upper())
    return "".join(c for c in letters if not unicodedata.combining(c))


def _cased(random: Random, made: str) -> str:
    start, end = _span(random, len(made))
    change = random.choice((str.upper, str.lower, str.title, str.swapcase, _turkish, _unaccented))
    return made[:start] + change(made[start:end]) + made[end:]


def _wrapped(random: Random, made: str) -> str:
    """Hard line ends, as a terminal or a mail sets them."""
    width = random.randint(20, 80)
    return "\n".join(made[at : at + width] for at in range(0, len(made), width))


TEXT_DAMAGE = (_cut, _doubled, _inserted, _inserted, _everywhere, _misread, _cased, _wrapped)


def _span(random: Random, size: int, most: int = 2_000) -> tuple[int, int]:
    start = random.randint(0, size)
    return start, min(size, start + random.randint(0, most))


def _bytes_cut(random: Random, raw: bytes) -> bytes:
    start, end = _span(random, len(raw), random.choice((1, 8, 400)))
    return raw[:start] + raw[end:]


def _bytes_ended(random: Random, raw: bytes) -> bytes:
    return raw[: random.randint(0, len(raw))]


def _bytes_turned(random: Random, raw: bytes) -> bytes:
    out = bytearray(raw)
    for _ in range(random.randint(1, 6)):
        if out:
            out[random.randrange(len(out))] ^= 1 << random.randrange(8)
    return bytes(out)


def _bytes_set(random: Random, raw: bytes) -> bytes:
    start, end = _span(random, len(raw), random.choice((1, 4, 40)))
    fill = random.choice((b"\0", b"\xff", b"\x80", b'"', b"9", b"\n", b"{", b"[", b"<"))
    return raw[:start] + fill * (end - start) + raw[end:]


def _bytes_doubled(random: Random, raw: bytes) -> bytes:
    start, end = _span(random, len(raw), 400)
    return raw[:end] + raw[start:end] + raw[end:]


def _bytes_inserted(random: Random, raw: bytes) -> bytes:
    at = random.randint(0, len(raw))
    return raw[:at] + random.choice(HOSTILE).encode("utf-8", "surrogatepass") + raw[at:]


BYTE_DAMAGE = (
    *(_bytes_cut, _bytes_ended, _bytes_turned, _bytes_turned, _bytes_set, _bytes_doubled),
    _bytes_inserted,
)
