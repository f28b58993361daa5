"""The tools that are compared: each takes a text and gives back what it would keep of it.

Every tool runs its own published code. What is not installed, or would have to download data
first, is named with what to install. It is not an error, and nothing is put in its place.
"""

import html
import re
from collections.abc import Callable, Iterator
from importlib.metadata import version
from typing import NamedTuple

from benchmarks.accuracy.keywords import PATTERNS, without_keywords
from cleaners import Record
from cleaners.fingerprint import fingerprint, package_version
from cleaners.language import identify
from cleaners.profile import named
from flows.article import Raw, cleaned

PROFILE = named("boilerplate")  # repairs nothing, so that no correct repair looks like a loss
INSTALL = 'pip install "copydesk[bench]"'
NOT_IN_HTML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff￾￿]")
STOPLISTS = {  # ISO 639-1, and the name of jusText's list
    "af": "Afrikaans",
    "ar": "Arabic",
    "bg": "Bulgarian",
    "bn": "Bengali",
    "ca": "Catalan",
    "cs": "Czech",
    "cy": "Welsh",
    "da": "Danish",
    "de": "German",
    "el": "Greek",
    "en": "English",
    "es": "Spanish",
    "et": "Estonian",
    "fa": "Persian",
    "fi": "Finnish",
    "fr": "French",
    "gu": "Gujarati",
    "he": "Hebrew",
    "hi": "Hindi",
    "hr": "Croatian",
    "hu": "Hungarian",
    "id": "Indonesian",
    "it": "Italian",
    "kn": "Kannada",
    "ko": "Korean",
    "lt": "Lithuanian",
    "lv": "Latvian",
    "mk": "Macedonian",
    "ml": "Malayalam",
    "mr": "Marathi",
    "ne": "Nepali",
    "nl": "Dutch",
    "no": "Norwegian_Bokmal",
    "pl": "Polish",
    "pt": "Portuguese",
    "ro": "Romanian",
    "ru": "Russian",
    "sk": "Slovak",
    "sl": "Slovenian",
    "sq": "Albanian",
    "sv": "Swedish",
    "sw": "Swahili",
    "ta": "Tamil",
    "te": "Telugu",
    "tl": "Tagalog",
    "tr": "Turkish",
    "uk": "Ukrainian",
    "ur": "Urdu",
    "vi": "Vietnamese",
}

# A text and its url; the text that is left, or None where the whole document is refused.
Clean = Callable[[str, str | None], str | None]


class Tool(NamedTuple):
    """A cleaner that can run here; `source` is the package and version that does the work."""

    name: str
    source: str
    clean: Clean


class Missing(NamedTuple):
    """A cleaner that cannot run here, why, and what to do."""

    name: str
    reason: str


def available() -> Iterator[Tool | Missing]:
    """Every tool in the order of the table; each is tried once, so that it runs or is Missing."""
    for name, make in (
        ("nothing", _nothing),
        ("keywords", _keywords),
        ("trafilatura", _trafilatura),
        ("jusText", _justext),
        ("C4", _c4),
        ("copydesk", _copydesk),
    ):
        try:
            yield from make()
        # What a tool raises when a package is missing, its data, or the network for its data.
        except (ImportError, LookupError, OSError) as e:
            first = str(e).strip().split("\n")[0]
            yield Missing(name, f"cannot run here ({first}): {INSTALL}")


def _nothing() -> Iterator[Tool]:
    yield Tool("nothing", "the text as it came", lambda text, _: text)


def _keywords() -> Iterator[Tool]:
    source = f"{len(PATTERNS)} patterns of benchmarks/accuracy/keywords.py"
    yield Tool("keywords", source, lambda text, _: without_keywords(text))


def _copydesk() -> Iterator[Tool]:
    def clean(text: str, url: str | None) -> str | None:
        result = cleaned(Raw(None, text, url=url), PROFILE)
        return result.text if isinstance(result, Record) else None

    source = f"{package_version()}, profile {PROFILE.name}, fingerprint {fingerprint(PROFILE)}"
    yield Tool("copydesk", f"copydesk {source}", clean)


def _trafilatura() -> Iterator[Tool]:
    from trafilatura import extract

    def clean(text: str, _: str | None) -> str | None:
        left: str | None = extract(page(text))
        return left

    clean("Tried.", None)
    yield Tool("trafilatura", f"trafilatura {version('trafilatura')}, defaults", clean)


def _justext() -> Iterator[Tool]:
    from justext import get_stoplist, justext

    def clean(text: str, _: str | None) -> str | None:
        name = STOPLISTS.get(identify(text).code or "")
        if name:
            found = justext(page(text), get_stoplist(name))
        else:  # jusText's own advice for a language without a list
            found = justext(page(text), frozenset(), stopwords_low=0, stopwords_high=0)
        return "\n".join(p.text for p in found if not p.is_boilerplate)

    clean("Tried.", None)
    source = f"jusText {version('justext')}, defaults, stoplist of the language langdetect finds"
    yield Tool("jusText", source, clean)


def _c4() -> Iterator[Tool]:
    """datatrove's filter as it comes and as FineWeb sets it; each also with its line rules only.

    By default it drops a whole document of fewer than five sentences: a decision about a training
    set, not about a page. Without it, the filter is compared with its peers on what they all do.
    """
    source = f"datatrove {version('datatrove')} with spaCy {version('spacy')}"
    yield _c4_filter("C4", f"{source}, C4QualityFilter()")
    yield _c4_filter("C4, lines only", f"{source}, min_num_sentences=-1", min_num_sentences=-1)
    fineweb = "filter_no_terminal_punct=False"
    yield _c4_filter("C4 as in FineWeb", f"{source}, {fineweb}", filter_no_terminal_punct=False)
    yield _c4_filter(
        "C4 as in FineWeb, lines only",
        f"{source}, {fineweb}, min_num_sentences=-1",
        filter_no_terminal_punct=False,
        min_num_sentences=-1,
    )


def _c4_filter(name: str, source: str, **settings: bool | int) -> Tool:
    from datatrove.data import Document
    from datatrove.pipeline.filters import C4QualityFilter

    rules = C4QualityFilter(**settings)

    def clean(text: str, _: str | None) -> str | None:
        document = Document(text=text, id="")
        verdict = rules.filter(document)  # True, or False with a reason
        left: str = document.text
        return left if verdict is True else None

    clean("The first call loads what splits sentences.", None)
    return Tool(name, source, clean)


def page(text: str) -> str:
    """The lines of a text as the paragraphs of a page, for tools that read HTML.

    >>> page("Share\\n\\nA & B met.")
    '<html><body>\\n<p>Share</p>\\n<p>A &amp; B met.</p>\\n</body></html>'
    """
    lines = (html.escape(NOT_IN_HTML.sub("", line).strip()) for line in text.split("\n"))
    paragraphs = "\n".join(f"<p>{line}</p>" for line in lines if line)
    return f"<html><body>\n{paragraphs}\n</body></html>"
