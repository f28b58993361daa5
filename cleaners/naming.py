"""Whether words can be a name: of a photographer, an agency, a paper, or a list of them."""

from __future__ import annotations

import re

LONGEST = 14  # words of a credit with several names
SAYING = 3  # words with small letters in a line that begins as a credit
TELLING = 4  # words with small letters in a row; so many are a sentence
CASELESS = 6  # words between two signs, in scripts without capitals
WORD = re.compile(r"[^\W\d_][\w’'­-]*|[,;/|()]")
SIGN = re.compile(r"[：=/|©(]")
BEHIND_NAME = re.compile(r"(?<= )[^\W\d_a-z]\w+ [^\W\d_a-z]\w+ ([^\W\d_A-Z]\w+)")
SIGNS = frozenset(",;/|()")
_JOINING = """
    of the a an and by via from for with courtesy in at on de la le les du des del della di da do
    das dos el los las y e et en i von der die das dem den für im am bei und vom zu van het te z ze
    na od w i o и в на из с у та і з зі від ve ile için dan di dari oleh của và
"""
_CLAUSES = """
    who which whose where when as it he she they que quien cuyo cuya donde quem cujo cuja onde qui
    dont où che cui dove der die das den dem wo wie er sie es dat waar zijn su sus son sa seu sua
    suo sein seine ihr ihre haar el la los las le les il elle lo i gli o a os as de het
"""
CLAUSE = re.compile(rf", (?:{'|'.join(_CLAUSES.split())}) ")
SHOWS = re.compile(r"An? [a-z]")  # “A rendering of the bridge”
SAID = re.compile(  # who speaks, behind the comma: of names nobody says so
    r", (?:said|says|sagte?|meinte?|erklärte?|so|dijo|dice|según|afirmó|explicó|a dit|dit|selon|"
    r"explique|disse|diz|segundo|afirmou|ha detto|secondo|zegt|zei|aldus|powiedziała?|mówi|"
    r"säger|sade|siger|sagde|sier|sa|sanoo|sanoi|řekla?|říká|spune|a spus|mondta|mondja|dedi|"
    r"сказала?|говорит|по словам|сказав|сказала|каже)\b"
)
TWO_CLAUSES = re.compile(r", [a-zà-ÿ][^,]{0,60}, [a-zà-ÿ]")
JOINING = frozenset(_JOINING.split())


def may_name(value: str) -> bool:
    """Whether a value is no sentence.

    >>> may_name("Jean-Christophe MARMARA/Le Figaro"), may_name("courtesy of the family")
    (True, True)
    >>> may_name("The minister walks to the plane before the vote")
    False
    >>> may_name("interzis, spune un afiș")
    False
    >>> may_name("محمد حسن"), may_name("الرئيس يصافح رئيس الوزراء في القصر الجمهوري")
    (True, False)
    """
    if SAID.search(value) or SHOWS.match(value):
        return False
    words = WORD.findall(value)
    has_case = value.lower() != value.upper()
    run = longest = 0
    for word in words:
        if has_case:
            run = run if word in JOINING else run + 1 if word[0].islower() else 0
        else:
            run = 0 if word in SIGNS else run + 1
        longest = max(longest, run)
    is_short = sum(word not in SIGNS for word in words) <= LONGEST
    return is_short and (longest < TELLING if has_case else longest <= CASELESS)


def is_sentence(line: str) -> bool:
    """Whether a line that begins as a credit or a source ends as a sentence does.

    >>> is_sentence("Photographs by Tom Reid hang in the hall."), is_sentence("Photo by Tom Reid.")
    (True, False)
    >>> is_sentence("Bron: het water komt van diep."), is_sentence("Foto: gemeente Utrecht.")
    (True, False)
    >>> is_sentence("Photo by Tom Reid for the local paper.")
    False
    """
    _, sign, value = line.rpartition(":")
    if line[-1] != "." or SIGN.search(value) or (sign and not value.strip()[:1].islower()):
        return False
    words = WORD.findall(value) if sign else WORD.findall(value)[1:]
    small = [w for w in words if w[0].islower() and w not in JOINING]
    return len(small) >= (SAYING - 1 if not sign and _has_verb(value) else SAYING)


def _has_verb(value: str) -> bool:
    """Whether a small word that joins no names stands right behind one."""
    return any(m[1] not in JOINING and m[1] != "courtesy" for m in BEHIND_NAME.finditer(value))


def is_told(line: str) -> bool:
    """Whether a line that begins as a byline goes on as a sentence.

    >>> is_told("Por María López, su vecina, supo la noticia"), is_told("By Jane Doe, who left.")
    (True, True)
    >>> is_told("Por Juan Pérez, corresponsal en Roma"), is_told("By Jane Doe, Staff Writer")
    (False, False)
    """
    is_sentence = line[-1] in ".!?" and CLAUSE.search(line) is not None
    return is_sentence or TWO_CLAUSES.search(line) is not None
