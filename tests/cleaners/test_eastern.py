"""Pairs of a label and names in scripts without blanks."""

import pytest

from cleaners.eastern import read_eastern

PAIRS = {
    "来源：林登日报 记者：李晓梅": "李晓梅",
    "2019-03-12 10:22:33 来源：林登晚报 作者：王建国": "王建国",
    "林登晚报记者 王建国 通讯员 李晓梅": "王建国;李晓梅",
    "文｜王建国": "王建国",
    "ライター：佐々木健一 編集：森本恵": "佐々木健一;森本恵",
    "글 박지훈 | 사진 이수민": "박지훈",
}
STORY = (
    "记者在现场看到，河边已经停满了车。",
    "候选人：王建国",
    "佐々木「ここに残ります」",
    "기획/연재",
    "기자가 현장을 찾았을 때 문은 닫혀 있었다.",
)


@pytest.mark.parametrize("line", PAIRS)
def test_names_behind_their_labels(line: str) -> None:
    found = read_eastern(line)
    assert found is not None
    assert ";".join(found.names) == PAIRS[line]


@pytest.mark.parametrize("line", STORY)
def test_a_line_that_says_anything_else_is_no_byline(line: str) -> None:
    assert read_eastern(line) is None
