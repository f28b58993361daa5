"""Made look-alikes: what is printed again and again with other names and numbers in it."""

import random
import re
from collections.abc import Callable

from benchmarks.duplicates.made import DAYS, name, number, sentence

SLOT = re.compile(r"<(\w+)>")
SKY = ("sunny", "cloudy", "overcast", "rainy", "windy", "misty")
TEMPLATES = {
    "weather": (
        "<Day> will be <sky> across <Name> and the valleys to the north, forecasters said.\n"
        "Temperatures will reach <n> degrees by the early afternoon and fall to <n> degrees "
        "at night. Winds from the west will blow at <n> kilometres an hour, with gusts of up "
        "to <n> on the coast.\n"
        "The chance of rain stands at <n> percent. Drivers should take care on roads in the "
        "hills, where fog may form before sunrise. The outlook for the coming days is <sky>.\n"
        "The weather service issues warnings twice a day. Residents can find the latest "
        "forecast on its website or by calling the hotline."
    ),
    "match": (
        "<Name> beat <Name> <n>-<n> on <Day> to move up to <n>th in the table.\n"
        "<Name> opened the scoring in the <n>th minute with a low shot from the edge of the "
        "area. <Name> made it two shortly before half time, and a crowd of <n> saw the "
        "visitors struggle to create chances after the break.\n"
        "“We are very happy with the three points, the boys gave everything today,” coach "
        "<Name> said. “We take it one game at a time.”\n"
        "<Name> pulled one back with <n> minutes left, but it was too little too late. The "
        "hosts travel to <Name> next week, while the visitors are at home to <Name>."
    ),
    "shares": (
        "Shares in <Name> closed <n> percent higher at <n> on <Day>, in heavier trading than "
        "usual.\n"
        "The stock opened at <n> and touched a high of <n> during the session. The day's "
        "volume was <n> shares, compared with an average of <n>. The company has a market "
        "value of <n> million and trades at <n> times its earnings.\n"
        "Analysts rate the stock as a hold on average. Over the past year the shares have "
        "moved by <n> percent. This report was generated automatically from data of the "
        "exchange."
    ),
    "earthquake": (
        "An earthquake of magnitude <n> struck <n> kilometres from <Name> on <Day>, the "
        "geological survey said.\n"
        "The quake hit at a depth of <n> kilometres. There were no immediate reports of "
        "damage or injuries, and no tsunami warning was issued. People in the area said that "
        "they felt the ground shake for several seconds.\n"
        "The region lies on a belt of active faults and volcanoes and is often hit by "
        "earthquakes. Shallow quakes cause more damage than deep ones."
    ),
    "police": (
        "Police in <Name> are looking for witnesses after a break-in on <Day>.\n"
        "Unknown thieves forced open the back door of a house in the <Name> district while "
        "the owners were away. They searched all rooms and left with jewellery and cash. The "
        "damage cannot yet be put into figures. The criminal police have begun to "
        "investigate.\n"
        "Anyone who has seen something suspicious in the area is asked to call the station in "
        "<Name> or any other police station."
    ),
    "how to watch": (
        "Looking to watch <Name> against <Name>? Here is everything that you need to know.\n"
        "The match kicks off on <Day> at <n>. It will be shown live, and you can stream every "
        "minute on any device with a subscription, which costs <n> a month and can be "
        "cancelled at any time. If you are abroad, a virtual private network lets you watch "
        "as if you were at home.\n"
        "We may earn a commission when you buy through links on our site. A free trial of a "
        "week is open to new customers. The service runs on televisions, consoles, tablets "
        "and phones, and up to three people can watch at the same time. Prices may rise at "
        "the end of the season."
    ),
    "where to stream": (
        "How to watch <Name> against <Name> in the Premier League on <Day>: time, channel and "
        "live stream.\n"
        "Subscribers to Sky Sports and TNT Sports can follow the match on television, on Sky "
        "Go, on Now TV or on Discovery Plus. In the United States it is on NBC, Peacock and "
        "Telemundo; in Canada on Fubo; in Australia on Optus Sport. The BBC has highlights on "
        "Match of the Day.\n"
        "Kick off is at <n> at the home of <Name>. The referee comes from Greater Manchester. "
        "A pass for a day costs 14.99, one for a month 34.99, and the price rises on 1 July "
        "2026. If you are abroad, a private network such as NordVPN or ExpressVPN lets you "
        "watch as if you were in London or New York."
    ),
    "star sign": (
        "Readers born under the sign of <Name> should take their time this week and listen to "
        "those who mean well. Money matters can wait until the weekend, and a letter that you "
        "have been expecting may bring good news at last. Do not say yes to everything that "
        "is put to you. An old friend has advice that is worth hearing, even when you would "
        "rather not hear it. In love, patience pays; at work, show what you can do. Drink "
        "water and sleep enough. Your lucky number is <n>."
    ),
    "obituary": (
        "The family of <Name> announces with great sadness that <Name> died peacefully at "
        "home on <Day> at the age of <n>.\n"
        "A service will be held at the church in <Name> at <n> o'clock, followed by a "
        "gathering in the parish hall, to which all are welcome. The family asks for no "
        "flowers please; donations may be made to the hospice, whose staff they thank for "
        "their care and kindness over the past months."
    ),
    # These were written after the thresholds had been set.
    "election": (
        "<Name> has won the district of <Name> with <n> percent of the vote, ahead of <Name> "
        "with <n> percent, according to preliminary results published by the electoral "
        "commission on <Day>. Turnout stood at <n> percent. The party gained <n> seats "
        "compared with the last election. Final results are expected within a week, the "
        "commission said, and any complaint must be lodged with a court before then."
    ),
    "recall": (
        "The maker <Name> is recalling <n> packs of its product because they may contain "
        "pieces of metal. The affected batch carries the number <n> and a best-before date in "
        "<n>. Customers can return the product to any shop and will get their money back, "
        "even without a receipt. No injuries have been reported so far. The food safety "
        "authority advises people not to eat the product. Questions can be put to the "
        "company's hotline."
    ),
    "exchange rate": (
        "The <Name> traded at <n> against the dollar on <Day>, compared with <n> the day "
        "before, the central bank said. The euro was fixed at <n> after <n>. Analysts expect "
        "the currency to remain under pressure in the coming weeks. The central bank sets its "
        "official rates every working day at noon."
    ),
    "accident (German)": (
        "Auf der Autobahn <n> zwischen <Name> und <Name> ist es am <Day> zu einem Unfall "
        "gekommen. Ein Autofahrer verlor aus noch ungeklärter Ursache die Kontrolle über "
        "seinen Wagen und prallte gegen die Mittelleitplanke. Er wurde leicht verletzt und "
        "kam zur Behandlung in ein Krankenhaus. An dem Fahrzeug entstand ein Schaden von rund "
        "<n> Euro. Die Strecke war für etwa <n> Minuten gesperrt, es bildete sich ein Stau."
    ),
    "lottery (Spanish)": (
        "Estos son los resultados del sorteo del <Day>: la combinación ganadora está formada "
        "por los números <n>, <n>, <n>, <n> y <n>. El reintegro es el <n>. La recaudación del "
        "sorteo ha ascendido a <n> euros. No hay acertantes de primera categoría, por lo que "
        "el bote para el próximo sorteo será de <n> millones. Los premios se pueden cobrar en "
        "cualquier punto de venta durante los próximos tres meses."
    ),
    "missing": (
        "Police are growing increasingly concerned about <Name>, who has been missing since "
        "<Day>. The missing person was last seen leaving home on foot at around noon and has "
        "not been in contact with friends or family since then. Officers are searching the "
        "area and have asked local people to check sheds, garages and outbuildings. Anyone "
        "with information is asked to call the police on the usual number and to quote the "
        "reference <n>."
    ),
    "court": (
        "A man from <Name> appeared before magistrates on <Day> and was fined <n> pounds for "
        "speeding. The court heard that he had driven at <n> miles an hour in a zone with a "
        "limit of 30. He pleaded guilty and was ordered to pay costs of <n> pounds and a "
        "victim surcharge. His licence was endorsed with three points. The case was one of "
        "more than a hundred heard under the single justice procedure this week."
    ),
}


def filled(draw: random.Random, kind: str) -> str:
    """A template with values of its own; half of them have a sentence that no other has."""

    values: dict[str, Callable[[], str]] = {
        "n": lambda: number(draw),
        "Name": lambda: name(draw),
        "Day": lambda: draw.choice(DAYS),
        "sky": lambda: draw.choice(SKY),
    }
    text = SLOT.sub(lambda slot: values[slot[1]](), TEMPLATES[kind])
    return text + ("\n" + sentence(draw, [name(draw)]) if draw.random() < 0.5 else "")
