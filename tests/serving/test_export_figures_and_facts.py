"""`jeugdspoor export figures`, `export records` and `export ocel`: what leaves across trajectories, whole or not at all, and on record."""

import csv
import json
import os
import signal
import subprocess
import sys
import weakref
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import duckdb
import psycopg
import pytest

from application.across import every_history
from application.across.every_history import EveryHistory
from application.looking.disclosing import Looking
from domain.codes import Role
from domain.history import History
from eventlog import Databases, EventLog, NewEvent
from eventlog.access import AccessLog, StoredAccess
from jeugdspoor.commands.looking import looks_at
from jeugdspoor.embedded import Embedded
from tests.histories import told
from tests.serving.conftest import PATIENT, Server, command, copied, until

WORDS = ("Wit", "Tom", "Boomklever")
HOUSE, PROVIDER = "groep-heerlen-1", "xonar"


def admitted(server: Server, **where: str) -> str:
    trajectory_id = server.opened()
    place = {"setting": "open_residentieel", "provider": PROVIDER, "location": HOUSE, **where}
    answer = server.record(trajectory_id, "admitted", 1, occurred_on="2025-02-03", **place)
    assert answer.status_code == 201, answer.text
    return trajectory_id


@pytest.fixture(scope="module")
def people(server: Server) -> list[str]:
    """Five in one setting, one in another; the rows have them."""
    opened = [*(admitted(server) for _ in range(5)), admitted(server, setting="leefhuis", location="leefhuis-heerlen")]
    newest = server.client.get(f"/trajectories/{opened[-1]}").json()["position"]
    assert until(PATIENT, lambda: server.client.get("/placements", params={"min_position": newest}).status_code == 200)
    return opened


def looks(server: Server, operation: str) -> list[StoredAccess]:
    """The newest first."""
    with AccessLog(Embedded(server.data_dir).databases) as accesses:
        return [each for each in accesses.page(limit=1000) if each.operation == operation]


def exported(server: Server, *arguments: str, file: Path) -> Path:
    done = command(server.data_dir, "export", *arguments, "-o", str(file))
    assert (done.returncode, done.stdout, done.stderr) == (0, f"{file}\n", "")
    assert file.stat().st_mode & 0o777 == 0o600
    return file


def log_of(server: Server, file: Path, *arguments: str) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(exported(server, "ocel", *arguments, file=file).read_text(encoding="utf-8"))
    return told


class TestFigures:
    ASKED = ("figures", "stand", "--by", "setting", "--period", "month", "--from", "2025-02-01", "--until", "2025-04-01")

    def test_are_the_same_in_every_form_as_a_reporter_is_told_them(self, server: Server, people: list[str], tmp_path: Path) -> None:
        # when they are written in every form
        told = json.loads(exported(server, *self.ASKED, file=tmp_path / "figures.json").read_text(encoding="utf-8"))
        file = exported(server, *self.ASKED, "--format", "csv", file=tmp_path / "figures.txt")
        _, *rows = csv.reader(file.read_text(encoding="utf-8").splitlines())
        read = duckdb.read_parquet(str(exported(server, *self.ASKED, file=tmp_path / "figures.parquet"))).fetchall()
        # then they are those that HTTP answers, but for the moment
        asked = {"by": "setting", "period": "month", "from": "2025-02-01", "until": "2025-04-01", "at_position": told["position"]}
        answer = server.client.get("/reports/stand", params=asked, headers=server.signed(Role.REPORTER, "regio"))
        assert {**told, "known_at": None} == {**answer.json(), "known_at": None}
        assert [(row["period"], row["group"], row["value"], row["suppressed"]) for row in told["rows"]] == [
            (period, group, None, True) for period in ("2025-02", "2025-03") for group in ("leefhuis", "open_residentieel")
        ]
        assert [row[2:6] for row in rows] == [[row["period"], row["group"], "", "true"] for row in told["rows"]]
        assert [row[2:6] for row in read] == [(row["period"], row["group"], None, True) for row in told["rows"]]
        # and who asked what is on record
        newest = looks(server, "export_figures")[:3]
        assert {(each.role, each.action, each.outcome, tuple(each.trajectories)) for each in newest} == {
            ("administrator", "E", "shown", ())
        }
        assert [json.loads(each.parameters) for each in newest] == [
            {
                "indicator": "stand",
                "period": "month",
                "from": "2025-02-01",
                "until": "2025-04-01",
                "by": "setting",
                "detail": "protected",
                "form": form,
            }
            for form in ("parquet", "csv", "json")
        ]

    def test_are_told_as_they_were_known(self, server: Server, people: list[str], tmp_path: Path) -> None:
        before = datetime.now(UTC).isoformat()
        asked = ("figures", "stand", "--period", "month", "--from", "2025-02-01", "--until", "2025-03-01")
        admitted(server)
        values = [
            json.loads(exported(server, *asked, *known, file=tmp_path / f"{number}.json").read_text(encoding="utf-8"))["rows"][0]["value"]
            for number, known in enumerate(((), ("--known-at", before)))
        ]
        assert values[0] == values[1] + 1

    @pytest.mark.parametrize(
        ("asked", "said"),
        [
            (("nonsense", "-o", "FILE.csv"), "There is no such indicator. There are: inflow, "),
            (("stand", "-o", "FILE.csv", "--variant", "nonsense"), "variant: Choose one of: "),
            (("stand", "-o", "FILE.csv", "--from", "2025-02-01", "--until", "2025-02-01"), "until: Give a day after 2025-02-01"),
            (("stand", "-o", "FILE.xlsx"), "FILE.xlsx: end it with .csv, .parquet, .json, or say in which --format."),
            (("stand", "-o", "taken.csv"), "taken.csv: File exists."),
            (("stand", "-o", "nowhere/FILE.csv"), "nowhere/FILE.csv: No such file or directory."),
        ],
    )
    def test_that_cannot_be_given_are_refused_in_one_line(
        self, server: Server, people: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, asked: tuple[str, ...], said: str
    ) -> None:
        monkeypatch.chdir(tmp_path)
        (tmp_path / "taken.csv").write_text("mine", encoding="utf-8")
        before = looks(server, "export_figures")
        refused = command(server.data_dir, "export", "figures", *asked)
        assert (refused.returncode, refused.stdout, refused.stderr[: len(said)], refused.stderr.count("\n")) == (1, "", said, 1)
        assert [(each.name, each.read_text(encoding="utf-8")) for each in tmp_path.iterdir()] == [("taken.csv", "mine")]
        assert [each for each in looks(server, "export_figures") if each.outcome == "shown"] == before

    def test_are_not_told_of_rows_that_are_behind_the_log(self, born: Path, tmp_path: Path) -> None:
        # given a log that no server follows
        data_dir, file = copied(born, tmp_path / "data"), tmp_path / "figures.csv"
        assert command(data_dir, "simulate", "--trajectories", "5").returncode == 0
        refused = command(data_dir, "export", "figures", "stand", "-o", str(file))
        assert (refused.returncode, file.exists()) == (1, False)
        assert refused.stderr.endswith("make them with: jeugdspoor rebuild.\n")
        # when its rows are made, then they are
        assert command(data_dir, "rebuild").returncode == 0
        assert command(data_dir, "export", "figures", "stand", "-o", str(file)).returncode == 0


class TestTheLogOfFacts:
    def test_has_every_trajectory_and_no_words_and_is_on_record_with_all_of_them(
        self, server: Server, people: list[str], tmp_path: Path
    ) -> None:
        assert server.record(people[0], "note-added", 2, occurred_on="2025-02-04", text=WORDS[2]).status_code == 201
        told = log_of(server, tmp_path / "log.json")
        kinds = Counter(each["type"] for each in told["objects"])
        events = Counter(each["type"] for each in told["events"])
        assert kinds["trajectory"] == events["trajectory-opened"] >= len(people)
        assert (kinds["stay"], events["note-added"]) == (events["admitted"], 1)
        text = json.dumps(told)
        assert not [each for each in (*WORDS, *people) if each in text]
        newest = looks(server, "export_ocel")[0]
        assert (newest.role, newest.action, newest.outcome, newest.words, newest.parameters) == ("administrator", "E", "shown", False, "{}")
        assert {UUID(each) for each in people} <= set(newest.trajectories)
        assert len(newest.trajectories) == kinds["trajectory"]

    def test_has_other_pseudonyms_each_time_but_with_one_key_the_same(self, server: Server, people: list[str], tmp_path: Path) -> None:
        def ids(file: str, *arguments: str) -> set[str]:
            return {each["id"] for each in log_of(server, tmp_path / file, *arguments)["objects"] if each["type"] == "trajectory"}

        key = tmp_path / "key"
        key.write_bytes(os.urandom(32))
        key.chmod(0o600)
        assert not ids("1.json") & ids("2.json")
        assert ids("3.json", "--key-file", str(key)) == ids("4.json", "--key-file", str(key))
        assert json.loads(looks(server, "export_ocel")[0].parameters) == {"key": "given"}
        assert key.read_bytes().hex() not in (tmp_path / "4.json").read_text(encoding="utf-8")

    @pytest.mark.parametrize(
        ("content", "mode", "said"),
        [
            (bytes(31), 0o600, "key: a key has 32 bytes"),
            (bytes(33), 0o600, "key: a key has 32 bytes"),
            (bytes(32), 0o640, "key can be read by others"),
            (None, 0, "key: No such file or directory."),
        ],
    )
    def test_takes_no_key_that_is_none(
        self, server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: bytes | None, mode: int, said: str
    ) -> None:
        monkeypatch.chdir(tmp_path)
        if content is not None:
            Path("key").write_bytes(content)
            Path("key").chmod(mode)
        refused = command(server.data_dir, "export", "ocel", "-o", "log.json", "--key-file", "key")
        assert (refused.returncode, refused.stderr[: len(said)], refused.stderr.count("\n")) == (1, said, 1)
        assert not Path("log.json").exists()

    def test_leaves_out_whose_processing_is_restricted_until_that_is_lifted(
        self, server: Server, people: list[str], tmp_path: Path
    ) -> None:
        def trajectories(file: str, *arguments: str) -> int:
            return Counter(each["type"] for each in log_of(server, tmp_path / file, *arguments)["objects"])["trajectory"]

        restricted = admitted(server)
        there, before = trajectories("before.json"), datetime.now(UTC).isoformat()
        asked = {"occurred_on": "2025-02-05", "restriction_id": "b-1", "by": "jeugdige", "ground": "accuracy_contested"}
        answer = server.record(restricted, "processing-restricted", 2, **asked)
        assert answer.status_code == 201, answer.text
        # whichever moment is asked about
        assert (trajectories("now.json"), trajectories("then.json", "--known-at", before)) == (there - 1, there - 1)
        assert not [each for each in looks(server, "export_ocel")[:2] if UUID(restricted) in each.trajectories]
        lifted = {"occurred_on": "2025-02-06", "restriction_id": "b-1", "told_on": "2025-02-06"}
        assert server.record(restricted, "restriction-lifted", 3, **lifted).status_code == 201
        assert trajectories("lifted.json") == there

    def test_tells_what_was_known_then_without_what_is_secret_now(self, server: Server, people: list[str], tmp_path: Path) -> None:
        def places(file: str, *arguments: str) -> Counter[str]:
            """By the kind of event, how many say at which location."""
            told = log_of(server, tmp_path / file, *arguments)
            at = [each["type"] for each in told["events"] for link in each["relationships"] if link["qualifier"] == "at"]
            return Counter({"events": len(told["events"]), "at": len(at)})

        hidden = admitted(server)
        known = places("1.json")
        before = datetime.now(UTC).isoformat()
        flag = server.record(hidden, "safety-flag-set", 2, occurred_on="2025-02-05", level="secret_place")
        assert flag.status_code == 201, flag.text
        then = places("2.json", "--known-at", before)
        assert (then["events"], then["at"]) == (known["events"], known["at"] - 1)
        # and that there is something secret is no event either
        assert places("3.json")["events"] == known["events"]
        assert json.loads(looks(server, "export_ocel")[1].parameters) == {"known_at": before.replace("+00:00", "Z")}

    def test_is_not_there_when_it_is_broken_off(self, server: Server, people: list[str], tmp_path: Path) -> None:
        arguments = [
            sys.executable,
            "-c",
            "from jeugdspoor.commands import main; main()",
            "export",
            "ocel",
            "-o",
            str(tmp_path / "log.json"),
        ]
        with psycopg.connect(Embedded(server.data_dir).databases.owner) as conn:
            # given that it waits to record who looks
            conn.execute("LOCK TABLE access.accesses IN EXCLUSIVE MODE")
            running = subprocess.Popen(arguments, env={**os.environ, "JEUGDSPOOR_DATA_DIR": str(server.data_dir)})
            assert until(30, lambda: bool(list(tmp_path.iterdir())))
            running.send_signal(signal.SIGTERM)
            assert running.wait(timeout=60) == 128 + signal.SIGTERM
        assert not list(tmp_path.iterdir())

    def test_takes_no_place_that_is_taken(self, server: Server, people: list[str], tmp_path: Path) -> None:
        file, before = tmp_path / "log.json", looks(server, "export_ocel")
        file.symlink_to("nowhere")
        refused = command(server.data_dir, "export", "ocel", "-o", str(file))
        assert (refused.returncode, refused.stderr) == (1, f"{file}: File exists.\n")
        assert looks(server, "export_ocel") == before

    def test_loads_in_a_tool_for_process_mining(self, server: Server, people: list[str], tmp_path: Path) -> None:
        pm4py = pytest.importorskip("pm4py")
        file = tmp_path / "log.json"
        told, read = log_of(server, file), pm4py.read_ocel2_json(str(file))
        assert (len(read.events), len(read.objects)) == (len(told["events"]), len(told["objects"]))
        assert len(read.relations) == sum(len(each["relationships"]) for each in told["events"])

    def test_says_beforehand_what_it_tells_and_what_a_key_means(self, tmp_path: Path) -> None:
        said = " ".join(command(tmp_path, "export", "ocel", "--help").stdout.split())
        assert "Pseudonymised, and not anonymous" in said
        assert "Two exports with the same KEY can be joined" in said


@pytest.fixture(scope="module")
def opened(log: EventLog) -> list[UUID]:
    """Seven, of one event each."""
    ids = [UUID(int=(number << 80) + 1) for number in range(1, 8)]
    first = told()[0]
    log.append([NewEvent(each, 1, first.envelope, first.event) for each in ids])
    return ids


class TestRecords:
    """Of the half year in which `people` were admitted."""

    HALF = ("records", "2025-H1")

    def rows(self, server: Server, file: Path, *arguments: str) -> list[dict[str, str]]:
        return list(csv.DictReader(exported(server, *self.HALF, *arguments, file=file).read_text(encoding="utf-8").splitlines()))

    def test_are_those_that_cbs_is_told_without_who_it_is(self, server: Server, people: list[str], tmp_path: Path) -> None:
        # given what a privacy officer delivers
        signed = server.signed(Role.PRIVACY_OFFICER, "regio")
        frozen = server.client.post(
            "/deliveries", json={"kind": "cbs-records", "half_year": "2025-H1", "provider": PROVIDER}, headers=signed
        )
        content = server.client.get(frozen.headers["Location"], headers=signed).text
        told = list(csv.DictReader(content.splitlines(), delimiter=";"))
        # when they are written here
        rows = self.rows(server, tmp_path / "records.csv")
        # then each is there, and nobody is
        same = ("geslacht", "verwijzer", "hulpvorm", "reden_beeindiging")
        own = [row for row in rows if row["aanbieder"] == PROVIDER]
        assert sorted([row[name] for name in same] for row in own) == sorted([row[name] for name in same] for row in told)
        assert {row["datum_aanvang"].replace("-", "") for row in own} == {row["datum_aanvang"] for row in told}
        assert len({row["jeugdige"] for row in rows}) >= len(people)
        text = (tmp_path / "records.csv").read_text(encoding="utf-8")
        hidden = [value for row in told for name in ("bsn", "geboortedatum") for value in (row[name],)]
        assert not [value for value in (*hidden, *people, *WORDS, "6411AA") if value in text]
        # and all of them are on record, as given to who looks
        newest = looks(server, "export_records")[0]
        assert (newest.role, newest.action, newest.outcome, newest.words) == ("administrator", "E", "shown", False)
        assert {str(each) for each in newest.trajectories} >= set(people)
        assert json.loads(newest.parameters) == {"half_year": "2025-01-01", "form": "csv"}

    def test_are_the_same_as_parquet(self, server: Server, people: list[str], tmp_path: Path) -> None:
        (tmp_path / "key").write_bytes(bytes(range(32)))
        (tmp_path / "key").chmod(0o600)
        key = ("--key-file", str(tmp_path / "key"))
        rows = self.rows(server, tmp_path / "records.csv", *key)
        table = duckdb.read_parquet(str(exported(server, *self.HALF, *key, file=tmp_path / "records.parquet")))
        assert table.columns == list(rows[0])
        assert [row[0] for row in table.fetchall()] == [row["jeugdige"] for row in rows]

    @pytest.mark.parametrize(
        ("asked", "said"),
        [
            (("2025-H1", "-o", "FILE.json"), "Records are a table: name a file that ends with .csv or .parquet."),
            (("2025-H1", "-o", "-", "--format", "parquet"), "Parquet is no text: name a file for it."),
            (("2199-H1", "-o", "FILE.csv"), "This half year is over on 2199-07-01"),
            (("2025-H1", "-o", "FILE.csv", "--known-at", "2025-06-30T12:00:00Z"), "This half year is over on 2025-07-01"),
        ],
    )
    def test_that_cannot_be_given_are_refused_in_one_line(
        self, server: Server, people: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, asked: tuple[str, ...], said: str
    ) -> None:
        monkeypatch.chdir(tmp_path)
        refused = command(server.data_dir, "export", "records", *asked)
        assert (refused.returncode, refused.stdout, refused.stderr[: len(said)], refused.stderr.count("\n")) == (1, "", said, 1)
        assert not list(tmp_path.iterdir())


class TestEveryHistory:
    def test_is_read_some_at_a_time_and_let_go(
        self, databases: Databases, log: EventLog, opened: list[UUID], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(every_history, "CHUNK", 3)
        done, there, given = [], weakref.WeakSet[History](), []
        with AccessLog(databases) as accesses:
            every = EveryHistory(log, databases, Looking(accesses))
            for history in every.given(looks_at("export_ocel", None, {}, "E"), 1000, lambda *told: done.append(told)):
                there.add(history)
                given.append(history.trajectory.trajectory_id)
                assert len(there) <= 3 + 1
                # Whoever is given it is on record by then.
                assert given[-1] in accesses.page(limit=1)[0].trajectories
        assert given == opened
        assert done == [(3, 7), (6, 7), (7, 7)]

    def test_ends_with_what_was_opened_up_to_there(self, databases: Databases, log: EventLog, opened: list[UUID]) -> None:
        with AccessLog(databases) as accesses:
            given = EveryHistory(log, databases, Looking(accesses)).given(looks_at("export_ocel", None, {}, "E"), 4, lambda *_: None)
            assert len(list(given)) == 4

    def test_is_on_record_also_where_there_is_none(self, databases: Databases, log: EventLog) -> None:
        with AccessLog(databases) as accesses:
            before = len(accesses.page(limit=1000))
            assert not list(EveryHistory(log, databases, Looking(accesses)).given(looks_at("none", None, {}, "E"), 0, lambda *_: None))
            assert len(accesses.page(limit=1000)) == before + 1
