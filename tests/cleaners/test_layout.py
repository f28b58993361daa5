"""The shape of a text: work that does not outgrow it."""

from cleaners.layout import find_broken_lines
from cleaners.profile import named


class Watched(str):
    """A text that counts how often all of it is made small."""

    times = 0

    def lower(self) -> str:
        Watched.times += 1
        return super().lower()


def test_a_text_of_many_hyphens_is_lowered_once() -> None:
    text = Watched("The govern-\nment of the co-\nast and the govern-\nment said so.\n" * 50)
    found = list(find_broken_lines(text, named("news")))
    assert len(found) > 100 and Watched.times == 1
