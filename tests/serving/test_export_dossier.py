"""`jeugdspoor export dossier`: one case as one file, in facts alone, and on record."""

import io
import json
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

from pypdf import PdfReader

from eventlog.access import AccessLog
from jeugdspoor.embedded import Embedded
from tests.serving.conftest import Server, command


def test_a_dossier_is_written_in_facts_alone_and_on_record(server: Server, tmp_path: Path) -> None:
    # given a trajectory with words
    trajectory_id = server.opened()
    assert server.record(trajectory_id, "note-added", 1, occurred_on="2025-01-11", text="Boomklever").status_code == 201
    # when it is exported in both forms
    printed, read = tmp_path / "dossier.pdf", tmp_path / "dossier.json"
    for file in (printed, read):
        exported = command(server.data_dir, "export", "dossier", trajectory_id, str(file))
        assert (exported.returncode, exported.stdout, exported.stderr) == (0, f"{file}\n", "")
        assert file.stat().st_mode & 0o777 == 0o600
    # then both hold every event, under a checkpoint, and no words
    told = json.loads(read.read_text(encoding="utf-8"))
    text = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(printed.read_bytes())).pages)
    assert [each["version"] for each in told["events"]] == [1, 2]
    assert told["checkpoint"]["size"] >= told["events"][-1]["position"]
    assert "Aantekening toegevoegd." in text
    assert not [word for word in ("Boomklever", "Wit", "Tom") if word in text + json.dumps(told)]
    # also as it was known, before the note and before the opening
    moments = [datetime.fromisoformat(each["recorded_at"]).astimezone(UTC) for each in told["events"]]
    before = tmp_path / "before.json"
    assert (
        command(server.data_dir, "export", "dossier", trajectory_id, str(before), "--known-at", f"{moments[0]:%FT%T.%fZ}").returncode == 0
    )
    assert [each["version"] for each in json.loads(before.read_text(encoding="utf-8"))["events"]] == [1]
    before.unlink()
    # and what is taken, not there or of no form is refused in one line
    for asked, said in (
        ((trajectory_id, str(printed)), f"{printed}: File exists.\n"),
        ((str(UUID(int=1)), str(tmp_path / "none.pdf")), "No such trajectory.\n"),
        ((trajectory_id, str(tmp_path / "none.pdf"), "--known-at", "2020-01-01T00:00:00Z"), "No such trajectory.\n"),
        ((trajectory_id, str(tmp_path / "dossier.txt")), f"{tmp_path / 'dossier.txt'}: end it with .json or .pdf"),
    ):
        refused = command(server.data_dir, "export", "dossier", *asked)
        assert (refused.returncode, refused.stdout, refused.stderr[: len(said)]) == (1, "", said)
    assert sorted(tmp_path.iterdir()) == [read, printed]
    # and who exported it is on record
    with AccessLog(Embedded(server.data_dir).databases) as accesses:
        kept = [each for each in accesses.page(trajectory_id=UUID(trajectory_id)) if each.operation == "export_dossier"]
    assert [(each.role, each.action, each.outcome, each.words, json.loads(each.parameters)) for each in kept] == [
        ("administrator", "E", "not-found", False, {"form": "pdf", "known_at": "2020-01-01T00:00:00Z"}),
        ("administrator", "E", "shown", False, {"form": "json", "known_at": f"{moments[0]:%FT%T.%fZ}"}),
        ("administrator", "E", "shown", False, {"form": "json"}),
        ("administrator", "E", "shown", False, {"form": "pdf"}),
    ]
