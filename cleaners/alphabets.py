"""What languages write with: their own letters, those that look alike, their most common words.

Hand-kept and small. Several stages weigh words by it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache
from typing import NamedTuple, TypeVar

T = TypeVar("T")

# Letters that share one shape in print; source: Unicode's confusables (UTS #39), checked by eye.
CYRILLIC_LATIN = dict(
    zip("АВЕКМНОРСТУХІЈЅаеорсухіјѕԁһԛԝ", "ABEKMHOPCTYXIJSaeopcyxijsdhqw", strict=True)
)
GREEK_LATIN = dict(zip("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧοϳ", "ABEZHIKMNOPTYXoj", strict=True))


def words(text: str) -> frozenset[str]:
    """The words of a text, each once.

    >>> sorted(words("he said he left"))
    ['he', 'left', 'said']
    """
    return frozenset(text.split())


def owners(lists: Iterable[tuple[T, Iterable[str]]]) -> Mapping[str, tuple[T, ...]]:
    """Whose list a word stands in, for every word of some lists.

    >>> owners([("en", ("in", "the")), ("de", ("in", "das"))])["in"]
    ('en', 'de')
    """
    found: dict[str, list[T]] = {}
    for owner, listed in lists:
        for word in listed:
            found.setdefault(word, []).append(owner)
    return {word: tuple(every) for word, every in found.items()}


def votes(hits: Mapping[tuple[T, ...], int]) -> Counter[T]:
    """How many words speak for each owner, where they were counted by all of their owners.

    >>> votes({("en", "de"): 2, ("de",): 1})
    Counter({'de': 3, 'en': 2})
    """
    counts: Counter[T] = Counter()
    for every, times in hits.items():
        for owner in every:
            counts[owner] += times
    return counts


class Latin(NamedTuple):
    """A language in Latin letters: those beyond a to z, words every text has, parts of words."""

    letters: frozenset[str]
    words: frozenset[str]
    parts: tuple[str, ...]


class Other(NamedTuple):
    """A language in another script: its letters, the most frequent first, and common words."""

    letters: str
    words: frozenset[str]


# The surest words of a language: a line tells itself by them.
STOP_WORDS = {
    "en": "the of and to in that for with was were is are on by from his her has have had will not "
    "this which said after over at as an be their they who its",
    "de": "der die das und ist nicht mit den dem des ein eine auf für von zu sich auch im sie",
    "fr": "le la les des et est une dans pour que qui du sur pas par au avec ce ne sont",
    "es": "el la los las de y en que del una por con para se es su al lo como más no",
    "pt": "o os as de e em que do da uma por com para não se é ao na no dos das",
    "it": "il lo gli di e che la per una del con sono della è non nel si da ha dei",
    "nl": "de het een en van in is dat op te voor met zijn niet aan ook er bij door",
    "tr": "ve bir bu da de için ile olarak olan daha çok gibi kadar sonra ise en ne",
    "pl": "i w na z do się nie jest to że o jak po od przez za dla oraz ale",
    "id": "yang dan di dengan untuk dari pada ini itu dalam tidak akan oleh ke juga",
    "vi": "của và là có trong được cho không với các những một người này đã để",
}
_LATIN = {  # letters, more words, parts of words
    "pl": (
        "ąćęłńóśźż",
        "są był była było będzie który która które których także może można już też ze który jego "
        "jej ich tym tego roku przed został została więc czy tylko powiedział według pod przy gdy "
        "proc wałęsa kaczyński kaczyńskiego łódź łodzi gdańsk poznań wrocław",
        "ów ość ści śc ał ła ło ły łe ńs ńc ią ąc ąd ęd ęk ęs zę ję ię że ży żą żn ró gó łó śl śn "
        "św iń zł wł dł kł ąz ęc źd gę dę kę tę nę wę pę bę rę sę",
    ),
    "cs": (
        "áčďéěíňóřšťúůýž",
        "a v na se že je z s do o i k ve pro za by ale jsou jako podle po od byl byla bylo který "
        "která které kteří také už má ještě až není při řekl uvedl však jeho roce nebo své bude "
        "mezi více tak pak což této které",
        "př ře ří řa ři ně mě tě vě ní ič čn če či čt ší še ží že ých ého ým ků ův tů vů áš ář čí "
        "čl ěž řs rů",
    ),
    "sk": (
        "áäčďéíĺľňóôŕšťúýž",
        "a v na sa že je z s do o i k vo pre za by ale sú ako podľa po od bol bola bolo ktorý "
        "ktorá ktoré ktorí tiež už má ešte až nie pri povedal uviedol však jeho roku alebo bude "
        "medzi viac tak aj",
        "ľ ô ĺ ňa ič čn če či št ší še ží že ých ého ým áš ťa ku ť",
    ),
    "hu": (
        "áéíóöőúüű",
        "a az és hogy nem is egy ez azt csak meg már még volt mint de ha vagy szerint lesz után "
        "kell között aki ami első több nagyon minden őket ő ők jelentette közölte amely mert miatt "
        "magyar két új idő győr",
        "ők ől ős őr tő nő lő dő ző bő sző űr űz fű mű gy ő",
    ),
    "ro": (
        "ăâîşţșțŞŢ",
        "şi și de în la a cu pe din că nu să o este care pentru mai un fost sunt după au al ale "
        "fi sau când până fără potrivit către această prin însă săi va lui dacă ca declarat "
        "bucureşti timişoara ceauşescu",
        "ţi ţa ţe şi şt ăt ăr ăm că mă să tă nă ră ţ ă",
    ),
    "hr": (
        "čćđšž",
        "i u je na se da za su od s o koji koja koje što kao a će nije bi iz do ali ili te više "
        "prema bio bila nakon već može također još rekao kako sve samo između "
        "vučić milošević đoković tuđman",
        "če či ča ić će ći ša še ši ži že ža đe đu ać uć eč čk šk",
    ),
    "tr": (
        "çğıöşüİâîû",
        "olduğu değil yıl ilk söyledi dedi göre ancak ya her şey diye şu büyük yeni türk türkiye "
        "olduğunu açıkladı etti oldu başkanı tarafından erdoğan imamoğlu kılıçdaroğlu çavuşoğlu "
        "beşiktaş fenerbahçe",
        "ğı ğu ğa ğl ğin şı şt şk lı dı mı nı rı sı tı ış aş ığ iş eş ır ın ık ğ",
    ),
    "lt": (
        "ąčęėįšųūž",
        "ir kad į su yra iš apie bet tai už po per buvo jau dar kaip ar ne nuo metų bus taip "
        "sakė pagal dėl savo taip pat šių ji jis jų",
        "šė žė ių ės ęs šk ėj ėm ųj ąj tė nė rė lė dė iū ių",
    ),
    "lv": (
        "āčēģīķļņšūž",
        "un ir ka no par uz ar bet kas pie pēc arī lai tas gada bija vai kā viņš viņa jau šo "
        "latvijas tiek būs nav ja tikai ļoti pirms",
        "šan ņa ļa ār ēj īb tī ām āk ēt īg ād",
    ),
    "fr": (
        "àâæçèéêëîïôœùûüÿ",
        "été à a président déclaré très après même où être aux était depuis français pays selon "
        "plus leur mais il elle ou deux",
        "té né ré lé dé mé sé pré ère ès èr ç ût ît ôt ée és éc él",
    ),
    "es": (
        "áéíñóúü",
        "según también año años está después país qué así había señor dijo ha sobre este son fue "
        "entre pero",
        "ón ía ió ñ ás és án ín ér é ño",
    ),
    "pt": (
        "ãáâàçéêíóôõúü",
        "são está também você três mês à já até após foi mais presidente segundo ser há um país "
        "ou mas como",
        "ção ções ão õe ê ça ã á é",
    ),
    "it": (
        "àèéìíîòóùú",
        "più anche dopo già perché così ma alla le nella al un suo stato hanno",
        "tà rà rò nò ità iù chè nè ò à",
    ),
    "de": (
        "äöüßéè",
        "über können wird wurde nach würde müssen gegen bei hat aus an er es noch werden sei war "
        "während präsident",
        "für ür üb ßt ße än är äh äu ün öf ör ön öl üh üs ß",
    ),
    "sv": (
        "åäöé",
        "och i att det som en på är av för med den till har inte om ett men var de så från vid "
        "när också säger efter år under kan nu vi",
        "är ör ån på åd åt äl än ög ö ä",
    ),
    "da": (
        "æøåéöä",
        "og i at det er en på til af for med den har ikke om et men var de så fra ved når også "
        "siger efter år som på være han kan der vil få",
        "før på ær ør år gå øj øg æn æg så",
    ),
    "no": (
        "æøåéöäò",
        "og i at det er en på til av for med den har ikke om et men var de så fra ved når også "
        "sier etter år som være han kan vil få ble etter ut sin",
        "før på ær ør år gå øy øk æn så øl",
    ),
    "fi": (
        "äöå",
        "ja on ei että se hän oli myös mutta kun ovat sen joka mukaan ole kuin niin jo tai vain "
        "jos vuoden sanoi kertoo mitä hänen olisi tällä",
        "ää ään yö än ät ys äm ö",
    ),
    "is": (
        "áðéíóúýþæö",
        "og að í á sem er var til um við en ekki hann með það fyrir af frá þá hún þess þegar eru "
        "hafa",
        "ð þ æ ði ég ör ý",
    ),
    "sq": (
        "ëç",
        "të në e dhe për me që është një nga se i më do si ka por janë edhe",
        "ë ës ët",
    ),
    "nl": (
        "ëïéèöü",
        "naar",
        "eë ië één ïn",
    ),
    "ca": (
        "àçèéíïòóúü",
        "el la els les de i que en un una per amb del dels al és no ha més però també",
        "ció és ça ï",
    ),
    "et": (
        "õäöüšž",
        "ja on ei et see oli ka kui aga mis oma või nii seda",
        "õi öö ää üh õ",
    ),
    "en": (
        "éèñüöïçáíó",
        "a he she it met",
        "fé",
    ),
}

COMMON = {
    "ru": "и в не на что с по он как это из у за к о от но для его до так был была были или также "
    "при уже заявил после года году со то же бы мы они её которые который сообщил",
    "uk": "і в не на що з по він як це із у за до про від але для його та був була були або також "
    "при вже заявив після року є й чи які який повідомив",
    "bg": "и в не на че с по той как това от за до но се да е са си със като към ще бе му или след "
    "година заяви който които при през",
    "el": "και το να του της η ο των με για από στο που στην τη στη οι ότι δεν τον είναι την θα σε "
    "ένα μια τα ως κατά μετά",
    "he": "של את על לא הוא כי גם עם זה אל היא אמר או כל בין יותר לאחר היום",
    "ar": "في من على أن إلى التي عن الذي مع هذا هذه بعد كان قال ما لا بين أو كما ذلك وقال خلال",
    "fa": "در به از که این را با است برای آن یک خود تا بر کرد شد وی هم نیز گفت ما شده",
}
_LETTERS = {
    "ru": "оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъё",
    "uk": "оаниітврескдумлпзяьбгчйхцїюжєшщфґ",
    "bg": "аеиотнрсвдлкпмзъгбучщцяжшйфхюьѝ",
    "el": "αοιετσνρπκμληςυθγδφχβξζψωήίάόέύώϊϋΐΰ",
    "he": "יוהלארתבשמנעדחקפכטגזסצםןךףץ",
    "ar": "الينمرتوبعدهسفكقحةشجأطخصىذثضزغءئظإؤآ",
    "fa": "ایرندهومتسبلشکزفگقعخجپحصطچضغذآثظژئأؤء",
}

LANGUAGES = tuple(_LATIN)  # those in Latin letters


@cache
def latin(language: str) -> Latin:
    """The evidence for one language in Latin letters.

    >>> "ł" in latin("pl").letters, "się" in latin("pl").words
    (True, True)
    """
    letters, more, parts = _LATIN[language]
    every = words(more) | words(STOP_WORDS.get(language, ""))
    return Latin(frozenset(letters + letters.upper()), every, tuple(parts.split()))


@cache
def other(language: str) -> Other:
    """The evidence for one language in another script.

    >>> other("ru").letters[:3]
    'оеа'
    """
    return Other(_LETTERS[language], words(COMMON[language]))
