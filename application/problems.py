"""Every way in which a request is not granted, with the stable name that programs rely on (RFC 9457 `type`)."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, ClassVar

from application.mending import advice
from domain.envelope import Actor
from domain.rights import Succession
from domain.rules import Finding, Impossibility


class Problem(Exception):
    """A refusal: `type` and `status` are the contract's, `detail` says what to do, `extra` is for programs."""

    type: ClassVar[str]
    status: ClassVar[int]
    title: ClassVar[str]

    def __init__(self, detail: str, *, headers: Mapping[str, str] | None = None, **extra: Any) -> None:
        super().__init__(detail)
        self.detail = detail
        self.headers = dict(headers or {})
        self.extra = extra


class Unauthenticated(Problem):
    type, status, title = "unauthenticated", 401, "Sign in first"


class Forbidden(Problem):
    type, status, title = "forbidden", 403, "Not for this role"


class NotFound(Problem):
    type, status, title = "not-found", 404, "Not found"


class NotOpenYet(NotFound):
    """Of a day before the opening there is no situation. For who may see the trajectory alone: to others it is not there at all."""

    @classmethod
    def on(cls, day: date, opened_on: date, position: int, before: Mapping[str, Any]) -> "NotOpenYet":
        detail = f"Ask about {opened_on} or later: the trajectory was opened then. What began before that is in before."
        return cls(detail, position=position, valid_on=day.isoformat(), opened_on=opened_on.isoformat(), before=before)


class Duplicate(Problem):
    type, status, title = "duplicate", 409, "This jeugdige has a trajectory already"


class Delivered(Problem):
    type, status, title = "delivered-otherwise", 409, "What was delivered cannot be made again"


class WouldBreach(Problem):
    type, status, title = "would-breach", 409, "This would breach the law on that day"

    @classmethod
    def by(cls, findings: Iterable[Finding]) -> "WouldBreach":
        shown = [finding_shown(finding) for finding in findings]
        rules = ", ".join(sorted({finding["rule"] for finding in shown}))
        return cls(f"Nothing is recorded. If it happened all the same, send despite with rules [{rules}] and your reason.", findings=shown)


class VersionStale(Problem):
    type, status, title = "version-stale", 412, "Somebody recorded in between"

    @classmethod
    def at(cls, version: int) -> "VersionStale":
        detail = f'The trajectory is at version {version}. Read what was recorded, then send If-Match: "{version}".'
        return cls(detail, headers={"ETag": f'"{version}"'}, current_version=version)


class TooLarge(Problem):
    type, status, title = "too-large", 413, "Too large"


class UnsupportedMediaType(Problem):
    type, status, title = "unsupported-media-type", 415, "Not JSON"


class Malformed(Problem):
    type, status, title = "malformed", 422, "The request is not well formed"

    @classmethod
    def by(cls, errors: Sequence[Mapping[str, Any]]) -> "Malformed":
        """From pydantic's errors. Input is never repeated: it may be about a person."""
        shown = [{"pointer": _pointer(error["loc"]), "message": advice(error)} for error in errors]
        return cls("Mend the fields named in errors.", errors=shown)


class Impossible(Problem):
    type, status, title = "impossible", 422, "This cannot have happened as recorded"

    @classmethod
    def by(cls, impossibilities: Sequence[Impossibility]) -> "Impossible":
        shown = [{"rule": i.rule, "version": i.version, "field": i.field_name, "message": i.message} for i in impossibilities]
        return cls(impossibilities[0].message, rule=impossibilities[0].rule, impossibilities=shown)


class IdempotencyMismatch(Problem):
    type, status, title = "idempotency-mismatch", 422, "The key was used for another body"


class VersionMissing(Problem):
    type, status, title = "version-missing", 428, "If-Match is missing"


class NotYet(Problem):
    type, status, title = "not-yet", 503, "Not yet"

    @classmethod
    def retry(cls, detail: str, seconds: int = 1) -> "NotYet":
        return cls(detail, headers={"Retry-After": str(seconds)})


def _pointer(path: Sequence[object]) -> str:
    """As RFC 6901 writes it."""
    return "".join("/" + str(part).replace("~", "~0").replace("/", "~1") for part in path)


def finding_shown(finding: Finding) -> dict[str, Any]:
    """A finding as answers and refusals show it."""
    return {
        "rule": finding.rule,
        "kind": finding.kind,
        "article": finding.article,
        "since": finding.since.isoformat(),
        "until": finding.until.isoformat() if finding.until else None,
        "message": finding.message,
        "about": finding.about,
    }


def part_of_another(actor: Actor, succession: Succession) -> Forbidden:
    """To who still signs in for a municipality that merged: nobody speaks for it any more."""
    return Forbidden(f"{actor.organisation} is part of another municipality since {succession.until}. Sign in for that one.")


def no_such_trajectory() -> NotFound:
    """The same answer for what is not there and for what the actor may not see."""
    return NotFound("No such trajectory.")
