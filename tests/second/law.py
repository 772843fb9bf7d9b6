"""What the law makes of titles without any event: when they lapse, and which one a night in closed care is spent under."""

from dataclasses import replace
from datetime import date

from domain.calendar import add_months, birthday
from domain.codes import ConsentBy, TitleBasis, TitleKind
from domain.events import (
    ConsentGiven,
    ConsentWithdrawn,
    ProtectionMeasureEnded,
    ProtectionMeasureProlonged,
    ProtectionMeasureStarted,
)
from tests.second.life import ONE_DAY, Life, Title, days_between


def titles(life: Life) -> list[Title]:
    """As they stand in law: without the days from which they lapsed, a muhp up to the eighteenth birthday."""
    result = []
    for title in life.titles:
        standing = replace(title, runs=list(title.runs), ended=list(title.ended))
        if standing.kind is TitleKind.MUHP:
            adult = birthday(life.born_on, 18)
            standing.runs = [(first, min(end, adult)) for first, end in standing.runs if first < adult]
        lapses = [day for day in _lapses(life, standing) if _can_lapse(standing, day)]
        if lapses:
            standing.end(min(lapses))
        result.append(standing)
    return result


def title_of(life: Life, all_titles: list[Title], night: date) -> Title | None:
    """The title under which a closed night is spent: the one that the stay names, if that covers it; else the last that was decided."""
    stay = life.closed_stay(night)
    covering = [title for title in all_titles if title.covers(night)]
    named = [title for title in covering if stay is not None and title.title_id == stay.title_id]
    return max(named or covering, key=lambda title: title.decided_on, default=None)


def over_on(title: Title) -> date | None:
    """The first day on which it stands no more: by term, by what ended it, or because it can begin no more."""
    if title.runs:
        return max(end for _, end in title.runs)
    latest = title.event.latest_start
    days = [*title.ended, title.term if latest is None else latest + ONE_DAY]
    return min((day for day in days if day is not None), default=None)


def _can_lapse(title: Title, day: date) -> bool:
    """Because it runs on that day, or was granted and has yet to begin."""
    if title.stands(day):
        return True
    if title.begins is not None:
        return day < title.begins and any(first == title.begins for first, _ in title.runs)
    return not title.ended and (title.event.latest_start is None or day <= title.event.latest_start)


def _lapses(life: Life, title: Title) -> list[date]:
    return [*_never_used_for_three_months(life, title), *_consent_withdrawn(life, title), *_gave_way(life, title)]


def _never_used_for_three_months(life: Life, title: Title) -> list[date]:
    """Three months in which it could be executed and was not, day by day (Jeugdwet 6.1.12(3); of a muhp, before its first use)."""
    found = []
    for first, end in [*_waiting(title), *title.runs]:
        idle_since: date | None = None
        for day in days_between(max(first, title.decided_on), end + ONE_DAY):
            if idle_since is not None and day >= add_months(idle_since, 3):
                found.append(day)
                break
            if day == end:
                break
            if title.kind is TitleKind.MACHTIGING:
                used = _inside(life, day) and not title.is_suspended(day)
            elif title.kind is TitleKind.VOORWAARDELIJKE_MACHTIGING:
                used = not title.counts_as_machtiging(day) or (_inside(life, day) and not title.is_suspended(day))
            elif title.kind is TitleKind.MUHP:
                used = any(stay.covers(day) for stay in life.stays)
            else:
                break
            if used and title.kind is TitleKind.MUHP:
                return found
            idle_since = None if used else idle_since or day
    return found


def _inside(life: Life, night: date) -> bool:
    return any(stay.covers(night) and (stay.no_ground_from is None or night < stay.no_ground_from) for stay in life.closed_stays)


def _waiting(title: Title) -> list[tuple[date, date]]:
    """The days on which a title that starts on execution could start and did not yet."""
    latest = title.event.latest_start
    if latest is None:
        return []
    return [(title.decided_on, min([title.begins or latest + ONE_DAY, *title.ended]))]


def _consent_withdrawn(life: Life, title: Title) -> list[date]:
    """The fourteenth day after: of a machtiging, or a conditional title that counts as one, on the consent of parents alone."""
    line, before = {None, title.title_id}, [title.event.replaces, title.event.prolongs]
    while before:
        name = before.pop()
        for earlier in life.titles:
            if earlier.title_id == name and name not in line:
                line.add(name)
                before += [earlier.event.replaces, earlier.event.prolongs]
    found = []
    for recorded in life.all(ConsentWithdrawn):
        event, day = recorded.event, recorded.event.occurred_on
        assert isinstance(event, ConsentWithdrawn)
        named = event.basis_title_id == title.title_id
        rests = title.basis is TitleBasis.CONSENT or (title.basis is None and (named or _had_consent(life, title, line)))
        counts = title.kind is TitleKind.MACHTIGING or title.counts_as_machtiging(day)
        alone = day < birthday(life.born_on, 18) and not _is_under_protection(life, day)
        saved = day < date(2024, 1, 1) and _consented_again(life, event.by, line, day)
        if event.basis_title_id in line and day >= title.decided_on and rests and counts and alone and not saved:
            found.append(day + 14 * ONE_DAY)
    return found


def _consented_again(life: Life, by: ConsentBy, line: set[str | None], day: date) -> bool:
    """Within the fourteen days, which until 2024 were all that a withdrawal left, without any lapse."""
    missing = {ConsentBy.MOTHER, ConsentBy.FATHER} if by is ConsentBy.PARENTS else {by}
    after = False
    for recorded in life.events:
        event = recorded.event
        after = after or (isinstance(event, ConsentWithdrawn) and event.occurred_on == day and event.by is by)
        if after and isinstance(event, ConsentGiven) and event.basis_title_id in line and event.occurred_on < day + 14 * ONE_DAY:
            missing -= _SPEAKS_FOR[event.by]
    return not missing


def _had_consent(life: Life, title: Title, line: set[str | None]) -> bool:
    """Whether on the day of decision somebody had consented to it or to any, and nobody had withdrawn and not consented again."""
    given, withdrawn = False, set[ConsentBy]()
    for recorded in life.events:
        event, day = recorded.event, recorded.event.occurred_on
        if isinstance(event, ConsentGiven) and event.basis_title_id in line and day <= title.decided_on:
            given = given or event.basis_title_id in (None, title.title_id)
            withdrawn -= _SPEAKS_FOR[event.by]
        elif isinstance(event, ConsentWithdrawn) and event.basis_title_id in line and day < title.decided_on:
            withdrawn |= {ConsentBy.MOTHER, ConsentBy.FATHER} if event.by is ConsentBy.PARENTS else {event.by}
    return given and not withdrawn


_SPEAKS_FOR = {
    ConsentBy.PARENTS: {ConsentBy.MOTHER, ConsentBy.FATHER, ConsentBy.PARENT},
    ConsentBy.MOTHER: {ConsentBy.MOTHER, ConsentBy.PARENT},
    ConsentBy.FATHER: {ConsentBy.FATHER, ConsentBy.PARENT},
    ConsentBy.PARENT: {ConsentBy.PARENT},
    ConsentBy.GUARDIAN: set(ConsentBy),
}


def _is_under_protection(life: Life, day: date) -> bool:
    last_days: dict[str, tuple[date, date | None]] = {}
    for recorded in life.events:
        event = recorded.event
        match event:
            case ProtectionMeasureStarted():
                last_days[event.measure_id or str(recorded.version)] = (event.occurred_on, event.until)
            case ProtectionMeasureProlonged():
                last_days[event.measure_id] = (last_days[event.measure_id][0], event.until)
            case ProtectionMeasureEnded():
                last_days[event.measure_id] = (last_days[event.measure_id][0], event.occurred_on)
    return any(first <= day and (end is None or day < end) for first, end in last_days.values())


def _gave_way(life: Life, title: Title) -> list[date]:
    """A zorgmachtiging or a Wzd title, to a machtiging that was granted later (Jeugdwet 6.1.2(8))."""
    if title.kind not in (TitleKind.ZORGMACHTIGING, TitleKind.WZD):
        return []
    return [
        max(other.decided_on, other.begins)
        for other in life.titles
        if other.kind is TitleKind.MACHTIGING and other.decided_on > title.decided_on and other.begins is not None
        if other.stands(max(other.decided_on, other.begins))
    ]
