"""The signatures of a bundle are judged by RFC 8032 alone, in pure Python, and as OpenSSL judges them."""

from hashlib import sha512

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from hypothesis import given, settings
from hypothesis import strategies as st

from eventlog.bundle.verify import BASE, ORDER, P, Point, added, decoded, ed25519, multiplied

LONG = (
    "08b8b2b733424243760fe426a4b54908632110a66c2f6591eabd3345e3e4eb98fa6e264bf09efe12ee50f8f54e9f77b1e355f6c50544e23fb1433ddf73be84d8"
    "79de7c0046dc4996d9e773f4bc9efe5738829adb26c81b37c93a1b270b20329d658675fc6ea534e0810a4432826bf58c941efb65d57a338bbd2e26640f89ffbc"
    "1a858efcb8550ee3a5e1998bd177e93a7363c344fe6b199ee5d02e82d522c4feba15452f80288a821a579116ec6dad2b3b310da903401aa62100ab5d1a36553e"
    "06203b33890cc9b832f79ef80560ccb9a39ce767967ed628c6ad573cb116dbefefd75499da96bd68a8a97b928a8bbc103b6621fcde2beca1231d206be6cd9ec7"
    "aff6f6c94fcd7204ed3455c68c83f4a41da4af2b74ef5c53f1d8ac70bdcb7ed185ce81bd84359d44254d95629e9855a94a7c1958d1f8ada5d0532ed8a5aa3fb2"
    "d17ba70eb6248e594e1a2297acbbb39d502f1a8c6eb6f1ce22b3de1a1f40cc24554119a831a9aad6079cad88425de6bde1a9187ebb6092cf67bf2b13fd65f270"
    "88d78b7e883c8759d2c4f5c65adb7553878ad575f9fad878e80a0c9ba63bcbcc2732e69485bbc9c90bfbd62481d9089beccf80cfe2df16a2cf65bd92dd597b07"
    "07e0917af48bbb75fed413d238f5555a7a569d80c3414a8d0859dc65a46128bab27af87a71314f318c782b23ebfe808b82b0ce26401d2e22f04d83d1255dc51a"
    "ddd3b75a2b1ae0784504df543af8969be3ea7082ff7fc9888c144da2af58429ec96031dbcad3dad9af0dcbaaaf268cb8fcffead94f3c7ca495e056a9b47acdb7"
    "51fb73e666c6c655ade8297297d07ad1ba5e43f1bca32301651339e22904cc8c42f58c30c04aafdb038dda0847dd988dcda6f3bfd15c4b4c4525004aa06eeff8"
    "ca61783aacec57fb3d1f92b0fe2fd1a85f6724517b65e614ad6808d6f6ee34dff7310fdc82aebfd904b01e1dc54b2927094b2db68d6f903b68401adebf5a7e08"
    "d78ff4ef5d63653a65040cf9bfd4aca7984a74d37145986780fc0b16ac451649de6188a7dbdf191f64b5fc5e2ab47b57f7f7276cd419c17a3ca8e1b939ae49e4"
    "88acba6b965610b5480109c8b17b80e1b7b750dfc7598d5d5011fd2dcc5600a32ef5b52a1ecc820e308aa342721aac0943bf6686b64b2579376504ccc493d97e"
    "6aed3fb0f9cd71a43dd497f01f17c0e2cb3797aa2a2f256656168e6c496afc5fb93246f6b1116398a346f1a641f3b041e989f7914f90cc2c7fff357876e506b5"
    "0d334ba77c225bc307ba537152f3f1610e4eafe595f6d9d90d11faa933a15ef1369546868a7f3a45a96768d40fd9d03412c091c6315cf4fde7cb68606937380d"
    "b2eaaa707b4c4185c32eddcdd306705e4dc1ffc872eeee475a64dfac86aba41c0618983f8741c5ef68d3a101e8a3b8cac60c905c15fc910840b94c00a0b9d0"
)

VECTORS = {
    "TEST 1": (
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
    ),
    "TEST 2": (
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
    ),
    "TEST 3": (
        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
        "af82",
        "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a",
    ),
    "TEST 1024": (
        "278117fc144c72340f67d0f2316e8386ceffbf2b2428c9c51fef7c597f1d426e",
        LONG,
        "0aab4c900501b3e24d7cdf4663326a3a87df5e4843b2cbdb67cbf6e460fec350aa5371b1508f9f4528ecea23c436d94b5e8fcd4f681e30a6ac00a9704a188a03",
    ),
    "TEST SHA(abc)": (
        "ec172b93ad5e563bf4932c70e1245034c35467ef2efd4d64ebf819683467e2bf",
        sha512(b"abc").hexdigest(),
        "dc2a4459e7369633a52b1bf277839a00201009a3efbf3ecb69bea2186c26b58909351fc9ac90b3ecfdfbc7c66431e0303dca179c138ac17ad9bef1177331a704",
    ),
}
"""RFC 8032 section 7.1."""

SMALL = {
    1: ["0100000000000000000000000000000000000000000000000000000000000000"],
    2: ["ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f"],
    4: [
        "0000000000000000000000000000000000000000000000000000000000000000",
        "0000000000000000000000000000000000000000000000000000000000000080",
    ],
    8: [
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
    ],
}
"""All points of which a small multiple is the neutral one, by how small."""

SPELT_OTHERWISE = {
    "y is P": (P).to_bytes(32, "little"),
    "y is P, signed": (P | 1 << 255).to_bytes(32, "little"),
    "y is P + 1": (P + 1).to_bytes(32, "little"),
    "y is P + 1, signed": (P + 1 | 1 << 255).to_bytes(32, "little"),
    "y is 2^255 - 1": b"\xff" * 31 + b"\x7f",
    "x is 0, signed": (1 | 1 << 255).to_bytes(32, "little"),
    "x is 0 at the other side, signed": (P - 1 | 1 << 255).to_bytes(32, "little"),
}


def openssl(public: bytes, signature: bytes, message: bytes) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


def encoded(point: Point) -> bytes:
    over = pow(point.z, P - 2, P)
    x, y = point.x * over % P, point.y * over % P
    return (y | (x & 1) << 255).to_bytes(32, "little")


@pytest.mark.parametrize("name", VECTORS)
def test_the_vectors_of_the_rfc_are_accepted_and_nothing_near_them(name: str) -> None:
    public, message, signature = (bytes.fromhex(each) for each in VECTORS[name])
    assert ed25519(public, signature, message)
    assert not ed25519(public, signature, message + b"\x00")
    assert not ed25519(public, signature[:-1], message)
    assert not ed25519(public, signature + b"\x00", message)
    assert not ed25519(public[:-1], signature, message)
    for at in range(0, 64, 7):
        assert not ed25519(public, signature[:at] + bytes([signature[at] ^ 1]) + signature[at + 1 :], message)


@pytest.mark.parametrize("times", [1, 2, 8])
def test_a_scalar_has_one_spelling_below_the_order(times: int) -> None:
    public, message, signature = (bytes.fromhex(each) for each in VECTORS["TEST 3"])
    larger = int.from_bytes(signature[32:], "little") + times * ORDER
    assert not ed25519(public, signature[:32] + larger.to_bytes(32, "little"), message)


@pytest.mark.parametrize(("order", "public"), [(order, each) for order, points in SMALL.items() for each in points])
def test_points_of_small_order_are_points_like_others(order: int, public: str) -> None:
    point = decoded(bytes.fromhex(public))
    assert point is not None
    assert encoded(point).hex() == public
    assert encoded(multiplied(order, point)).hex() == SMALL[1][0]
    # Anybody can sign for such a key: S is that of R, and the part of the key goes away for some messages.
    scalar = 12345
    signature = encoded(multiplied(scalar, BASE)) + scalar.to_bytes(32, "little")
    verdicts = [ed25519(bytes.fromhex(public), signature, bytes([n])) for n in range(24)]
    assert verdicts == [openssl(bytes.fromhex(public), signature, bytes([n])) for n in range(24)]
    assert any(verdicts)
    assert all(verdicts) == (order == 1)


@pytest.mark.parametrize("spelling", SPELT_OTHERWISE)
def test_a_point_has_one_spelling(spelling: str) -> None:
    other = SPELT_OTHERWISE[spelling]
    assert decoded(other) is None
    assert not any(ed25519(other, bytes.fromhex(SMALL[1][0]) + bytes(32), bytes([n])) for n in range(16))
    assert not any(ed25519(bytes.fromhex(SMALL[1][0]), other + bytes(32), bytes([n])) for n in range(16))


def test_half_of_all_numbers_are_no_point() -> None:
    found = [decoded(number.to_bytes(32, "little")) for number in range(2, 402)]
    assert 150 < found.count(None) < 250


def test_with_a_part_of_small_order_the_equation_is_the_one_without_the_factor_8() -> None:
    """Both are allowed (RFC 8032 section 5.1.7). What OpenSSL and Go refuse must not be taken here."""
    private, part = 0x1234567, decoded(bytes.fromhex(SMALL[8][0]))
    assert part is not None
    public = encoded(added(multiplied(private, BASE), part))
    nonce = 0x7654321
    start = encoded(multiplied(nonce, BASE))
    verdicts = []
    for n in range(32):
        challenge = int.from_bytes(sha512(start + public + bytes([n])).digest(), "little") % ORDER
        signature = start + ((nonce + challenge * private) % ORDER).to_bytes(32, "little")
        verdicts.append(ed25519(public, signature, bytes([n])))
        assert verdicts[-1] == (challenge % 8 == 0) == openssl(public, signature, bytes([n]))
    assert not all(verdicts)


@settings(max_examples=60, deadline=None)
@given(seed=st.binary(min_size=32, max_size=32), message=st.binary(max_size=200), at=st.integers(0, 63), change=st.integers(0, 255))
def test_it_says_what_openssl_says(seed: bytes, message: bytes, at: int, change: int) -> None:
    private = Ed25519PrivateKey.from_private_bytes(seed)
    public, signature = private.public_key().public_bytes_raw(), bytearray(private.sign(message))
    signature[at] ^= change
    assert ed25519(public, bytes(signature), message) == openssl(public, bytes(signature), message) == (change == 0)
