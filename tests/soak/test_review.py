"""The review page on ten thousand made articles: quick enough for a person to page through."""

import json
import time
from pathlib import Path

import httpx
import pytest

from cleaners import Record, clean
from flows.review.index import Index
from flows.sinks import as_json, file_name, make_store
from tests.carrier import HEADLINE, STORY
from tests.flows.review.conftest import served

MANY = 10_000


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Records that differ in id, headline and words; their ledgers are those of one article."""
    made = tmp_path_factory.mktemp("many") / "store"
    make_store(made)
    tail = ("Leave a Reply", "Your email address will not be published.", "© 2023 ANN")
    record = clean("\n".join((HEADLINE, *STORY, *tail)), url="https://example.org/1")
    assert isinstance(record, Record)
    base = as_json(record)
    for n in range(MANY):
        id = f"articles/{n:05}.txt"
        data = json.loads(base) | {"id": id, "headline": f"{HEADLINE}, part {n}"}
        path = made / "records" / f"{file_name(id)}.json"
        path.write_text(json.dumps(data, ensure_ascii=False))
    return made


def test_ten_thousand_articles_are_listed_searched_and_turned(store: Path) -> None:
    start = time.perf_counter()
    index = Index(store)
    index.refresh()
    print(f"\nindex of {MANY}: {time.perf_counter() - start:.2f} s")
    assert len(index.articles) == MANY
    for page in served(store):
        for path in (
            *("/", "/?page=200", "/?q=part+9999", "/?kind=comment_form&sort=id&page=100"),
            f"/article/{file_name('articles/05000.txt')}?sort=id",
        ):
            start = time.perf_counter()
            answer = httpx.get(page.root + path, timeout=60)
            print(f"{path:<60} {1000 * (time.perf_counter() - start):6.0f} ms")
            assert answer.status_code == 200
        assert "1 of 10,000 articles" in httpx.get(f"{page.root}/?q=part+9999").text
        assert "5,001 of 10,000" in answer.text
