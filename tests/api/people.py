"""Fictional jeugdigen, each with a BSN of its own from the test range."""

from collections.abc import Iterator
from typing import Any

from domain.rules.impossible.codes import is_bsn


def _test_bsns() -> Iterator[str]:
    return (str(number) for number in range(999_900_006, 999_999_991) if is_bsn(str(number)))


_BSNS = _test_bsns()


def opening(**changed: Any) -> dict[str, Any]:
    """A body that opens a trajectory in Heerlen; `identity` is changed by member."""
    identity = {
        "bsn": next(_BSNS),
        "surname": "Wit",
        "given_names": "Tom",
        "born_on": "2009-02-14",
        "postcode": "6411AA",
        "house_number": "1",
    }
    body = {"occurred_on": "2024-01-10", "home_municipality": "0917", "gender": "male"}
    return body | changed | {"identity": identity | changed.get("identity", {})}


def admission(**changed: Any) -> dict[str, Any]:
    """A body that admits to closed care."""
    return {"occurred_on": "2024-02-05", "setting": "gesloten", "provider": "koraal", "location": "gesloten-geleen-1"} | changed


def machtiging(**changed: Any) -> dict[str, Any]:
    body = {"occurred_on": "2024-02-02", "title_id": "m-1", "kind": "machtiging", "valid_from": "2024-02-05", "valid_until": "2024-08-05"}
    return body | changed
