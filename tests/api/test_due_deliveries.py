"""What providers and the region must deliver, and until when: over HTTP, with who is told it and who says that it was done."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any, ClassVar
from uuid import uuid4

import httpx
import pytest

from domain.codes import Role
from tests.api.server import Server

DUE = "/deadlines/deliveries"


@pytest.fixture(scope="module")
def reporter(server: Server) -> httpx.Client:
    return server.as_(Role.REPORTER, "regio", "verslag-1")


@pytest.fixture(scope="module")
def administrator(server: Server) -> httpx.Client:
    return server.as_(Role.ADMINISTRATOR, "regio", "beheer-1")


def items(client: httpx.Client, **asked: Any) -> list[dict[str, Any]]:
    answer = client.get(DUE, params={"limit": 1000, **asked})
    assert answer.status_code == 200, answer.text
    found: list[dict[str, Any]] = answer.json()["items"]
    return found


def delivered(client: httpx.Client, **said: Any) -> httpx.Response:
    return client.post("/register/delivered", json={"occurred_on": "2025-01-15", "what": "igj-overview", "period": "2024-H2", **said})


def test_what_is_due_is_told_soonest_first_with_who_and_which_period(reporter: httpx.Client) -> None:
    found = items(reporter, on="2025-01-10")

    assert {(each["kind"], each["provider"], each["period"]) for each in found} >= {
        ("igj-overview", "koraal", "2024-H2"),
        ("igj-analysis", "koraal", "2024"),
        ("cbs-records", "talent", "2024-H2"),
    }
    assert [each["due_on"] for each in found] == sorted(each["due_on"] for each in found)
    [overview] = items(reporter, on="2025-01-10", kind="igj-overview", provider="koraal", due_before="2025-02-01")[1:]
    assert overview == {
        "kind": "igj-overview",
        "source": "law",
        "article": "Jeugdwet 6.7.3(2)",
        "provider": "koraal",
        "period": "2024-H2",
        "owed": True,
        "since": "2025-01-01",
        "due_on": "2025-01-21",
        "breach_from": "2025-01-22",
        "late": False,
        "alerts": ["2025-01-01", "2025-01-14"],
        "met_on": None,
        "met_by": None,
    }


def test_of_the_region_itself_is_told_with_nobodys_name(reporter: httpx.Client) -> None:
    [contracts] = items(reporter, on="2026-03-01", kind="nza-contracts")

    assert (contracts["provider"], contracts["period"], contracts["due_on"]) == (None, "2026", "2026-12-31")


def test_pages_follow_each_other(reporter: httpx.Client) -> None:
    whole = items(reporter, on="2025-01-10")
    answer = reporter.get(DUE, params={"on": "2025-01-10", "limit": 4})
    found = answer.json()["items"]
    while "next" in answer.links:
        answer = reporter.get(answer.links["next"]["url"])
        found += answer.json()["items"]

    assert found == whole


def test_a_provider_is_told_its_own_and_says_of_itself_what_it_delivered(server: Server, reporter: httpx.Client) -> None:
    # given
    via_jeugd = server.as_(Role.PROVIDER, "via-jeugd", "via-1")
    assert {each["provider"] for each in items(via_jeugd, on="2025-01-10")} == {"via-jeugd"}
    before = int(reporter.get(DUE).headers["Position"])

    # when
    own, anothers = (delivered(via_jeugd, provider=provider) for provider in ("via-jeugd", "koraal"))

    # then
    assert (own.status_code, anothers.status_code) == (201, 403), own.text
    assert items(via_jeugd, on="2025-01-20", kind="igj-overview", due_before="2025-02-01")[1:] == []
    [met] = items(reporter, on="2025-01-20", kind="igj-overview", provider="via-jeugd", met=True)
    assert (met["period"], met["met_on"], met["late"]) == ("2024-H2", "2025-01-15", False)
    assert met["met_by"] == int(reporter.get(DUE).headers["Position"])
    # as was known before it was said
    known = items(reporter, on="2025-01-20", kind="igj-overview", provider="via-jeugd", at_position=before)
    assert [each["period"] for each in known] == ["2024-H1", "2024-H2"]


def test_the_administrator_of_a_provider_is_told_what_it_owes_and_of_a_municipality_of_the_region_what_all_do(server: Server) -> None:
    of_a_provider, of_the_region = (
        {each["provider"] for each in items(server.as_(Role.ADMINISTRATOR, of, "beheer-2"), on="2025-01-10")} for of in ("talent", "GM0917")
    )

    assert of_a_provider == {"talent"}
    assert of_the_region > {"talent", "koraal"}


def test_an_administrator_says_it_of_anybody_and_mends_it_as_the_rest_of_the_register(administrator: httpx.Client) -> None:
    # given
    assert delivered(administrator, provider="koraal").status_code == 201
    [met] = items(administrator, on="2025-01-20", kind="igj-overview", provider="koraal", met=True)
    entry = next(
        each for each in administrator.get("/register", params={"limit": 1000}).json()["items"] if each["position"] == met["met_by"]
    )

    # when
    voided = administrator.post(
        "/register/voided",
        json={"occurred_on": "2025-01-16", "target_version": entry["version"], "reason": "Niet aangekomen."},
        headers={"If-Match": administrator.get("/register").headers["ETag"]},
    )

    # then
    assert voided.status_code == 201, voided.text
    assert items(administrator, on="2025-01-20", kind="igj-overview", provider="koraal", met=True) == []


@pytest.mark.parametrize(
    ("data", "why"),
    [
        ({"occurred_on": "2099-01-01"}, "lies in the future"),
        ({"occurred_on": "2024-12-31"}, "can be delivered from 2025-01-01 on"),
        ({"provider": "onbekend"}, "onbekend is not in the register"),
    ],
)
def test_mending_makes_no_delivery_of_what_could_not_be_recorded(administrator: httpx.Client, data: dict[str, Any], why: str) -> None:
    # given
    assert delivered(administrator, provider="xonar").status_code == 201
    entry = administrator.get("/register", params={"limit": 1000}).json()["items"][-1]

    # when
    corrected = administrator.post(
        "/register/corrected",
        json={"occurred_on": "2025-01-16", "target_version": entry["version"], "data": data, "reason": "Andere dag."},
        headers={"If-Match": administrator.get("/register").headers["ETag"]},
    )

    # then
    assert (corrected.status_code, why in corrected.text) == (422, True), corrected.text


def test_what_nobody_owed_is_recorded_and_told_as_what_it_is(administrator: httpx.Client, reporter: httpx.Client) -> None:
    # given: a provider without a closed accommodation

    # when
    owed, unowed = (delivered(administrator, provider=provider) for provider in ("koraal", "talent"))

    # then
    assert [(each.status_code, each.json()["owed"]) for each in (owed, unowed)] == [(201, True), (201, False)]
    [told] = items(reporter, on="2025-01-20", kind="igj-overview", provider="talent", met=True)
    assert told == {
        "kind": "igj-overview",
        "source": "law",
        "article": "Jeugdwet 6.7.3(2)",
        "provider": "talent",
        "period": "2024-H2",
        "owed": False,
        "since": "2025-01-01",
        "due_on": None,
        "breach_from": None,
        "late": False,
        "alerts": [],
        "met_on": "2025-01-15",
        "met_by": int(reporter.get(DUE).headers["Position"]),
    }
    # and it is among what is open on no day, nor known on an earlier one, nor left out between two pages
    assert items(reporter, on="2025-01-14", kind="igj-overview", provider="talent", met=True) == []
    assert items(reporter, on="2025-01-20", kind="igj-overview", provider="talent") == []
    assert items(reporter, on="2025-01-20", kind="igj-overview", provider="talent", met=True, due_before="2030-01-01") == []
    answer = reporter.get(DUE, params={"on": "2025-01-20", "met": True, "limit": 1})
    found = answer.json()["items"]
    while "next" in answer.links:
        answer = reporter.get(answer.links["next"]["url"])
        found += answer.json()["items"]
    assert found == items(reporter, on="2025-01-20", met=True)
    assert [each["owed"] for each in found] == sorted((each["owed"] for each in found), reverse=True)


def test_a_record_set_that_is_frozen_meets_the_term_of_the_cbs(server: Server, reporter: httpx.Client) -> None:
    # given
    officer = server.as_(Role.PRIVACY_OFFICER, "regio", "fg-1")

    # when
    frozen = officer.post("/deliveries", json={"kind": "cbs-records", "half_year": "2026-H1", "provider": "talent"})

    # then
    assert frozen.status_code == 201, frozen.text
    [met] = items(reporter, kind="cbs-records", provider="talent", met=True)
    assert met["period"] == "2026-H1"
    assert "2026-H1" not in {each["period"] for each in items(reporter, kind="cbs-records", provider="talent")}


@pytest.mark.parametrize(
    ("said", "status", "told"),
    [
        ({"provider": "onbekend"}, 422, "onbekend is not in the register"),
        ({"provider": "koraal", "occurred_on": "2024-12-31"}, 422, "can be delivered from 2025-01-01 on"),
        ({"provider": "koraal", "occurred_on": "2199-01-01"}, 422, "lies in the future"),
        ({"provider": "koraal", "period": "1900-H1"}, 422, "igj-overview is asked for over 2024-H1 and later"),
        ({"provider": "koraal", "what": "nza-quarter", "period": "2024-Q4"}, 422, "nza-quarter is asked for over 2026-Q1 and later"),
        ({"provider": "koraal", "period": "2024"}, 422, "Give the period of igj-overview as 2026-H1"),
        ({}, 422, "Name the provider"),
    ],
)
def test_what_cannot_be_is_refused_with_what_to_do(administrator: httpx.Client, said: dict[str, Any], status: int, told: str) -> None:
    answer = delivered(administrator, **said)

    assert (answer.status_code, told in answer.text) == (status, True), answer.text


@pytest.mark.parametrize(
    ("role", "organisation"),
    [
        (Role.PROCESREGISSEUR, "GM0917"),
        (Role.GI, "bjz-limburg"),
        (Role.TEAM_SECRETARY, "team"),
        (Role.INTEGRATION, "GM0917"),
        (Role.JEUGDIGE, "digid"),
        (Role.ADMINISTRATOR, "GM0599"),
        (Role.ADMINISTRATOR, "GM9999"),
    ],
)
def test_it_is_nobody_elses(server: Server, role: Role, organisation: str) -> None:
    client = server.as_(role, organisation, "iemand-1")

    assert client.get(DUE).status_code == 403
    assert delivered(client, provider="koraal").status_code == 403


@pytest.mark.parametrize(
    ("role", "organisation"), [(Role.ADMINISTRATOR, "GM0599"), (Role.ADMINISTRATOR, "koraal"), (Role.REPORTER, "regio")]
)
def test_who_does_not_keep_the_register_says_nothing_in_it(server: Server, role: Role, organisation: str) -> None:
    assert delivered(server.as_(role, organisation, "iemand-1"), provider="koraal").status_code == 403


class TestToldOnceWhoeverElseTells:
    """`POST /register/delivered` names no version: it rests on nothing that others record."""

    SAID: ClassVar = {"occurred_on": "2025-07-15", "what": "igj-overview", "period": "2025-H1", "provider": "koraal"}

    def test_it_answers_with_the_version_by_which_it_is_mended(self, administrator: httpx.Client) -> None:
        answer = administrator.post("/register/delivered", json=self.SAID)

        assert answer.status_code == 201, answer.text
        assert answer.json() == {**self.SAID, "owed": True, "version": newest(administrator), "position": int(answer.headers["Position"])}
        assert answer.headers["ETag"] == f'"{answer.json()["version"]}"' == administrator.get("/register").headers["ETag"]

    def test_with_the_same_key_it_is_recorded_once_and_answered_the_same(self, server: Server, administrator: httpx.Client) -> None:
        # given
        key = {"Idempotency-Key": str(uuid4())}
        first = administrator.post("/register/delivered", json=self.SAID, headers=key)
        version = newest(administrator)

        # when
        again, other, anothers, long = (
            client.post("/register/delivered", json=said, headers=sent)
            for client, said, sent in (
                (administrator, dict(reversed(self.SAID.items())), key),
                (administrator, {**self.SAID, "provider": "xonar"}, key),
                (server.as_(Role.PROVIDER, "koraal", "koraal-1"), self.SAID, key),
                (administrator, self.SAID, {"Idempotency-Key": 201 * "x"}),
            )
        )

        # then
        assert (again.status_code, again.json(), again.headers["Position"]) == (201, first.json(), first.headers["Position"])
        assert (other.status_code, other.json()["type"]) == (422, "/problems/idempotency-mismatch")
        assert (anothers.status_code, anothers.json()["version"]) == (201, version + 1)  # a key is of who sends it
        assert (long.status_code, long.json()["errors"][0]["parameter"]) == (422, "Idempotency-Key")
        assert newest(administrator) == version + 1

    def test_sixteen_at_a_time_are_all_recorded_and_those_with_one_key_once(self, server: Server, administrator: httpx.Client) -> None:
        # given
        version, key = newest(administrator), {"Idempotency-Key": str(uuid4())}

        def tell(number: int) -> httpx.Response:
            sent = key if number % 4 == 0 else {}
            return server.as_(Role.PROVIDER, "koraal", "koraal-1").post("/register/delivered", json=self.SAID, headers=sent)

        # when
        with ThreadPoolExecutor(16) as sixteen:
            answers = list(sixteen.map(tell, range(96)))

        # then
        assert {answer.status_code for answer in answers} == {201}
        told = {answer.json()["version"] for answer in answers}
        assert sorted(told) == list(range(version + 1, version + 74))  # 72 of their own, and one for 24 with the same key
        assert newest(administrator) == version + 73

    def test_it_makes_stale_nothing_that_others_read_to_mend_it(self, administrator: httpx.Client) -> None:
        # given
        houses = administrator.get("/register", params={"limit": 1000}).json()["items"]
        house = next(each for each in houses if each["type"] == "location-opened")
        read = administrator.get("/register").headers["ETag"]
        told = administrator.post("/register/delivered", json=self.SAID).json()

        # when
        def mend(target: int, data: dict[str, Any], etag: str) -> httpx.Response:
            said = {"occurred_on": "2025-07-16", "target_version": target, "data": data, "reason": "Een tikfout."}
            return administrator.post("/register/corrected", json=said, headers={"If-Match": etag})

        capacity = {"capacity": house["data"]["capacity"]}
        of_a_house, of_a_house_again = (mend(house["version"], capacity, read) for _ in range(2))
        of_the_delivery = mend(told["version"], {"occurred_on": "2025-07-14"}, f'"{told["version"]}"')
        of_the_delivery_again = mend(told["version"], {"occurred_on": "2025-07-13"}, f'"{told["version"]}"')
        of_what_will_be = mend(house["version"], capacity, f'"{newest(administrator) + 1}"')

        # then
        answers = of_a_house, of_a_house_again, of_the_delivery, of_the_delivery_again, of_what_will_be
        assert [each.status_code for each in answers] == [201, 412, 201, 412, 412]
        assert of_what_will_be.json()["current_version"] == newest(administrator)

    def test_a_provider_sees_and_mends_what_was_told_of_itself_and_nothing_else(self, server: Server, administrator: httpx.Client) -> None:
        # given
        xonar, talent = (server.as_(Role.PROVIDER, code, f"{code}-1") for code in ("xonar", "talent"))
        own = xonar.post("/register/delivered", json={**self.SAID, "provider": "xonar"}).json()
        house = next(each for each in administrator.get("/register").json()["items"] if each["data"].get("provider") == "xonar")

        def mend(client: httpx.Client, target: int, **data: Any) -> httpx.Response:
            said = {"occurred_on": "2025-07-16", "target_version": target, "data": data, "reason": "Een tikfout."}
            return client.post("/register/corrected", json=said, headers={"If-Match": f'"{newest(administrator)}"'})

        # when
        right = mend(xonar, own["version"], occurred_on="2025-07-10")
        refused = [
            mend(talent, own["version"], occurred_on="2025-07-10"),
            mend(xonar, own["version"], provider="talent"),
            mend(xonar, house["version"], name="Anders"),
            mend(xonar, 100_000, name="Anders"),
        ]
        seen = xonar.get("/register", params={"limit": 1000})

        # then
        assert (right.status_code, [each.status_code for each in refused]) == (201, [403] * 4), right.text
        assert [each["version"] for each in seen.json()["items"]][-2:] == [own["version"], right.json()["version"]]
        assert {each["type"] for each in seen.json()["items"]} == {"delivery-made", "register-corrected"}
        told = {each["data"].get("provider", "xonar") for each in seen.json()["items"]}
        assert (told, seen.json()["items"][-2]["reads"]["occurred_on"]) == ({"xonar"}, "2025-07-10")
        assert "reason" not in seen.json()["items"][-1]["data"]
        assert seen.headers["ETag"] == f'"{newest(administrator)}"'
        voided = xonar.post(
            "/register/voided",
            json={"occurred_on": "2025-07-16", "target_version": own["version"], "reason": "Niet aangekomen."},
            headers={"If-Match": seen.headers["ETag"]},
        )
        assert voided.status_code == 201, voided.text

    def test_what_an_administrator_corrected_to_be_a_providers_it_voids_as_its_own(
        self, server: Server, administrator: httpx.Client
    ) -> None:
        # given: a delivery that was told of another, and corrected since
        xonar, talent = (server.as_(Role.PROVIDER, code, f"{code}-1") for code in ("xonar", "talent"))
        told = administrator.post("/register/delivered", json={**self.SAID, "provider": "talent"}).json()

        def mend(client: httpx.Client, how: str, target: int, **more: Any) -> httpx.Response:
            said = {"occurred_on": "2025-07-16", "target_version": target, "reason": "Een tikfout.", **more}
            return client.post(f"/register/{how}", json=said, headers={"If-Match": f'"{newest(administrator)}"'})

        corrected = mend(administrator, "corrected", told["version"], data={"provider": "xonar"}).json()
        # when, then: it voids it, and not the correction, after which it would be another's
        assert mend(xonar, "voided", corrected["version"]).status_code == 403
        assert mend(talent, "voided", told["version"]).status_code == 403
        assert mend(xonar, "voided", told["version"]).status_code == 201


def newest(client: httpx.Client) -> int:
    """The version of the register."""
    return int(client.get("/register").headers["ETag"].strip('"'))
