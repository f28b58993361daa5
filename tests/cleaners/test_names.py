"""Names: what is repaired and what stays, measured on names of the gazetteer and on others."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cleaners.document import Change, Document
from cleaners.gazetteer.index import Gazetteer, by_hand, gazetteer, shipped_table
from cleaners.gazetteer.scan import memory_of, scan
from cleaners.gazetteer.words import is_known, words
from cleaners.names import find_damage, find_spellings, link
from cleaners.profile import Names, Profile
from cleaners.torn import find_gaps, find_splits
from tests.counted import lines_run

PLAIN = Profile(name="plain")
TWINS = (
    *(("I", "l"), ("l", "I"), ("l", "1"), ("I", "1"), ("O", "0"), ("o", "0"), ("m", "rn")),
    *(("rn", "m"), ("w", "vv"), ("W", "VV"), ("d", "cl"), ("cl", "d"), ("l", "|"), ("I", "|")),
)
SENTENCE = "Officials said on Tuesday that {} was named in the report of the ministry."


def repaired(text: str) -> str:
    return (
        Document.of(text).apply(c for c in find_damage(text, PLAIN) if isinstance(c, Change)).text
    )


def spelled(text: str, style: str = "canonical") -> str:
    names = Names.model_validate({"style": style})
    profile = PLAIN.model_copy(update={"names": names})
    return Document.of(text).apply(find_spellings(text, profile)).text


@pytest.mark.parametrize(
    ("damaged", "right"),
    [
        ("a statue of Kim II-sung’s father", "a statue of Kim Il-sung’s father"),
        ("Kim Jong-II died in 2011", "Kim Jong-Il died in 2011"),
        ("KlM JONG-UN LEFT", "KIM JONG-UN LEFT"),
        ("the poet Pak II-song wrote", "the poet Pak Il-song wrote"),
        ("King George Vl opened it", "King George VI opened it"),
        ("after World War lI", "after World War II"),
        ("after World War l, he said in Ïóòèí", "after World War I, he said in Ïóòèí"),
        ("lndia and lraq agreed", "India and Iraq agreed"),
        ("Portuga1 and BuIgaria voted", "Portugal and Bulgaria voted"),
        ("UKRAlNE ASKS lNTERPOL", "UKRAINE ASKS INTERPOL"),
        ("the 0slo talks", "the Oslo talks"),
        ("Ernrnanuel Macron spoke", "Emmanuel Macron spoke"),
        ("Olaf Scho1z resigned", "Olaf Scholz resigned"),
        ("in VViesbaden", "in Wiesbaden"),
        ("in Rotterclam", "in Rotterdam"),
        (
            "Der Hafen von Harnburg ist für die Schiffe zu.",
            "Der Hafen von Hamburg ist für die Schiffe zu.",
        ),
        (
            "De burgemeester van Arnsterdam stapt op, en dat is het.",
            "De burgemeester van Amsterdam stapt op, en dat is het.",
        ),
        ("Premier lzraela nie jest w kraju", "Premier Izraela nie jest w kraju"),
        ("Prezydent VVrocławia nie jest w kraju", "Prezydent Wrocławia nie jest w kraju"),
        ("Le maire d'0rléans est parti", "Le maire d'Orléans est parti"),
        (
            "Der Bürgermeister von Sch0nwalde ist nicht der von L0hburg",
            "Der Bürgermeister von Schonwalde ist nicht der von Lohburg",
        ),
        (
            "Interp0l och Bl0omberg är i Warsavv och inte i VVarsaw",
            "Interpol och Bloomberg är i Warsaw och inte i Warsaw",
        ),
        ("Vladimir Putln and Benjamln Netanyahu", "Vladimir Putin and Benjamin Netanyahu"),
        (
            "the capital of Indonesla and of Azerbaljan",
            "the capital of Indonesia and of Azerbaijan",
        ),
        ("FIdemann and AIdemann said so", "Fidemann and Aldemann said so"),
        ("aI-Qaeda and eI-Sisi’s men", "al-Qaeda and el-Sisi’s men"),
        ("Nevv York and the Govemor", "New York and the Governor"),
        ("Xl Jinping met Moon Jae-ln", "Xi Jinping met Moon Jae-in"),
        ("the Parliarnent voted", "the Parliament voted"),
        ("Volodymyr Ze|enskyy arrived", "Volodymyr Zelenskyy arrived"),
        ("President \u0425i Jinping spoke", "President Xi Jinping spoke"),
    ],
)
def test_damage_is_repaired(damaged: str, right: str) -> None:
    assert repaired(damaged) == right
    assert repaired(right) == right


@pytest.mark.parametrize(
    "text",
    [
        "Pope Pius XII and Queen Mary II",
        "Kim II and Lee III are robots",
        "Il Sole 24 Ore and Il Foglio",
        "Peoria, Ill., and Chicago, Ill. (AP)",
        "LinkedIn, VisitIreland, McIntosh, MacInnes and OpenAI",
        "AIpowered tools, 1million users, a 0day exploit",
        "Walter Kirn and Emile Bumstead",
        "the modern barn, a burning torn corner, the clear clerk",
        "agent 007, H1N1, CO2 and N0rth6ate",
        "see http://www.lstanbul.example/lsrael and @lran_news #lraq",
        "Путин прибыл в Пхеньян, НАТО молчит",
        "Ο πρωθυπουργός στην Αθήνα",
        "習近平在北京 キム・ジョンウン 김정은 위원장",
        "ولي العهد في الرياض",
        "LED, LCD, ILO, AI, IL-76, Il-76 and T-72",
        "Los Llanos, Lloyd and Llewellyn, llama",
        "All Hassan wanted was Ml Chen and ln(x)",
        "the navvy Savvas Savvidis, Revver and Navvi",
        "Die LehrerInnen und die StudentInnen sind da",
        "Die Schweizern und Stuttgartern helfen den Österreichern",
        "All Khamenei, Thomas Maler, Mala Perez and the Malla of Marla Carlson",
        "They said of AutoIndustriya and todayI that it is aI-Generated",
        "Meclis ve Serna ve Karner ile clave olarak",
    ],
)
def test_good_text_stays(text: str) -> None:
    assert list(find_damage(text, PLAIN)) == []


def test_every_repair_says_what_proved_it() -> None:
    changes = find_damage("lndia, Kim II-sung, World War Il and Schu1zenberg.", PLAIN)
    found = [c for c in changes if isinstance(c, Change)]
    assert len(found) == 4
    assert all((c.reasons and "“" in c.reasons[0]) or "numeral" in c.reasons[0] for c in found)


def test_soft_damage_in_an_unknown_name_is_flagged_unless_the_text_knows_better() -> None:
    alone = "The minister met Mr Edrnund of the ministry on the day after the talks."
    found = list(find_damage(alone, PLAIN))
    assert [type(c).__name__ for c in found] == ["Notice"]
    assert repaired(alone + " Edmund left.") == alone.replace("Edrnund", "Edmund") + " Edmund left."


def damage_of(name: str, draw: random.Random) -> str | None:
    """The name with one letter, or one pair of letters, as its look-alike."""
    places = [(n, a, b) for a, b in TWINS for n in range(len(name)) if name.startswith(a, n)]
    if not places:
        return None
    n, a, b = draw.choice(places)
    return name[:n] + b + name[n + len(a) :]


def test_a_one_that_may_be_two_letters_is_flagged() -> None:
    text = "Crist1anelo and Bad1erto are named in the report of the ministry."
    found = list(find_damage(text, PLAIN))
    assert [n.code for n in found if not isinstance(n, Change)] == 2 * ["names.look-alike-doubt"]
    assert repaired(text) == text


def test_known_names_are_repaired_after_any_single_substitution() -> None:
    draw = random.Random(4)
    surfaces = sorted(s for s, _ in shipped_table().surfaces() if s.isascii() and len(s) > 4)
    right = total = 0
    for name in draw.sample(surfaces, 800):
        damaged = damage_of(name, draw)
        if damaged:
            total += 1
            right += repaired(SENTENCE.format(damaged)) == SENTENCE.format(name)
    assert right / total >= 0.98, f"{right} of {total}"


def test_unknown_names_are_repaired_after_an_impossible_capital_or_digit() -> None:
    draw = random.Random(4)
    starts, ends = ("Bra", "Kel", "Dro", "Sul", "Mol", "Fol"), ("ovarik", "lindo", "olenz", "ilova")
    right = total = 0
    for start in starts:
        for end in ends:
            name = f"{start}{draw.choice('bdgkmtv')}{end}"
            assert not is_known(name)
            inside = [n for n, c in enumerate(name) if c in "lo" and 0 < n < len(name) - 1]
            n = draw.choice(inside)
            twin = "0" if name[n] == "o" else draw.choice("I1")
            damaged = name[:n] + twin + name[n + 1 :]
            total += 1
            right += repaired(SENTENCE.format(damaged)) == SENTENCE.format(name)
    assert right / total >= 0.85, f"{right} of {total}"


GOOD = sorted(w for w in words() if w.islower() and len(w) > 3)[::400]


@given(st.lists(st.sampled_from([*GOOD, "Moscow", "Kim Jong-un", "Reuters", "U.S.", "’s"])))
@settings(max_examples=150, deadline=None)
def test_text_without_look_alikes_passes_untouched(parts: list[str]) -> None:
    assert repaired(" ".join(parts)) == " ".join(parts)


@pytest.mark.parametrize(
    "letters", ["абвгдежзіїклмнопрстухя", "αβγδεζηικλμνορστυχ", "ابتثجحدر", "中文日本語人"]
)
@given(data=st.data())
@settings(max_examples=60, deadline=None)
def test_words_of_one_other_script_never_change(letters: str, data: st.DataObject) -> None:
    alphabet = letters + letters.upper() + " "
    text = data.draw(st.text(alphabet=alphabet, max_size=60))
    assert list(find_damage(f"The word {text} stands here.", PLAIN)) == []
    assert list(find_damage(text, PLAIN)) == []


PIECES = st.sampled_from(
    [
        *("Kim II-Sung", "lstanbul", "World War Il", "UNlCEF", "Ange1a Merkel", "Edrnund"),
        *("Edmund", "Kim |l-sung", "Govemment", "1million", "VVarsaw", "\u0425i Jinping", "the"),
        *("said", ".\n"),
    ]
)


@given(st.lists(PIECES, max_size=10).map(" ".join))
@settings(max_examples=200, deadline=None)
def test_repair_is_idempotent(text: str) -> None:
    once = repaired(text)
    assert repaired(once) == once


@given(
    st.sampled_from(["Kim II-sung", "lsrael", "BraziI", "Olaf Scho1z"]),
    st.sampled_from(["’s", "'s", "", ","]),
)
def test_case_and_possessives_survive(damaged: str, tail: str) -> None:
    right = repaired(damaged)
    assert repaired(f"{damaged}{tail} trip") == f"{right}{tail} trip"
    assert repaired(f"KlM JONG-UN{tail}") == f"KIM JONG-UN{tail}"


def test_a_text_is_read_alike_whatever_was_read_before() -> None:
    line = "President Vladimir Putin said on Monday that the govemment was in Moscow."
    names = Gazetteer([by_hand()])
    alone = scan(line, names)
    memory_of(names).lines.clear()
    scan("Home | the govemment | of the city", names)
    after = scan(line, names)
    assert (after.mentions, after.odd) == (alone.mentions, alone.odd)


@pytest.mark.parametrize(
    ("written", "usual"),
    [
        (
            "He said: “Kim Jong Un was here with us in the city.”",
            "He said: “Kim Jong-un was here with us in the city.”",
        ),
        (
            "Kim Jong-Un was in the city with his sister.",
            "Kim Jong-un was in the city with his sister.",
        ),
        (
            "Kim Jong Un’s visit was the first in years.",
            "Kim Jong-un’s visit was the first in years.",
        ),
        (
            "Recep Tayyip Erdogan said that he will go.",
            "Recep Tayyip Erdoğan said that he will go.",
        ),
    ],
)
def test_full_names_are_spelled_one_way(written: str, usual: str) -> None:
    assert spelled(written) == usual
    assert spelled(usual) == usual
    assert spelled(written, "as-written") == written


@pytest.mark.parametrize(
    "text",
    [
        "They met at Kim Jong Un University in the morning.",
        "KIM JONG UN WAS IN THE CITY AND HE LEFT.",
        "She is the author of “Kim Jong Un and the Bomb” and of other books.",
        "Kim Jong Un war in der Stadt und hat mit den Leuten gesprochen.",
        "Sergei Lavrov was in the city with his staff.",
        "Vladimir V. Putin was in the city with his staff.",
        "Kim Jong-nam was in the city with his staff.",
    ],
)
def test_other_spellings_stay(text: str) -> None:
    assert spelled(text) == text


def test_the_agencies_spelling_is_a_style() -> None:
    text = "Kim Jong-un was in the city with his sister."
    assert spelled(text, "ap") == "Kim Jong Un was in the city with his sister."


@pytest.mark.parametrize(
    ("glued", "right"),
    [
        ("President VladimirPutin spoke there.", "President Vladimir Putin spoke there."),
        ("El dólar subió en BuenosAires ayer.", "El dólar subió en Buenos Aires ayer."),
        ("Le BurkinaFaso a rompu le traité.", "Le Burkina Faso a rompu le traité."),
        ("He left NewDelhi’s airport today.", "He left New Delhi’s airport today."),
    ],
)
def test_a_glued_name_gets_its_blank(glued: str, right: str) -> None:
    assert repaired(glued) == right
    assert repaired(right) == right


@pytest.mark.parametrize(
    "text",
    [
        "He wrote to @VladimirPutin about #SaudiArabia on that day.",
        "It stands at example.org/SaudiArabia and at NewYork.example there.",
        "The tags: SaudiArabia, BurkinaFaso, NewYork",
        "In the evening McDonald, DeSantis, FitzGerald and MacArthur met at LinkedIn.",
        "In the evening the men of DaimlerChrysler met those of ExxonMobil.",
        "They said that Li YangYang won, and not LeBron.",
    ],
)
def test_other_seams_stay(text: str) -> None:
    assert repaired(text) == text


@pytest.mark.parametrize(
    ("held", "right"),
    [
        ("He said that Angela MErkel was in the city.", "Angela Merkel was"),
        ("Donald TRump flew to UKraine.", "Donald Trump flew to Ukraine."),
        ("Emmanuel MAcron est allé en UKraine.", "Emmanuel Macron est allé en Ukraine."),
        ("EUrope and AIbania, VMware and UConn", "EUrope and"),
        ("Mr TRump wrote to @UKraine and #BRussels.", "Mr TRump wrote to @UKraine and #BRussels."),
    ],
)
def test_a_known_name_begins_with_one_capital(held: str, right: str) -> None:
    for style in ("ap", "as-written"):
        assert right in spelled(held, style)


def linked(text: str, headline: str | None = None) -> list[tuple[str, str]]:
    return [(e.surface, e.canonical) for e in link(text, headline)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Xi Jinping flew to Berlin.", [("Xi Jinping", "Xi Jinping"), ("Berlin", "Berlin")]),
        ("U.S. officials left.", [("U.S.", "United States")]),
        ("The EU’s envoy to Kiev", [("EU", "European Union"), ("Kiev", "Kyiv")]),
        ("Владимир Путин прибыл.", [("Владимир Путин", "Vladimir Putin")]),
        ("at Kim Il-sung Square", [("Kim Il-sung Square", "Kim Il-sung Square")]),
        ("Ukrainian President Zelensky left.", [("Zelensky", "Volodymyr Zelenskyy")]),
        ("The White House said no.", [("White House", "White House")]),
        ("in Moscow, Idaho, and Portland, Maine", [("Idaho", "Idaho"), ("Maine", "Maine")]),
    ],
)
def test_mentions_become_entities(text: str, found: list[tuple[str, str]]) -> None:
    assert linked(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "the University of Paris and the Moscow Times",
        "Michael Jordan spoke. Jordan scored 40.",
        "Georgia beat Georgia Tech",
        "Kim left. Putin stayed.",
        "Lyudmila Putin left.",
        "on France 2 and CNN Indonesia",
        "Oklahoma State and Air France",
        "The Chinese and the Swiss like Nice biscuits.",
    ],
)
def test_what_may_be_another_is_no_mention(text: str) -> None:
    assert [k for k in linked(text) if k[0] not in ("CNN",)] == []


def test_a_short_form_needs_one_bearer() -> None:
    text = "Vladimir Putin came. Later Putin left."
    assert linked(text)[-1] == ("Putin", "Vladimir Putin")
    assert ("Putin", "Vladimir Putin") not in linked(text + " Igor Putin stayed.")
    assert linked("He left.", "Vladimir Putin in Berlin")[0] == ("Vladimir Putin", "Vladimir Putin")


def test_a_short_form_of_two_namesakes_is_no_mention() -> None:
    table = "kind\tname\tid\taliases\tfamily\tsource\tlicence\n"
    for id_, alias in (("Q1", "Ann Bo Lee"), ("Q2", "Ann Cy Lee")):
        table += f"person\tAnn Lee\t{id_}\t{alias}\tLee\tmine\tCC0\n"
    names = Names(gazetteer=(table,))
    text = "Ann Bo Lee met Ann Cy Lee. Later Lee left."
    assert [e.surface for e in link(text, None, names)] == ["Ann Bo Lee", "Ann Cy Lee"]


def test_a_layer_has_the_last_word_and_never_ends_it() -> None:
    row = "kind\tname\tid\taliases\tsource\tlicence\nplace\tNew Moscow\t\tMoscow\tmine\tCC0\n"
    names = Names(gazetteer=(row,))
    assert [e.canonical for e in link("They met in Moscow.", None, names)] == ["New Moscow"]
    assert link("They met in Moscow.", None, Names(never=("Moscow",))) == ()
    assert gazetteer((row,)) is gazetteer((row,))


@pytest.mark.parametrize(
    "seed",
    [
        "China ",
        "Kim Jong Un ",
        "“Kim Jong Un ",
        "aХ",
        "U.S. ",
        "Amrnd",
        "ab-\n",
        "Kim - Il ",
        "T he\n",
        "Mac ron ",
        "VladimirPutin ",
    ],
)
def test_work_grows_with_the_text(seed: str) -> None:
    small, large = (_work((seed * size)[: size * 6]) for size in (500, 2_000))
    assert large < 6 * max(small, 500), (small, large)


def _work(text: str) -> int:
    def every() -> None:
        for find in (find_splits, find_gaps, find_damage, find_spellings):
            list(find(text, PLAIN))
        link(text, None)

    return lines_run(every)
