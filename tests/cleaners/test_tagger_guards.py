"""What the guards ask of the scorer before a line may go."""

from cleaners.tagger.features import NAMES
from cleaners.tagger.guards import DOUBTED, threshold


def test_a_short_sentence_with_a_day_in_it_stays_unless_its_letters_are_the_pages() -> None:
    row = [0.0] * len(NAMES)
    seen = {"words": 6.0, "end mark": 1.0, "digits": 0.1, "letters": 0.1, "furniture": 2.5}
    for name, value in (seen | {"prose before": 3.0}).items():
        row[NAMES.index(name)] = value
    assert threshold(row, 0.8) == DOUBTED
    row[NAMES.index("letters")] = 1.0
    assert threshold(row, 0.8) < 1
