"""A dossier as PDF says what its JSON says: the same bytes for the same dossier, text that stays text, and readable aloud."""

import io
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from typing import Any, get_args

import pytest
from pypdf import PdfReader

from domain.codes import MoveReason, Role
from domain.events import EVENTS, Corrected
from domain.events.base import Shape
from domain.events.fields import DUTCH, OUR_OWN
from domain.words import Words
from interchange.dossier import typeset
from interchange.dossier.contents import ABOUT_ANOTHER
from interchange.dossier.dutch import ROLES
from interchange.dossier.legible import SHOWN, legible

ID = "01a206b1-65f1-7519-963f-e5c8d8d1ca82"


def event(version: int, **changed: Any) -> dict[str, Any]:
    return {
        "position": 100 + version,
        "version": version,
        "type": "note-added",
        "schema": 1,
        "occurred_on": f"2025-01-{version:02}",
        "recorded_at": "2025-02-03T13:05:00Z",
        "recorded_by": {"role": "procesregisseur", "subject": "pr-heerlen-1", "organisation": "GM0917"},
        "on_behalf_of": None,
        "source": {"kind": "manual"},
        "learned_on": None,
        "certainty": None,
        "correlation": None,
        "despite": None,
        "summary": "Aantekening toegevoegd.",
        "data": {"text": "Belt morgen terug."},
        "left_out": None,
        "later": [],
        **changed,
    }


def dossier(**changed: Any) -> dict[str, Any]:
    told = {
        "trajectory_id": ID,
        "version": 1,
        "position": 101,
        "known_at": "2025-03-01T12:00:00Z",
        "checkpoint": {
            "origin": "jeugdspoor/1",
            "size": 120,
            "root": "d29ydGVs",
            "note": "jeugdspoor/1\n120\nd29ydGVs\n\n- handtekening\n",
        },
        "made_on": "2025-03-02",
        "made_for": {"subject": "auditor-1", "role": "auditor", "organisation": "inspectie"},
        "ground": "assignment",
        "words": "all",
        "without": [],
        "situation": {
            "valid_on": "2025-03-01",
            "age": 16,
            "gender": "female",
            "opened_on": "2025-01-01",
            "home_municipality": "0917",
            "procesregisseur": "pr-heerlen-1",
            "identity": {"surname": "Wit", "given_names": "Noor"},
        },
        "names": {"0917": "Heerlen"},
        "events": [event(1)],
        "whereabouts": [{"where": "home", "from": "2025-01-01", "until": None, "stay_id": None}],
        "stays": [],
        "titles": [],
        "legal_cover": [],
        "decisions": [],
        "findings": [],
        "accesses": None,
        "accesses_told_to": ["privacy_officer", "jeugdige"],
    }
    return {**told, **changed}


def pdf_of(told: dict[str, Any]) -> bytes:
    return typeset(json.dumps(told).encode())


def text_of(told: dict[str, Any]) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf_of(told))).pages)


def flat(text: str) -> str:
    """However the lines were broken."""
    return "".join(text.replace("\u200b", "").split())


class TestTheSameDossier:
    def test_gives_the_same_bytes(self) -> None:
        assert pdf_of(dossier()) == pdf_of(dossier())

    def test_gives_them_on_another_day_and_in_another_place(self) -> None:
        told = dossier()
        elsewhere = subprocess.run(
            [
                sys.executable,
                "-c",
                "import sys; from interchange.dossier import typeset; sys.stdout.buffer.write(typeset(sys.stdin.buffer.read()))",
            ],
            input=json.dumps(told).encode(),
            capture_output=True,
            check=True,
            env={**os.environ, "TZ": "Asia/Tokyo", "SOURCE_DATE_EPOCH": "86400", "PYTHONHASHSEED": "7", "PYTHONPATH": os.getcwd()},
        )
        assert elsewhere.stdout == pdf_of(told)

    def test_says_no_day_but_its_own(self) -> None:
        metadata: Any = PdfReader(io.BytesIO(pdf_of(dossier()))).metadata
        assert {metadata["/CreationDate"][:10], metadata["/ModDate"][:10]} == {"D:20250302"}


INJECTIONS = [
    '#include "/etc/passwd"',
    '#read("/etc/passwd")',
    "] #panic() [",
    '#"]") #{ } \\u{41}',
    "$ x^2 $ *vet* _schuin_ `code` ~ -- ---",
    "= Kop",
    "- punt + nummer / term: uitleg",
    "@verwijzing <label> // commentaar /* meer */",
    '"; sys.inputs.dossier; "',
    "https://voorbeeld.nl/#fragment",
    "{'json': [1, 2]} \\n \\\\",
]


class TestText:
    @pytest.mark.parametrize("words", INJECTIONS)
    def test_stays_text(self, words: str) -> None:
        told = dossier(
            events=[event(1, summary=words, data={"text": words}, despite={"rules": ["L1"], "reason": words})],
            findings=[
                {"rule": "L1", "kind": "law", "article": words, "since": "2025-01-01", "until": None, "message": words, "about": words}
            ],
            situation={**dossier()["situation"], "identity": {"surname": words, "given_names": words}},
        )
        text = flat(text_of(told))
        assert text.count(flat(words)) >= 6
        assert "root:x" not in text

    def test_keeps_its_lines(self) -> None:
        text = text_of(dossier(events=[event(1, data={"text": "eerste regel\r\ntweede regel\n\n= derde"})]))
        assert "eerste regel\ntweede regel\n" in text
        assert "= derde" in text

    def test_that_no_font_has_or_that_turns_what_follows_is_shown_by_its_code_point(self) -> None:
        assert (
            legible("één 中 \u202etxt \x07\u200b\ue000 e\u0301 q\u0301") == "één [U+4E2D] [U+202E]txt [U+0007][U+200B][U+E000] é q[U+0301]"
        )
        assert "[U+4E2D] [U+202E]txt" in text_of(dossier(events=[event(1, data={"text": "中 \u202etxt"})]))

    def test_of_every_letter_that_is_let_through_can_be_shown(self) -> None:
        letters = " ".join(chr(point) for first, last in SHOWN for point in range(first, last + 1))
        checkpoint = {**dossier()["checkpoint"], "note": letters}
        # In the standard it is asked that each has its letter: otherwise it raises.
        assert b"pdfuaid" in pdf_of(
            dossier(events=[event(1, summary=letters, data={"text": letters}, learned_on="2025-01-01")], checkpoint=checkpoint)
        )

    def test_without_a_space_does_not_run_off_the_page(self) -> None:
        words = "x" * 500
        [shown] = [line for line in text_of(dossier(events=[event(1, data={"text": words})])).splitlines() if line.startswith("Tekst:")]
        assert 30 < len(shown) < 150

    def test_of_thousands_of_characters_is_all_there(self) -> None:
        words = " ".join(f"w{number}" for number in range(4000))
        assert flat(words) in flat(
            "\n".join(line for line in text_of(dossier(events=[event(1, data={"text": words})])).splitlines() if "bladzijde" not in line)
        )


class TestTheDocument:
    def test_is_tagged_in_dutch_with_a_title_and_fonts_of_its_own(self) -> None:
        read = PdfReader(io.BytesIO(pdf_of(dossier())))
        root: Any = read.trailer["/Root"]
        assert root["/MarkInfo"]["/Marked"].value is True
        assert root["/Lang"].lower().startswith("nl")
        assert read.metadata is not None
        assert read.metadata.title == "Dossier: Noor Wit"
        for page in read.pages:
            resources: Any = page["/Resources"]
            for font in resources["/Font"].values():
                descriptor = font.get_object()["/DescendantFonts"][0].get_object()["/FontDescriptor"]
                assert any(name in descriptor for name in ("/FontFile", "/FontFile2", "/FontFile3"))

    def test_says_in_front_for_whom_when_and_known_at_which_position_and_checkpoint(self) -> None:
        front = PdfReader(io.BytesIO(pdf_of(dossier()))).pages[0].extract_text()
        for told in (
            "Noor Wit",
            ID,
            "toezichthouder of onderzoeker auditor-1, inspectie",
            "2 maart 2025",
            "1 maart 2025, 13:00 uur",
            "positie 120 (wortel d29ydGVs)",
            "bladzijde 1 van",
        ):
            assert told in front

    def test_has_its_chapters_in_the_contents_and_pages_with_numbers(self) -> None:
        read = PdfReader(io.BytesIO(pdf_of(dossier(accesses=[]))))
        titles = [each.title for each in read.outline if not isinstance(each, list)]
        assert titles == [
            "1. Wat er gebeurde",
            "2. Waar de jeugdige was",
            "3. Titels en gesloten nachten",
            "4. Beslissingen en hun gronden",
            "5. Bevindingen",
            "6. Wie het dossier inzag",
            "7. Bewijs",
        ]
        contents = read.pages[1].extract_text()
        assert all(str(title) in contents for title in titles)
        for number, page in enumerate(read.pages, start=1):
            assert f"bladzijde {number} van {len(read.pages)}" in page.extract_text()

    def test_shows_what_was_left_out_what_was_destroyed_and_what_became_of_it(self) -> None:
        events = [
            event(1, data={"text": {"erased": True}}, later=[{"version": 2, "type": "voided"}]),
            event(2, data={}, left_out="about another"),
        ]
        text = text_of(dossier(events=events, words="some"))
        assert "[vernietigd]" in text
        assert "Ten onrechte vastgelegd: zie nummer 2." in text
        assert text.count(ABOUT_ANOTHER) == 2, "at the event, and in front"
        assert "voor een deel" in text

    def test_says_that_there_are_only_facts_where_there_are(self) -> None:
        situation = {name: value for name, value in dossier()["situation"].items() if name != "identity"}
        text = text_of(dossier(situation=situation, words="none", events=[event(1, data={})]))
        assert "alleen de feiten" in flat_spaces(text)
        assert f"traject {ID[:8]}" in flat_spaces(text)

    def test_of_a_finding_says_since_when_and_never_what_follows_from_it(self) -> None:
        found = {"rule": "L1", "kind": "law", "article": "Jeugdwet 6.1.2", "about": None}
        findings = [
            {**found, "since": "2025-01-10", "until": "2025-01-12", "message": "Nacht zonder titel."},
            {**found, "since": "2025-02-10", "until": "2025-09-12", "message": "Nog een nacht."},
        ]
        text = text_of(dossier(findings=findings))
        assert "10 januari 2025 12 januari 2025 Nacht zonder titel. L1: Jeugdwet 6.1.2" in flat_spaces(text)
        assert "10 februari 2025 nog op deze dag" in flat_spaces(text)
        assert "onrechtmatig" not in text.lower()

    def test_counts_together_who_looked_for_the_same(self) -> None:
        looked = {
            "action": "R",
            "operation": "get_trajectory",
            "outcome": "shown",
            "ground": "assigned",
            "words": True,
            "purpose": "Zitting",
        }
        by = {"role": "procesregisseur", "organisation": "GM0917"}
        accesses = [{**looked, "looked_by": by, "recorded_at": f"2025-02-0{day}T09:00:00Z"} for day in (1, 2, 3)]
        text = flat_spaces(text_of(dossier(accesses=accesses)))
        assert "GM0917 procesregisseur Zitting 3 1 februari" in text

    def test_of_a_secret_place_says_that_it_is(self) -> None:
        stay = {
            "stay_id": "s-1",
            "version": 2,
            "purpose": "main",
            "setting": "leefhuis",
            "since": "2025-01-02",
            "until": None,
            "title_id": None,
        }
        night = {"where": "stay", "from": "2025-01-02", "until": None, "stay_id": "s-1"}
        assert "Leefhuis: (geheim)" in text_of(dossier(stays=[stay], whereabouts=[night]))


def flat_spaces(text: str) -> str:
    return " ".join(text.split())


class TestInPlainDutch:
    def test_that_who_looked_is_left_out_is_told_with_who_can_ask(self) -> None:
        text = flat_spaces(text_of(dossier(accesses=None)))
        assert "Wie het dossier inzag" in text
        assert "Het is op te vragen door de functionaris voor gegevensbescherming en de jeugdige." in text

    def test_a_correction_tells_the_new_value_and_nothing_of_our_own(self) -> None:
        changes = {"occurred_on": "2025-01-03", "setting": "intensief_klinisch", "location": "kliniek-1", "crisis": True, "title_id": None}
        admitted = event(2, type="admitted", summary="Opgenomen.", data={"setting": "gesloten"})
        put_right = event(
            3,
            type="corrected",
            summary=Corrected(
                occurred_on=date(2025, 1, 3), target_version=2, data={**changes, "place_then": None}, reason=Words("W")
            ).sentence(),
            data={"target_version": 2, "data": {**changes, "place_then": {"capacity": 8}}, "reason": "Verkeerd dossier."},
        )
        text = flat_spaces(text_of(dossier(events=[event(1), admitted, put_right], names={"kliniek-1": "Kliniek Maas"})))
        assert "Gebeurtenis 2 gecorrigeerd: crisis, dag waarop het gebeurde, locatie, titel, verblijfsvorm." in text
        for line in (
            "Dag waarop het gebeurde wordt: 3 januari 2025",
            "Verblijfsvorm wordt: intensief klinisch",
            "Locatie wordt: Kliniek Maas",
            "Crisis wordt: ja",
            "Titel: vervalt",
            "Reden: Verkeerd dossier.",
        ):
            assert line in text
        assert "place_then" not in text
        assert "occurred_on" not in text

    def test_a_correction_of_a_correction_tells_what_the_first_one_says_now(self) -> None:
        first = event(2, type="corrected", data={"target_version": 1, "data": {"text": "Eén."}, "reason": "R"})
        second = event(3, type="corrected", data={"target_version": 2, "data": {"data": {"occurred_on": "2025-01-09"}}, "reason": "R"})
        assert "Dag waarop het gebeurde wordt: 9 januari 2025" in text_of(dossier(events=[event(1), first, second]))

    def test_a_correction_of_which_the_contents_are_withheld_tells_none(self) -> None:
        kept = event(2, type="corrected", summary="Vertrouwelijk.", data={"withheld": True})
        assert "wordt:" not in text_of(dossier(events=[event(1), kept]))

    @pytest.mark.parametrize(
        ("kind", "data", "told"),
        [
            ("discharged", {"destination": "home", "reason": "32"}, "Reden: voortijdig, door cliënt"),
            ("moved", {"setting": "gesloten", "reason": "no_fitting_help"}, f"Reden: {MoveReason.NO_FITTING_HELP.label}"),
            ("help-ended", {"reason": "31"}, "Reden: volgens plan"),
            ("help-ended", {"reason": "Het doel is gehaald."}, "Reden: Het doel is gehaald."),
        ],
    )
    def test_a_code_is_told_by_what_it_means(self, kind: str, data: dict[str, Any], told: str) -> None:
        assert told in flat_spaces(text_of(dossier(events=[event(1, type=kind, data=data)])))

    def test_what_the_register_names_is_told_by_its_name(self) -> None:
        names = {"0917": "Heerlen", "gesloten-geleen-1": "Gesloten groep Geleen 1"}
        opened = event(1, type="trajectory-opened", summary="Traject geopend voor de gemeente 0917.", data={"home_municipality": "0917"})
        admitted = event(2, type="admitted", summary="Opgenomen: gesloten, gesloten-geleen-1.", data={"location": "gesloten-geleen-1"})
        text = flat_spaces(text_of(dossier(events=[opened, admitted], names=names)))
        assert "Traject geopend voor de gemeente Heerlen." in text
        assert "Opgenomen: gesloten, Gesloten groep Geleen 1." in text
        assert "Gemeente Heerlen" in text
        assert "0917" not in text.replace("GM0917", "")


def _fields_within(shape: type[Shape]) -> Iterator[str]:
    for name, field in shape.model_fields.items():
        yield field.alias or name
        for part in _parts(field.annotation):
            if isinstance(part, type) and issubclass(part, Shape) and name not in OUR_OWN:
                yield from _fields_within(part)


def _parts(annotation: Any) -> Iterator[Any]:
    yield annotation
    for part in get_args(annotation):
        yield from _parts(part)


def test_every_field_of_an_event_and_every_role_has_a_dutch_name() -> None:
    named = {name for kind in EVENTS.values() if kind.stream is None for name in _fields_within(kind)}
    assert named - OUR_OWN == set(DUTCH)
    assert set(ROLES) == set(Role)
