"""Furniture is learned from distinct articles only, and forgotten when it went out of use."""

from itertools import product

from cleaners.sites import Site, learn, normal, site_of

STORY = (
    "The council of {} voted on Tuesday to close the old bridge for the rest of the year.",
    "Nobody in {} had asked for it, said the mayor, who had to walk home after the session.",
)
BANNER = "Follow us on Twitter for 24 hours of news"


def article(name: str, *more: str) -> list[str]:
    return [*(line.format(name) for line in STORY), *more]


NAMES = [f"{a}{b}" for a in ("North", "South", "East", "West") for b in ("ham", "ton", "wick")]


def test_a_line_of_three_articles_in_five_is_furniture() -> None:
    pages = [article(n, *([BANNER] if k < 3 else [])) for k, n in enumerate(NAMES[:5])]
    assert [f.line for f in learn(pages)] == [normal(BANNER)]


def test_numbers_do_not_matter() -> None:
    pages = [article(n, f"{k} comments") for k, n in enumerate(NAMES[:5])]
    assert [f.line for f in learn(pages)] == ["0 comments"]


def test_two_articles_teach_nothing() -> None:
    assert not learn([article(n, *([BANNER] if k < 2 else [])) for k, n in enumerate(NAMES)])
    assert not learn([article(n, BANNER) for n in NAMES[:4]])


def test_one_article_stored_often_is_one_article() -> None:
    """Its own paragraphs must not be learned, with another banner on every print."""
    prints = [article("Northham", f"Advertisement by firm {c}") for c in "ABCDEFG"]
    assert not learn(prints + [article(n) for n in NAMES[1:6]])


def test_the_order_does_not_matter() -> None:
    pages = [article(n, BANNER, f"{n} news") for n in NAMES]
    shuffled = [*pages[5:], *pages[:5][::-1]]
    assert learn(pages) == learn(shuffled)


def test_furniture_out_of_use_is_forgotten() -> None:
    towns = map("".join, product("BDKLMNRST", "aeiou", ["lm", "rn", "st"], ["ville", "burg", "ow"]))
    pages = [article(town, *([BANNER] if n < 3 else [])) for n, town in enumerate(towns)]
    assert len(pages) > 400
    assert normal(BANNER) in {f.line for f in learn(pages[:250])}
    assert normal(BANNER) not in {f.line for f in learn(pages)}


def test_sites_of_addresses() -> None:
    assert site_of("http://m.example.co.uk/x") == "example.co.uk"
    assert site_of("https://WWW.Example.org") == "example.org"
    assert site_of("https://m.de/x") == "m.de"
    for bad in (None, "", "news", "http://[::1", "http:///x", "mailto:a@b.org"):
        assert site_of(bad) is None


def test_a_digest_is_of_the_lines_only() -> None:
    a, b = Site("a.org", frozenset({"x", "y"})), Site("b.org", frozenset({"y", "x"}))
    assert a.digest == b.digest != ""
