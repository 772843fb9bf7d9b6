"""Living out of home under supervision."""

from collections.abc import Iterator
from datetime import date

from domain.calendar import add_months, earlier
from domain.codes import ConsentMatter, TitleKind
from domain.law.lapse import titles_in_law
from domain.parameters import Dated
from domain.rules.catalogue import Found, rule
from domain.since import JEUGDWET
from domain.spans import Span, within, without
from domain.trajectory import Stay, Title, Trajectory


@rule("L16", "law", "BW 1:265a")
def out_of_home_needs_a_title(trajectory: Trajectory) -> Iterator[Found]:
    """Under supervision, every night of a main stay is covered by a muhp, or a title for closed care, which counts as one. Unit: nights.

    BW 1:265b(3), Jeugdwet 6.1.2(6), 6.1.3(4); a conditional title once admission was decided on (6.1.6(7)). A suspension of closed
    care leaves it a ground for living elsewhere. A title of the Wvggz (6:4(8)) or Wzd is a court's own ground.
    """
    supervision = [each.days.up_to(trajectory.turns(18)) for each in trajectory.protections if each.kind.is_supervision]
    if not supervision:
        return
    nights = within((stay.nights for stay in trajectory.stays if stay.is_main), supervision)
    for bare in without(nights, (run for title in titles_in_law(trajectory) for run in _allowing(title))):
        yield Found(bare.since, bare.until, "Nachten buiten het gezin onder toezicht zonder lopende machtiging tot uithuisplaatsing.")


def _allowing(title: Title) -> list[Span]:
    if title.kind is TitleKind.VOORWAARDELIJKE_MACHTIGING:
        return within(title.runs, (admission.counts for admission in title.conditional_admissions))
    return list(title.runs)


MONTHS_IN_A_FAMILY = Dated({JEUGDWET: 12})
"""BW 1:265i(1): who was brought up so long in another's family is not moved without the court's consent."""


@rule("L17", "law", "BW 1:265i")
def long_stays_in_a_family_end_with_consent(trajectory: Trajectory) -> Iterator[Found]:
    """Under supervision, a move out of a family after a year there needs the consent of the kinderrechter.

    Found from the day of the move, until consent is recorded or he leaves the place to which he was moved. The year counts every
    night in that family, also of before the supervision. Going home is no move.
    """
    if not trajectory.protections:
        return
    for stay in trajectory.stays:
        since = _in_a_family_since(stay) if stay.is_a_move else None
        if since is None or not trajectory.has_supervision_on(stay.since):
            continue
        if stay.since >= add_months(since, MONTHS_IN_A_FAMILY.on(stay.since)):
            given = _court_consented(trajectory, since, stay.since)
            message = "De jeugdige is na een jaar in een gezin verplaatst; toestemming van de kinderrechter is niet vastgelegd."
            yield Found(stay.since, earlier(stay.until, given), message, about=stay.stay_id)


def _in_a_family_since(stay: Stay) -> date | None:
    """Since when he lived in the family that he left for this stay; another provider in the same house changes nothing."""
    left = stay.came_from
    if left is None or not left.setting.is_family:
        return None
    while left.came_from is not None and left.came_from.location == left.location:
        left = left.came_from
    return left.since


def _court_consented(trajectory: Trajectory, since: date, moved_on: date) -> date | None:
    """The first consent to a move out of this family that stood on the day of the move, or was given later."""
    return min(
        (
            consent.given_on
            for consent in trajectory.court_consents
            if consent.matter is ConsentMatter.MOVE_FROM_FAMILY
            and consent.given_on >= since
            and (consent.annulled_from is None or consent.annulled_from > max(moved_on, consent.given_on))
        ),
        default=None,
    )
