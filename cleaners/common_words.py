"""Which language a text of some length is in, told by its commonest words or its script alone.

It is cheap and knows when it is not sure; `language.py` asks langdetect then. Most languages are
listed to be told from others, and only those of `SURE` are ever named.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Literal, NamedTuple

from cleaners.alphabets import COMMON, LANGUAGES, STOP_WORDS, latin, other, owners, votes, words
from cleaners.later import later

MORE = {  # more words for some, and languages of which neither table has any
    "es": "sus desde hasta cuando donde muy ya sin hay han eso esta esto estos ese quien ni ser "
    "tiene porque todo otros cada hoy durante además",
    "fr": "ils nous vous cette ces ses leurs donc car dont alors ainsi encore fait peut son sa "
    "entre sous contre chez lors deja bien tout tous comme",
    "pt": "nos nas ele ela seu sua pelo pela entre quando sobre disse isso este esta nesta neste",
    "it": "delle dal dalla come questo questa ed ai loro sua essere",
    "ru": "она было этом этой более чтобы когда если этого все еще ещё может тем под только",
    "tr": "eden iki yer aldı nin ın ifade",
    "id": "kami mereka sudah telah bisa karena ada saat lebih para tersebut kata adalah menjadi "
    "seperti",
    "ms": "yang dan di untuk itu ini dengan pada kepada tidak dalam akan oleh bagi ialah beliau "
    "ke dari kerana boleh telah ada kami mereka lebih adalah menjadi seperti kata",
    "sv": "jag han hon ska eller sig mycket blev",
    "af": "die van in en is het dat nie om te vir met sy op hulle aan as was ook deur",
    "cy": "y yn a i o ar ei mae yr ac wedi bod am gan ond bydd hi nid oedd",
    "sl": "je in v na se za da so s ki pa tudi bi ni po od kot z o bil bilo iz",
    "so": "ka ku iyo oo ah waa in la ay uu si soo waxaa ee kala",
    "sw": "ya na wa kwa katika ni za la kuwa hiyo huo baada yake cha wakati",
    "tl": "ang ng sa na mga at ay ni para nang si hindi rin ito kay",
    "mk": "и на во да од се за со не ги го што ќе е тоа како по",
    "sr": "и у је на да се за од са су не које који као али",
    "be": "і ў на не з што да як у для гэта ад па з'яўляецца",
    "kk": "және бұл мен бір үшін деп ол болды туралы бойынша",
    "ur": "کے کی میں ہے اور سے کا کو نے پر یہ کہ ہیں نہیں اس",
    "hi": "के की में है को से का और ने पर यह नहीं कि हैं भी",
    "mr": "आहे आणि या च्या मध्ये होते तर हे त्या ते",
    "ne": "छ र को मा ले लागि भएको गर्न पनि यो",
}
SURE = words("en de fr es pt it nl tr pl hu ro cs sv fi vi id ru uk el he ar fa")
LEAST_WORDS = 60  # of a text; a shorter one is none to be sure of
SHARE = 0.08  # of its words that are common ones
OWN = 0.04  # of its words that another language does not have
LEAD = 3  # times as many as the words that only the other has
LEAST_LETTERS = 60
KANA = later("[\u3041-\u30fa]")
JAPANESE = later("[\u3041-\u30fa\u3400-\u9fff]")
HAN = later("[\u3400-\u9fff]")
LEAST_HAN = 20
LEAST_OF_HAN = 20  # to one letter of Japanese or Korean
ELSEWHERE = later("[\u3041-\u30fa\uac00-\ud7a3]")  # no letters of Chinese
TRADITIONAL = frozenset(
    "們這國來時說對會經關發現問東為過還進個動機長門車開學書電話員業從無實點應當將報導聯記體區題樣種讓請認識該變華語選舉總統縣議黨軍戰爭灣陸韓歐聲產價資訊網"
)
SIMPLIFIED = frozenset(
    "们这国来时说对会经关发现问东为过还进个动机长门车开学书电话员业从无实点应当将报导联记体区题样种让请认识该变华语选举总统县议党军战争湾陆韩欧声产价资讯网"
)
SCRIPTS = (
    ("ko", later("[\uac00-\ud7a3]")),
    ("th", later("[\u0e01-\u0e3a]")),
)


def _lists() -> Mapping[str, frozenset[str]]:
    lists = {code: latin(code).words for code in LANGUAGES}
    lists |= {code: other(code).words for code in COMMON}
    for table in (STOP_WORDS, MORE):
        for code, text in table.items():
            lists[code] = lists.get(code, frozenset()) | words(text)
    return lists


_OWNERS = owners(_lists().items())


class Told(NamedTuple):
    """A language, and what told it."""

    code: str
    method: Literal["common-words", "script"]


def told(text: str) -> Told | None:
    """The language of a text whose common words leave no doubt; None for every other text.

    >>> told("He said that the talks with the president were over. " * 7)
    Told(code='en', method='common-words')
    >>> told("He said that the talks were over."), told("Kim Putin Moscow Pyongyang " * 20)
    (None, None)
    """
    tokens = text.lower().split()
    if len(tokens) < LEAST_WORDS:
        return _by_script(text)
    hits = Counter(filter(None, map(_OWNERS.get, tokens)))
    counts = votes(hits)
    best = max(counts, key=lambda code: counts[code], default="")
    if best not in SURE or counts[best] < SHARE * len(tokens):
        return _by_script(text)
    size, first = len(tokens), counts[best]
    rivals = [c for c, n in counts.items() if first - n < max(OWN * size, LEAD * n) and c != best]
    is_sure = all(_leads(best, code, hits, size) for code in rivals)
    return Told(best, "common-words") if is_sure else None


def _leads(best: str, other: str, hits: Mapping[tuple[str, ...], int], size: int) -> bool:
    """Whether the words that only one of two languages has speak clearly for the first."""
    ours = sum(times for codes, times in hits.items() if best in codes and other not in codes)
    theirs = sum(times for codes, times in hits.items() if other in codes and best not in codes)
    return ours >= max(OWN * size, LEAD * theirs)


def _by_script(text: str) -> Told | None:
    """The only language with these letters, where most letters of a text are these."""
    if text.isascii():
        return None
    most = max(LEAST_LETTERS, sum(map(str.isalpha, text)) // 2)
    if len(KANA.findall(text)) >= LEAST_LETTERS and len(JAPANESE.findall(text)) > most:
        return Told("ja", "script")
    found = (Told(code, "script") for code, letter in SCRIPTS if len(letter.findall(text)) > most)
    return next(found, None) or _chinese(text)


def _chinese(text: str) -> Told | None:
    """Chinese, in the letters of the mainland or in the old ones, which langdetect calls Korean.

    >>> told("政府週一宣布新的道路計畫，預計三年內在北部地區完成全部工程，總投資超過二十億元。")
    Told(code='zh-Hant', method='script')
    """
    letters = HAN.findall(text)
    if len(letters) < LEAST_HAN or 2 * len(letters) <= sum(map(str.isalpha, text)):
        return None
    if LEAST_OF_HAN * len(ELSEWHERE.findall(text)) > len(letters):
        return None
    old = sum(letter in TRADITIONAL for letter in letters)
    new = sum(letter in SIMPLIFIED for letter in letters)
    code = "zh-Hant" if old > LEAD * new else "zh-Hans" if new > LEAD * old else ""
    return Told(code, "script") if code else None
