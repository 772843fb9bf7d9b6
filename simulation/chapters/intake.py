"""From the opening to the decision: referral, voice, team review."""

from collections.abc import Iterator

from domain.calendar import add_days
from domain.codes import (
    Agreement,
    Presence,
    RejectionReason,
    Role,
    Setting,
    SharingBasis,
    Team,
    Urgency,
    VoiceAbout,
    VoiceForm,
)
from domain.deadlines.waiting import REVIEWED_SETTINGS
from domain.events import (
    IdentityChanged,
    ProcesregisseurAssigned,
    ReferralReceived,
    ReferralRejected,
    ReferralWithdrawn,
    TeamReviewHeld,
    TrajectoryOpened,
    VoiceRecorded,
)
from domain.events.review import Advice, Alternative, Dissent, Participant
from domain.words import Words
from simulation import sentences
from simulation.deed import Deed
from simulation.figures import NO_BSN_YET, PRESENCE, REFERRAL_IS_REJECTED, REFERRERS, REJECTIONS
from simulation.life import Life, working_day
from simulation.people import GI, procesregisseurs

_FORMS = {VoiceForm.CONVERSATION: 0.6, VoiceForm.OWN_WORDS: 0.2, VoiceForm.VERTROUWENSPERSOON: 0.12, VoiceForm.DECLINED: 0.08}
_AGREES = {Agreement.YES: 0.36, Agreement.PARTLY: 0.3, Agreement.NO: 0.24, Agreement.UNKNOWN: 0.1}


def opened(life: Life) -> Iterator[Deed]:
    """The trajectory is opened and given to a procesregisseur; a BSN that is not verified yet follows."""
    jeugdige, dice = life.jeugdige, life.dice
    bsn_follows = jeugdige.bsn is not None and dice.chance(NO_BSN_YET)
    yield Deed(
        TrajectoryOpened(
            occurred_on=life.today,
            home_municipality=jeugdige.municipality,
            gender=jeugdige.gender,
            identity=jeugdige.identity(with_bsn=not bsn_follows),
        )
    )
    yield from assigned(life)
    if bsn_follows:
        yield Deed(IdentityChanged.model_validate({"occurred_on": dice.days_after(life.today, 10, 40), "bsn": jeugdige.bsn}))


def assigned(life: Life, days_later: int = 0, handover: Words | None = None) -> Iterator[Deed]:
    """The trajectory goes to a procesregisseur of the home municipality, or to another one there if there is one."""
    own = [actor.subject for actor in procesregisseurs(life.region.municipalities[life.jeugdige.municipality])]
    others = [subject for subject in own if subject != life.procesregisseur]
    if others:
        life.procesregisseur = life.dice.one_of(others)
        yield Deed(
            ProcesregisseurAssigned(occurred_on=add_days(life.today, days_later), subject=life.procesregisseur, handover=handover),
        )


def taken_in(life: Life, setting: Setting, *, urgent: bool | None = None) -> Iterator[Deed]:
    """Referral and team review; who cannot wait is admitted first and reviewed within two weeks."""
    life.urgent = urgent if urgent is not None else setting in REVIEWED_SETTINGS and life.dice.chance(0.42)
    yield from asked(life, setting)
    if life.urgent:
        yield from reviewed(life, setting, days_later=life.dice.between(2, 13))
        life.passes(0, 2)
    else:
        life.passes(4, 14)
        if setting in REVIEWED_SETTINGS or life.dice.chance(0.6):
            yield from reviewed(life, setting)
        life.today = working_day(life.passes(3, 35))


def asked(life: Life, setting: Setting) -> Iterator[Deed]:
    """Aanmelding, with the question; asked for may be something heavier than what comes of it."""
    dice = life.dice
    heavier = [other for other in Setting if setting.lighter_than(other)]
    requested = dice.one_of(heavier) if heavier and dice.chance(0.3) else setting
    urgency = dice.pick({Urgency.SPOED: 0.6, Urgency.CRISIS: 0.4}) if life.urgent else Urgency.REGULIER
    yield Deed(
        ReferralReceived(
            occurred_on=life.today,
            referrer=dice.pick(REFERRERS[life.basis_on(life.today)]),
            requested_setting=requested,
            urgency=urgency,
            civil_basis=(life.basis_on(life.today),),
            question=dice.one_of(sentences.QUESTIONS),
        )
    )
    yield from heard(life, VoiceAbout.REFERRAL, share=0.3)


def withdrawn(life: Life) -> Iterator[Deed]:
    """It comes to nothing: withdrawn by who asked, or rejected by the municipality."""
    if life.dice.chance(REFERRAL_IS_REJECTED):
        reason = life.dice.pick(REJECTIONS)
        elsewhere = "wijkteam" if reason is RejectionReason.LIGHTER_HELP else None
        yield Deed(ReferralRejected(occurred_on=working_day(life.passes(5, 13)), reason=reason, redirected_to=elsewhere))
        return
    yield Deed(ReferralWithdrawn(occurred_on=working_day(life.passes(5, 30)), reason=life.dice.one_of(sentences.WITHDRAWN)))


def reviewed(life: Life, advised: Setting, days_later: int = 0) -> Iterator[Deed]:
    """The interdisciplinary team weighs the lighter ways before it advises; the jeugdige takes part, as a rule."""
    dice = life.dice
    day = max(working_day(add_days(life.today, days_later)), life.today)
    presence = dice.pick(PRESENCE)
    lighter = [setting for setting in Setting if setting.lighter_than(advised)]
    weighed = dice.shuffled(lighter)[: dice.between(1, 3)]
    dissents = advised is not Setting.AMBULANT and dice.chance(0.08)
    yield Deed(
        TeamReviewHeld(
            occurred_on=day,
            team=dice.pick({Team.IDT: 0.9, Team.TABLE: 0.06, Team.REGIONAL_EXPERT: 0.04}),
            participants=tuple(_participants(life)),
            youth=presence,
            parents=dice.pick(PRESENCE),
            advice=Advice(
                setting=advised,
                alternatives=tuple(
                    Alternative(setting=setting, why_not=dice.one_of(sentences.WHY_NOT))
                    for setting in sorted(weighed, key=lambda s: s.weight)
                ),
                perspective=dice.one_of(sentences.PERSPECTIVES),
                expected_days=30 * dice.between(3, 12),
                review_by=dice.days_after(day, 60, 180),
            ),
            dissents=(
                (Dissent(role="gedragswetenschapper", organisation="koraal", setting=lighter[-1], why=dice.one_of(sentences.WHY_NOT)),)
                if dissents
                else ()
            ),
            sharing_basis=dice.pick({SharingBasis.CONSENT: 0.7, SharingBasis.DIRECTLY_INVOLVED: 0.3}),
            motivation=dice.one_of(sentences.MOTIVATIONS),
        ),
        by=dice.pick({Role.TEAM_SECRETARY: 0.65, Role.PROCESREGISSEUR: 0.35}),
    )
    if presence is Presence.NOT_OFFERED and dice.chance(0.5):
        yield _voice(life, VoiceAbout.REVIEW, days_later + dice.between(3, 12), VoiceForm.CONVERSATION)


def _participants(life: Life) -> Iterator[Participant]:
    yield Participant(role="procesregisseur", organisation=f"GM{life.jeugdige.municipality}")
    yield Participant(role="gedragswetenschapper", organisation=life.dice.one_of(("koraal", "via-jeugd", "mondriaan")))
    yield Participant(role="jeugdhulpaanbieder", organisation=life.dice.one_of(("xonar", "koraal", "via-jeugd")))
    if life.under_measure:
        yield Participant(role="jeugdbeschermer", organisation=GI)


def heard(life: Life, about: VoiceAbout, share: float, days_later: int = 0, *, before: bool = False) -> Iterator[Deed]:
    """In that share of cases, the jeugdige's voice was recorded, within the week; or in the weeks before."""
    if life.dice.chance(share):
        days = -life.dice.between(1, 12) if before else life.dice.between(0, 6)
        yield _voice(life, about, max(days_later + days, (life.open_since - life.today).days), life.dice.pick(_FORMS))


def _voice(life: Life, about: VoiceAbout, days_later: int, form: VoiceForm) -> Deed:
    silent = form is VoiceForm.DECLINED
    return Deed(
        VoiceRecorded(
            occurred_on=add_days(life.today, days_later),
            about=about,
            form=form,
            agrees=Agreement.UNKNOWN if silent else life.dice.pick(_AGREES),
            summary=None if silent else life.dice.one_of(sentences.VOICES),
        ),
        by=life.house_recorder(),
        organisation=life.provider,
    )
