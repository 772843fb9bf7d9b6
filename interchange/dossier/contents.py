"""What stands in the document, chapter by chapter, as plain texts: the dossier in Dutch. How it looks is the template's.

Every text goes through `legible`, once, at the end.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from domain.codes import Role, Setting, TitleKind
from domain.secrecy import UNNAMED
from domain.whereabouts import Where
from interchange.dossier.dutch import BASES, CERTAINTIES, GENDERS, ROLES, STATUSES, capital, day, label, moment
from interchange.dossier.legible import legible
from interchange.dossier.passages import passage, passages

Json = Mapping[str, Any]

_WORDS = {
    "none": "Verhalende tekst en persoonsgegevens zijn in dit dossier niet opgenomen: deze lezer krijgt alleen de feiten.",
    "some": "Verhalende tekst en persoonsgegevens zijn in dit dossier voor een deel opgenomen.",
}

ABOUT_ANOTHER = "[weggelaten: gaat over een ander]"
_LATER = {
    "corrected": "Verbeterd bij nummer {}.",
    "voided": "Ten onrechte vastgelegd: zie nummer {}.",
    "annulled": "Ongedaan gemaakt: zie nummer {}.",
}


def contents(dossier: Json) -> Any:
    """`title`, `subject`, `made_on` (a date), `footer`, `front` (rows of a name and a text), `notes` and `chapters`; only plain texts.

    A chapter has a `heading`, an `intro` and `parts`: a table (`columns` in parts of the width, `head`, `rows`), `years` with events,
    or a text to print as it is.
    """
    made_on = dossier["made_on"]
    short = dossier["trajectory_id"][:8]
    return _legible(
        {
            "title": "Dossier",
            "subject": _who(dossier) or f"traject {short}",
            "made_on": made_on,
            "footer": f"Dossier {short}, {day(made_on)}",
            "front": [list(row) for row in _front(dossier)],
            "notes": list(_notes(dossier)),
            "chapters": list(_chapters(dossier)),
        }
    )


def _legible(part: Any) -> Any:
    if isinstance(part, str):
        return legible(part)
    if isinstance(part, list):
        return [_legible(each) for each in part]
    if isinstance(part, dict):
        return {name: _legible(each) for name, each in part.items()}
    return part


# The front


def _who(dossier: Json) -> str | None:
    identity = dossier["situation"].get("identity")
    if not identity:
        return None
    return " ".join(passage(identity[name]) for name in ("given_names", "surname") if name in identity) or None


def _front(dossier: Json) -> Iterator[tuple[str, str]]:
    situation, made_for, checkpoint = dossier["situation"], dossier["made_for"], dossier["checkpoint"]
    if who := _who(dossier):
        yield "Jeugdige", who
    if bsn := (situation.get("identity") or {}).get("bsn"):
        yield "Burgerservicenummer", passage(bsn)
    yield "Traject", dossier["trajectory_id"]
    yield "Leeftijd en geslacht", f"{situation['age']} jaar, {GENDERS[situation['gender']]}"
    yield "Geopend", day(situation["opened_on"])
    yield "Gemeente", dossier["names"].get(situation["home_municipality"], situation["home_municipality"])
    if situation["procesregisseur"]:
        yield "Procesregisseur", situation["procesregisseur"]
    yield "Opgemaakt voor", f"{ROLES[Role(made_for['role'])]} {made_for['subject']}, {made_for['organisation']}"
    yield "Opgemaakt op", day(dossier["made_on"])
    yield "Naar wat bekend was op", moment(dossier["known_at"])
    yield "Positie in het logboek", str(dossier["position"])
    yield "Ondertekend tot en met", f"positie {checkpoint['size']} (wortel {checkpoint['root']})" if checkpoint else "nog niet ondertekend"


def _notes(dossier: Json) -> Iterator[str]:
    yield (
        "Dit dossier vertelt wat is vastgelegd, door wie en wanneer. Er wordt niets gewist: wat verbeterd is of niet is gebeurd, staat er "
        "met de verbetering bij. Een periode loopt van de eerste dag tot de laatste, en die laatste telt niet mee: een nacht hoort bij de "
        "dag waarop hij begint."
    )
    yield "Opgenomen is wat voor deze lezer openstaat. Wat anderen in vertrouwen vastlegden en plaatsen die geheim zijn, staan er niet in."
    if dossier["words"] in _WORDS:
        yield _WORDS[dossier["words"]]
    if any(event["left_out"] for event in dossier["events"]):
        yield f"Wat over een ander gaat, is weggelaten. Op die plaatsen staat: {ABOUT_ANOTHER}"


# The chapters


def _chapters(dossier: Json) -> Iterator[dict[str, Any]]:
    yield _chapter("Wat er gebeurde", [{"years": _years(dossier)}], "In de volgorde waarin het gebeurde.")
    yield _chapter("Waar de jeugdige was", [_whereabouts(dossier)], "Elke nacht sinds de opening van het traject.")
    yield _chapter("Titels en gesloten nachten", [_titles(dossier), _cover(dossier)], *_about_cover(dossier))
    yield _chapter(
        "Beslissingen en hun gronden",
        [_decisions(dossier)],
        "Ook wat is vastgelegd hoewel een regel van de wet toen niet was gehaald: met die regel, en de reden voor zover die openstaat.",
    )
    yield _chapter(
        "Bevindingen",
        [_findings(dossier)],
        "Een bevinding zegt dat een termijn is verstreken of dat iets niet is vastgelegd dat een regel vraagt. Wat daaruit volgt, is niet "
        "aan het systeem.",
    )
    yield _chapter("Wie het dossier inzag", [_accesses(dossier)], "Elke inzage is vastgelegd voordat het antwoord werd gegeven.")
    yield _chapter("Bewijs", [_proof(dossier)], *_about_proof(dossier))


def _chapter(heading: str, parts: list[dict[str, Any]], *intro: str) -> dict[str, Any]:
    return {"heading": heading, "intro": list(intro), "parts": parts}


def _table(head: Mapping[str, int], rows: list[list[str]], nothing: str) -> dict[str, Any]:
    """`head`: names of the columns, with the parts of the width that they have."""
    return {"columns": list(head.values()), "head": list(head), "rows": rows} if rows else {"text": nothing}


def _years(dossier: Json) -> list[dict[str, Any]]:
    events, names = {event["version"]: event for event in dossier["events"]}, dossier["names"]
    years: dict[str, list[dict[str, Any]]] = {}
    for event in dossier["events"]:
        years.setdefault(event["occurred_on"][:4], []).append(_event(event, events, names))
    return [{"year": year, "events": told} for year, told in years.items()]


def _event(event: Json, events: Mapping[int, Json], names: Mapping[str, str]) -> dict[str, Any]:
    return {
        "day": day(event["occurred_on"]),
        "sentence": _named(event["summary"], names),
        "passages": [list(each) for each in _passages_of(event, events, names)],
        "remarks": list(_remarks(event)),
        "recorded": _recorded(event),
    }


def _passages_of(event: Json, events: Mapping[int, Json], names: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    yield from passages(event, events, names)
    if (event["despite"] or {}).get("reason"):
        yield "Waarom toch vastgelegd", passage(event["despite"]["reason"])
    if event["left_out"]:
        yield "", ABOUT_ANOTHER


_CODE = re.compile(r"[A-Za-z0-9]+(?:[._:-][A-Za-z0-9]+)*")


def _named(sentence: str, names: Mapping[str, str]) -> str:
    """With what the register calls it in the place of a code."""
    return _CODE.sub(lambda found: names.get(found[0], found[0]), sentence)


def _remarks(event: Json) -> Iterator[str]:
    yield from _later(event)
    if event["despite"]:
        yield f"Vastgelegd hoewel {_rules(event['despite']['rules'])} daaraan in de weg stond."
    if event["learned_on"]:
        yield f"Bekend sinds {day(event['learned_on'])}."


def _later(event: Json) -> Iterator[str]:
    for each in event["later"]:
        yield _LATER[each["type"]].format(each["version"])


def _rules(names: list[str]) -> str:
    return f"{'regel' if len(names) == 1 else 'regels'} {', '.join(names)}"


def _recorded(event: Json) -> str:
    by = event["recorded_by"]
    who = " ".join(each for each in (ROLES[Role(by["role"])], by.get("subject")) if each)
    organisation = f" ({by['organisation']})" if by.get("organisation") else ""
    behalf = f" namens {event['on_behalf_of']}" if event["on_behalf_of"] else ""
    certainty = f"; {CERTAINTIES[event['certainty']]}" if event["certainty"] else ""
    at = moment(event["recorded_at"])
    return f"Nummer {event['version']}, positie {event['position']}; vastgelegd op {at} door {who}{organisation}{behalf}{certainty}."


def _whereabouts(dossier: Json) -> dict[str, Any]:
    stays = {stay["stay_id"]: stay for stay in dossier["stays"]}
    rows = [
        [
            day(each["from"]),
            _end(each["until"]),
            capital(label(Where, each["where"])),
            _place(stays[each["stay_id"]]) if each["stay_id"] in stays else "",
        ]
        for each in dossier["whereabouts"]
    ]
    return _table({"Van": 3, "Tot": 3, "Waar": 3, "Verblijf": 7}, rows, "Er is nog geen nacht geweest.")


def _place(stay: Json) -> str:
    named = [stay.get(f"{part}_name") or stay.get(part) or UNNAMED for part in ("location", "provider")]
    where = UNNAMED if named == [UNNAMED, UNNAMED] else ", ".join(named)
    return f"{capital(label(Setting, stay['setting']))}: {where}"


def _end(until: str | None) -> str:
    return day(until) if until else "heden"


def _titles(dossier: Json) -> dict[str, Any]:
    rows = [
        [
            f"{capital(label(TitleKind, title['kind']))} ({title['title_id']}), {title['article']}",
            "; ".join(each for each in (day(title["decided_on"]), title["court"], BASES.get(title["civil_basis"])) if each),
            f"{day(title['valid_from'])} tot {_end(title['valid_until'])}" if title["valid_from"] else "vanaf de tenuitvoerlegging",
            STATUSES[title["status"]],
        ]
        for title in dossier["titles"]
    ]
    return _table({"Titel": 5, "Beslissing": 5, "Geldig": 4, "Stand": 3}, rows, "Er zijn geen titels vastgelegd.")


def _cover(dossier: Json) -> dict[str, Any]:
    titles = {title["title_id"]: title for title in dossier["titles"]}
    rows = [[day(each["from"]), _end(each["until"]), _under(each, titles)] for each in dossier["legal_cover"]]
    return _table({"Van": 3, "Tot": 3, "Titel voor deze nachten": 8}, rows, "Er zijn geen nachten in een gesloten accommodatie.")


def _under(cover: Json, titles: Mapping[str, Json]) -> str:
    if cover["title_id"] is None:
        return "geen titel bekend"
    title = titles.get(cover["title_id"])
    told = f"{label(TitleKind, title['kind'])} ({title['title_id']})" if title else cover["title_id"]
    return f"{told}; later vernietigd of vervallen verklaard" if cover["annulled_later"] else told


def _about_cover(dossier: Json) -> Iterator[str]:
    yield "Eerst de titels, dan elke nacht in een gesloten accommodatie met de titel die er toen voor was, of dat er geen bekend is."
    if any(stay["until"] is None and stay["setting"] == Setting.GESLOTEN for stay in dossier["stays"]):
        yield "Het laatste verblijf loopt nog. Tot wanneer de nachten een titel hebben, volgt uit wat nu bekend is."


def _decisions(dossier: Json) -> dict[str, Any]:
    titles = {title["title_id"]: title for title in dossier["titles"]}
    rows = [
        [
            day(each["occurred_on"]),
            str(each["version"]),
            "\n".join([_named(each["summary"], dossier["names"]), *_later(each)]),
            "\n".join(_grounds(each, titles)),
        ]
        for each in dossier["decisions"]
    ]
    return _table({"Dag": 4, "Nr.": 1, "Beslissing": 7, "Grond": 7}, rows, "Er zijn geen beslissingen vastgelegd.")


def _grounds(decision: Json, titles: Mapping[str, Json]) -> Iterator[str]:
    if title := titles.get(decision["title_id"]):
        yield f"{capital(label(TitleKind, title['kind']))} ({title['title_id']}), {title['article']}"
    elif decision["title_id"]:
        yield f"Titel {decision['title_id']}"
    if despite := decision["despite"]:
        rules = "; ".join(f"{each['rule']} ({each['article']})" if each["article"] else each["rule"] for each in despite["rules"])
        yield f"Vastgelegd ondanks {rules}"
        if despite.get("reason"):
            yield f"Reden: {passage(despite['reason'])}"
    if decision["left_out"]:
        yield ABOUT_ANOTHER


def _findings(dossier: Json) -> dict[str, Any]:
    on = dossier["situation"]["valid_on"]
    stays = {stay["stay_id"]: f"verblijf vanaf {day(stay['since'])}" for stay in dossier["stays"]}
    rows = [
        [
            day(each["since"]),
            day(each["until"]) if each["until"] and each["until"] <= on else "nog op deze dag",
            f"{each['message']} ({stays.get(each['about'], each['about'])})" if each["about"] else each["message"],
            f"{each['rule']}: {each['article']}",
        ]
        for each in dossier["findings"]
    ]
    return _table({"Sinds": 3, "Tot": 3, "Bevinding": 7, "Regel": 4}, rows, "Er zijn geen bevindingen.")


def _accesses(dossier: Json) -> dict[str, Any]:
    """Together by who and why, the one who looked first at the top; or that it is left out, and who can ask."""
    if dossier["accesses"] is None:
        told_to = " en de ".join(ROLES[Role(each)] for each in dossier["accesses_told_to"])
        return {"text": f"Wie inzag, is in dit dossier weggelaten: deze lezer krijgt dat niet. Het is op te vragen door de {told_to}."}
    looks: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for each in dossier["accesses"]:
        by = each["looked_by"]
        who = " ".join(part for part in (ROLES[Role(by["role"])], by.get("subject")) if part)
        came_of_it = "" if each["outcome"] == "shown" else "; niets getoond"
        looks[by.get("organisation", "(geheim)"), who, f"{each['purpose']}{came_of_it}"].append(each["recorded_at"])
    rows = [[*key, str(len(moments)), moment(moments[0]), moment(moments[-1])] for key, moments in looks.items()]
    head = {"Organisatie": 4, "Wie": 4, "Doel": 6, "Keer": 2, "Eerst": 4, "Laatst": 4}
    return _table(head, rows, "Niemand zag het dossier in.")


def _proof(dossier: Json) -> dict[str, Any]:
    checkpoint = dossier["checkpoint"]
    if checkpoint is None:
        return {"text": "Het laatste is nog niet ondertekend. Een dossier dat later is opgemaakt, noemt het controlepunt."}
    return {"mono": checkpoint["note"].rstrip("\n")}


def _about_proof(dossier: Json) -> Iterator[str]:
    yield (
        f"Dit dossier is gemaakt naar positie {dossier['position']} van het logboek; elke gebeurtenis noemt haar eigen positie. Het "
        "logboek is een Merkle-boom waarvan de wortel is ondertekend. Dat een gebeurtenis erin staat, en dat niets is veranderd, is na te "
        "rekenen: "
        "met het controlepunt hieronder, de sleutel van het logboek en een bewijs van opname, zonder op de beheerder te vertrouwen."
    )
