"""A dossier holds all of a case that who asks may see, once and in order, as JSON and as PDF alike; and that it was given is on record."""

import io
import json
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

import httpx
import pytest
from pypdf import PdfReader

from domain.calendar import amsterdam_day
from domain.codes import Role
from domain.purposes import PURPOSES
from interchange.dossier.contents import ABOUT_ANOTHER
from tests.api.people import admission, machtiging, opening
from tests.api.server import Server

PDF = {"Accept": "application/pdf"}

ASSIGNED = (Role.PROCESREGISSEUR, "GM0917", "pr-heerlen-1")
COLLEAGUE = (Role.PROCESREGISSEUR, "GM0917", "pr-heerlen-2")
KORAAL = (Role.PROVIDER, "koraal", "koraal-1")
XONAR = (Role.PROVIDER, "xonar", "xonar-1")
OFFICER = (Role.PRIVACY_OFFICER, "GM0917", "fg-1")

SURNAME, NOTE, OF_ANOTHER, PUT_RIGHT, REASON, OWN = "Kwikstaart", "Boomklever", "Roodborst", "Winterkoning", "Putter", "Grutto"
"""Stand in words: who he is, a note, what is about another and what corrects that, why L1 was passed, and what he said himself."""

WORDS = (SURNAME, NOTE, OF_ANOTHER, PUT_RIGHT, REASON, OWN)
CONFIDED = "beperking van communicatie"
"""Stands in the sentence of what is confided by Koraal."""

PLACE = ("groep-heerlen-1", "Open groep Heerlen 1", "xonar", "XONAR")
"""Where he is in secret."""


class Told(NamedTuple):
    path: str
    sibling: str
    versions: dict[str, int]

    @property
    def id(self) -> str:
        return self.path.rsplit("/", 1)[-1]


@pytest.fixture(scope="module")
def case(server: Server) -> Told:
    """Into closed care before the title, despite L1; a measure, a note about another that is corrected, a brother, and a secret place."""
    regisseur = server.as_(*ASSIGNED)
    sibling = regisseur.post("/trajectories", json=opening()).json()["trajectory_id"]
    first = regisseur.post("/trajectories", json=opening(identity={"surname": SURNAME}))
    path, versions, version = first.headers["Location"], {"opened": 1}, 1
    for name, kind, body, by in (
        ("assigned", "procesregisseur-assigned", {"occurred_on": "2024-01-11", "subject": ASSIGNED[2]}, ASSIGNED),
        ("note", "note-added", {"occurred_on": "2024-03-02", "text": NOTE}, ASSIGNED),
        ("stay", "admitted", admission(stay_id="s-1", crisis=True, despite={"rules": ["L1"], "reason": REASON}), ASSIGNED),
        ("title", "title-granted", machtiging(occurred_on="2024-02-07", valid_from="2024-02-07", court="Rechtbank Limburg"), ASSIGNED),
        ("confided", "complaint-filed", {"occurred_on": "2024-02-20", "kind": "closed", "subject": "measure", "text": CONFIDED}, KORAAL),
        ("other", "note-added", {"occurred_on": "2024-02-21", "text": OF_ANOTHER}, ASSIGNED),
        ("right", "corrected", {"occurred_on": "2024-02-22", "data": {"text": PUT_RIGHT}, "reason": OF_ANOTHER}, ASSIGNED),
        ("sibling", "sibling-noted", {"occurred_on": "2024-02-23", "tie": "sibling", "trajectory_id": sibling}, ASSIGNED),
        ("own", "own-statement-added", {"occurred_on": "2024-02-24", "text": OWN}, ASSIGNED),
        (
            "moved",
            "stepped-down",
            {
                "occurred_on": "2024-06-03",
                "stay_id": "s-2",
                "setting": "open_residentieel",
                "provider": "xonar",
                "location": "groep-heerlen-1",
                "reason": "lighter_possible",
            },
            ASSIGNED,
        ),
        ("flag", "safety-flag-set", {"occurred_on": "2024-06-01", "level": "secret_place"}, ASSIGNED),
    ):
        sent = body | ({"target_version": versions["other"]} if name == "right" else {})
        answer = server.as_(*by).post(f"{path}/{kind}", json=sent, headers={"If-Match": f'"{version}"'})
        assert answer.status_code == 201, (name, answer.text)
        version = versions[name] = answer.json()["version"]
    return Told(path, sibling, versions)


def dossier(client: httpx.Client, case: Told, **asked: Any) -> dict[str, Any]:
    answer = client.get(f"{case.path}/dossier", params=asked)
    assert answer.status_code == 200, answer.text
    told: dict[str, Any] = answer.json()
    return told


def printed(client: httpx.Client, case: Told, **asked: Any) -> str:
    answer = client.get(f"{case.path}/dossier", params=asked, headers=PDF)
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/pdf"), answer.text
    read = PdfReader(io.BytesIO(answer.content))
    return " ".join(" ".join(page.extract_text() for page in read.pages).split()) + str(read.metadata)


def _named(sentence: str, names: dict[str, str]) -> str:
    for code, name in names.items():
        sentence = sentence.replace(code, name)
    return sentence


def of(told: dict[str, Any], version: int) -> dict[str, Any]:
    [found] = [each for each in told["events"] if each["version"] == version]
    return dict(found)


@pytest.fixture(scope="module")
def assigned(server: Server) -> httpx.Client:
    return server.as_(*ASSIGNED)


class TestADossier:
    def test_holds_every_event_once_in_the_order_in_which_it_happened_as_the_events_show_it(
        self, assigned: httpx.Client, case: Told
    ) -> None:
        events = assigned.get(f"{case.path}/events").json()["items"]
        told = dossier(assigned, case)["events"]
        assert [(each["occurred_on"], each["version"]) for each in told] == sorted(
            (each["occurred_on"], each["version"]) for each in events
        )
        shown = {each["version"]: each for each in events}
        for each in told:
            assert {name: value for name, value in each.items() if name not in ("left_out", "later")} == shown[each["version"]]

    def test_is_printed_with_a_sentence_for_each(self, assigned: httpx.Client, case: Told) -> None:
        text, told = printed(assigned, case), dossier(assigned, case)
        for each in told["events"]:
            assert text.count(f"Nummer {each['version']}, positie {each['position']};") == 1
            assert _named(each["summary"], told["names"]) in text
        assert all(words in text for words in WORDS)

    def test_says_where_he_was_and_under_which_title_as_the_case_does(self, assigned: httpx.Client, case: Told) -> None:
        told = dossier(assigned, case)
        assert told["whereabouts"] == assigned.get(f"{case.path}/whereabouts").json()["items"]
        assert told["legal_cover"] == assigned.get(f"{case.path}/legal-cover").json()["items"]
        assert [(each["stay_id"], each["location_name"]) for each in told["stays"]] == [
            ("s-1", "Gesloten groep Geleen 1"),
            ("s-2", "Open groep Heerlen 1"),
        ]
        [title] = told["titles"]
        assert (title["kind"], title["article"], title["court"]) == ("machtiging", "Jeugdwet 6.1.2", "Rechtbank Limburg")
        text = printed(assigned, case)
        assert "5 februari 2024 7 februari 2024 geen titel bekend" in text
        assert "7 februari 2024 3 juni 2024 machtiging (m-1)" in text

    def test_says_of_decisions_on_what_they_rest(self, assigned: httpx.Client, case: Told) -> None:
        decisions = {each["version"]: each for each in dossier(assigned, case)["decisions"]}
        versions = case.versions
        assert {versions["stay"], versions["title"], versions["moved"]} <= decisions.keys()
        despite = decisions[versions["stay"]]["despite"]
        assert {"rule": "L1", "article": "Jeugdwet 6.1.2"} in despite["rules"]
        assert despite["reason"] == REASON
        assert "L1 (Jeugdwet 6.1.2)" in printed(assigned, case)

    def test_says_which_terms_passed_by_then(self, assigned: httpx.Client, case: Told) -> None:
        found = dossier(assigned, case)["findings"]
        assert ("L1", "2024-02-05", "2024-02-07") in [(each["rule"], each["since"], each["until"]) for each in found]
        assert all(each["since"] <= str(amsterdam_day(datetime.now(UTC))) for each in found)

    def test_says_what_was_recorded_of_an_event_later(self, assigned: httpx.Client, case: Told) -> None:
        told = dossier(assigned, case)
        assert of(told, case.versions["other"])["later"] == [{"version": case.versions["right"], "type": "corrected"}]
        assert f"Verbeterd bij nummer {case.versions['right']}." in printed(assigned, case)

    def test_says_nothing_of_what_undid_or_put_right_by_mistake(self, assigned: httpx.Client) -> None:
        path = assigned.post("/trajectories", json=opening()).headers["Location"]
        told = ((1, "note-added", {"text": NOTE}), (2, "title-granted", machtiging()))
        undone = (
            (3, "annulled", {"target_version": 3, "by": "gerechtshof"}),
            (4, "corrected", {"target_version": 2, "data": {"text": NOTE}}),
        )
        voided = ((5, "voided", {"target_version": 4}), (6, "voided", {"target_version": 5}))
        for version, kind, body in (*told, *undone, *voided):
            sent = {"occurred_on": "2024-03-04", **({"reason": REASON} if kind in ("corrected", "voided") else {}), **body}
            answer = assigned.post(f"{path}/{kind}", json=sent, headers={"If-Match": f'"{version}"'})
            assert answer.status_code == 201, (kind, answer.text)
        known = Told(path, "", {})

        shown = dossier(assigned, known)
        assert [of(shown, version)["later"] for version in (2, 3)] == [[], []]
        assert [of(shown, version)["later"] for version in (4, 5)] == [
            [{"version": 6, "type": "voided"}],
            [{"version": 7, "type": "voided"}],
        ]
        assert [each["later"] for each in shown["decisions"] if each["version"] == 3] == [[]]
        text = printed(assigned, known)
        assert "Ongedaan gemaakt: zie nummer 4." not in text
        assert "Verbeterd bij nummer 5." not in text

    def test_tells_what_was_put_right_and_names_what_the_register_names(self, assigned: httpx.Client, case: Told) -> None:
        text = printed(assigned, case)
        assert "Traject geopend voor de gemeente Heerlen." in text
        assert "Opgenomen: gesloten, Gesloten groep Geleen 1 (crisis)." in text
        assert f"Gebeurtenis {case.versions['other']} gecorrigeerd: tekst." in text
        assert f"Tekst wordt: {PUT_RIGHT}" in text

    def test_can_be_proven(self, assigned: httpx.Client, case: Told) -> None:
        told = dossier(assigned, case)
        size = told["checkpoint"]["size"]
        assert size >= max(each["position"] for each in told["events"])
        assert told["checkpoint"]["note"].splitlines()[1:3] == [str(size), told["checkpoint"]["root"]]
        proof = assigned.get("/log/proof/inclusion", params={"position": told["events"][0]["position"], "size": size})
        assert proof.status_code == 200
        paper = printed(assigned, case)
        for line in (told["checkpoint"]["root"], *told["checkpoint"]["note"].split()):
            assert line in paper  # to be copied out as it was signed

    def test_of_the_same_knowledge_is_printed_with_the_same_bytes(self, assigned: httpx.Client, case: Told) -> None:
        then = dossier(assigned, case)["known_at"]
        one, other = (assigned.get(f"{case.path}/dossier", params={"known_at": then}, headers=PDF).content for _ in range(2))
        assert one == other

    def test_knows_what_was_known_at_a_moment_or_a_position(self, assigned: httpx.Client, case: Told) -> None:
        third = assigned.get(f"{case.path}/events").json()["items"][2]
        for asked in ({"known_at": third["recorded_at"]}, {"at_position": third["position"]}):
            told = dossier(assigned, case, **asked)
            assert {each["version"] for each in told["events"]} == {1, 2, 3}
            assert (told["version"], told["position"], told["stays"], told["titles"]) == (3, third["position"], [], [])
            assert REASON not in json.dumps(told)
            assert f"Positie in het logboek {third['position']} " in printed(assigned, case, **asked)
            for form in ({}, PDF):
                answer = assigned.get(f"{case.path}/dossier", params=asked, headers=form)
                assert answer.headers["Position"] == str(third["position"])

    @pytest.mark.parametrize(
        "asked",
        [
            {"known_at": str(datetime.now(UTC) + timedelta(days=1))},
            {"known_at": "2025-03-01T12:00:00"},
            {"at_position": "999999"},
            {"without": "99"},
            {"without": "0"},
            {"without": "een"},
            {"of": "x"},
        ],
        ids=lambda asked: next(iter(asked)),
    )
    def test_is_refused_where_the_question_is_not_well_formed(self, assigned: httpx.Client, case: Told, asked: dict[str, str]) -> None:
        answer = assigned.get(f"{case.path}/dossier", params=asked, headers=PDF)
        assert (answer.status_code, answer.json()["type"]) == (422, "/problems/malformed")
        if asked == {"without": "een"}:
            assert [each["parameter"] for each in answer.json()["errors"]] == ["without"]

    def test_that_names_an_event_twice_leaves_it_out_once(self, assigned: httpx.Client, case: Told) -> None:
        assert dossier(assigned, case, without=[1, 1])["without"] == [1]

    def test_that_refuses_paper_is_answered_as_a_program(self, assigned: httpx.Client, case: Told) -> None:
        answer = assigned.get(f"{case.path}/dossier", headers={"Accept": "application/json, application/pdf;q=0"})
        assert answer.headers["content-type"] == "application/json"

    def test_is_not_there_before_the_opening(self, assigned: httpx.Client, case: Told) -> None:
        assert assigned.get(f"{case.path}/dossier", params={"known_at": "2024-01-01T00:00:00Z"}).status_code == 404


class TestWhatIsAboutAnother:
    def test_is_left_out_with_what_corrects_it_and_that_shows(self, assigned: httpx.Client, case: Told) -> None:
        versions = case.versions
        told = dossier(assigned, case, without=versions["other"])
        text = printed(assigned, case, without=versions["other"])
        for form in (json.dumps(told), text):
            assert not [words for words in (OF_ANOTHER, PUT_RIGHT) if words in form]
            assert NOTE in form
            assert SURNAME in form
        left_out = {each["version"] for each in told["events"] if each["left_out"]}
        assert left_out == {versions["other"], versions["right"]}
        assert text.count(ABOUT_ANOTHER) == 3, "at both, and in front"
        assert (told["without"], told["words"]) == ([versions["other"]], "some")

    def test_is_left_out_of_who_he_is_where_it_stands_there(self, assigned: httpx.Client, case: Told) -> None:
        for form in (json.dumps(dossier(assigned, case, without=1)), printed(assigned, case, without=1)):
            assert SURNAME not in form
            assert NOTE in form

    def test_is_left_out_with_the_reason_of_a_decision(self, assigned: httpx.Client, case: Told) -> None:
        stay = case.versions["stay"]
        told = dossier(assigned, case, without=stay)
        assert of(told, stay)["despite"] == {"rules": of(told, stay)["despite"]["rules"]}
        [decision] = [each for each in told["decisions"] if each["version"] == stay]
        assert (decision["left_out"], "reason" in decision["despite"]) == ("about another", False)

    def test_is_also_whose_brother_he_is(self, assigned: httpx.Client, case: Told) -> None:
        version = case.versions["sibling"]
        assert case.sibling in json.dumps(dossier(assigned, case))
        told = dossier(assigned, case, without=[version, case.versions["note"]])
        assert of(told, version)["left_out"]
        assert case.sibling not in json.dumps(told)
        assert told["situation"]["identity"]["surname"] == SURNAME, "who he is stands in neither"

    def test_is_not_told_to_whom_it_is_never_told_and_that_shows(self, server: Server, case: Told) -> None:
        told = dossier(server.as_(*COLLEAGUE), case)
        assert [each["version"] for each in told["events"] if each["left_out"]] == [case.versions["sibling"]]
        assert case.sibling not in json.dumps(told)

    def test_that_an_inspection_left_out_shows_to_the_jeugdige(self, server: Server) -> None:
        regisseur = server.as_(*ASSIGNED)
        path = regisseur.post("/trajectories", json=opening()).headers["Location"]
        given: list[tuple[str, dict[str, Any]]] = [
            ("note-added", {"text": NOTE}),
            ("note-added", {"text": OF_ANOTHER}),
            ("access-granted", {"by": "jeugdige", "in_part": True, "withheld": [3]}),
        ]
        for version, (kind, data) in enumerate(given, start=1):
            body = {"occurred_on": "2024-02-01", **data}
            assert regisseur.post(f"{path}/{kind}", json=body, headers={"If-Match": f'"{version}"'}).status_code == 201
        own = Told(path, "", {})
        himself = server.as_(Role.JEUGDIGE, "digid", own.id)
        told, text = dossier(himself, own), printed(himself, own)
        assert [each["version"] for each in told["events"] if each["left_out"]] == [3]
        for form in (json.dumps(told), text):
            assert NOTE in form
            assert OF_ANOTHER not in form
        assert ABOUT_ANOTHER in text
        # Also of what was known before it was given.
        before = of(told, 3)["recorded_at"]
        assert of(dossier(himself, own, known_at=before), 3)["left_out"]


class TestWhoeverAsks:
    @pytest.mark.parametrize(
        ("actor", "kept"),
        [
            (COLLEAGUE, (*WORDS, *PLACE, CONFIDED, "Klacht ingediend")),
            (OFFICER, (*WORDS, *PLACE, CONFIDED, "Klacht ingediend")),
            (XONAR, (*WORDS, CONFIDED, "Klacht ingediend")),
            (None, (NOTE, OF_ANOTHER, PUT_RIGHT, REASON, CONFIDED)),
            (ASSIGNED, ("Klacht ingediend",)),
        ],
        ids=["colleague", "officer", "provider", "jeugdige", "assigned"],
    )
    def test_gets_nothing_that_he_may_not_see_in_neither_form(
        self, server: Server, case: Told, actor: tuple[Role, str, str] | None, kept: tuple[str, ...]
    ) -> None:
        client = server.as_(*(actor or (Role.JEUGDIGE, "digid", case.id)))
        for form in (client.get(f"{case.path}/dossier").text, printed(client, case)):
            assert not [secret for secret in kept if secret in form]
            assert "Opgenomen: gesloten" in form

    def test_under_an_assignment_gets_all_facts_and_no_words(self, server: Server, case: Told) -> None:
        auditor = server.auditor()
        told, text = dossier(auditor, case), printed(auditor, case)
        for form in (json.dumps(told, ensure_ascii=False), text):
            assert not [words for words in (*WORDS, CONFIDED) if words in form]
            assert "Klacht ingediend" in form
            assert "Open groep Heerlen 1" in form
        assert (told["words"], "identity" in told["situation"], told["accesses"]) == ("none", False, None)
        assert "alleen de feiten" in text
        assert "Wie inzag, is in dit dossier weggelaten" in text

    def test_is_told_who_he_is_where_he_may_know(self, server: Server, case: Told) -> None:
        himself = server.as_(Role.JEUGDIGE, "digid", case.id)
        told = dossier(himself, case)
        assert (told["situation"]["identity"]["surname"], told["words"]) == (SURNAME, "some")
        assert of(told, case.versions["own"])["data"]["text"] == OWN

    def test_with_only_recordings_of_his_own_left_has_no_dossier(self, server: Server, case: Told) -> None:
        koraal = server.as_(*KORAAL)
        assert koraal.get(f"{case.path}/events").json()["items"]
        assert koraal.get(f"{case.path}/dossier").status_code == 404


class TestWhoLooked:
    def test_is_told_to_the_jeugdige_without_workers_and_to_the_officer_with_them(self, server: Server, case: Told) -> None:
        server.as_(*COLLEAGUE).get(case.path, headers={"Purpose": "Zitting van morgen"})
        for client, named in ((server.as_(Role.JEUGDIGE, "digid", case.id), False), (server.as_(*OFFICER), True)):
            told, text = dossier(client, case)["accesses"], printed(client, case)
            [look] = [each for each in told if each["purpose"] == "Zitting van morgen"][:1]
            assert look["looked_by"]["organisation"] == "GM0917"
            assert ("subject" in look["looked_by"]) is named
            assert [each["recorded_at"] for each in told] == sorted(each["recorded_at"] for each in told)
            assert "Zitting van morgen" in text
            assert "address" not in look
            assert (COLLEAGUE[2] in json.dumps(told)) is named

    def test_is_left_out_for_others_and_that_shows(self, assigned: httpx.Client, case: Told) -> None:
        told = dossier(assigned, case)
        assert (told["accesses"], told["accesses_told_to"]) == (None, ["privacy_officer", "jeugdige"])
        assert "Wie inzag, is in dit dossier weggelaten" in printed(assigned, case)

    def test_is_what_was_known_by_then(self, server: Server, case: Told) -> None:
        himself = server.as_(Role.JEUGDIGE, "digid", case.id)
        first = dossier(himself, case)
        again = dossier(himself, case, known_at=first["known_at"])
        assert again["accesses"] == first["accesses"]
        assert len(dossier(himself, case)["accesses"]) > len(first["accesses"])

    def test_of_a_dossier_is_on_record_as_of_an_export(self, server: Server, case: Told) -> None:
        asked = {"without": case.versions["note"], "known_at": dossier(server.as_(*COLLEAGUE), case)["known_at"]}
        for client, words in ((server.as_(*COLLEAGUE), False), (server.as_(*ASSIGNED), True)):
            assert client.get(f"{case.path}/dossier", params=asked, headers=PDF).status_code == 200
            [kept] = server.as_(*OFFICER).get("/access-log", params={"trajectory_id": case.id, "limit": 1}).json()["items"]
            assert (kept["operation"], kept["action"], kept["outcome"], kept["words"]) == ("get_dossier", "E", "shown", words)
            assert (kept["sought"], kept["trajectories"]) == (case.id, [case.id])
            assert kept["purpose"] == PURPOSES[Role.PROCESREGISSEUR]
            assert kept["parameters"].keys() == {"known_at", "without"}

    def test_in_vain_is_on_record_too(self, server: Server, case: Told) -> None:
        stranger = server.as_(Role.PROCESREGISSEUR, "GM0935", "pr-maastricht-1")
        assert stranger.get(f"{case.path}/dossier", headers=PDF).status_code == 404
        [kept] = server.as_(*OFFICER).get("/access-log", params={"trajectory_id": case.id, "limit": 1}).json()["items"]
        assert (kept["operation"], kept["action"], kept["outcome"], kept["trajectories"]) == ("get_dossier", "E", "not-found", [])
