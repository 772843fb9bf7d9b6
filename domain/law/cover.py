"""Legal cover: under which title each night in a closed place was spent, or under none (Jeugdwet 6.1.2, 6.2.2)."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from datetime import date
from operator import attrgetter

from domain.law.lapse import title_in_law, titles_in_law
from domain.spans import Span, joined
from domain.trajectory import Stay, Title, Trajectory, derived
from domain.values import dataclass


@dataclass(frozen=True, slots=True)
class Cover:
    """Nights from `since` up to, and not including, `until`, spent under one title or none."""

    since: date
    until: date | None
    title_id: str | None
    annulled_later: bool = False
    """The title, or the stay, was annulled afterwards; these nights stay covered."""


@derived
def closed_nights(trajectory: Trajectory) -> list[Span]:
    """Every night of a stay in a closed place; leave and absconding do not end a stay."""
    return joined(stay.nights for stay in trajectory.closed_stays)


@derived
def uncovered_nights(trajectory: Trajectory) -> list[Span]:
    """The closed nights under no title."""
    return joined(Span(piece.since, piece.until) for piece in _pieces(trajectory) if piece.title is None)


@derived
def legal_cover(trajectory: Trajectory) -> list[Cover]:
    """The closed nights in order, without gap or overlap, each stretch with its title or with none."""
    result: list[Cover] = []
    for piece in _pieces(trajectory):
        cover = _cover(piece)
        last = result[-1] if result else None
        if last and (last.until, last.title_id, last.annulled_later) == (cover.since, cover.title_id, cover.annulled_later):
            result[-1] = Cover(last.since, cover.until, cover.title_id, cover.annulled_later)
        else:
            result.append(cover)
    return result


def covering_title(trajectory: Trajectory, night: date) -> Title | None:
    """The title of that closed night: the stay's own if it runs, else the one that runs longest.

    One that was decided on by then goes before one with effect in the past.
    """
    pieces = _pieces(trajectory)
    place = bisect_right(pieces, night, key=_SINCE)
    piece = pieces[place - 1] if place else None
    return piece.title if piece is not None and (piece.until is None or night < piece.until) else None


def ground_of(trajectory: Trajectory, stay: Stay, night: date) -> Title | None:
    """The title under which a night of a stay is spent: of a closed night the one that covers it; else, or if none does, the stay's own."""
    covering = covering_title(trajectory, night) if stay.in_closed_care else None
    return covering or title_in_law(trajectory, stay.title_id)


@dataclass(frozen=True, slots=True)
class _Piece:
    """Closed nights from `since` up to, and not including, `until`, in all of which the same stay and the same title count."""

    since: date
    until: date | None
    stay: Stay
    title: Title | None


_SINCE = attrgetter("since")


@derived
def _pieces(trajectory: Trajectory) -> list[_Piece]:
    """The closed nights in order, cut wherever a stay or a title begins or ends in them, or a title was decided on."""
    nights = closed_nights(trajectory)
    if not nights:
        return []
    stays, grounds = trajectory.closed_stays, _grounds(trajectory)
    edges = sorted(set(_edges(stays, grounds)))
    result: list[_Piece] = []
    for span in nights:
        starts = [span.since, *(edge for edge in edges if edge != span.since and span.covers(edge))]
        for start, end in zip(starts, [*starts[1:], span.until], strict=True):
            stay = next(stay for stay in stays if stay.covers(start))
            result.append(_Piece(start, end, stay, _title(stay, grounds, start)))
    return result


def _title(stay: Stay, grounds: Iterable[tuple[Title, list[Span]]], night: date) -> Title | None:
    if stay.annulled_from is not None and night >= stay.annulled_from:
        return None
    running = [title for title, nights in grounds for span in nights if span.covers(night)]
    if len(running) < 2:
        return running[0] if running else None
    return max(running, key=lambda title: _goes_before(title, stay, night))


def _goes_before(title: Title, stay: Stay, night: date) -> tuple[bool, bool, date, int]:
    return title.decided_on <= night, title.title_id == stay.title_id, title.valid_until or date.max, title.version


@derived
def _grounds(trajectory: Trajectory) -> list[tuple[Title, list[Span]]]:
    """Each title that covers nights, with these."""
    return [(title, nights) for title in titles_in_law(trajectory) if (nights := title.covered_nights())]


def _edges(stays: Iterable[Stay], grounds: Iterable[tuple[Title, list[Span]]]) -> Iterator[date]:
    for stay in stays:
        yield from filter(None, (stay.since, stay.until, stay.annulled_from))
    for title, nights in grounds:
        for span in nights:
            yield from filter(None, (span.since, span.until, title.decided_on))


def _cover(piece: _Piece) -> Cover:
    stay, title = piece.stay, piece.title
    if title is None:
        return Cover(piece.since, piece.until, None)
    undone = (
        stay.annulled_from is not None
        or (title.annulled_from is not None and piece.since < title.annulled_from)
        or any(each.annulled_from is not None and each.counts.covers(piece.since) for each in title.conditional_admissions)
    )
    return Cover(piece.since, piece.until, title.title_id, annulled_later=undone)
