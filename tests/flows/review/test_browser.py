"""The review page in a real browser: seen, decided, by keyboard only, with hostile texts."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright
from playwright.sync_api import Page as Tab

from flows.decisions import read
from flows.sinks import file_name, read_record
from flows.work import Options
from tests.flows.review.conftest import CHROMIUM, FLAGS, Page
from tests.flows.running import run

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no chromium is installed")
SEED = "001_15bf15f32fefbb86.txt"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as driver:
        started = driver.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        yield started
        started.close()


@pytest.fixture
def tab(browser: Browser, page: Page) -> Iterator[Tab]:
    """A tab on the list. Whatever a page does that it should not fails the test."""
    context = browser.new_context(viewport={"width": 1280, "height": 860})
    opened = context.new_page()
    problems: list[str] = []
    opened.on("pageerror", lambda e: problems.append(str(e)))
    opened.on("console", lambda m: problems.append(m.text) if m.type == "error" else None)
    opened.on("dialog", lambda d: problems.append(d.message))
    opened.on("request", lambda r: problems.append(r.url) if page.root not in r.url else None)
    opened.goto(page.url)
    yield opened
    context.close()
    assert problems == []


def said(tab: Tab, text: str) -> None:
    """Wait until the page says what was done, and hears keys again."""
    tab.locator(".did", has_text=text).wait_for()
    tab.wait_for_load_state()


def test_the_list_is_searched_and_filtered(tab: Tab) -> None:
    assert tab.title() == "7 articles – Copydesk"
    tab.get_by_label("Search").fill("pledges")
    tab.get_by_label("Search").press("Enter")
    tab.wait_for_url("**q=pledges*")
    assert tab.locator(".articles tbody tr").count() == 1
    tab.get_by_role("link", name="Clear").click()
    tab.wait_for_url(lambda url: "pledges" not in url)
    tab.get_by_label("Class").select_option("comment_form")
    tab.wait_for_url("**kind=comment_form*")
    assert tab.locator(".articles tbody tr").count() == 2


def test_an_edit_in_focus_says_why(tab: Tab) -> None:
    tab.get_by_role("link", name="Kim Jong-un Pledges").click()
    mark = tab.locator("a.mark", has_text="Your email address")
    mark.focus()
    detail = tab.locator(".detail:visible")
    assert "boilerplate.email-notice" in detail.inner_text()
    assert "WordPress" in detail.inner_text()
    assert "comment form" in detail.inner_text()


def test_a_decision_changes_the_article_and_the_next_run(tab: Tab, page: Page) -> None:
    tab.get_by_role("link", name="Kim Jong-un Pledges").click()
    tab.locator("a.mark", has_text="Copyright ©").click()
    detail = tab.locator(".detail:visible")
    detail.get_by_label("Reason").fill("the story quotes it")
    detail.get_by_role("button", name="Wrong, undo it").click()
    assert "Kept" in tab.locator(".did").inner_text()
    assert "Copyright ©" in tab.locator(".clean").last.inner_text()
    assert tab.locator("a.mark", has_text="Copyright ©").count() == 0
    path = page.store / "records" / f"{file_name(SEED)}.json"
    made = path.read_bytes()
    run(page.store.parent / "inbox", page.store, options=Options(verify=True))
    assert path.read_bytes() == made
    assert read_record(path).text.endswith("Copyright © 2023 ANN All Rights Reserved")


def test_all_is_done_by_keyboard_only(tab: Tab, page: Page) -> None:
    press = tab.keyboard.press
    press("/")
    tab.keyboard.type("pledges")
    press("Enter")
    tab.wait_for_url("**q=pledges*")
    press("j")
    press("Enter")
    tab.wait_for_url("**/article/**")
    for _ in range(3):
        press("j")
    rule = tab.locator(".detail:visible h2").inner_text()
    press("k")
    assert tab.locator(".detail:visible h2").inner_text() != rule
    press("j")
    assert tab.locator(".detail:visible h2").inner_text() == rule
    press("a")
    tab.wait_for_url("**did=**")
    press("j")
    press("x")
    said(tab, "Kept")
    press("u")
    said(tab, "taken back")
    press("r")
    said(tab, "Reviewed")
    assert [e.what for e in read(page.store)] == ["accept", "keep", "undo", "reviewed"]
    press("?")
    assert tab.get_by_role("dialog").is_visible()
    press("Escape")
    press("l")
    tab.wait_for_url(f"{page.root}/?*")
    assert tab.locator(".s-reviewed").count() == 1


def test_a_line_is_marked_by_its_number(tab: Tab, page: Page) -> None:
    tab.get_by_role("link", name="Kim visits Moscow").click()
    tab.locator("#l5 .no a").click()
    panel = tab.locator(".detail:visible")
    panel.get_by_label("Class").select_option("advert")
    panel.get_by_role("button", name="Junk of this class").click()
    said(tab, "Marked as junk (advert)")
    assert tab.locator("#l5 .margin").inner_text().startswith("advert")
    tab.locator("#l3 .no a").click()
    panel.get_by_label("Name", exact=True).fill("governor")
    panel.get_by_label("should be").fill("Governor")
    panel.get_by_role("button", name="Correct the name").click()
    said(tab, "Name corrected")
    assert "by the Governor and" in tab.locator("#l3 .clean").inner_text()


def test_hostile_text_is_shown_as_text(tab: Tab) -> None:
    tab.get_by_label("Search").fill("hostile")
    tab.get_by_label("Search").press("Enter")
    tab.wait_for_url("**q=hostile*")
    tab.locator("[data-item]").first.click()
    sheet = tab.locator(".sheet").inner_text()
    assert "<script>document.title = 'stolen'</script>" in sheet
    assert "U+202E" in sheet and "\u202e" not in sheet
    assert "<b>Not bold</b>" in tab.locator(".came", has_text="Not bold").inner_text()
    assert "alert(2)" in tab.locator(".came").last.inner_text()
    assert tab.title().endswith("Copydesk")
    assert tab.locator("main script, main img, main b:has-text('Not bold')").count() == 0
    assert "more characters are not shown" in tab.locator(".more").inner_text()
    assert tab.evaluate("document.documentElement.scrollWidth") <= 1280


def test_a_narrow_window_needs_no_scrolling_aside(tab: Tab) -> None:
    tab.set_viewport_size({"width": 390, "height": 800})
    assert tab.evaluate("document.documentElement.scrollWidth") <= 390
    tab.get_by_role("link", name="Invitation to Kim").click()
    tab.wait_for_url("**/article/**")
    tab.wait_for_load_state()
    assert tab.evaluate("document.documentElement.scrollWidth") <= 390


def test_a_page_without_scripts_decides_as_well(browser: Browser, page: Page) -> None:
    context = browser.new_context(java_script_enabled=False)
    tab = context.new_page()
    tab.goto(page.url)
    tab.get_by_role("link", name="Kim Jong-un Pledges").click()
    tab.locator("a.mark", has_text="Leave a Reply").click()
    tab.locator(".detail:visible").get_by_role("button", name="Wrong, undo it").click()
    assert "Kept" in tab.locator(".did").inner_text()
    context.close()
    assert [e.what for e in read(page.store)] == ["keep"]


def test_every_control_has_a_name_and_every_row_its_cells(tab: Tab) -> None:
    unnamed = """[...document.querySelectorAll('button, a, input:not([type=hidden]), select')]
        .filter(e => !(e.innerText || e.ariaLabel || e.labels?.length || e.title).toString().trim())
        .map(e => e.outerHTML)"""
    for scheme in ("light", "dark"):
        tab.emulate_media(color_scheme=scheme)
        assert tab.evaluate(unnamed) == []
    tab.get_by_role("link", name="Invitation to Kim").click()
    assert tab.evaluate(unnamed) == []
    assert tab.get_by_role("table").get_by_role("columnheader").count() == 4
    rows = tab.get_by_role("table").get_by_role("row")
    assert rows.nth(1).get_by_role("cell").count() == 3
