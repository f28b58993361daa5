"""Articles made of sentences that are written here, the same for the same number.

Eight in a hundred are in another language, ten have odd characters, five are a former article with
one paragraph changed. Around each stands what pages print around stories.
"""

import json
import random
from collections.abc import Iterator

PARAGRAPHS = 14
WHO = "The minister|A spokesman|The mayor of Oslo|President Putin|Kim Jong Un|The court|Her lawyer"
DID = "said on {day} that|told reporters that|wrote in a letter that|denied that|confirmed that"
WHAT = (
    "the talks with the union had failed|the bridge would stay closed until spring"
    "|nobody was hurt in the fire|the company owed {n} million dollars"
    "|more than {n} people had left the town|the law was not ready|the vote would be held in June"
)
WHERE = "in Moscow|near the border|after the meeting in Paris|at the harbour|before the summit"
DAYS = "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday"
FOREIGN = (
    "Der Minister sagte am Montag, dass die Gespräche mit der Gewerkschaft gescheitert sind.",
    "El ministro dijo el lunes que las conversaciones con el sindicato habían fracasado.",
    "Le ministre a dit lundi que les discussions avec le syndicat avaient échoué.",
    "Министр сказал в понедельник, что переговоры с профсоюзом не удались.",
)
HEAD = ("Share this article", "By Jane Miller", "Published June 19, 2024")
TAIL = ("Read more:", "Leave a Reply", "Copyright © 2024 Example News. All rights reserved.")
ODD = ("â€™", "Ã©", "&amp;", "\u00a0", "\u200b", "\u00ad", "“", "” ", "  ", "\ufb01")


def articles(count: int) -> Iterator[str]:
    """Rows of JSONL, {id, text}, of about 3.6 kB."""
    draw = random.Random(0)
    former = ""
    for n in range(count):
        text = _again(former, draw) if former and draw.random() < 0.05 else _article(draw)
        former = text
        yield json.dumps({"id": str(n), "text": text}, ensure_ascii=False) + "\n"


def _article(draw: random.Random) -> str:
    foreign = draw.choice(FOREIGN) if draw.random() < 0.08 else ""
    story = [
        " ".join(foreign or sentence(draw) for _ in range(draw.randint(1, 4)))
        for _ in range(PARAGRAPHS)
    ]
    if draw.random() < 0.10:
        for _ in range(6):
            n = draw.randrange(len(story))
            at = draw.randrange(len(story[n]))
            story[n] = story[n][:at] + draw.choice(ODD) + story[n][at:]
    title = sentence(draw).removesuffix(".")
    return "\n".join((title, *HEAD, *story, *TAIL))


def _again(former: str, draw: random.Random) -> str:
    lines = former.split("\n")
    lines[draw.randrange(4, len(lines) - 3)] = sentence(draw)
    return "\n".join(lines)


def sentence(draw: random.Random) -> str:
    """One sentence of news.

    >>> sentence(random.Random(3))
    'A spokesman confirmed that more than 487 people had left the town near the border.'
    """
    who, did, what, where = (draw.choice(part.split("|")) for part in (WHO, DID, WHAT, WHERE))
    words = f"{who} {did} {what} {where}.".replace("{day}", draw.choice(DAYS.split("|")))
    if draw.random() < 0.3:
        words = f"“We don’t know why {what},” {who[0].lower()}{who[1:]} said {where}."
    return words.replace("{n}", str(draw.randint(2, 900)))
