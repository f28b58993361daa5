"""Made articles: words drawn by rank as in real text, with names, numbers and quotations."""

import random
from collections.abc import Callable
from functools import cache
from itertools import accumulate

PLAIN = (
    "the of and to in a that for on with was as by it at from his her has have had were is are be "
    "said who which after over but not they their its an this will would been more about into than "
    "other new two first also when one last could out up there before while all against under"
)
SYLLABLES = (
    "ba be bi bo ca ce co da de di do fa fe fo ga ge go ha he ho ja jo ka ke ko la le li lo ma me "
    "mi mo na ne ni no pa pe pi po ra re ri ro sa se si so ta te ti to va ve vi vo wa we wi za ze "
    "an en in on ar er or al el is us"
)
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@cache
def vocabulary(size: int = 30_000) -> tuple[list[str], list[float]]:
    """Words and their cumulative weights: a word's weight falls with its rank."""
    draw = random.Random(7)
    made = dict.fromkeys(PLAIN.split())
    while len(made) < size:
        made["".join(draw.choices(SYLLABLES.split(), k=draw.randint(2, 4)))] = None
    return list(made), list(accumulate(1 / (rank + 2.7) for rank in range(size)))


def name(draw: random.Random) -> str:
    """A name of two words."""
    pieces = SYLLABLES.split()
    return " ".join("".join(draw.choices(pieces, k=n)).capitalize() for n in (2, 3))


def number(draw: random.Random) -> str:
    """A number as news print them."""
    kind = draw.randrange(4)
    return (
        str(draw.randint(2, 99)),
        f"{draw.randint(1, 99)}.{draw.randint(0, 9)}",
        f"{draw.randint(1, 900)},{draw.randint(0, 999):03}",
        str(draw.randint(1990, 2026)),
    )[kind]


def sentence(draw: random.Random, cast: list[str], words: int | None = None) -> str:
    """A sentence; now and then it holds one of the names of the story, or a number."""
    ranked, weights = vocabulary()
    out = draw.choices(ranked, cum_weights=weights, k=words or draw.randint(8, 26))
    if draw.random() < 0.5:
        out[draw.randrange(1, len(out))] = draw.choice(cast)
    if draw.random() < 0.3:
        out[draw.randrange(1, len(out))] = number(draw)
    text = " ".join(out)
    return text[0].upper() + text[1:] + "."


def paragraph(draw: random.Random, cast: list[str]) -> str:
    """One to three sentences, or a quotation."""
    if draw.random() < 0.2:
        quoted = " ".join(sentence(draw, cast) for _ in range(draw.randint(1, 2)))
        return f"“{quoted[:-1]},” said {draw.choice(cast)}."
    return " ".join(sentence(draw, cast) for _ in range(draw.randint(1, 3)))


def story(draw: random.Random, words: int | None = None) -> str:
    """An article of some 150 to 1,000 words, in paragraphs."""
    wanted = words or min(1500, max(120, int(draw.lognormvariate(6.0, 0.5))))
    cast = [name(draw) for _ in range(draw.randint(3, 8))] + [draw.choice(DAYS)]
    out: list[str] = []
    count = 0
    while count < wanted:
        out.append(paragraph(draw, cast))
        count += out[-1].count(" ") + 1
    return "\n".join(out)


Copy = Callable[[random.Random, str], str]
FURNITURE = (
    "Sign up for our morning newsletter and get the day's top stories in your inbox.",
    "Share this article on Facebook, X or WhatsApp.",
    "Read more: Five things to know before the markets open.",
    "Our journalism is free for everyone, thanks to readers who support us.",
    "Follow us for breaking news, analysis and opinion from our correspondents.",
)


def cut(share: float) -> Copy:
    """The story's beginning."""

    def make(draw: random.Random, text: str) -> str:
        paragraphs = text.split("\n")
        wanted, kept, count = share * len(text.split()), [], 0
        for one in paragraphs:
            words = one.split()
            kept.append(" ".join(words[: max(0, round(wanted - count))]))
            count += len(words)
            if count >= wanted:
                break
        return "\n".join(filter(None, kept))

    return make


def relaid(draw: random.Random, text: str) -> str:
    """Other quotation marks, dashes and line breaks."""
    text = text.replace("“", '"').replace("”", '"').replace("’", "'").replace("–", "-")
    return text.replace("\n", "\n\n" if draw.random() < 0.5 else " ")


def reordered(draw: random.Random, text: str) -> str:
    """The paragraphs after the first in another order."""
    first, *rest = text.split("\n")
    return "\n".join((first, *draw.sample(rest, len(rest))))


def reheadlined(draw: random.Random, text: str) -> str:
    """Another headline and standfirst that stayed in the body."""
    ranked, weights = vocabulary()
    headline = " ".join(draw.choices(ranked, cum_weights=weights, k=9)).capitalize()
    return "\n".join((headline, sentence(draw, [name(draw)], 14), text))


def furnished(draw: random.Random, text: str) -> str:
    """Two lines of the page, and a credit at the end."""
    one, two = draw.sample(FURNITURE, 2)
    lines = text.split("\n")
    lines.insert(draw.randrange(len(lines) + 1), one)
    return "\n".join((*lines, two, f"Reporting by {name(draw)}; editing by {name(draw)}"))


def quoted_otherwise(draw: random.Random, text: str) -> str:
    """One quotation put into other words, as a second translation would."""
    lines = text.split("\n")
    quotes = [n for n, line in enumerate(lines) if line.startswith(("“", '"', "„", "«"))]
    n = draw.choice(quotes or range(len(lines)))
    ranked, weights = vocabulary()
    words = lines[n].split()
    fresh = draw.choices(ranked, cum_weights=weights, k=len(words))
    keep = [
        w if w[:1].isupper() or draw.random() < 0.3 else f
        for w, f in zip(words, fresh, strict=True)
    ]
    lines[n] = " ".join(keep)
    return "\n".join(lines)


def edited(draw: random.Random, text: str) -> str:
    """One word in sixty is another: spelling, house style."""
    ranked, weights = vocabulary()
    return "\n".join(
        " ".join(
            draw.choices(ranked, cum_weights=weights)[0] if draw.random() < 1 / 60 else word
            for word in line.split(" ")
        )
        for line in text.split("\n")
    )


def developed(draw: random.Random, text: str) -> str:
    """A later version: two numbers are others, a paragraph is new, a sentence was rewritten."""
    lines = text.split("\n")
    words = [
        (n, m)
        for n, line in enumerate(lines)
        for m, w in enumerate(line.split(" "))
        if w[:1].isdigit()
    ]
    for n, m in draw.sample(words, min(2, len(words) // 3)):
        row = lines[n].split(" ")
        row[m] = number(draw)
        lines[n] = " ".join(row)
    cast = [name(draw)]
    lines.insert(draw.randrange(1, len(lines) + 1), sentence(draw, cast, 18))
    n = draw.randrange(len(lines))
    parts = lines[n].split(". ")
    parts[draw.randrange(len(parts))] = sentence(draw, cast, 12)[:-1]
    lines[n] = ". ".join(parts)
    return "\n".join(lines)


COPIES: dict[str, Copy] = {
    "the same, laid out otherwise": relaid,
    "reordered": reordered,
    "re-headlined": reheadlined,
    "boilerplate added": furnished,
    "edited, one word in sixty": edited,
    "a quotation translated anew": quoted_otherwise,
    "a later version of the story": developed,
    **{f"cut to {share:.0%}": cut(share) for share in (0.9, 0.75, 0.6, 0.5, 0.4)},
}
