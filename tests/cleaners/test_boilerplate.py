"""What the engine does with rows: layers of a line, zones, and rows without a page as evidence."""

import pytest

from cleaners import translation
from cleaners.boilerplate import find, scorer
from cleaners.document import Change, Notice
from cleaners.facts import gather
from cleaners.guards import allowed
from cleaners.page import TOLD, Cut, Table, covers, explain, explain_line, table_of
from cleaners.profile import Profile
from cleaners.rule import load, parse
from cleaners.tagger import Verdict
from tests.carrier import HEADLINE, ROWS, STORY, cleaned
from tests.counted import lines_run

PLAIN = Profile(name="plain", off=("boilerplate.headline",))
TABLE = Table([r for r in load("boilerplate") if r.name != "headline"])


def removed(text: str) -> list[tuple[str, str]]:
    return [
        (c.rule.partition(".")[2], text[c.start : c.end])
        for c in find(text, PLAIN)
        if isinstance(c, Change)
    ]


def test_layers_of_a_line_are_peeled_from_both_ends() -> None:
    page = explain("(AA-DHA)This content was published by Hazar Saygın.", TABLE)
    assert [c.rule.name for c in page.cuts[0]] == ["agency-brackets", "published-by"]


def test_a_dateline_leaves_its_sentence() -> None:
    doc = cleaned(f"{HEADLINE}\nBERLIN, 3. Mai (dpa) – {STORY[0]}\n{STORY[1]}")
    assert doc.text.startswith(STORY[0])
    facts = gather(doc.source, doc.edits)
    assert (facts.dateline, facts.agencies) == ("BERLIN, 3. Mai", ("dpa",))


def test_a_count_behind_an_excerpt_goes_and_its_few_words_stay() -> None:
    doc = cleaned(f"{HEADLINE}\nBERLIN, 3. Mai (dpa) – {STORY[0]}\nDer B… [+1936 chars]")
    assert doc.text.endswith("\nDer B…")
    assert gather(doc.source, doc.edits).dateline == "BERLIN, 3. Mai"


def test_an_excerpt_alone_is_an_article() -> None:
    told = f"{STORY[1]} The council of Hillside approved a new bridge on Tuesday, which will jo…"
    doc = cleaned(f"By Jane Doe\nBERLIN, 3. Mai (dpa) – {told} [+1936 chars]")
    assert doc.text == told
    assert cleaned("Advertisement\nRead more about it… [+36 chars]").flags


def test_a_credit_behind_a_caption_takes_both_to_their_fields() -> None:
    line = "The crowd in front of the station. (Photo: Jane Doe/AP)"
    doc = cleaned("\n".join((HEADLINE, STORY[0], line, *STORY[1:])))
    facts = gather(doc.source, doc.edits)
    (caption,) = facts.captions
    assert (caption.text, caption.credit) == ("The crowd in front of the station.", 0)
    assert facts.credits == ("Jane Doe/AP",)
    assert "\n\n" not in doc.text


@pytest.mark.parametrize(
    "told",
    [
        "KYIV (Reuters) - {}The parliament passed the budget on Monday after a long debate.{}",
        "{}“We will not resign,” the prime minister said on Monday.{}",
        "{}„Wir treten nicht zurück“, sagte die Ministerin am Montag in Berlin.{}",
        "{}시장은 한 차로로 통행이 가능하며 우회 표지판도 설치했다고 말했다.{}",
    ],
)
def test_a_credit_glued_to_a_paragraph_takes_no_story_along(told: str) -> None:
    doc = cleaned("\n".join((HEADLINE, told.format("", " Photo: AFP"), *STORY)))
    facts = gather(doc.source, doc.edits)
    assert (facts.captions, facts.credits) == ((), ("AFP",))
    assert told.split("{}")[1] in doc.text


def test_a_long_paragraph_before_a_credit_stays() -> None:
    text = "\n".join((*STORY[:2], " ".join(STORY[2:]) + " (Photo: Jane Doe/AP)"))
    assert [rule for rule, _ in removed(text)] == ["credit-in-brackets"]


def test_a_row_without_evidence_flags_what_is_part_of_a_line() -> None:
    text = "\n".join((*STORY[:5], f"{STORY[5]} Advertisement"))
    found = list(find(text, PLAIN))
    assert [type(f) for f in found] == [Notice]


def test_a_row_of_another_zone_does_not_hide_the_next() -> None:
    toml = """
[[rule]]
id = "first"
why = "y"
pattern = 'Photo'
zone = "tail"
hits = ["x"]
misses = ["y"]
[[rule]]
id = "second"
why = "y"
pattern = 'Photo'
hits = ["x"]
misses = ["y"]
"""
    table = Table(parse(toml, "boilerplate", "test.toml"))
    page = explain("\n".join((*STORY[:3], "Photo", *STORY[3:])), table)
    assert page.cuts[3][0].rule.name == "first"
    assert not page.allows(3, page.cuts[3][0].rule)


def test_odd_blanks_and_soft_hyphens_do_not_hide_a_line() -> None:
    text = "\n".join((*STORY, "Photo\u00a0: Radio-Canada / Steve\u00a0Bruce", "News\u00adletter"))
    assert [rule for rule, _ in removed(text)] == ["credit-label-line", "de-newsletter"]


def test_a_whole_article_on_one_line_is_never_taken() -> None:
    text = "Copyright © 2023 ANN " + " ".join(STORY * 3)
    assert removed(text) == []


def test_names_stand_below_labels_and_beside_dates() -> None:
    doc = cleaned("\n".join((HEADLINE, "By", "Ron Dicker", "October 22, 2019", *STORY)))
    facts = gather(doc.source, doc.edits)
    assert (facts.bylines, facts.author) == (("Ron Dicker",), ("By Ron Dicker",))
    assert facts.date == "2019-10-22"


def test_comments_below_a_counter_go_where_no_form_stands_on_the_page() -> None:
    comments = ("John", "12 May 2021 at 10:15", "I was there and saw it all with my own eyes.")
    doc = cleaned("\n".join((HEADLINE, *STORY, "2 Comments", *comments)))
    assert doc.text == "\n".join(STORY)


def test_a_line_that_opens_a_bracket_goes_on_and_is_no_headline() -> None:
    opened = f"{HEADLINE} ("
    assert opened in cleaned("\n".join((opened, *STORY))).text
    assert HEADLINE not in cleaned("\n".join((HEADLINE, *STORY))).text


def title(*lines: str) -> str | None:
    return gather("", cleaned("\n".join(lines)).edits).headline


def test_a_line_over_the_byline_is_the_headline_whatever_its_words() -> None:
    assert title("What the Rest Is", STORY[0], "By Anna Meyer", *STORY[1:]) == "What the Rest Is"


def test_a_caption_with_its_credit_is_no_headline() -> None:
    caption = "Boats at the old pier on Sunday. (Anna Meyer/Hill News)"
    assert title(caption, *STORY) is None


def test_work_grows_with_the_lines_that_rows_explain() -> None:
    def work(size: int) -> int:
        page = explain("PARIS, March 3 (Reuters) -\n" * size, TABLE)
        return lines_run(lambda: allowed(page, TABLE))

    assert work(400) < 3 * work(200)


@pytest.mark.parametrize(
    "again",
    [
        "» Read also:\n",
        "Related news:\nStorm closes the bridge to the island\n",
        "About Hillside Mining\nHillside Mining is a company that owns a pit in the north.\n",
    ],
)
def test_work_grows_with_headings_of_links_and_houses(again: str) -> None:
    def work(size: int) -> int:
        page = "\n".join((*STORY, again * size, *STORY))
        return lines_run(lambda: list(find(page, PLAIN)))

    work(400)  # patterns that were asked often are compiled
    assert work(800) < 6 * work(200)


def test_names_with_their_papers_below_a_colon_are_a_list() -> None:
    names = "Karl Brandt / Western Mail\nLisa Hahn / Reuters\nOwen Price / Daily Post"
    page = f"{HEADLINE}\n\n{STORY[0]}\n\nPhotographer of the year:\n{names}\n\n{STORY[1]}"
    assert names in cleaned(page).text


@pytest.mark.parametrize(
    "told",
    [
        "Photographs by Tom Reid hang in the town hall, and one in the Getty.",
        "Foto de Ana Torres, la maestra, preside la escuela.",
        "Foto von Anna Meier hing lange im Vereinsheim.",
        "Bron: het water komt van diep.",
        "Fonte: viva, la chiamano qui.",
    ],
)
def test_a_sentence_that_begins_as_a_credit_is_story(told: str) -> None:
    assert told in cleaned(f"{HEADLINE}\n\n{STORY[0]}\n\n{told}\n\n{STORY[1]}").text


def test_lines_that_translators_leave_are_few() -> None:
    def work(size: int) -> int:
        page = f"{STORY[0]}\n" + "记者：王明\n" * size + STORY[1]
        return lines_run(lambda: list(translation.find(page, PLAIN)))

    assert work(400) < 6 * work(100)


def test_signs_of_a_list_around_furniture_do_not_hide_it() -> None:
    table = table_of(())
    for row in load("boilerplate"):
        if row.part != "line" or not row.pattern or row.kind in TOLD:
            continue
        for hit in filter(lambda hit: hit[0].isalpha(), map(str, row.hits)):
            plain = explain_line(hit, table)
            if plain and plain[0].rule is row and covers(hit, plain):
                for text in (f"• {hit}", f"- {hit}", f"👉 {hit}"):
                    assert covers(text, explain_line(text, table)), text


@pytest.mark.parametrize("text", ["✓ 3 May 2020", "➤ Reuters", "- 5"])
def test_what_an_item_of_a_list_says_may_belong_to_something_else(text: str) -> None:
    assert not covers(text, explain_line(text, table_of(())))


def test_furniture_is_known_in_markdown() -> None:
    junk = (
        "### Sign up for our newsletter",
        "**Read more: [Mayor says no to the bridge](https://example.com/no)**",
        "\\[Advertisement\\]",
        "[](https://example.com/share)",
        "![Image 3: The bridge](https://example.com/c.jpg)",
    )
    told = (
        "The mayor spoke at the [town hall](https://example.com/hall) on Monday, **not** at home."
    )
    doc = cleaned("\n\n".join((HEADLINE, STORY[0], *junk, told, *STORY[1:])), ROWS)
    assert doc.text == "\n\n".join((STORY[0], told, *STORY[1:]))


def test_a_standfirst_below_the_writer_stays() -> None:
    below = "The leader arrived with his delegation and met the governor of the capital"
    text = "\n".join((HEADLINE, "Anna Meyer", below, "Related articles", *STORY))
    assert below in cleaned(text).text


@pytest.mark.parametrize(
    "title",
    ["Road Repaired Before Winter", "Polisi Tangkap Pelaku Pencurian", "Belediye Yolu Onarıyor"],
)
def test_a_headline_in_capitals_right_above_the_day_is_no_writer(title: str) -> None:
    doc = cleaned("\n".join((title, "June 21, 2021 10:15 AM", *STORY)))
    assert gather(doc.source, doc.edits).bylines == ()


def test_a_writer_right_above_the_day_is_one() -> None:
    doc = cleaned("\n".join(("Jane Doe", "June 21, 2021 10:15 AM", *STORY)))
    assert gather(doc.source, doc.edits).bylines == ("Jane Doe",)


def test_a_last_sentence_in_a_script_without_blanks_stays() -> None:
    story = (
        "市长表示，这条道路将在秋季结束前修复完毕。",
        "工程于星期一开始，现场共有三十名工人施工。",
    )
    last = "去年冬天，这里曾发生三起事故。"
    doc = cleaned("\n".join(("道路将在冬季前修复", *story, "新华社记者 王小明 摄", last)))
    assert doc.text.rstrip().endswith(last)


@pytest.mark.parametrize(
    ("score", "line", "stays"),
    [
        (0.9, "French director opens the festival on the coast for the first time", True),
        (0.97, "French director opens the festival on the coast for the first time", False),
        (0.9, "French director opens the festival", False),
        (0.9, "French director opens the festival of 2024 on the coast again", False),
    ],
)
def test_a_line_right_below_the_headline_goes_on_strong_evidence_only(
    score: float, line: str, stays: bool
) -> None:
    page = explain("\n".join((HEADLINE, line, *STORY)), TABLE)
    rule = TABLE.functions["scorer"]
    title = Cut(rule, 0, len(HEADLINE), (("headline", HEADLINE),))
    kept = Verdict(0.0, "keep", (), False)
    verdicts = [kept, Verdict(score, "related_links", (), True), *(kept for _ in STORY)]
    gone = dict(scorer(page, {0: (title,)}, verdicts, rule))
    assert (1 not in gone) is stays


@pytest.mark.parametrize(
    ("at", "found"), [(1, "First published May 3, 2024"), (4, None), (len(STORY) + 1, "First")]
)
def test_a_day_behind_its_label_moves_out_of_a_line_the_scorer_takes(
    at: int, found: str | None
) -> None:
    lines = [HEADLINE, *STORY]
    lines.insert(at, "Halden Daily (Oslo) First published May 3, 2024 Halden")
    page = explain("\n".join(lines), TABLE)
    verdicts = [Verdict(0.97 if n == at else 0.0, "share", (), n == at) for n in range(len(lines))]
    rule = TABLE.functions["scorer"]
    title = Cut(rule, 0, len(HEADLINE), (("headline", HEADLINE),))
    cut = dict(scorer(page, {0: (title,)}, verdicts, rule))[at]
    days = [value for field, value in cut.facts if field == "published"]
    assert days == ([] if found is None else ["First published May 3, 2024"])
