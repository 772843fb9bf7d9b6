"""How long somebody waits: for help, beyond the day on which that was meant to begin, and to leave (indicator 8)."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import zip_longest

from domain.calendar import earlier
from domain.codes import Setting
from domain.deadlines.waiting import end_of_interest, waiting_to_leave
from domain.indicators.case import Case, main_stays
from domain.indicators.catalogue import Aggregate, Variant, indicator, measure
from domain.indicators.fact import Counted, once
from domain.spans import Span
from domain.trajectory import Help, Referral, Stay, Trajectory, derived


@measure("referral-start")
def what_begins_after_a_referral(case: Case) -> Iterator[Counted]:
    """The first main stay or help on or after each referral, on its first day. Amount: days since the referral. Label: what was asked for.

    None if the referral was withdrawn or rejected by then, or another took its place. About the version of the referral.
    """
    for referral, ends, start in _referrals(case.trajectory):
        if start is not None and start.since == ends:
            amount = float((start.since - referral.received_on).days)
            group = case.group(start.since, start)
            yield once(referral.version, start.since, group, amount=amount, label=referral.requested_setting)


@measure("intended-start")
def what_begins_later_than_intended(case: Case) -> Iterator[Counted]:
    """The first main stay or help in the setting of each decision that names an intended start, on its first day.

    On or after the day of the decision, and before the day of the next one. Amount: days since the intended start, below zero where it
    began before that. Label: what was decided. About the version of the decision.
    """
    started = _started(case.trajectory)
    decisions = case.trajectory.decisions
    for decision, following in zip_longest(decisions, decisions[1:]):
        if decision.intended_start is None:
            continue
        days = Span(decision.taken_on, following.taken_on if following else None)
        start = next((each for each in started if days.covers(each.since) and _setting(each) is decision.setting), None)
        if start is not None:
            amount = float((start.since - decision.intended_start).days)
            yield once(decision.version, start.since, case.group(start.since, start), amount=amount, label=decision.setting)


@measure("referral-open")
def who_waits_for_help(case: Case) -> Iterator[Counted]:
    """The days on which each referral waits, from its own; nobody waits who has died.

    Setting and label: what was asked for. About the version of the referral.
    """
    for referral, ends, _ in _referrals(case.trajectory):
        for days, group in case.pieces(Span(referral.received_on, ends), setting=referral.requested_setting):
            yield Counted(str(referral.version), days, group, label=referral.requested_setting)


@derived
def _referrals(trajectory: Trajectory) -> Sequence[tuple[Referral, date | None, Stay | Help | None]]:
    """Each with the day on which it waits no more, and what began first on its day or after; what begins on that day ended the waiting.

    It waits until that begins, it is withdrawn or rejected, another comes in, or the trajectory is closed or the jeugdige dies.
    """
    started = _started(trajectory)
    result: list[tuple[Referral, date | None, Stay | Help | None]] = []
    for number, referral in enumerate(trajectory.referrals):
        following = trajectory.referrals[number + 1] if number + 1 < len(trajectory.referrals) else None
        over = earlier(referral.ended_on, following.received_on if following else None)
        over = earlier(over, end_of_interest(trajectory, referral.received_on))
        start = next((each for each in started if referral.received_on <= each.since), None)
        if start is not None and over is not None and over <= start.since:
            start = None
        result.append((referral, start.since if start else over, start))
    return result


@derived
def _started(trajectory: Trajectory) -> Sequence[Stay | Help]:
    """Main stays and help, in the order in which they began."""
    return sorted((*main_stays(trajectory), *trajectory.helps), key=lambda each: each.since)


def _setting(begun: Stay | Help) -> Setting:
    return begun.setting if isinstance(begun, Stay) else Setting.AMBULANT


@measure("ready-night")
def who_waits_to_leave(case: Case) -> Iterator[Counted]:
    """The nights of a main stay in which he is ready to leave it: from the day of that on, up to his leaving or until he is so no more.

    Readiness that is recorded anew goes on. Label: the setting that he needs, as it was recorded last. About the stay_id.
    """
    for wait in waiting_to_leave(case.trajectory):
        stay = case.stays[wait.stay_id]
        whole = Span(wait.since, wait.until)
        starts = [wait.since, *sorted({r.since for r in case.trajectory.readiness if r.since > wait.since and whole.covers(r.since)})]
        for start, end in zip(starts, [*starts[1:], wait.until], strict=True):
            for days, group in case.pieces(Span(start, end), stay):
                yield Counted(wait.stay_id, days, group, label=_needed(case, start))


@measure("ready-left")
def who_left_after_waiting(case: Case) -> Iterator[Counted]:
    """Who was ready to leave and left, on that day. Amount: nights since he was first ready. Label: what he needed then.

    About the stay_id, with the day on which he was ready.
    """
    for wait in waiting_to_leave(case.trajectory):
        if wait.left and wait.until is not None:
            group = case.group(wait.until, case.stays[wait.stay_id])
            nights = float((wait.until - wait.since).days)
            yield once(f"{wait.stay_id}:{wait.since}", wait.until, group, amount=nights, label=_needed(case, wait.since))


def _needed(case: Case, day: date) -> str | None:
    """As it was recorded last, on that day or before."""
    needed = [ready.needed_setting for ready in case.trajectory.readiness if ready.since <= day]
    return needed[-1] if needed else None


indicator(
    8,
    "waiting",
    "Wachten",
    Variant(
        "to-start",
        "referral-start",
        Aggregate.MEDIAN,
        "dagen",
        "Mediaan van het aantal dagen tussen de aanmelding en het eerste verblijf of de eerste hulp daarna, van wat in de periode begon.",
        labels="gevraagde vorm",
    ),
    Variant(
        "to-start-p90",
        "referral-start",
        Aggregate.P90,
        "dagen",
        "Negentigste percentiel van datzelfde aantal dagen.",
        labels="gevraagde vorm",
    ),
    Variant(
        "past-intended",
        "intended-start",
        Aggregate.MEDIAN,
        "dagen",
        "Mediaan van het aantal dagen tussen de beoogde start in het besluit en het eerste verblijf of de eerste hulp in die vorm daarna,"
        " van wat in de periode begon; onder nul is eerder dan beoogd.",
        labels="besloten vorm",
    ),
    Variant(
        "past-intended-p90",
        "intended-start",
        Aggregate.P90,
        "dagen",
        "Negentigste percentiel van datzelfde aantal dagen.",
        labels="besloten vorm",
    ),
    Variant(
        "waiting-for-help",
        "referral-open",
        Aggregate.STOCK,
        "aanmeldingen",
        "Aantal aanmeldingen dat op de laatste dag van de periode op een begin wacht, naar gevraagde vorm.",
        labels="gevraagde vorm",
    ),
    Variant(
        "ready-nights",
        "ready-night",
        Aggregate.NIGHTS,
        "nachten",
        "Aantal nachten van de periode die jeugdigen nog in een verblijf doorbrengen terwijl zij klaar zijn voor vertrek, bij elkaar"
        " opgeteld.",
        labels="benodigde vorm",
    ),
    Variant(
        "waiting-to-leave",
        "ready-night",
        Aggregate.STOCK,
        "jeugdigen",
        "Aantal jeugdigen dat in de nacht van de laatste dag van de periode nog in een verblijf is en klaar is voor vertrek.",
        labels="benodigde vorm",
    ),
    Variant(
        "ready-to-left",
        "ready-left",
        Aggregate.MEDIAN,
        "nachten",
        "Mediaan van het aantal nachten tussen klaar voor vertrek en vertrek, van wie in de periode vertrok.",
        labels="benodigde vorm",
    ),
)
