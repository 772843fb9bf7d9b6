"""What lapses by law, on the day itself and without any event: a title that is not executed, or whose consent is withdrawn.

That a title lapsed may be recorded too (`title-lapsed`); that only confirms it.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from operator import attrgetter

from domain.calendar import add_days, add_months, earlier
from domain.codes import LapseGround, TitleBasis, TitleKind
from domain.law.consent import consents_to, is_consented_to, withdrawn
from domain.parameters import Dated
from domain.since import JEUGDWET, RECHTSPOSITIE
from domain.spans import Span, joined, outside, within, without
from domain.trajectory import Consent, Title, TitleEnd, Trajectory, derived
from domain.values import dataclass, replace

MONTHS_UNEXECUTED = Dated({JEUGDWET: 3})
"""Jeugdwet 6.1.12(3): a machtiging lapses when it was not executed for any such stretch; BW 1:265c(3): a muhp when it never was."""

SUSPENSION_COUNTS_AS_UNEXECUTED = Dated({JEUGDWET: True})
"""Does the clock run while execution is suspended?

The law's "gedurende" (Jeugdwet 6.1.12(3)) names any stretch; no judgment on it is known. Here it runs.
"""

ABSCONDING_COUNTS_AS_UNEXECUTED = Dated({JEUGDWET: False})
"""Does the clock run while the jeugdige has run away, and his place is kept?

"Niet ten uitvoer gelegd" (Jeugdwet 6.1.12(3)) can be read of what the provider leaves undone, or of what is so in fact; no judgment on it
is known. Here it does not run: the stay goes on, and he is looked for under the title. Where his place was given up the stay is over, and
it runs. Leave (6.4.1) is execution in either reading.
"""

IT_LAPSES_BEFORE_THE_LATEST_START = Dated({JEUGDWET: True})
"""Do the three months run while a title waits for execution, before the latest start that the court named?

The court that names a last day for the start means the title to be of use until then; the third paragraph of 6.1.12 knows no exception,
and leaves the court no longer time. Here they run, from the decision.
"""

DAYS_AFTER_CONSENT = Dated({JEUGDWET: 14})
"""Jeugdwet 6.1.2(7): lapse on the fourteenth day after consent was withdrawn (GHSHE:2018:1032: 26 February, 12 March).

Until 2024 the title did not lapse, but gave ground for fourteen days more at most: the same first night without.
"""

CONSENT_GIVEN_ANEW_SAVES_IT = Dated({JEUGDWET: True, RECHTSPOSITIE: False})
"""Does a title go on when whoever withdrew consent gives it again within the fourteen days?

Since 2024 the law lets it lapse "op de veertiende dag" (Jeugdwet 6.1.2(7)) and names no way back: here it does not go on, and a new title
is asked for. Until then he could "gedurende ten hoogste veertien dagen" stay, and nothing lapsed: with the consent again, the title was
whole. No judgment on either is known.
"""


@dataclass(frozen=True, slots=True)
class Lapse:
    """A title lapses on `day`: the first night that it does not cover. `since`: from when on that was to be foreseen."""

    day: date
    ground: LapseGround
    article: str
    since: date


@derived
def standing_titles(trajectory: Trajectory) -> tuple[Title, ...]:
    """The titles as recorded, but a muhp no longer than up to the eighteenth birthday: it is about a minor (BW 1:265b, 1:255)."""
    if all(title.kind is not TitleKind.MUHP for title in trajectory.titles):
        return trajectory.titles
    birthday = trajectory.turns(18)
    return tuple(_of_a_minor(title, birthday) if title.kind is TitleKind.MUHP else title for title in trajectory.titles)


def _of_a_minor(title: Title, birthday: date) -> Title:
    """Its latest start is before that day too; what was granted is left as it was."""
    runs = tuple(joined(run.up_to(birthday) for run in title.runs))
    start = title.latest_start and min(title.latest_start, add_days(birthday, -1))
    return title if (runs, start) == (title.runs, title.latest_start) else replace(title, runs=runs, latest_start=start)


@derived
def lapses_by_law(trajectory: Trajectory) -> dict[str, Lapse]:
    """When, and why, each title lapses by law while it stands, or will if nothing happens: the first of the grounds. By title_id."""
    found = ((title.title_id, _first_lapse(trajectory, title)) for title in standing_titles(trajectory))
    return {title_id: lapse for title_id, lapse in found if lapse is not None}


@derived
def titles_in_law(trajectory: Trajectory) -> tuple[Title, ...]:
    """The titles with what lapsed by law, or will lapse if nothing happens."""
    lapses = lapses_by_law(trajectory)
    return tuple(_lapsed(title, lapses[title.title_id]) if title.title_id in lapses else title for title in standing_titles(trajectory))


def title_in_law(trajectory: Trajectory, title_id: str | None) -> Title | None:
    if title_id is None:
        return None
    return next((title for title in titles_in_law(trajectory) if title.title_id == title_id), None)


def _first_lapse(trajectory: Trajectory, title: Title) -> Lapse | None:
    lapses = (*_unexecuted(trajectory, title), *consent_lapses(trajectory, title), *_beside_a_machtiging(trajectory, title))
    return min((lapse for lapse in lapses if _stands_on(title, lapse.day)), key=_DAY, default=None) if lapses else None


_DAY = attrgetter("day")


def _stands_on(title: Title, day: date) -> bool:
    """Whether it can lapse on that day: because it runs, or was granted and has yet to begin."""
    if title.runs_on(day):
        return True
    if title.valid_from is not None:
        return day < title.valid_from and any(run.since == title.valid_from for run in title.runs)
    return not title.ends and (title.latest_start is None or day <= title.latest_start)


def _lapsed(title: Title, lapse: Lapse) -> Title:
    """Without the days from its lapse on, save those for which a court revived it later."""
    runs = [run.up_to(lapse.day) for run in title.runs]
    if title.revived_on is not None and title.revived_on > lapse.day:
        runs += [run & Span(title.revived_on) for run in title.runs]
    return replace(title, runs=tuple(joined(runs)), ends=(*title.ends, TitleEnd(lapse.day, "lapsed")))


def _unexecuted(trajectory: Trajectory, title: Title) -> Iterator[Lapse]:
    article = "BW 1:265c(3)" if title.kind is TitleKind.MUHP else "Jeugdwet 6.1.12(3)"
    for idle, day in unexecuted_since(trajectory, title):
        if idle.until is None or day <= idle.until:
            yield Lapse(day, LapseGround.NOT_EXECUTED, article, idle.since)


def unexecuted_since(trajectory: Trajectory, title: Title) -> Iterator[tuple[Span, date]]:
    """Each stretch in which the title stood and could be executed, but was not, with the day on which it lapses if that lasts.

    A machtiging, or a conditional title since it counts as one: any such stretch. A muhp: the one before it was first executed. That in
    which a title waited for execution comes first.
    """
    match title.kind:
        case TitleKind.MACHTIGING:
            standing: Sequence[Span] = (*_waiting(title), *title.runs)
        case TitleKind.VOORWAARDELIJKE_MACHTIGING:
            standing = within(title.runs, (admission.counts for admission in title.conditional_admissions))
        case TitleKind.MUHP:
            standing = _waiting(title) or title.runs[:1]
        case _:
            return
    could_be = [Span(max(span.since, title.decided_on), span.until) for span in standing]
    if title.kind is TitleKind.MUHP:
        out_of_home = within((stay.nights for stay in trajectory.stays), could_be)
        idle = [span.up_to(out_of_home[0].since) if out_of_home else span for span in could_be]
    else:
        executing = _executing(trajectory, title)
        idle = [stretch for span in could_be if not span.is_empty for stretch in outside(span, executing)]
    for stretch in idle:
        if not stretch.is_empty:
            yield stretch, add_months(stretch.since, MONTHS_UNEXECUTED.on(stretch.since))


def _waiting(title: Title) -> tuple[Span, ...]:
    """The days on which a title that starts on execution could have been executed and was not yet."""
    if title.latest_start is None or not IT_LAPSES_BEFORE_THE_LATEST_START.on(title.decided_on):
        return ()
    start = title.valid_from or add_days(title.latest_start, 1)
    return (Span(title.decided_on, earlier(start, min((end.day for end in title.ends), default=None))),)


def _executing(trajectory: Trajectory, title: Title) -> list[Span]:
    """The days that are no idle ones: nights inside, whichever title they are counted to, and as the parameter has it suspensions."""
    inside = _inside(trajectory)
    if not title.suspensions:
        return inside
    suspended = [suspension.span for suspension in title.suspensions]
    counting = [span for span in suspended if SUSPENSION_COUNTS_AS_UNEXECUTED.on(span.since)]
    return joined([*without(inside, counting), *(span for span in suspended if span not in counting)])


@derived
def _inside(trajectory: Trajectory) -> list[Span]:
    nights = [stay.nights.up_to(stay.annulled_from) for stay in trajectory.closed_stays]
    gone = [absence for absence in trajectory.absences if ABSCONDING_COUNTS_AS_UNEXECUTED.on(absence.since)]
    return without(nights, gone) if gone else joined(nights)


def consent_lapses(trajectory: Trajectory, title: Title) -> Iterator[Lapse]:
    """Day fourteen after each withdrawal, for a machtiging, or a conditional title once it counts as one, on consent alone.

    Under a spoedmachtiging the stay may last to the end of its term (6.1.3(5)). Of an adult there is no legal representative who could
    withdraw.
    """
    if not trajectory.consents:
        return
    consents = list(consents_to(trajectory, title))
    for place, consent in enumerate(consents):
        if consent.given or consent.day < title.decided_on:
            continue
        if _rests_on_consent(trajectory, title, consent.day, named=consent.title_id == title.title_id):
            day = add_days(consent.day, DAYS_AFTER_CONSENT.on(consent.day))
            if CONSENT_GIVEN_ANEW_SAVES_IT.on(consent.day) and _given_anew(consent, consents[place + 1 :], day):
                continue
            yield Lapse(day, LapseGround.CONSENT, "Jeugdwet 6.1.2(7)", consent.day)


def _given_anew(withdrawal: Consent, since: Sequence[Consent], day: date) -> bool:
    """Whether whoever withdrew it gave it again before that day, whatever others did."""
    return not withdrawn([withdrawal, *(consent for consent in since if consent.given and consent.day < day)])


def _rests_on_consent(trajectory: Trajectory, title: Title, day: date, *, named: bool) -> bool:
    """Whose basis is not recorded rests on consent if the withdrawal names it, or if consent was given before it was decided on (L8).

    Under supervision, or with a GI as guardian, it does not rest on consent alone (6.1.2(3), a and b): any measure is one of these.
    """
    unsaid = title.civil_basis is None and (named or is_consented_to(trajectory, title))
    if title.civil_basis is not TitleBasis.CONSENT and not unsaid:
        return False
    if day >= trajectory.turns(18) or any(each.days.covers(day) for each in trajectory.protections):
        return False
    return title.kind is TitleKind.MACHTIGING or any(admission.counts.covers(day) for admission in title.conditional_admissions)


_GIVE_WAY = frozenset({TitleKind.ZORGMACHTIGING, TitleKind.WZD})


def _beside_a_machtiging(trajectory: Trajectory, title: Title) -> Iterator[Lapse]:
    """A zorgmachtiging or Wzd title lapses when a machtiging is granted for who is under it (6.1.2(8)): from its first day."""
    if title.kind in _GIVE_WAY:
        for other in trajectory.titles:
            if other.kind is TitleKind.MACHTIGING and other.decided_on > title.decided_on and other.valid_from is not None:
                day = max(other.decided_on, other.valid_from)
                if other.runs_on(day):
                    yield Lapse(day, LapseGround.OTHER_TITLE, "Jeugdwet 6.1.2(8)", other.decided_on)
