"""`jeugdspoor rotate`: another master key, while the server goes on."""

import base64
from pathlib import Path

from tests.serving.conftest import Server, command, copied


def noted(server: Server, trajectory_id: str, version: int) -> None:
    answer = server.record(trajectory_id, "note-added", version, occurred_on="2025-01-11", text="Slaapt goed.")
    assert answer.status_code == 201, answer.text


def test_the_key_that_leaked_opens_nothing_any_more_and_the_server_goes_on(server: Server) -> None:
    # given: words that were recorded with the key that leaked
    master_key = server.data_dir / "master.key"
    before = master_key.read_bytes()
    told = server.opened()
    noted(server, told, 1)

    # when
    ended = command(server.data_dir, "rotate")

    # then: what is to be done with copies is said, and no key
    assert (ended.returncode, ended.stderr) == (0, ""), ended.stderr
    assert "destroy every copy of the old master key" in ended.stdout
    after = master_key.read_bytes()
    assert after != before
    assert list(server.data_dir.glob("master.key*")) == [master_key]
    # and what was recorded reads, also after a restart, and goes on
    noted(server, told, 2)
    server.stop()
    server.start()
    events = server.client.get(f"/trajectories/{told}/events").json()["items"]
    assert [each["type"] for each in events] == ["trajectory-opened", "note-added", "note-added"]
    noted(server, told, 3)
    assert command(server.data_dir, "verify").returncode == 0

    # and the old key opens nothing
    server.stop()
    master_key.write_bytes(before)
    refused = command(server.data_dir, "verify")
    master_key.write_bytes(after)
    assert refused.returncode != 0
    assert "Traceback" not in refused.stderr


def test_one_from_the_environment_is_left_as_it_is_and_it_says_what_to_do(scratch: Path, born: Path) -> None:
    # given: a server that was started with it
    server = Server(copied(born, scratch / "environment" / "data"))
    server.start()
    told = server.opened()
    server.stop()
    key = (server.data_dir / "master.key").read_bytes()
    (server.data_dir / "master.key").unlink()
    text = base64.b64encode(key).decode()

    # when
    ended = command(server.data_dir, "rotate", JEUGDSPOOR_MASTER_KEY=text)

    # then
    assert (ended.returncode, ended.stdout) == (1, "")
    assert "JEUGDSPOOR_MASTER_KEY_FILE" in ended.stderr
    assert "jeugdspoor rotate" in ended.stderr
    assert text not in ended.stderr

    # and as it says, by way of a file, it is replaced
    file = scratch / "environment" / "master.key"
    file.touch(mode=0o600)
    file.write_bytes(key)
    assert command(server.data_dir, "rotate", JEUGDSPOOR_MASTER_KEY_FILE=str(file)).returncode == 0
    anew = base64.b64encode(file.read_bytes()).decode()
    assert anew != text
    server.settings = {"JEUGDSPOOR_MASTER_KEY": anew}
    server.start()
    assert server.client.get(f"/trajectories/{told}").status_code == 200
    server.stop()


def test_where_there_is_nothing_yet_nothing_is_made(tmp_path: Path) -> None:
    ended = command(tmp_path / "data", "rotate")
    assert ended.returncode == 1
    assert "Traceback" not in ended.stderr
    assert not (tmp_path / "data" / "master.key").exists()
