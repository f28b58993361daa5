"""Bylines of Chinese, Japanese and Korean pages: labels and names in pairs, without blanks."""

from __future__ import annotations

import re

from cleaners.byline_parts import Byline
from cleaners.later import later

LONGEST = 70  # code points
PAIRED = later(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]")
_DAY = r"\d{4}[-/.年] ?\d{1,2}[-/.月] ?\d{1,2}日?(?: ?\d{1,2}[:：]\d{2}(?:[:：]\d{2})?)?"
_PICTURES = r"摄影|攝影|摄|圖|图|写真|撮影|사진|영상|图片"
_WRITERS = (
    r"(?:本报|本网|本刊|[\u4e00-\u9fff]{2,6}(?:晚报|日报|早报|新闻|周刊|网|社|报))?(?:见习|实习|首席)?"
    r"(?:记者|記者|通讯员|通訊員|作者|编辑|編輯|责任编辑|責任編輯|责编|責編|撰文|文字|文|采写|采访|翻译|编译|"
    r"校对|审核|监制|主编|实习生|整理|撰稿|执笔)"
    r"|取材・文|取材・執筆|構成・文|取材|執筆|構成|聞き手|ライター|編集|著者|筆者|翻訳|訳"
    r"|글|취재|정리|편집|번역|구성"
)
_SOURCE = r"来源|來源|出处|稿源|出典|출처"
_NAME = (
    r"[\u4e00-\u9fff々ヶ]{1,4}[ \u3000]?[\u4e00-\u9fff々ぁ-んァ-ヴー]{1,5}"
    r"|[가-힣]{2,4}|[ァ-ヴー・]{3,14}"
)
_SIGN = r"[ \u3000]?[：:｜|/／丨︱＝=][ \u3000]?"
_BLANK = r"(?:(?<=[记記]者)|(?<=[讯訊][员員])|(?<=[가-힣]))[ \u3000]"
_ANY = rf"(?:{_PICTURES}|{_WRITERS}|{_SOURCE})(?:{_SIGN}|{_BLANK})"
_WORD = r"[^\s：:｜|/／；;＝=。「」]"
PAIR = later(
    rf"(?P<label>{_PICTURES}|{_WRITERS}|{_SOURCE})(?:{_SIGN}|{_BLANK})"
    rf"(?P<names>{_WORD}{{2,12}}(?:[、，,·・ ](?!{_ANY}){_WORD}{{2,8}}){{0,3}})"
)
DAY = later(_DAY)
NAME = later(rf"(?:{_NAME})")
BETWEEN = re.compile(r"[\s|｜／/；;,，、()（）【】\[\]]*")


def read_eastern(line: str) -> Byline | None:
    """What pairs of a label and names say. None where anything else stands in the line.

    >>> read_eastern("来源：林登晚报 作者：王建国 编辑：李晓梅").names
    ('王建国', '李晓梅')
    >>> found = read_eastern("글 박지훈 | 사진 이수민")
    >>> found.names, found.pictures
    (('박지훈',), ('이수민',))
    >>> read_eastern("记者在现场看到，河边已经停满了车。") is None
    True
    """
    if len(line) > LONGEST or line.isascii() or not PAIRED.search(line):
        return None
    day = DAY.search(line)
    text = DAY.sub("|", line)
    names: list[str] = []
    pictures: list[str] = []
    agencies: list[str] = []
    at = 0
    for pair in PAIR.finditer(text):
        if not BETWEEN.fullmatch(text[at : pair.start()]):
            return None
        at = pair.end()
        found = re.split(r"[、，,·・ ]", pair["names"])
        if re.fullmatch(_SOURCE, pair["label"]):
            agencies += found
        elif all(map(NAME.fullmatch, found)):
            (pictures if re.fullmatch(_PICTURES, pair["label"]) else names).extend(found)
        else:
            return None
    if not names or not BETWEEN.fullmatch(text[at:]):
        return None
    return Byline(
        tuple(names), tuple(pictures), tuple(agencies), day and day[0], frozenset(("label",))
    )
