"""Who took a picture, as it stands behind a caption: the forms of all picture desks as one grammar.

A caption and its credit are joined by a sign: brackets, a stroke, a dash, the full stop. What
stands behind the sign is read whole. A label, an agency or the word for a gift says enough; a
name alone says little, so it must be a given name behind a sign that nobody writes in a story.
"""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from cleaners.bylines import has_given_name
from cleaners.later import later
from cleaners.lines import is_running
from cleaners.naming import JOINING, may_name
from cleaners.rule import terms

LONGEST = 110  # code points of a credit
FEW = 6  # words of a credit behind the label of a source
OPEN = JOINING | {"to", "than", "says", "says:", "called", "per", "con", "como", "wie", "als"}
SMALL_WORDS = 3  # of a credit that begins with a small letter
SMALL = re.compile(r"\b[^\W\d_A-ZÀ-Þ]\w+")
# What says whose the picture is: a label or two names; an agency; whom only a name tells.
Strength = Literal["sure", "agency", "name"]


class Credit(NamedTuple):
    """What stands before a credit, the credit without its label, and how much its form says."""

    caption: str
    credit: str
    strength: Strength
    in_brackets: bool


_UPPER, _WORD = terms()["upper"], terms()["word"]
_FAR = (
    "뉴스1|뉴시스|연합뉴스|로이터|게티이미지(?:뱅크|코리아)?|이미지투데이|"
    "(?:新华社|新華社|中新社|中央社|视觉中国|法新社|路透社?|美聯社|美联社|歐新社|欧新社|達志影像)"
    "(?:檔案照片?|資料照片?|资料图片?)?|ロイター|共同(?:通信社)?|時事|ゲッティ|"
    "أ ?ف ?ب|رويترز|الأناضول|غيتي|مواقع التواصل(?: الاجتماعي)?|رویترز|רויטרס|"
    "रॉयटर्स|एएफपी|पीटीआई|एएनआई|एपी|রয়টার্স|রয়টার্স|এএফপি"
)
_PICTURES = rf"(?:{terms()['pictures']}|{_FAR})"
PERSON = rf"(?:{terms()['person']}|(?:{_UPPER}\. ?){{1,2}}{_WORD})"
_OF = "of|de|del|della|di|du|des|the|la|and|for|für"
_PAPER = rf"(?:@?[\w][\w’'&.-]{{0,24}}(?: (?:(?:{_OF}) )?{_WORD}){{0,5}})"
_LABEL = terms()["picture_label"]
_BY = (
    rf" (?:by|via|from|courtesy(?: of)?|von|par|por|de|di|door|av|af|should read):? (?=@?{_UPPER})"
)
_SIGN = rf"(?: ?[:：=©ⓒ]{{1,2}} ?| ?[/|] ?|{_BY})"
LABELLED = later(
    rf"(?P<label>(?i:{_LABEL}))(?:{_SIGN}|(?<=\.) ?| (?={PERSON}(?:$| ?[/,|])|{_PICTURES}))"
    rf"(?P<credit>{terms()['credit']})"
)
SOURCED = later(rf"(?i:{terms()['source_label']}) ?[:：،] ?(?P<credit>{terms()['credit']})")
_JOINT = r"(?: ?[/|+,&] ?| - | – | via | for )"
LIBRARY = later(
    rf"(?:via |©)?(?P<credit>(?:(?i:handout|file|pool) ?[/–-] ?)?{_PICTURES}"
    rf"(?:{_JOINT}(?:{_PICTURES}|{PERSON}|{_PAPER})){{0,3}})"
)
LEAD = re.compile(r"(?:via |©)?(?:(?i:handout|file|pool) ?[/–-] ?)?")  # before such a library
PICTURES = later(_PICTURES)
PERSON_OF = later(
    rf"(?P<name>{PERSON}) ?(?:[/|]| (?:for|via) |, (?={_PICTURES})) ?"
    rf"(?P<of>{_PAPER}(?: ?[/|,] ?{_PAPER}){{0,2}})"
)
OF_PERSON = later(rf"(?P<of>{_PAPER}) ?[:/|] ?(?P<name>{PERSON})")
GIVEN = later(
    r"(?P<credit>(?i:(?:photos? |images? |pictures? )?(?:courtesy|supplied|provided|submitted|"
    r"contributed|handout|gentileza|cortes[ií]a|courtoisie|beigestellt|zvg|zur verfügung gestellt)"
    r"(?: (?:photo|image|picture|foto|bild)s?)?)"
    r"(?: ?[:/] ?| (?:of|by|from|to|via|de|di|du|von|vom) )(?:the )?"
    rf"(?:{_UPPER}|@)[^\n]{{1,60}}|"
    r"(?i:supplied|submitted|contributed|handout|courtesy|zvg|zv\.? ?g\.?|cedida|divulgação|"
    r"reprodução|(?:photo )?d\.?r\.?|privat|screengrab|screenshot|istimewa)(?: photos?)?)"
)
OF_THINGS = later(
    rf"(?P<of>{PERSON}|{_PAPER}) (?i:(?:file |staff |handout |courtesy )?(?:photos?|pics?|files))"
    rf"(?P<by> ?[/:–-] ?{PERSON})?"
)
# What those forms cannot do without: they are long, and most lines need not ask them.
PARTING = re.compile(r"[/|,]| (?:for|via) ")
DIVIDING = re.compile(r"[:/|] ?[^\W\d_]")
THINGS = re.compile(r"(?i:photo|pic|files)")
AGENCY_PERSON = later(rf"/ ?{_PICTURES} ?/ ?{PERSON}$")
# “Photos: …” opens a gallery, and “Provided by …” says whose the text is.
LIST = later(
    r"[(\[]?(?:(?i:photos|pictures|images|fotos|bilder|imágenes) ?:"
    rf"(?! ?{PERSON}(?:$| ?[/,(]))|[Pp]rovided)"
)
WRITER = later(rf"{PERSON}, {_PICTURES}")  # alone in a line, who wrote for whom
TAKEN = later(
    r"[^。、（）()\n]{1,24} ?(?:摄|攝|撮影|提供|供图|供圖)|"
    r"(?:翻攝自|翻摄自|翻攝|取自|截自|截圖自|擷取自)[^。，\n]{2,20}"
)
# “Dawn/File”: the paper and where it keeps its pictures.
FILED = later(rf"(?P<credit>{_PAPER} ?/ ?(?i:file|files|archives?|archiv|archivo|arquivo|handout))")
CALL_SIGN = later(r"[KW][A-Z]{3}(?:-TV)?(?: (?i:photo|file))?(?:/[^\n]{2,40})?")
# Where a credit may begin: behind a sign, behind a sentence, before a label.
_SIGNED = r" ?(?:[|｜/]|—|–|(?<= )-(?= )) ?|(?<=\S) (?=©)|(?<=[.!?”»\"…。]) ?(?=\S)"
_LABELS = rf"|(?<=\S) (?=[^a-z])(?=(?i:{_LABEL}|{terms()['source_label']}) ?[:：©])"
_AGENCIES = rf"|(?<=\S) (?={_PICTURES} ?/ ?{_WORD})"
JOINTS = {  # by whether a sign behind a label, and a stroke behind an agency, are in the text
    (False, False): later(_SIGNED),
    (True, False): later(_SIGNED + _LABELS),
    (False, True): later(_SIGNED + _AGENCIES),
    (True, True): later(_SIGNED + _LABELS + _AGENCIES),
}
DRAWN = later(r"(?i:graphic|grafikk?|map|chart|infogra\w{3,6}|инфографика|інфографіка)")
DRAWER = later(rf"{PERSON}(?: ?[/,|] ?{_PAPER})?|{_PICTURES}|{_WORD}(?: {_WORD}){{0,3}}")
IS_OUTLET = later(terms()["outlet"])
COUNT = re.compile(r" \(\d{1,2}\)")  # of pictures by one of several photographers
LABEL_END = re.compile("[:：©]")
IS_PICTURES = later(rf"(?:^|.*[/|, ]){_PICTURES}")
# A caption with brackets behind it, and what can begin a story: no mark that goes on with it.
AHEAD = re.compile(
    r"(?P<caption>[^\n()\[\]（）]{12,300}?) ?[(\[（](?P<credit>[^\n()\[\]（）]{2,90})[)\]）]"
    r" {0,3}(?=[\w“\"„«‘—–-])"
)
CLOSED = {")": "(", "]": "[", "）": "（", "］": "［", "】": "【"}


def credit_behind(text: str) -> Credit | None:
    """The caption of a line and the credit at its end, by the leftmost sign that leaves a credit.

    >>> credit_behind("The bridge in May. | Photo: Anna Meyer")
    Credit(caption='The bridge in May.', credit='Anna Meyer', strength='sure', in_brackets=False)
    >>> credit_behind("Jane Doe (ABC News: Anna Meyer)").credit
    'ABC News: Anna Meyer'
    >>> credit_behind("The bridge is old. It was built by the Romans.")
    """
    bare = text.rstrip(" .")
    if _read(bare, False) and not AGENCY_PERSON.search(bare):
        return None
    if bare[-1:] in CLOSED:
        at = bare.rfind(CLOSED[bare[-1]], max(0, len(bare) - LONGEST))
        found = _read(bare[at + 1 : -1].strip(), True) if at > 0 else None
        return _apart(bare[:at], found, True) if found else None
    tail = max(1, len(text) - LONGEST)
    joints = JOINTS[LABEL_END.search(text, tail) is not None, text.find("/", tail) > 0]
    for joint in joints.finditer(text, tail):
        is_sign = any(sign in joint[0] for sign in "|｜/—–-") or text[joint.start() - 1].isalpha()
        found = _read(text[joint.end() :].rstrip(" ."), is_sign) if joint.start() else None
        if found and joint.end() < len(text):
            return _apart(text[: joint.start()], found, False)
    return None


def credit_ahead(text: str) -> tuple[Credit, int] | None:
    """The caption and its credit in brackets that stand before more text, and where that begins.

    The caption is a sentence before a capital or a mark, and the credit has a label; or both stand
    there twice. A source may be that of what the sentence says.

    >>> found, end = credit_ahead("The bridge in May. (Photo: Anna Meyer) BERLIN – The bridge")
    >>> found.caption, found.credit, end
    ('The bridge in May.', 'Anna Meyer', 39)
    >>> credit_ahead("The bridge (built in 1920) is old.")
    >>> credit_ahead("Each year 40 die there. (Source: City Hall) The mayor")
    """
    ahead = AHEAD.match(text)
    credit = ahead["credit"].strip() if ahead else ""
    found = _read(credit, True)
    if not ahead or not found or SOURCED.fullmatch(credit):
        return None
    caption = _apart(ahead["caption"], found, True)
    end = ahead.end()
    is_twice = text.startswith(ahead[0], end)
    is_begun = text[end].isupper() or not text[end].isalpha()
    is_ended = ahead["caption"].endswith((".", "!", "?", "…")) and is_begun
    if caption is None or not (is_twice or (is_ended and found[1] == "sure")):
        return None
    return caption, end + is_twice * len(ahead[0])


def credit_of(text: str) -> str | None:
    """The credit of a line that holds nothing else.

    >>> credit_of("[Foto: Anna Meyer]"), credit_of("UN Photo/Anna Meyer")
    ('Anna Meyer', 'UN Photo/Anna Meyer')
    >>> credit_of("Wedding photos"), credit_of("Anna Meyer"), credit_of("Reuters")
    (None, None, None)
    """
    found = _read(text, False)
    if not found or LIST.match(text) or WRITER.fullmatch(text):
        return None
    thing = _things_of(text)
    is_named = thing and (thing["by"] or has_given_name(thing["of"]))
    return found[0] if found[1] == "sure" or is_named else None


def is_library(text: str) -> bool:
    """Whether a text is an agency or a library of pictures and nothing else.

    >>> is_library("via Getty Images"), is_library("Getty Images / Anna Meyer")
    (True, False)
    """
    return PICTURES.fullmatch(text.removeprefix("via ")) is not None


def _begins_with_library(text: str) -> bool:
    lead = LEAD.match(text)
    at = lead.end() if lead else 0
    return PICTURES.match(text, at) is not None or PICTURES.match(text) is not None


def _apart(caption: str, found: tuple[str, Strength], in_brackets: bool) -> Credit | None:
    caption = caption.rstrip(" |/–—-©")
    is_open = caption.split(" ")[-1].lower() in OPEN
    return None if is_open or not caption else Credit(caption, found[0], found[1], in_brackets)


def _read(text: str, behind_sign: bool) -> tuple[str, Strength] | None:
    """What a text says as a credit. Behind a full stop alone a source may be a sentence's."""
    is_ended = text.endswith(".")
    text = COUNT.sub("", text.strip("()[]（）. "))
    if not 2 <= len(text) <= LONGEST or is_running(text):
        return None
    found = LABELLED.fullmatch(text)
    if found and _is_name(found["credit"], is_ended) and _may_draw(found) and _may_give(found):
        return found["credit"], "sure"
    found = SOURCED.fullmatch(text)
    if found and not behind_sign and not IS_PICTURES.fullmatch(found["credit"]):
        found = None
    if found and _is_name(found["credit"], is_ended) and len(found["credit"].split()) <= FEW:
        return found["credit"], "sure" if behind_sign else "agency"
    if is_library(text):
        return text.removeprefix("via "), "agency"
    found = LIBRARY.fullmatch(text) if _begins_with_library(text) else None
    if found:
        return found["credit"], "sure"
    return _by_name(text)


def _by_name(text: str) -> tuple[str, Strength] | None:
    found = GIVEN.fullmatch(text)
    if found and _is_name(text, False):
        return text, "sure"
    for form, signs in ((PERSON_OF, PARTING), (OF_PERSON, DIVIDING)):
        found = form.fullmatch(text) if signs.search(text) else None
        if found and IS_PICTURES.fullmatch(found["of"]):
            return text, "sure"
        is_person = found and (
            has_given_name(found["name"])
            or found["name"][1:2] == "."
            or found["of"].isupper()
            or IS_OUTLET.fullmatch(found["of"]) is not None
        )
        if found and is_person and not has_given_name(found["of"]):
            return text, "name"
    if TAKEN.fullmatch(text) or ("/" in text and FILED.fullmatch(text)):
        return text, "sure"
    if _things_of(text) or CALL_SIGN.fullmatch(text):
        return text, "name"
    return None


def _things_of(text: str) -> re.Match[str] | None:
    return OF_THINGS.fullmatch(text) if THINGS.search(text) else None


def _may_draw(found: re.Match[str]) -> bool:
    """Whether a person or an agency stands behind “Graphic:”, where a title may stand as well."""
    return not DRAWN.fullmatch(found["label"]) or DRAWER.fullmatch(found["credit"]) is not None


def _may_give(found: re.Match[str]) -> bool:
    """Whether somebody stands behind “Pictures from”, where a place may stand as well."""
    sign = found.string[found.end("label") : found.start("credit")]
    giver = found["credit"]
    if sign != " from ":
        return True
    parts = (giver, giver.rpartition("/")[2].strip())
    is_known = any(PICTURES.match(part) or IS_OUTLET.fullmatch(part) for part in parts)
    return is_known or has_given_name(giver)


def _is_name(text: str, is_ended: bool) -> bool:
    """Whether a text behind a label names somebody; behind “In foto:” it may say what one sees.

    Small letters at its start are a library, a word or two; with a full stop they are a sentence.
    """
    if not may_name(text) or not text.lstrip('@«“"')[:1].isalnum():
        return False
    small = SMALL.findall(text)
    if text[0].islower() and not PICTURES.match(text):
        return len(text.split()) <= SMALL_WORDS
    return not (is_ended and len([w for w in small if w not in JOINING]) > 1)
