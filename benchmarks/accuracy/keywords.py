"""The list of patterns that most scraping projects end up with, as a baseline.

It is written the way such lists are: wording a person has seen, no position, no context. A line
is removed when a pattern is found in it; the cap on length keeps an article that an extractor
put on one line.
"""

import re

LONGEST = 150  # code points
PATTERNS = (
    r"^share (?:this|on|via)\b",
    r"^(?:tweet|whatsapp|facebook|twitter|linkedin|e-?mail|print)$",
    r"\b(?:sign up|subscribe|register) (?:to|for) (?:our|the|my|free)\b",
    r"\bnewsletters?\b",
    r"\bsubscribers? only\b|\balready a subscriber\b|\bsubscribe now\b",
    r"^(?:log|sign) ?in\b",
    r"^advertisements?$|^sponsored\b|\bcontinues? (?:after|below) (?:this |the )?ad",
    r"^(?:read|see|watch|listen) (?:more|also|next)\b",
    r"^(?:related|recommended|more|most read|most popular|trending)"
    r"(?: (?:stories|articles|topics|news|now))?:?$",
    r"^you (?:may|might) (?:also )?(?:like|be interested)",
    r"\b(?:leave|post|write) a (?:reply|comment)\b",
    r"\bemail address will not be published\b",
    r"^\d* ?comments?(?: \(\d+\))?$",
    r"\b(?:accept|use of|uses|our) cookies\b|\bcookie (?:policy|settings)\b",
    r"\bprivacy policy\b|\bterms (?:of use|of service|and conditions)\b",
    r"\ball rights reserved\b|^©|^copyright\b",
    r"\b(?:image|photo|picture) (?:credit|source|caption)\b|\bgetty images\b",
    r"\bfollow us on\b|\bjoin (?:us on|our) (?:whatsapp|telegram|facebook|channel|group)",
    r"\bdownload (?:our|the) app\b",
    r"^click here\b",
    r"^(?:skip to|back to|go to) \w+",
    r"^(?:tags?|topics?|filed under|categor(?:y|ies)):",
    r"^(?:updated|published|posted)(?: on| at)?:? .*\d{4}",
    r"\bthis article (?:was|is) (?:originally|first) (?:published|posted)\b",
    r"^(?:lesen sie auch|mehr zum thema|anzeige|jetzt teilen|artikel teilen)\b",
    r"^(?:lea también|le puede interesar|compartir|suscríbete|te puede interesar)\b",
    r"^(?:leia (?:também|mais)|compartilhe|assine)\b",
    r"^(?:lire aussi|à lire aussi|partager|abonnez-vous|publicité)\b",
    r"^(?:leggi anche|condividi|iscriviti)\b",
    r"^(?:haberin devamı|ilgili haberler|abone ol)\b",
    r"^(?:lees ook|czytaj też|zobacz także|читайте также|читайте також)",
)
_ANY = re.compile("|".join(f"(?:{p})" for p in PATTERNS), re.IGNORECASE)


def without_keywords(text: str) -> str:
    """The text without the lines that hold one of the patterns.

    >>> without_keywords("Share this article\\nThe bridge is open.")
    'The bridge is open.'
    """
    return "\n".join(line for line in text.split("\n") if not _is_furniture(line.strip()))


def _is_furniture(line: str) -> bool:
    return len(line) <= LONGEST and _ANY.search(line) is not None
