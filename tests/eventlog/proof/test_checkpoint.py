"""A checkpoint is written as C2SP `tlog-checkpoint` says, and read in no other way."""

from base64 import b64decode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventlog.proof import Checkpoint, Malformed

ROOT = "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I="
TEXT = f"example.com/behind-the-sofa\n20852163\n{ROOT}\n"
CHECKPOINT = Checkpoint("example.com/behind-the-sofa", 20852163, b64decode(ROOT))

lines = st.text(st.characters(exclude_categories=["Cs"], exclude_characters=[chr(code) for code in range(32)]), min_size=1)


def test_the_example_of_the_specification_is_read_and_written() -> None:
    assert Checkpoint.parse(TEXT) == CHECKPOINT
    assert CHECKPOINT.text == TEXT


def test_extension_lines_are_kept() -> None:
    assert Checkpoint.parse(TEXT + "one\ntwo lines\n").extensions == ("one", "two lines")


@given(lines, st.integers(0, 2**64 - 1), st.binary(min_size=32, max_size=32), st.lists(lines, max_size=3))
def test_every_checkpoint_has_one_text(origin: str, size: int, root: bytes, extensions: list[str]) -> None:
    checkpoint = Checkpoint(origin, size, root, tuple(extensions))
    assert Checkpoint.parse(checkpoint.text) == checkpoint


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n",
        "origin\n5\n",
        TEXT.removesuffix("\n"),
        "\n" + TEXT,
        TEXT + "\n",
        TEXT + "one\n\ntwo\n",
        TEXT + "not ended",
        TEXT.replace("\n", "\r\n"),
        f"\n5\n{ROOT}\n",
        f"orig\tin\n5\n{ROOT}\n",
        *(
            f"origin\n{size}\n{ROOT}\n"
            for size in ("", "05", "00", "+5", "-5", " 5", "5 ", "5_0", "5.0", "0x5", "٥", "²", str(2**64), "9" * 5000)
        ),
        *(
            f"origin\n5\n{root}\n"
            for root in (
                "",
                ROOT[:-1],
                ROOT + " ",
                ROOT + "=",
                ROOT[:-2] + "J=",
                ROOT.replace("/", "_"),
                ROOT[4:],
                "AAAA" + ROOT,
                "not base64!",
            )
        ),
    ],
)
def test_what_is_not_exactly_a_checkpoint_is_refused(text: str) -> None:
    with pytest.raises(Malformed):
        Checkpoint.parse(text)


@pytest.mark.parametrize(
    "fields",
    [
        ("", 5, bytes(32)),
        ("two\nlines", 5, bytes(32)),
        ("origin\ud800", 5, bytes(32)),
        ("origin", -1, bytes(32)),
        ("origin", 2**64, bytes(32)),
        ("origin", 5, bytes(31)),
        ("origin", 5, bytes(32), ("",)),
        ("origin", 5, bytes(32), ("line\n",)),
    ],
)
def test_what_could_not_be_read_again_cannot_be_made(fields: tuple[str, int, bytes]) -> None:
    with pytest.raises(Malformed):
        Checkpoint(*fields)
