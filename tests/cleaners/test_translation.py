"""What stands twice: in speech it is meant."""

import pytest

from cleaners.document import Change
from cleaners.profile import Profile
from cleaners.translation import find

TWICE = "The visit of the minister begins on Friday. The visit of the minister begins on Friday. "


@pytest.mark.parametrize(
    ("text", "taken"),
    [
        (TWICE * 3, 3),
        (f"He said: “It rains. {TWICE}” Yes. {TWICE}", 1),  # only what nobody says
        (f"He said: “It rains. {TWICE}\n{TWICE}", 1),  # a new line is no speech any more
        (f'He said: "It rains. {TWICE}It ends." Yes. {TWICE}', 1),
        (f"“One.” “Two. {TWICE}”", 0),
    ],
)
def test_a_sentence_twice_goes_where_nobody_says_it(text: str, taken: int) -> None:
    changes = [c for c in find(text, Profile(name="x")) if isinstance(c, Change)]
    assert sum(c.rule == "translation.repeated-sentence" for c in changes) == taken
