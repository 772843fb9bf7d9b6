"""A note is what C2SP `signed-note` says it is: its own example, that of Go's sumdb/note, and everything that is almost a note."""

from base64 import b64decode

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from eventlog.proof import Malformed, Note, NotSigned, Signature, VerifierKey, sign

EXAMPLE_KEY = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"
EXAMPLE = (
    "This is an example message.\n\n"
    "\u2014 example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n"
).encode()

TEXT = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n"
PETER = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
PETER_LINE = "\u2014 PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"
ENOCH = "EnochRoot+af0cfe78+ATtqJ7zOtqQtYqOo0CpvDXNlMhV3HeJDpjrASKGLWdop"
ENOCH_LINE = "\u2014 EnochRoot rwz+eBzmZa0SO3NbfRGzPCpDckykFXSdeX+MNtCOXm2/5n2tiOHp+vAF1aGrQ5ovTG01oOTGwnWLox33WWd1RvMc+QQ=\n"

peter, enoch = VerifierKey.parse(PETER), VerifierKey.parse(ENOCH)
private = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))

NO_NAMES = ["", "two words", "a+b", "tab\there", "line\nbreak", "no\u00a0break", "para\u2029graph", "ideographic\u3000space", "lone\ud800"]


def note(*lines: str, text: str = TEXT) -> bytes:
    return "".join((text, "\n", *lines)).encode()


# What is known


def test_the_example_of_the_specification_verifies() -> None:
    key = VerifierKey.parse(EXAMPLE_KEY)
    example = Note.parse(EXAMPLE)
    assert example.text == "This is an example message.\n"
    assert [each.name for each in example.verified([key])] == ["example.com/foo"]
    assert (str(key), key.id.hex()) == (EXAMPLE_KEY, "530d903a")
    assert example.data == EXAMPLE


def test_a_known_key_signs_as_go_does() -> None:
    seed = b64decode("AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz")[1:]  # behind its type; the key of Go's own tests
    key = Ed25519PrivateKey.from_private_bytes(seed)
    assert str(VerifierKey.of("PeterNeumann", key)) == PETER
    assert Note(TEXT).signed(sign(TEXT, "PeterNeumann", key)).data == note(PETER_LINE)


# Verifying


def test_signatures_of_unknown_keys_are_ignored() -> None:
    assert [each.name for each in Note.parse(note(ENOCH_LINE, PETER_LINE)).verified([peter])] == ["PeterNeumann"]
    assert [each.name for each in Note.parse(note(ENOCH_LINE, PETER_LINE)).verified([peter, enoch])] == ["EnochRoot", "PeterNeumann"]


def test_an_unknown_key_that_shares_only_the_name_or_only_the_id_is_ignored() -> None:
    true = Signature.parse(PETER_LINE.strip())
    false_ones = (Signature("PeterNeumann", b"\0\0\0\0", b"x"), Signature("Another", true.key_id, b"x"))
    assert Note(TEXT, (*false_ones, true)).verified([peter]) == (true,)
    with pytest.raises(NotSigned, match="No trusted key"):
        Note(TEXT, false_ones).verified([peter])


@pytest.mark.parametrize("keys", [[], [enoch]])
def test_a_note_that_no_trusted_key_signed_is_refused(keys: list[VerifierKey]) -> None:
    with pytest.raises(NotSigned, match="No trusted key"):
        Note.parse(note(PETER_LINE)).verified(keys)


@pytest.mark.parametrize("damage", [lambda v: v[:-1], lambda v: v + b"\0", lambda v: b"\0" + v[1:], lambda v: b"x"])
def test_one_false_signature_of_a_trusted_key_spoils_the_note(damage) -> None:
    true, other = Signature.parse(PETER_LINE.strip()), Signature.parse(ENOCH_LINE.strip())
    false = Signature(true.name, true.key_id, damage(true.value))
    for signatures in ((false,), (other, false), (true, false), (false, true)):
        with pytest.raises(NotSigned, match=r"PeterNeumann \(key c74f20a3\) is false"):
            Note(TEXT, signatures).verified([peter, enoch])


def test_another_text_is_not_signed() -> None:
    for text in (TEXT + "\n", "\n" + TEXT, TEXT.upper()):
        with pytest.raises(NotSigned, match="is false"):
            Note.parse(note(PETER_LINE, text=text)).verified([peter])


def test_a_key_that_signed_twice_counts_once() -> None:
    assert len(Note.parse(note(PETER_LINE, PETER_LINE)).verified([peter, peter])) == 1


def test_two_keys_of_one_name_and_id_are_told_apart_by_nobody() -> None:
    class Colliding(VerifierKey):
        id = peter.id

    with pytest.raises(ValueError, match="share a name and an id"):
        Note.parse(note(PETER_LINE)).verified([peter, Colliding("PeterNeumann", bytes(32))])


def test_a_key_that_is_no_point_of_the_curve_accepts_nothing() -> None:
    assert not VerifierKey("log", b"\x02" + bytes(31)).accepts(TEXT, bytes(64))


# Layout


@pytest.mark.parametrize(
    "data",
    [
        b"",
        TEXT.encode(),
        note(),
        note(PETER_LINE[:-1]),
        note(PETER_LINE, "Unexpected line.\n"),
        note(PETER_LINE, "\n"),
        note(PETER_LINE, text="\x01" + TEXT),
        note(PETER_LINE, text="\t" + TEXT),
        note(PETER_LINE, text=TEXT.replace("\n", "\r\n")),
        b"\xff" + note(PETER_LINE),
        b"\xed\xa0\x80" + note(PETER_LINE),
        note(PETER_LINE)[:-1] + b"\r\n",
        note(PETER_LINE.replace("\u2014", "-")),
        note(PETER_LINE.replace("\u2014 ", "\u2014")),
        note(PETER_LINE.replace("PeterNeumann", "Bad Name")),
        note(PETER_LINE.replace("PeterNeumann", "Bad+Name")),
        note(PETER_LINE.replace("PeterNeumann", "Bad\u2003Name")),
        note(PETER_LINE.replace("PeterNeumann ", " ")),
        note(PETER_LINE.replace("PeterNeumann ", "PeterNeumann  ")),
        note("\u2014 PeterNeumann\n"),
        note("\u2014 PeterNeumann \n"),
        note("\u2014 PeterNeumann x08g\n"),
        note("\u2014 PeterNeumann x08gow==\n"),
        note(PETER_LINE.replace("=\n", "\n")),
        note(PETER_LINE.replace("AM=", "AN=")),
        note(PETER_LINE.replace("=\n", "= \n")),
        note(PETER_LINE * 101),
        note(PETER_LINE * 50_000),
        note(PETER_LINE, text="x" * 2**20 + "\n"),
    ],
)
def test_what_is_not_exactly_a_note_is_refused(data: bytes) -> None:
    with pytest.raises(Malformed):
        Note.parse(data)


def test_as_many_signatures_as_the_limit_are_read() -> None:
    assert len(Note.parse(note(PETER_LINE * 100)).signatures) == 100


def test_the_last_empty_line_parts_the_text_from_the_signatures() -> None:
    for text in ("\n", "a\n\nb\n", "a\n\n", f"a\n\n{ENOCH_LINE}"):
        signed = Note(text).signed(sign(text, "log.example", private))
        assert Note.parse(signed.data) == signed
        signed.verified([VerifierKey.of("log.example", private)])


@pytest.mark.parametrize("text", ["", "no newline", "carriage\r\n", "\x00\n", "lone \ud800\n"])
def test_what_could_not_be_read_again_cannot_be_signed(text: str) -> None:
    with pytest.raises(Malformed):
        sign(text, "log.example", private)


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters=[chr(code) for code in range(32) if code != 10])))
def test_every_text_can_be_signed_and_read_again(text: str) -> None:
    signed = Note(f"{text}\n").signed(sign(f"{text}\n", "log.example/één", private))
    read = Note.parse(signed.data)
    assert read == signed
    read.verified([VerifierKey.of("log.example/één", private)])


def test_a_new_signature_of_the_same_key_takes_the_place_of_the_old() -> None:
    first, other = Signature("log", b"1234", b"first"), Signature("log", b"5678", b"other")
    again = Signature("log", b"1234", b"again")
    assert Note(TEXT).signed(first, other).signed(again).signatures == (other, again)


# Keys


def test_every_mangled_verifier_key_is_refused() -> None:
    mangled = {PETER[start:end] for start in range(len(PETER)) for end in range(start + 1, len(PETER) + 1)} - {PETER}
    mangled |= {PETER[:at] + chr(ord(PETER[at]) + 1) + PETER[at + 1 :] for at in range(len(PETER))}
    mangled |= {
        PETER.replace("c74f20a3", "C74F20A3"),
        PETER + "\n",
        "PeterNeumann+cc469956+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TWBADKEY==",
        "PeterNeumann+173116ae+ZRpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
    }
    for text in mangled:
        with pytest.raises(Malformed):
            VerifierKey.parse(text)


@pytest.mark.parametrize("name", NO_NAMES)
def test_a_name_that_would_break_a_line_or_a_key_is_refused(name: str) -> None:
    for make in (lambda: VerifierKey(name, bytes(32)), lambda: Signature(name, bytes(4), b"x"), lambda: sign(TEXT, name, private)):
        with pytest.raises(Malformed):
            make()


@pytest.mark.parametrize("size", [0, 31, 33])
def test_a_key_has_32_bytes(size: int) -> None:
    with pytest.raises(Malformed, match=f"has {size} bytes, not 32"):
        VerifierKey("log", bytes(size))


@pytest.mark.parametrize(("key_id", "value"), [(bytes(3), b"x"), (bytes(5), b"x"), (bytes(4), b"")])
def test_a_signature_has_a_key_id_of_4_bytes_and_something_after_it(key_id: bytes, value: bytes) -> None:
    with pytest.raises(Malformed, match="key id of 4 bytes"):
        Signature("log", key_id, value)


def test_a_refused_key_says_why() -> None:
    with pytest.raises(Malformed, match="is of type 0x04, not of 0x01"):
        VerifierKey.parse("remora.n621.de+da77ade7+BOvN63jn/bLvkieywe8R6UYAtVtNbZpXh34x7onlmtw2")
    with pytest.raises(Malformed, match="has the id c74f20a3, and says '00000000'"):
        VerifierKey.parse(PETER.replace("c74f20a3", "00000000"))
