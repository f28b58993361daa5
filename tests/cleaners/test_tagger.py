"""The line scorer: what it sees of a line, what it remembers, and what it never takes."""

import json
from importlib.resources import files

import pytest

from cleaners.boilerplate import typed
from cleaners.lines import lines_of
from cleaners.profile import Profile
from cleaners.tagger import Verdict, judge
from cleaners.tagger.features import NAMES, survey
from cleaners.tagger.guards import threshold
from cleaners.tagger.reasons import in_words
from cleaners.tagger.titles import slug, title_rows
from cleaners.tagger.trees import TreeData, forest_of
from cleaners.tagger.weights import WeightsError, built_in, weights_of
from tests.carrier import HEADLINE, PAGE, STORY, cleaned

FURNITURE = ("Most viewed pictures", "Storm: pictures of the coast", "Kim: ten pictures")


def row(text: str, line: str) -> dict[str, float]:
    """The features of one line of a text, by name."""
    lines, explained = typed(text, Profile(name="x"))
    place = [found.text for found in lines].index(line)
    rows = survey(lines, explained, built_in().lexicon)
    return dict(zip(NAMES, rows[place], strict=True))


def verdict(text: str, line: str) -> Verdict:
    lines, explained = typed(text, Profile(name="x"))
    return judge(lines, explained)[[found.text for found in lines].index(line)]


def removed(text: str) -> list[str]:
    """What the scorer took."""
    edits = cleaned(text, PAGE).edits
    return [e.before.strip() for e in edits if e.rule == "boilerplate.scorer"]


def test_every_feature_has_one_name_and_one_reason() -> None:
    assert len(NAMES) == len(set(NAMES))
    for name in NAMES:
        for value in (-1.0, 0.0, 1.0):
            assert in_words(name, value)


def test_a_line_is_seen_in_its_place() -> None:
    links = ("Read more:", "Kim: ten pictures", "Most viewed pictures")
    text = "\n".join((HEADLINE, "", *STORY[:3], *links, *STORY[3:]))
    found = row(text, "Kim: ten pictures")
    assert found["block lines"] == 3 and found["block index"] == 1 and found["block left"] == 1
    assert found["prose before"] == 3 and found["prose after"] == 3
    assert found["since link heading"] == 1
    assert found["end mark above"] == 3  # a colon
    assert found["label"] == 1
    assert row(text, HEADLINE)["blank below"] == 1


def test_a_sentence_broken_at_a_link_is_seen() -> None:
    text = "\n".join(
        (*STORY[:2], "He spoke to the", "Moscow Times", ", and left early.", *STORY[2:])
    )
    assert row(text, "Moscow Times")["continued"] == 1
    assert row(text, "Moscow Times")["continues"] == 1
    assert row(text, STORY[1])["continued"] == 0


def test_what_rules_know_of_other_lines_is_seen() -> None:
    lines = lines_of("\n".join((*STORY, "Sports", "Share this", "Weather")))
    explained: list[str | None] = [None] * len(lines)
    rows = survey(lines, explained, built_in().lexicon)
    explained[-2] = "share"
    at = NAMES.index("until explained")
    assert rows[-3][at] == 60 and survey(lines, explained, built_in().lexicon)[-3][at] == 1


def test_the_address_of_a_page_speaks_for_its_headline() -> None:
    lines = lines_of("\n".join(("Our best stories of the week", HEADLINE, *STORY)))
    none: list[str | None] = [None] * len(lines)
    rows = survey(lines, none, built_in().lexicon)
    url = "https://example.org/world/2024/kim-visits-moscow-four-years-1234.html"
    forest = built_in().headline
    plain = dict(title_rows(lines, none, rows, None))
    known = dict(title_rows(lines, none, rows, url))
    assert forest.score(known[1]) > max(forest.score(plain[1]), forest.score(known[0]))


@pytest.mark.parametrize(
    "url", [None, "", "https://example.org", "http://[", "https://x.y/a?b=c-d-e"]
)
def test_an_address_without_words_says_nothing(url: str | None) -> None:
    assert slug(url) == frozenset()


def test_the_same_page_gets_the_same_verdicts() -> None:
    lines, explained = typed("\n".join((HEADLINE, *STORY, *FURNITURE)), Profile(name="x"))
    assert judge(lines, explained) == judge(lines, explained)


def test_furniture_below_the_story_goes_and_says_why() -> None:
    text = "\n".join((HEADLINE, *STORY, *FURNITURE))
    edits = [e for e in cleaned(text, PAGE).edits if e.rule == "boilerplate.scorer"]
    assert [e.before.strip() for e in edits] == list(FURNITURE)
    for edit in edits:
        assert edit.score is not None and 0.8 < edit.score <= 1
        assert edit.kind and len(edit.reasons) == 3


def test_the_weights_are_small_and_fit_the_features() -> None:
    folder = files("cleaners") / "tagger" / "weights"
    size = sum(len(f.read_bytes()) for f in folder.iterdir())
    assert size < 1_500_000
    trees = json.loads((folder / "trees.json").read_text("utf-8"))
    trees["features"] = [*NAMES[1:], "other"]
    with pytest.raises(WeightsError, match="train again"):
        weights_of(built_in().lexicon, trees)


FROZEN: list[TreeData] = [  # three trees that LightGBM 4 fitted to noise
    {
        "feature": [2, 0, 0],
        "threshold": [-0.9499999999999998, 0.22500000000000003, 0.20500000000000004],
        "low": [1, -1, -3],
        "high": [2, -2, -4],
        "means": [0.04001, -0.02116, 0.05298],
        "leaves": [-0.14629, 0.20407, 0.09919, -0.00973],
    },
    {
        "feature": [2, 0, 0],
        "threshold": [-0.9499999999999998, 0.22500000000000003, 0.20500000000000004],
        "low": [1, -1, -3],
        "high": [2, -2, -4],
        "means": [0.0, -0.05541, 0.01169],
        "leaves": [-0.16852, 0.14921, 0.05338, -0.04474],
    },
    {
        "feature": [1, 0, 0],
        "threshold": [-1.0199999999999998, 0.44500000000000006, 0.2750000000000001],
        "low": [1, -1, -3],
        "high": [2, -2, -4],
        "means": [0.0, -0.06389, 0.00973],
        "leaves": [-0.19513, 0.1921, 0.04428, -0.04361],
    },
]


@pytest.mark.parametrize(
    ("row", "score"),
    [
        ([2.04, -2.56, 0.42], 0.534353),
        ([-0.57, -0.45, -0.22], 0.549054),
        ([-2.02, -0.23, -0.87], 0.549054),
        ([3.32, 0.23, -0.35], 0.475499),
    ],
)
def test_the_trees_answer_as_lightgbm_did(row: list[float], score: float) -> None:
    forest = forest_of(FROZEN)
    assert forest.score(row) == pytest.approx(score, abs=1e-5)
    moved = sum(forest.contributions(row))
    assert forest.add(row) == pytest.approx(sum(t.means[0] for t in forest.trees) + moved)


def test_a_sentence_beside_a_paragraph_stays_between_links() -> None:
    told = "I traghetti continueranno a partire ogni venti minuti."
    text = (
        "Il consiglio ha rinviato alla primavera la decisione sul nuovo ponte del porto.\n"
        "Tre studi avevano presentato progetti, tutti più cari del previsto.\n"
        "Iscriviti alla nostra newsletter\n"
        "Ricevi ogni mattina le notizie più importanti\n"
        f"{told}\n"
        "L'assemblea pubblica è prevista per il 14 febbraio.\n"
        "I più letti\nArticoli correlati\nUltime notizie\nDona ora"
    )
    assert told in cleaned(text, PAGE).text
    assert threshold_of(text, told) > 0.8


def test_a_sentence_between_two_paragraphs_stays_whatever_its_words() -> None:
    told = "Trainerin Anna Petrenko sprach vom schönsten Abend ihrer Laufbahn."
    text = (
        "Mit einer Parade in der letzten Minute hat Daniel Abt die Mannschaft gerettet.\n"
        "Mehr zum Thema:\nLesen Sie auch\n"
        "Zweimal hatten die Gäste geführt, zweimal kam die Heimmannschaft zurück.\n"
        f"{told}\n"
        "Der Gegner wird am Donnerstag im großen Stadion ermittelt.\n"
        "12 Kommentare\nKommentar melden"
    )
    assert threshold_of(text, told) > 0.8


def threshold_of(text: str, line: str) -> float:
    return threshold(list(row(text, line).values()), 0.8)
