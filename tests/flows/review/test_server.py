"""The review page without a browser: what it shows, to whom, and who may write."""

import json
import re
from pathlib import Path

import httpx
import pytest

from flows.decisions import read
from flows.lock import locked
from flows.review import index
from flows.review.index import Index, Wanted
from flows.sinks import file_name, read_record
from tests.flows.review.conftest import Page
from tests.flows.running import STORY, run

SEED = "001_15bf15f32fefbb86.txt"
NAME = file_name(SEED)
PLAIN = file_name("plain.txt")


def get(page: Page, path: str) -> httpx.Response:
    """A page as who has the token gets it."""
    sign = "&" if "?" in path else "?"
    return httpx.get(f"{page.root}{path}{sign}token={page.token}")


def post(page: Page, name: str, form: dict[str, str], **headers: str) -> httpx.Response:
    sent = {"origin": page.root, **{k.replace("_", "-"): v for k, v in headers.items()}}
    url = f"{page.root}/article/{name}/decide?token={page.token}"
    return httpx.post(url, data=form, headers=sent)


def test_the_list_shows_finds_and_filters(page: Page) -> None:
    assert "7 articles" in httpx.get(page.url).text
    for query, ids in {
        "q=pledges+SUPPORT": ["001"],
        "kind=comment_form": ["001", "002"],
        "rule=names.look-alike": ["000"],
        "flag=translation.split-quote": ["000"],
        "language=de": [],
        "least=10": ["003"],
        "q=plain.txt&state=open": ["plain"],
    }.items():
        found = re.findall(r'<span class="id">(\w+?)[_.]', get(page, f"/?{query}").text)
        assert sorted(found) == ids, query


def test_an_article_shows_source_text_rules_and_names(page: Page) -> None:
    text = get(page, f"/article/{NAME}").text
    for part in (
        *("boilerplate.email-notice", "comment form", "Leave a Reply", "names.spell"),
        *('data-note="Kim Jong-un · Q56226 · person"', "Notice WordPress prints"),
    ):
        assert part in text


def test_an_article_with_a_date_is_shown(
    page: Page, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index, "PAUSE", 0)
    source = tmp_path / "dated.jsonl"
    source.write_text(json.dumps({"id": "dated", "text": STORY, "date": "2026-03-02"}))
    run(source, page.store)
    answer = get(page, f"/article/{file_name('dated')}")
    assert answer.status_code == 200 and "<span>2026-03-02</span>" in answer.text


def test_a_decision_is_written_and_carried_out_at_once(page: Page) -> None:
    path = page.store / "records" / f"{PLAIN}.json"
    line = "Nobody at the ministry would say"
    assert line in read_record(path).text
    form = {"do": "remove", "line": "5", "kind": "advert", "reason": "sold <b>"}
    answer = post(page, PLAIN, form)
    assert answer.status_code == 303 and answer.headers["location"].endswith("#l5")
    assert line not in read_record(path).text
    (made,) = read(page.store)
    assert (made.what, made.kind, made.reason, made.id) == (
        *("remove", "advert", "sold <b>", "plain.txt"),
    )
    shown = httpx.get(page.root + answer.headers["location"]).text
    assert "Marked as junk" in shown and "sold &lt;b&gt;" in shown and "Take back" in shown
    post(page, PLAIN, {"do": "undo", "key": made.key})
    assert line in read_record(path).text


def test_an_edit_can_be_refused_and_accepted_and_a_name_corrected(page: Page) -> None:
    path = page.store / "records" / f"{NAME}.json"
    edit = next(e for e in read_record(path).edits if e.rule == "boilerplate.copyright")
    at = {"rule": edit.rule, "start": str(edit.source.start), "end": str(edit.source.end)}
    assert post(page, NAME, {"do": "accept", **at}).status_code == 303
    assert post(page, NAME, {"do": "reject", **at}).status_code == 303
    assert read_record(path).text.endswith("Copyright © 2023 ANN All Rights Reserved")
    assert post(page, NAME, {"do": "reject", **at}).status_code == 409
    name = {"line": "11", "found": "Kim Jong-un", "after": "Kim Jong Un", "everywhere": "1"}
    assert post(page, NAME, {"do": "name", **name}).status_code == 303
    assert "Kim Jong-un" not in read_record(path).text
    assert post(page, NAME, {"do": "reviewed"}).status_code == 303
    assert "reviewed" in get(page, f"/?q={SEED[:8]}").text


def test_a_decision_waits_while_a_run_holds_the_store(page: Page) -> None:
    before = (page.store / "records" / f"{PLAIN}.json").read_bytes()
    with locked(page.store):
        answer = post(page, PLAIN, {"do": "remove", "line": "5", "kind": "advert"})
    assert "waits=1" in answer.headers["location"]
    assert (
        "The next <code>copydesk run</code>"
        in httpx.get(page.root + answer.headers["location"]).text
    )
    assert (page.store / "records" / f"{PLAIN}.json").read_bytes() == before
    run(page.store.parent / "inbox", page.store)
    assert (page.store / "records" / f"{PLAIN}.json").read_bytes() != before


@pytest.mark.parametrize(
    ("token", "origin", "site", "status"),
    [
        ("", None, None, 403),
        ("wrong", None, None, 403),
        ("é", None, None, 403),
        (None, "http://example.org", "cross-site", 403),
        (None, "null", "same-origin", 403),
        (None, None, "same-site", 403),
        (None, None, "same-origin", 303),
    ],
)
def test_only_a_page_with_the_token_may_write(
    token: str | None, origin: str | None, site: str | None, status: int, page: Page
) -> None:
    headers = {"origin": origin or page.root} | ({"sec_fetch_site": site} if site else {})
    given = page if token is None else page._replace(url=f"{page.root}/?token={token}")
    assert post(given, PLAIN, {"do": "reviewed"}, **headers).status_code == status
    assert bool(read(page.store)) == (status == 303)


def test_without_an_origin_nothing_is_written(page: Page) -> None:
    url = f"{page.root}/article/{PLAIN}/decide?token={page.token}"
    assert httpx.post(url, data={"do": "reviewed"}).status_code == 403
    assert httpx.get(url).status_code == 405


def test_another_name_of_this_machine_reads_nothing(page: Page) -> None:
    for host in ("evil.example", "127.0.0.1", "127.0.0.1:1", "localhost.evil.example:80"):
        assert httpx.get(page.url, headers={"host": host}).status_code == 421


def test_nobody_without_the_token_reads_anything(page: Page) -> None:
    for path in ("/", f"/article/{PLAIN}", "/?token=wrong", f"/?token={page.token}x", "/nothing"):
        answer = httpx.get(page.root + path)
        assert answer.status_code == 403 and "copydesk review" in answer.text
        assert page.token not in answer.text and "Kim" not in answer.text


@pytest.mark.parametrize(
    "path",
    [
        "/article/..%2F..%2Fmanifest.sqlite",
        "/article/%2Fetc%2Fpasswd",
        "/article/..%2fdecisions",
        "/article/%00",
        "/static/../server.py",
        "/static/..%2fserver.py",
        "/static/%2e%2e/%2e%2e/settings.py",
        "/article/" + "a" * 5000,
    ],
)
def test_no_address_leads_out_of_the_store(path: str, page: Page) -> None:
    answer = get(page, path)
    assert answer.status_code == 404
    assert "import" not in answer.text and "root:" not in answer.text


def test_every_answer_is_dressed(page: Page) -> None:
    for path in ("/", f"/article/{PLAIN}", "/static/review.js", "/nothing"):
        headers = httpx.get(page.root + path).headers
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy and "unsafe" not in policy
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "same-origin"


def test_marks_of_direction_stand_nowhere_in_a_page(page: Page) -> None:
    id = "odd\u202etxt.txt"
    (page.store.parent / "inbox" / id).write_text("\u202eKim\u202c arrived on Wednesday.\n")
    run(page.store.parent / "inbox", page.store)
    post(page, PLAIN, {"do": "reviewed"})  # a decision looks at the store at once
    for path in ("/", f"/article/{file_name(id)}"):
        text = get(page, path).text
        assert "U+202E" in text and not re.search("[\u202a-\u202e]", text)


def test_no_page_holds_a_script_or_style_of_its_own(page: Page) -> None:
    for path in ("/", f"/article/{file_name('hostile.txt')}", f"/article/{NAME}"):
        text = get(page, path).text
        assert re.findall(r"<script[^>]*>", text) == ['<script src="/static/review.js" defer>']
        assert "<style" not in text and not re.search(r"\son\w+=[\"']", text)
        assert not re.search(r"\sstyle=", text)
        assert not re.search(r"(?:src|href)=\"(?:https?:)?//", text)


def test_wrong_forms_are_told_what_is_wrong(page: Page) -> None:
    for form, why in (
        ({"do": "burn"}, "is nothing that can be decided"),
        ({"do": "remove", "line": "5", "kind": "rubbish"}, "is no class of lines"),
        ({"do": "remove", "line": "999", "kind": "advert"}, "has lines 1 to"),
        ({"do": "remove", "line": "-1", "kind": "advert"}, "expected a number"),
        ({"do": "name", "line": "5", "found": "Nobody Here", "after": "x"}, "does not stand in"),
        ({"do": "undo", "key": "abc"}, "does not stand any more"),
    ):
        answer = post(page, PLAIN, form)
        assert answer.status_code == 409 and why in answer.text, form
    assert post(page, "nothing", {"do": "reviewed"}).status_code == 404
    assert post(page, PLAIN, {"do": "keep", "reason": "x" * 200_000}).status_code == 413
    assert read(page.store) == []


def test_the_index_follows_the_store(page: Page, tmp_path: Path) -> None:
    found = Index(page.store)
    found.refresh()
    assert len(found.articles) == 7
    run(tmp_path / "inbox", page.store)
    (tmp_path / "inbox" / "new.txt").write_text("Putin arrived in Pyongyang on Wednesday.")
    (tmp_path / "inbox" / "plain.txt").unlink()
    run(tmp_path / "inbox", page.store)
    found.refresh(at_once=True)
    ids = [a.id for a in found.chosen(Wanted(sort="id"))]
    assert "new.txt" in ids and "plain.txt" not in ids
    (page.store / "records" / "broken.json").write_text(json.dumps({"id": 3}))
    found.refresh(at_once=True)
    assert len(found.articles) == 7
