"""Names torn apart: what is mended and what stays."""

import pytest

from cleaners.document import Document
from cleaners.profile import Profile
from cleaners.torn import find_gaps, find_splits

PLAIN = Profile(name="plain")


@pytest.mark.parametrize(
    ("torn", "whole"),
    [
        (
            "Emmanuel Mac-\nron spoke of the well-\nknown plan.",
            "Emmanuel Macron spoke of the well-",
        ),
        (
            "Here Moon Jae-\nin spoke of the well-\nknown plan.",
            "Here Moon Jae-in spoke of the well-",
        ),
        (
            "Prime Minister Netan-\nyahu spoke of the well-\nknown",
            "Prime Minister Netanyahu spoke of",
        ),
        ("a court in Johannes-\nburg\nruled", "a court in Johannesburg\nruled"),
        ("in Bue-\nnos Aires he spoke", "in Buenos Aires he spoke"),
        ("then Dona-\nld Trump spoke", "then Donald Trump spoke"),
        ("Mr Jong-\nhun spoke", "Mr Jong-\nhun spoke"),
        ("the Anglo-\nirish treaty", "the Anglo-\nirish treaty"),
    ],
)
def test_a_torn_name_is_joined(torn: str, whole: str) -> None:
    doc = Document.of(torn).apply(find_splits(torn, PLAIN))
    assert doc.text.startswith(whole)


@pytest.mark.parametrize(
    ("written", "right"),
    [
        ("Then Kim Jong - un left.", "Then Kim Jong-un left."),
        ("Then Jean- Claude Juncker left.", "Then Jean-Claude Juncker left."),
        ("B EIJING (AP) - They left.", "BEIJING (AP) - They left."),
        ("M oscow has said that the talks are over.", "Moscow has said that the talks are over."),
        ("W hen they left, he slept.", "When they left, he slept."),
        ("Then Kim Jong–un left Guinea−Bissau.", "Then Kim Jong-un left Guinea-Bissau."),
        ("Gangs hold Port- au-Prince now.", "Gangs hold Port-au-Prince now."),
        ("Gangs hold Port - au - Prince now.", "Gangs hold Port-au-Prince now."),
        ("Benjamin Netan yahu left.", "Benjamin Netanyahu left."),
        ("Emm anuel Macron est parti.", "Emmanuel Macron est parti."),
        ("The president is Donald T rump.", "The president is Donald Trump."),
        ("The army of Saudi Ara bia fled.", "The army of Saudi Arabia fled."),
        ("The army of Afghan istan fled.", "The army of Afghanistan fled."),
    ],
)
def test_a_name_has_no_blank_inside(written: str, right: str) -> None:
    assert Document.of(written).apply(find_gaps(written, PLAIN)).text == right
    assert list(find_gaps(right, PLAIN)) == []


@pytest.mark.parametrize(
    "text",
    [
        "Putin - Kim, Merkel - Macron and Moon - Jae",
        "Paris - Saint-Étienne 3-0",
        "The Putin–Kim talks; Paris–Dakar; the Moscow–Beijing line—Moscow said—is open.",
        "the leader - Kim Jong Un - left; Kim -- Jong",
        "H and M is closed, and he said so.",
        "E mail and X ray and T cell",
        "A mericano with milk is what he had.",
        "O rganismo internacional que não é do país",
        "Then Kim Jong un met Moon Jae in at Port of Spain.",
        "Then Kim Jong hoon spoke.",  # both are names: Kim Jong Hoon and Kim Jonghoon
        "Et Tysk land og en Fin land er ikke det samme som det.",
        "In de afgelopen dagen is de Neder wal van het land gezien.",
        "Afghan istan in einem Text, der das nicht ist und auch von der Sache nichts sagt",
        "The Washing ton of the poem was Donald Trump grown old.",
        "Bruno Le maire est parti; Emmanuel Mac et ron",
    ],
)
def test_other_blanks_stay(text: str) -> None:
    assert list(find_gaps(text, PLAIN)) == []
