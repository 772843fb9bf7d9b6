"""Bodies: what stands there twice is found wherever it stands, and what is no JSON is left to who reads it."""

import json

import pytest
from pydantic import BaseModel, ConfigDict

from application.bodies import check_given_once, members_of, read
from application.problems import Malformed


class Part(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)

    name: str


class Whole(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)

    parts: tuple[Part, ...] | Part
    number: int = 0


def pointers(refused: pytest.ExceptionInfo[Malformed]) -> list[str]:
    return [each["pointer"] for each in refused.value.extra["errors"]]


@pytest.mark.parametrize(
    ("body", "named"),
    [
        ('{"a": 1, "a": 1}', ["/a"]),
        ('{"a": 1, "b": 2, "a": 3, "b": 4, "a": 5}', ["/a", "/b"]),
        ('{"a": {"b": 1, "b": 2}}', ["/a/b"]),
        ('{"a": [{}, {"b": 1, "b": 2}]}', ["/a/1/b"]),
        ('{"a": {"b": 1}, "a": {"b": 1, "b": 2}}', ["/a", "/a/b"]),
        ('{"a/b~c": 1, "a/b~c": 2}', ["/a~1b~0c"]),
        ('{"a": 1, "\\u0061": 2}', ["/a"]),
        ('[{"a": 1, "a": 2}]', ["/0/a"]),
    ],
)
def test_a_member_that_is_given_twice_is_named(body: str, named: list[str]) -> None:
    with pytest.raises(Malformed) as refused:
        check_given_once(body.encode())
    assert pointers(refused) == named


@pytest.mark.parametrize("body", [b'{"a": {"a": 1}, "b": [{"a": 1}, {"a": 1}]}', b"{}", b"", b"{", b"\xff", b"[" * 100_000, b"9" * 10_000])
def test_anything_else_passes(body: bytes) -> None:
    check_given_once(body)


@pytest.mark.parametrize("door", [lambda body: read(Whole, body), members_of])
def test_whoever_reads_a_body_looks(door: object) -> None:
    assert callable(door)
    with pytest.raises(Malformed) as refused:
        door(b'{"parts": [], "parts": []}')
    assert pointers(refused) == ["/parts"]


@pytest.mark.parametrize(
    ("body", "named"),
    [
        ({}, {"/parts"}),
        ({"parts": [{"name": "a"}, {"name": 1}]}, {"/parts/1/name", "/parts"}),
        ({"parts": [{}]}, {"/parts/0/name", "/parts"}),
        ({"parts": "a"}, {"/parts"}),
        ({"parts": [], "extra": 1}, {"/extra"}),
        ({"parts": [], "number": "1"}, {"/number"}),
    ],
)
def test_a_pointer_is_of_the_body_and_not_of_the_shapes_that_were_tried(body: object, named: set[str]) -> None:
    with pytest.raises(Malformed) as refused:
        read(Whole, json.dumps(body).encode())
    assert set(pointers(refused)) <= named
    assert sorted(named)[-1] in pointers(refused)
