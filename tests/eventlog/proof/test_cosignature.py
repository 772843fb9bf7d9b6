"""A witness cosigns a checkpoint as C2SP `tlog-cosignature` says: the bytes that it signs are written out here."""

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from eventlog.proof import Checkpoint, Malformed, Note, NotSigned, Signature, VerifierKey, WitnessKey, cosign, cosigned_at, sign

AT = 1679315147
ORIGIN = "example.com/behind-the-sofa"
CHECKPOINT = Checkpoint.parse(f"{ORIGIN}\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\nan extension\n")

log, witness = Ed25519PrivateKey.from_private_bytes(bytes(32)), Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
log_key, witness_key = VerifierKey.of(ORIGIN, log), WitnessKey.of("witness.example/w1", witness)


def cosigned(at: int = AT) -> Note:
    return Note(CHECKPOINT.text).signed(sign(CHECKPOINT.text, ORIGIN, log), cosign(CHECKPOINT, "witness.example/w1", witness, at))


def test_a_witness_signs_these_exact_bytes() -> None:
    signature = cosign(CHECKPOINT, "witness.example/w1", witness, AT)

    message = (
        b"cosignature/v1\ntime 1679315147\n"
        b"example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\nan extension\n"
    )
    assert signature.value[:8].hex() == "00000000641850cb"
    witness.public_key().verify(signature.value[8:], message)


def test_a_checkpoint_bears_the_signatures_of_log_and_witness() -> None:
    read = Note.parse(cosigned().data)
    signature, cosignature = read.verified([log_key, witness_key])
    assert (signature.name, cosignature.name) == (ORIGIN, "witness.example/w1")
    assert cosigned_at(cosignature) == AT
    assert Checkpoint.parse(read.text) == CHECKPOINT
    # Each can be asked for alone.
    assert read.verified([log_key]) == (signature,)
    assert read.verified([witness_key]) == (cosignature,)


def test_the_example_of_the_specification_is_read() -> None:
    read = Note.parse(
        (
            f"{ORIGIN}\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n"
            f"\u2014 {ORIGIN} Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=\n"
            "\u2014 witness.example.com/w1 "
            "jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==\n"
        ).encode()
    )
    assert cosigned_at(read.signatures[1]) == 1679315147
    assert read.signatures[1].key_id.hex() == "8d66cf3f"
    assert Checkpoint.parse(read.text).size == 20852163


@pytest.mark.parametrize(
    "damage",
    [
        lambda v: v[:-1],
        lambda v: v + b"\0",
        lambda v: v[:7] + bytes([v[7] ^ 1]) + v[8:],  # another moment
        lambda v: v[:8] + bytes([v[8] ^ 1]) + v[9:],
        lambda v: v[8:],  # without its moment
        lambda v: b"\xff" + v[1:],  # a moment past 2^63
        lambda v: b"x",
    ],
)
def test_a_changed_cosignature_is_false(damage) -> None:
    true = cosign(CHECKPOINT, "witness.example/w1", witness, AT)
    note = cosigned().signed(Signature(true.name, true.key_id, damage(true.value)))
    with pytest.raises(NotSigned, match=r"witness\.example/w1 .* is false"):
        note.verified([log_key, witness_key])
    note.verified([log_key])


@pytest.mark.parametrize("changed", ["20852164", "another extension"])
def test_a_cosignature_is_for_one_checkpoint_with_its_extensions(changed: str) -> None:
    text = CHECKPOINT.text.replace("20852163" if changed.isdigit() else "an extension", changed)
    with pytest.raises(NotSigned):
        Note(text, cosigned().signatures).verified([witness_key])


def test_a_moment_past_the_last_is_refused_even_when_signed() -> None:
    at = 2**63
    message = f"cosignature/v1\ntime {at}\n{CHECKPOINT.text}".encode()
    late = Signature("witness.example/w1", witness_key.id, at.to_bytes(8) + witness.sign(message))
    with pytest.raises(NotSigned):
        Note(CHECKPOINT.text, (late,)).verified([witness_key])


@pytest.mark.parametrize("at", [0, -1, 2**63])
def test_no_cosignature_is_made_at_no_moment(at: int) -> None:
    with pytest.raises(ValueError, match="cannot be made at"):
        cosign(CHECKPOINT, "witness.example/w1", witness, at)


def test_the_last_moment_is_one() -> None:
    assert cosigned_at(cosigned(2**63 - 1).verified([witness_key])[0]) == 2**63 - 1


@pytest.mark.parametrize("value", [bytes(64), bytes(71), bytes(73)])
def test_a_signature_of_another_size_is_no_cosignature(value: bytes) -> None:
    with pytest.raises(Malformed, match="no cosignature"):
        cosigned_at(Signature("witness.example/w1", witness_key.id, value))


def test_one_key_under_one_name_is_two_keys_for_its_two_uses() -> None:
    as_log, as_witness = VerifierKey.of("same.example", witness), WitnessKey.of("same.example", witness)
    assert as_log.id != as_witness.id
    assert as_log != as_witness
    note = Note(CHECKPOINT.text).signed(cosign(CHECKPOINT, "same.example", witness, AT))
    note.verified([as_witness])
    with pytest.raises(NotSigned, match="No trusted key"):
        note.verified([as_log])


def test_a_witness_key_is_written_with_its_own_type() -> None:
    published = "remora.n621.de+da77ade7+BOvN63jn/bLvkieywe8R6UYAtVtNbZpXh34x7onlmtw2"
    assert str(WitnessKey.parse(published)) == published
    assert WitnessKey.parse(str(witness_key)) == witness_key
    with pytest.raises(Malformed, match="is of type 0x01, not of 0x04"):
        WitnessKey.parse(str(log_key))
