"""The worklist of a procesregisseur: each trajectory in one row."""

from collections.abc import Iterator

from domain.events import ControllersNamed
from domain.history import History
from domain.law.cover import legal_cover
from domain.law.lapse import title_in_law
from domain.rights import carried_out
from domain.secrecy import Secrecy, kept_from_lists
from domain.trajectory import Referral, Since, Stay, Title, Trajectory
from projections.telling.table import Column, Row, Table
from projections.telling.teller import ReadModel, now

TABLE = Table(
    name="worklist",
    columns=(
        Column("trajectory_id", "uuid"),
        Column("version", "integer"),
        Column("position", "bigint"),
        Column("opened_on", "date"),
        Column("home_municipality", "text"),
        Column("home_municipality_since", "date"),
        Column("home_municipality_before", "text"),
        Column("controllers", "text[]"),
        Column("place_is_secret", "boolean"),
        Column("procesregisseur", "text", nullable=True),
        Column("procesregisseur_since", "date", nullable=True),
        Column("requested_setting", "text", nullable=True),
        Column("urgency", "text", nullable=True),
        Column("referral_received_on", "date", nullable=True),
        Column("stay_id", "text", nullable=True),
        Column("setting", "text", nullable=True),
        Column("provider", "text", nullable=True),
        Column("location", "text", nullable=True),
        Column("stay_since", "date", nullable=True),
        Column("stay_until", "date", nullable=True),
        Column("title_id", "text", nullable=True),
        Column("title_kind", "text", nullable=True),
        Column("title_valid_until", "date", nullable=True),
        Column("closed_on", "date", nullable=True),
        Column("died_on", "date", nullable=True),
        Column("last_occurred_on", "date"),
        Column("last_recorded_at", "timestamptz"),
    ),
    key=("trajectory_id",),
    indexes=(("procesregisseur",), ("setting", "trajectory_id")),
)
"""`home_municipality` holds from its day, which may lie in the future; until then, `home_municipality_before` does.

`controllers`: who keeps a dossier besides the home municipality: every provider that gave a stay or help, every GI that carried out a
measure, and who was named as one last (`ControllersNamed`); but for what is secret."""


def _rows(history: History) -> Iterator[Row]:
    trajectory = history.trajectory
    secrecy = kept_from_lists(history)
    yield (
        trajectory.trajectory_id,
        history.version,
        history.position,
        trajectory.opened_on,
        *_home(trajectory),
        sorted(_controllers(history, secrecy)),
        secrecy.hides_lookers,
        *_latest(trajectory.assignments),
        *_referral(trajectory),
        *_stay_with_title(trajectory, secrecy),
        next((span.since for span in reversed(trajectory.closings) if span.until is None), None),
        trajectory.died_on,
        max(recorded.event.occurred_on for recorded in history.effective),
        history.recorded[-1].recorded_at,
    )


def _home(trajectory: Trajectory) -> Row:
    value, since = _latest(trajectory.municipalities)
    before = [each for each in trajectory.municipalities if each.day != since]
    return value, since, _latest(tuple(before))[0] or value


def _controllers(history: History, secrecy: Secrecy) -> set[str]:
    trajectory = history.trajectory
    caring = {stay.provider for stay in trajectory.stays} | {given.provider for given in trajectory.helps}
    named = [recorded.event for recorded in history.effective if isinstance(recorded.event, ControllersNamed)]
    # Among those who are named is who cares for a jeugdige in secret.
    told = set(named[-1].controllers) if named and not secrecy.days else set()
    return (caring - secrecy.codes) | {gi for gi, _ in carried_out(trajectory)} | told


def _latest(values: tuple[Since, ...]) -> Row:
    """The last value and its day; of two from one day, the one recorded last."""
    last = max(enumerate(values), key=lambda each: (each[1].day, each[0]), default=None)
    return (last[1].value, last[1].day) if last else (None, None)


def _referral(trajectory: Trajectory) -> Row:
    running = [referral for referral in trajectory.referrals if referral.ended_on is None]
    last: Referral | None = max(running, key=lambda referral: (referral.received_on, referral.version), default=None)
    return (last.requested_setting, last.urgency, last.received_on) if last else (None, None, None)


def _stay_with_title(trajectory: Trajectory, secrecy: Secrecy) -> Row:
    stay = max((stay for stay in trajectory.stays if stay.is_main), key=lambda stay: (stay.since, stay.version), default=None)
    if stay is None:
        return (None,) * 9
    title = _title(trajectory, stay)
    return (
        stay.stay_id,
        stay.setting,
        *((None, None) if secrecy.hides_stay(stay) else (stay.provider, stay.location)),
        stay.since,
        stay.until,
        *((title.title_id, title.kind, title.valid_until) if title else (None, None, None)),
    )


def _title(trajectory: Trajectory, stay: Stay) -> Title | None:
    """The last title that covers nights of a closed stay; otherwise, and where none does, the one that the stay itself names."""
    if stay.in_closed_care:
        for cover in reversed(legal_cover(trajectory)):
            if cover.title_id and (cover.until is None or cover.until > stay.since):
                return title_in_law(trajectory, cover.title_id)
    return title_in_law(trajectory, stay.title_id)


MODEL = ReadModel(TABLE, now(_rows))
