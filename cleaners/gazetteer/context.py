"""Words around a name that tell whether the name stands alone, and for whom."""

from __future__ import annotations

from functools import cache

TITLES = frozenset(
    "president premier leader minister chancellor secretary governor senator king queen "
    "prince princess pope general ambassador mayor judge justice representative "
    "congressman congresswoman speaker commissioner spokesman spokeswoman spokesperson "
    "director chairman chairwoman chair chief coach captain colonel major lieutenant "
    "sergeant admiral professor doctor lord lady baroness dame sheikh emir sultan "
    "ayatollah imam cardinal bishop archbishop reverend deputy envoy candidate lawmaker "
    "activist opposition journalist author mr mrs ms miss dr sir sen rep gov gen lt col "
    "sgt capt maj adm prof rev hon mp mep herr frau bundeskanzler präsident président "
    "presidente президент".split()
)
LONGER_NAME = frozenset(  # what follows a person's or a place's name and makes another name of it
    "square street avenue road boulevard lane drive university institute academy school college "
    "stadium arena airport bridge museum library station park prize award foundation centre center "
    "hospital clinic mausoleum palace hall tower day order house castle cathedral church mosque "
    "theatre theater hotel club fc united city town county district province region river lake "
    "mountain mountains island islands bay gulf sea canal strait peninsula bank group holdings inc "
    "corp ltd company times post herald tribune today daily news mail telegraph journal review "
    "gazette star sun press agency network radio television tv film festival cup open marathon "
    "games grand olympics league championship agreement accord treaty convention declaration "
    "protocol summit act law bill commission committee council party movement front association "
    "federation union army brigade division airlines airways exchange stock index jr sr ii iii iv "
    "cathedral orchestra opera ballet syndrome disease virus memorial monument cemetery heights "
    "amphitheatre amphitheater arts pavilion coliseum ballpark field speedway dome plaza books state "
    "hills beach valley forest springs falls rapids ridge".split()
)
BEFORE_NAME = frozenset(  # what stands before a place's name and makes another name of it
    "air radio team miss mister royal bank visit banco banque deutsche real atlético inter fc sc cf "
    "rc ac as voice tour stade grand prix electricité crédit télévision tele canal uni fort port "
    "mount lake camp saint st nuestra virgen rue via plaza calle avenida rua".split()
)
AFFAIRS = frozenset(  # what a headline sets behind a country that stays a country
    "relation relations ties war wars conflict crisis border talks trade deal policy tensions visit "
    "sanctions tariffs election elections economy news".split()
)
DIRECTIONS = frozenset(
    "eastern western northern southern central downtown greater inner outer mainland occupied "
    "southeastern southwestern northeastern northwestern upper lower".split()
)
DAYS = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june "
    "july august september october november december".split()
)
PLACE_BEFORE = {  # what stands before a place, and in which language; "" in several
    **dict.fromkeys("in near outside around".split(), ""),
    **dict.fromkeys("nach bei".split(), "de"),
    **dict.fromkeys("à au".split(), "fr"),
    **dict.fromkeys("em no na".split(), "pt"),
    **dict.fromkeys("en".split(), "es"),
    **dict.fromkeys("w we".split(), "pl"),
    **dict.fromkeys("в во".split(), ""),
}
LINKERS = frozenset(  # between two parts of one name
    "of de do da das dos del della di du des der den von van zu el la le al bin ibn ben y e".split()
)
POLITICS = frozenset(  # one of these in his line, and a name is a politician's
    "president minister parliament senator senate congress mp mps lawmaker lawmakers elections "
    "congressman congresswoman politician republican democrat democratic republicans democrats "
    "governor mayor ambassador chancellor coalition voters sabha knesset duma bundestag commons lords "
    "mep ministers premier legislator legislators sen rep gov conservative labour tory liberal "
    "secretary justice attorney administrator minister ministerin abgeordnete abgeordneter kanzler "
    "bundeskanzler spd cdu csu fdp grünen afd senador senadora ministro ministra presidente presidenta "
    "diputado diputada gobernador alcalde alcaldesa sénateur sénatrice député députée ministre maire "
    "governador deputado deputada prefeito senatore deputato ministra".split()
)
SPORTS = frozenset(  # a few of these, and a town's name is a team's
    "coach coaches season seasons match matches league goal goals striker midfielder defender "
    "goalkeeper playoffs playoff quarterback touchdown touchdowns nfl nba nhl mlb inning innings "
    "team's game games win wins kickoff halftime tournament championship scored fans referee "
    "trainer spieler saison liga tor tore spieltag bundesliga mannschaft partido partidos gol goles "
    "temporada jugador jugadores entrenador equipo jogo jogos gols técnico time campeonato rodada "
    "entraîneur buteur joueurs squadra calcio gara partita campionato allenatore".split()
)
NUMBERED = frozenset(  # what may have a Roman numeral behind it
    "war henry charles louis elizabeth george edward william richard james paul benedict pius "
    "gregory nicholas alexander catherine frederick philip napoleon bowl part chapter article title "
    "type phase volume act stage section class annex appendix schedule tier rama mohammed abdullah "
    "mary leopold baudouin albert juan carlos felipe peter ivan innocent clement urban division "
    "category book level mark apollo rocky wilhelm friedrich heinrich ludwig karl".split()
)
KOREAN_FAMILIES = frozenset(
    "Kim Ri Lee Yi Pak Park Choe Choi Jong Jung Chung Jo Cho Kang Han Yun Yoon Jang Chang Rim Lim "
    "O Oh So Seo Sin Shin Kwon Hwang An Ahn Song Ryu Yu Yoo Hong Ko Go Mun Moon Son Sohn Yang Pae "
    "Bae Paek Baek Ho Heo No Roh Nam Sim Shim Ha Ju Joo Ku Koo Ra Na Min Jin Ji Om Eom Won Chon "
    "Jon Jun Pang Bang Kong Hyon Hyun Ham Pyon Byun Yom Chu Choo To Do Sok Seok Sol Kil Gil Thae "
    "Tae Ryang Ro Ryom Ryo Kye Pyo".split()
)
PEOPLES = {  # where a people's name does not begin as its country's
    "United States": "american americans u.s washington congress us america",
    "United States of America": "american americans washington congress us america",
    "United Kingdom": "british britain english scottish welsh london england scotland wales uk",
    "France": "french paris",
    "Spain": "spanish madrid",
    "Netherlands": "dutch amsterdam",
    "Poland": "polish warsaw",
    "Denmark": "danish danes",
    "Sweden": "swedish",
    "Greece": "greek athens",
    "Switzerland": "swiss",
    "Ireland": "irish dublin",
    "Philippines": "filipino manila",
    "Czechia": "czech prague",
    "Czech Republic": "czech prague",
    "People's Republic of China": "chinese china beijing",
    "North Korea": "korean korea pyongyang",
    "South Korea": "korean korea seoul",
    "European Union": "eu european brussels",
    "New Zealand": "zealand",
    "South Africa": "african africa pretoria",
    "Saudi Arabia": "saudi riyadh",
}


@cache
def signs_of(country: str) -> frozenset[str]:
    """Words that show a text to be about a country.

    >>> "American" in signs_of("United States"), "Russia" in signs_of("Russia")
    (True, True)
    """
    words = [w for w in country.lower().replace(";", " ").split() if len(w) > 3]
    every = (*PEOPLES.get(country, "").split(), *words)
    return frozenset(form for w in every for form in (w.capitalize(), w.upper()))
