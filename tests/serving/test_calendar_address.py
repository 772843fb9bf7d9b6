"""The address of a calendar outlives the server that gave it, and no log holds it."""

import stat
from pathlib import Path

import pytest

from jeugdspoor.settings import Settings
from jeugdspoor.signin import WrongSignIn, demo_issuer
from tests import plain
from tests.serving.conftest import Server


@pytest.fixture
def quiet(tmp_path: Path) -> Server:
    """On a data directory of its own, so that all that is written there is about these requests."""
    return Server(tmp_path / "data")


def test_it_opens_the_calendar_after_a_restart_and_stands_in_no_log(quiet: Server) -> None:
    # given
    quiet.start()
    try:
        given = quiet.client.post("/deadlines.ics/token").json()
        quiet.stop()
        quiet.start(sign_in=False)
        # when
        answers = [plain.get(f"{quiet.url}{given['address']}{more}") for more in ("", "x", "&unknown=x")]
        as_bearer = plain.get(f"{quiet.url}/deadlines.ics", headers={"Authorization": f"Bearer {given['token']}"})
    finally:
        quiet.stop()
    # then
    assert [answer.status_code for answer in (*answers, as_bearer)] == [200, 401, 422, 401]
    assert stat.S_IMODE((quiet.data_dir / "calendar.key").stat().st_mode) == 0o600
    written = [quiet.data_dir.parent / "data.log", *quiet.data_dir.rglob("*.log"), *quiet.data_dir.rglob("log/*")]
    assert any(path.stat().st_size for path in written)
    for path in written:
        assert given["token"][-40:] not in path.read_bytes().decode(errors="replace"), path


def test_its_key_lies_where_it_is_said(tmp_path: Path) -> None:
    named = tmp_path / "elsewhere" / "calendars.key"
    settings = Settings(data_dir=tmp_path / "data", calendar_key_file=named)

    demo_issuer(settings)

    assert named.exists()
    assert not (tmp_path / "data" / "calendar.key").exists()


@pytest.mark.parametrize(("content", "mode", "said"), [(b"geen sleutel", 0o600, "is no key"), (None, 0o644, "can be read by others")])
def test_a_key_that_is_none_or_that_others_can_read_starts_nothing(tmp_path: Path, content: bytes | None, mode: int, said: str) -> None:
    settings = Settings(data_dir=tmp_path)
    demo_issuer(settings)
    key_file = tmp_path / "calendar.key"
    if content is not None:
        key_file.write_bytes(content)
    key_file.chmod(mode)

    with pytest.raises(WrongSignIn, match=said) as refused:
        demo_issuer(settings)
    assert str(key_file) in str(refused.value)
