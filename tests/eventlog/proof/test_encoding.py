"""Every value has one spelling; any other is refused."""

import pytest

from eventlog.proof import Malformed, from_base64, from_decimal, to_base64


@pytest.mark.parametrize(("value", "text"), [(b"", ""), (b"f", "Zg=="), (b"fo", "Zm8="), (b"foo", "Zm9v"), (b"\xfb\xff", "+/8=")])
def test_base64_is_that_of_rfc_4648_section_4(value: bytes, text: str) -> None:
    assert to_base64(value) == text
    assert from_base64(text) == value


@pytest.mark.parametrize(
    "text", ["Zg", "Zg=", "Zg===", "Zh==", "Zm9=", "Zg==Zg==", " Zg==", "Zg==\n", "Z g==", "-_8=", "Zg\u003d\u1680", "é", "="]
)
def test_another_spelling_of_the_same_bytes_is_refused(text: str) -> None:
    with pytest.raises(Malformed):
        from_base64(text)


@pytest.mark.parametrize("number", [0, 9, 10, 2**63, 2**64 - 1])
def test_a_number_is_read_as_it_is_written(number: int) -> None:
    assert from_decimal(str(number)) == number


@pytest.mark.parametrize(
    "text", ["", "00", "01", "-1", "+1", " 1", "1\n", "1_0", "1.0", "1e3", "0x1", "٣", "²", str(2**64), "9" * 20, "9" * 21, "9" * 9999]
)
def test_what_is_not_written_as_a_number_of_64_bits_is_refused(text: str) -> None:
    with pytest.raises(Malformed):
        from_decimal(text)
