"""A small article into which the examples of rules are set."""

from cleaners.decode import Decoded, decode
from cleaners.document import Document
from cleaners.pipeline import edit
from cleaners.profile import Profile, named
from cleaners.rule import Rule, rule
from cleaners.sites import Site, normal

HEADLINE = "Kim visits Moscow for the first time in four years"
STORY = (
    "Kim arrived in Moscow, the Russian capital, on Tuesday, the leader’s office said.",
    "The delegation arrived early on Tuesday morning and was met at the station by the governor "
    "and a large crowd of children.",
    "“We have waited a long time for this day,” the governor told reporters at the station.",
    "Nobody at the ministry would say who else was on the train, or why it came so late.",
    "It is his third journey abroad since the spring, and the first one by rail.",
    "The two sides will sign a treaty on Wednesday before the guests travel home.",
)
NEWS = named("news")
PAGE = named("boilerplate")
KNOWN_LINES = frozenset(normal(str(h)) for h in rule("boilerplate.site-furniture").hits)
SITE = Site("example.org", KNOWN_LINES)
ROWS_ONLY = ("boilerplate.scorer", "boilerplate.possible", "boilerplate.page-sentence")
ROWS = PAGE.model_copy(update={"off": (*PAGE.off, *ROWS_ONLY)})


def cleaned(text: str, profile: Profile = NEWS) -> Document:
    """The text with its ledger and flags; it comes from a site of which one line is known."""
    return edit(decode(text), profile, site=SITE)


def decoded(example: str) -> Decoded:
    """An example of the decode table: one character for each byte of a file."""
    return decode(example.encode("latin-1"))


def fired(doc: Document) -> set[str]:
    """The rules that edited or flagged a text."""
    return {e.rule for e in doc.edits} | {f.code for f in doc.flags}


def at_its_zone(rule: Rule, example: str) -> list[str]:
    """The carrier with the example where the rule may act: one text for each such place."""
    story = "\n".join(STORY)
    if rule.part == "text":
        return [example]
    if rule.part == "start" and rule.stage == "boilerplate":
        return [f"{HEADLINE}\n{example}{story}"] if rule.zone != "tail" else [f"{story}\n{example}"]
    if rule.part == "end":
        return [f"{story} {example}"]
    head = f"{example}\n{story}" if rule.name == "headline" else f"{HEADLINE}\n{example}\n{story}"
    tail = (
        f"{story}\n{example}" if rule.stage == "boilerplate" else f"{HEADLINE}\n{story}\n{example}"
    )
    return {
        "head": [head if rule.stage == "boilerplate" else f"{HEADLINE}\n{example}\n{story}"],
        "tail": [tail],
        "edge": [head, tail],
        "any": [in_mid_story(example), tail],
    }[rule.zone]


def in_mid_story(example: str) -> str:
    """The carrier with the example between two paragraphs of the story."""
    return "\n".join((HEADLINE, *STORY[:4], example, *STORY[4:]))
