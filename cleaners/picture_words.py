"""Captions known by a word that says so: that the picture is old, or only of the kind of thing it
shows; that it is a map or a screenshot; that a picture is what follows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleaners.credits import credit_of, is_library
from cleaners.later import later
from cleaners.lines import ends_sentence, is_prose, is_quotation, word_count
from cleaners.naming import JOINING, may_name
from cleaners.page import SENTENCE_END, Cut, Cuts, Page, squeezed
from cleaners.rule import Rule, terms

LONGEST = 330
MOST = 45  # words of a caption
LABELLED_WORDS = (3, 30)  # behind the label of a picture
DRAWN_WORDS = (2, 16)  # behind the label of a map
SMALL_WORDS = 2  # with small letters, behind a label: with fewer it is a name
OF_CREDIT = 3  # of them where a row has read a name
GIVEN = re.compile(r"(?i)[/©|]|\b(?:courtesy|supplied|provided|submitted|released|handout)\b")
_MARK, _WEAK = terms()["picture_mark"], terms()["picture_mark_word"]
MARKED = later(
    rf"(?P<mark>{_MARK})(?: ?(?:[:：.,;|/©–—-] ?|(?=[(\[（]))(?P<rest>.*))?", re.IGNORECASE
)
IS_WEAK = later(_WEAK, re.IGNORECASE)
SIGN = re.compile(r" ?[|/–—] ?|(?<=[.!?…।。]) ?| - |, ")
OPENING = {")": "(", "]": "[", "）": "（", "】": "【"}
EDGES = "()[]（）【】 "
PICTURE = later(
    r"(?P<label>[(\[【]?(?i:(?:(?:file|stock|handout|main|featured?|header|top|cover|lead) )?"
    r"(?:photo(?:graph)?|picture|image)|photo archives?|foto(?:grafía|graf|ğraf)?|imagen|imagem|"
    r"immagine|beeld|kuva|zdjęcie|fotó|φωτο(?:γραφία)?|фото(?:графия)?|снимка|снимок|ảnh|gambar|"
    r"صورة|عکس|तस्वीर|फोटो|ছবি|写真|사진|图|圖)[\])】]? ?[:：–—] ?)(?P<caption>[^\n:：?]+)"
)
DRAWN = later(
    r"(?:(?i:map|chart|graph|graphic|infographic|diagram|karte|grafik|infografik|schaubild|mapa|"
    r"gráfico|infografía|infográfico|carte|infographie|graphique|mappa|grafico|infografica|kaart|"
    r"grafiek|infographic|карта|инфографика|графика|мапа|інфографіка|wykres|infografika|"
    r"grafika|harita|kartta|grafiikka|karta|kart|bản đồ|đồ họa) ?: ?"
    r"|A? ?(?i:screenshot|screen shot|screengrab|screen grab|frame grab) (?:of|from) |"
    r"(?i:captura de (?:pantalla|tela|ecrã)|capture d[’']écran) (?:de|del|du|da|do|d[’']) ?|"
    r"(?:Скриншот|Скріншот|Кадр) (?:из |з |видео|відео)|Ekran görüntüsü ?: ?)[^\n:?]+"
)
ITEM = re.compile(r"[^\W\d_][^\n:：]{0,30}[:：] ?\S")


def caption_of_mark(page: Page, cuts: Cuts, rule: Rule) -> Iterator[tuple[int, Cut]]:
    """“Archivbild”, “temsili fotoğraf” or “资料图” as a line, or behind a caption."""
    for n, line in enumerate(page.lines):
        text = squeezed(line.text)
        if len(text) > LONGEST or _is_headline(cuts, n):
            continue
        found = _alone(page, n, text) or _behind(page, n, text)
        if found:
            caption, credit = found
            facts = [("captions", caption), *([("credits", credit)] if credit else [])]
            yield n, Cut(rule, 0, len(line.text), tuple(facts))


def _is_headline(cuts: Cuts, n: int) -> bool:
    return any(cut.rule.kind == "headline" for cut in cuts.get(n, ()))


def _alone(page: Page, n: int, text: str) -> tuple[str, str | None] | None:
    """A mark that is the whole line, perhaps with a credit; a word that may be a menu's must stand
    above the story or between two paragraphs."""
    bare = text.strip(EDGES).rstrip(".")
    if _is_mark(bare):
        return text, None
    if IS_WEAK.fullmatch(bare):
        is_inside = 0 < n < page.last and is_prose(page.lines[n + 1].text)
        return (text, None) if is_inside else None
    marked = MARKED.fullmatch(text.lstrip("([（"))
    rest = (marked["rest"] or "").strip(EDGES) if marked else ""
    credit = credit_of(rest) or (rest if is_library(rest) else None)
    return (marked["mark"], credit) if marked and credit else None


def _is_mark(text: str, at: int = 0) -> bool:
    marked = MARKED.fullmatch(text, at)
    return marked is not None and marked["rest"] is None


def _behind(page: Page, n: int, text: str) -> tuple[str, str | None] | None:
    """A caption with a mark at its end: in brackets, or behind a sign."""
    found = _bracketed(text) or (None if credit_of(text) else _signed(text))
    if not found or not _is_caption(found[0]) or not _has_other_story(page, n):
        return None
    return (found[0], found[1]) if found[1] else (text, None)


def _bracketed(text: str) -> tuple[str, str | None] | None:
    bare = text.rstrip(" .")
    at = bare.rfind(OPENING[bare[-1]]) if bare[-1:] in OPENING else -1
    if at < 1:
        return None
    inner = bare[at + 1 : -1].strip()
    if _is_mark(inner) or IS_WEAK.fullmatch(inner):
        return bare[:at].rstrip(), None
    marked = MARKED.fullmatch(inner)
    rest = (marked["rest"] or "").strip() if marked else ""
    if not rest or not may_name(rest):
        return None
    return bare[:at].rstrip(), credit_of(rest) or rest


def _signed(text: str) -> tuple[str, str | None] | None:
    bare = text.rstrip(" .।。")
    for sign in SIGN.finditer(bare, max(0, len(bare) - 60)):
        if sign.start() and _is_mark(bare, sign.end()):
            return bare[: sign.start()].rstrip(), None
    return None


def _is_caption(text: str) -> bool:
    is_sized = len(SENTENCE_END.findall(text[:-1])) <= 1 and 1 <= word_count(text) <= MOST
    return is_sized and text[-1:] not in ":,;" and not text[0].islower() and not is_quotation(text)


def _has_other_story(page: Page, n: int) -> bool:
    return any(is_prose(line.text) for m, line in enumerate(page.lines) if m != n)


def caption_behind_label(page: Page, cuts: Cuts, rule: Rule) -> Iterator[tuple[int, Cut]]:
    """What one sees, behind “Photo:” or “Map:”: no name, as behind the label of a credit."""
    for n in range(len(page.lines)):
        text = squeezed(page.lines[n].text)
        credits = cuts.get(n, ())
        is_other = any(cut.rule.kind != "photo_credit" for cut in credits)
        if len(text) > LONGEST or is_other or _is_item(page, n):
            continue
        if _shows(text, OF_CREDIT if credits else SMALL_WORDS) and _has_other_story(page, n):
            found = PICTURE.fullmatch(text)
            caption = found["caption"].strip(" )]】") if found else text
            yield n, Cut(rule, 0, len(page.lines[n].text), (("captions", caption),))


def _is_item(page: Page, n: int) -> bool:
    """Whether the lines around begin with a label too: a list, or who said what."""
    beside = (page.lines[m].text for m in (n - 1, n + 1) if 0 <= m < len(page.lines))
    return any(ITEM.match(text) for text in beside)


def _shows(text: str, least: int) -> bool:
    found = PICTURE.fullmatch(text)
    if found:
        return _is_sized(found["caption"], LABELLED_WORDS) and _is_told(found["caption"], least)
    is_drawn = DRAWN.fullmatch(text) is not None and not (ends_sentence(text) or credit_of(text))
    return is_drawn and _is_sized(text, DRAWN_WORDS)


def _is_sized(text: str, words: tuple[int, int]) -> bool:
    return words[0] <= word_count(text) <= words[1] and len(SENTENCE_END.findall(text[:-1])) <= 1


def _is_told(text: str, least: int) -> bool:
    """Whether a text begins as a sentence does and holds words that no name has."""
    if GIVEN.search(text):
        return False
    small = [w for w in re.findall(r"\b[^\W\d_]{2,}", text) if w[0].islower()]
    has_case = text.lower() != text.upper()
    return not text[0].islower() and (
        len([w for w in small if w not in JOINING]) >= SMALL_WORDS
        if has_case
        else not may_name(text)
    )
