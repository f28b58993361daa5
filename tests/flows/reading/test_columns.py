"""Which columns are taken, and whose rows these are."""

import json
from pathlib import Path

import pytest

from flows.article import Raw
from flows.fault import Fault
from flows.reading.columns import ORDER, RowError, parse_columns, row_of
from tests.flows.reading.test_formats import articles

NEWS_PLEASE = {
    "authors": ["Jane Doe"],
    "date_download": "2024-06-20 10:00:00",
    "date_modify": None,
    "date_publish": "2024-06-19 08:00:00",
    "description": "A teaser.",
    "filename": "x.html.json",
    "image_url": None,
    "language": "en",
    "localpath": None,
    "title": "Kim visits Moscow",
    "title_page": None,
    "source_domain": "example.org",
    "maintext": "Kim arrived.\nHe left.",
    "url": "https://example.org/kim",
}
TRAFILATURA = {
    **{"title": "Kim visits Moscow", "author": "Jane Doe; John Smith", "hostname": "example.org"},
    **{"date": "2024-06-19", "fingerprint": "ac4f", "id": None, "license": None, "comments": ""},
    **{"raw_text": "Kim arrived. He left.", "text": "Kim arrived.\nHe left.", "language": None},
    **{"image": None, "pagetype": None, "filedate": "2026-11-25", "excerpt": None},
    **{"source": "https://example.org/kim", "source-hostname": "example.org", "tags": ""},
}
FUNDUS = {
    "title": "Kim visits Moscow",
    "body": {
        "summary": ["A summary."],
        "sections": [
            {"headline": [], "paragraphs": ["Kim arrived."]},
            {"headline": ["Later"], "paragraphs": ["He left."]},
        ],
    },
    "authors": ["Jane Doe"],
    "publishing_date": "2024-06-19 08:00:00+02:00",
    "topics": ["Diplomacy", "Korea"],
    "url": "https://example.org/kim",
}


@pytest.mark.parametrize(
    ("row", "name", "text"),
    [
        (NEWS_PLEASE, "news-please", "Kim arrived.\nHe left."),
        (TRAFILATURA, "trafilatura", "Kim arrived.\nHe left."),
        (FUNDUS, "fundus", "A summary.\nKim arrived.\nLater\nHe left."),
    ],
)
def test_what_other_programs_write_is_known(
    tmp_path: Path, row: dict[str, object], name: str, text: str
) -> None:
    (tmp_path / "a.json").write_text(json.dumps(row))
    raw = articles(tmp_path)["https://example.org/kim"]
    assert isinstance(raw, Raw) and raw.data == text
    assert raw.extractor and raw.extractor.name == name
    given = {g.field: g for g in raw.given}
    assert given["headline"].value == "Kim visits Moscow"
    assert given["headline"].origin == f"{name} title"
    assert given["bylines"].value.startswith("Jane Doe")
    assert given["published"].value.startswith("2024-06-19")


def test_of_several_columns_the_first_that_is_not_empty_counts() -> None:
    row = row_of({"Body": "b", "content": "", "text": None, "source": "Reuters", "n": 1})
    assert (row.text, row.url, row.taken) == ("b", None, "text=Body")
    assert row_of({"text": "", "n": 1}).text == ""
    assert row_of({"text": ["One.", "Two."], "source": "https://e.org"}).url == "https://e.org"


def test_a_person_names_columns() -> None:
    values = {"text": "teaser", "inhalt": "Kim arrived.", "url": "https://e.org", "id": "1"}
    row = row_of(values, parse_columns("text=inhalt,url="))
    assert (row.text, row.url, row.taken) == ("Kim arrived.", None, "text=inhalt, id=id")
    with pytest.raises(RowError, match="found none; found text, inhalt"):
        row_of(values, parse_columns("text=body"))


@pytest.mark.parametrize("given", ["body", "colour=red", "text=a,text=b", "text=", "=x"])
def test_columns_that_nobody_can_mean(given: str) -> None:
    with pytest.raises(Fault, match="--columns"):
        parse_columns(given)


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ({"id": "x"}, "found none; found id; name the column"),
        ({"text": 5}, "expected a string as text, found a number"),
        ({"text": {"a": 1}}, "found an object"),
        ({"text": "x", "id": 1.5}, "whole number as id, found 1.5"),
        ({"text": "x", "url": ["a"]}, "expected a string as url, found an array"),
    ],
)
def test_a_row_that_is_no_article(values: dict[str, object], says: str) -> None:
    with pytest.raises(RowError, match=says.replace("[", r"\[")):
        row_of(values)


def test_the_text_is_looked_for_under_the_names_of_the_field() -> None:
    for name in (
        "text",
        "content",
        "body",
        "articleBody",
        "article_body",
        "maintext",
        "plain_text",
    ):
        assert row_of({name: "Kim arrived."}).text == "Kim arrived."
    assert set(ORDER) == {"text", "url", "id", "headline", "bylines", "published", "tags"}
