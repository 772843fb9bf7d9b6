"""Small parts of what is recorded: actors, sources, words, who the jeugdige is."""

from datetime import date
from uuid import UUID

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy
from pydantic import TypeAdapter

from domain.codes import NoBsnReason, Role
from domain.envelope import Actor, Despite, Envelope, Source
from domain.events.opening import Identity
from domain.rules.impossible.codes import is_bsn
from domain.words import Postcode, Words

PROCESREGISSEUR = Actor(subject="pr-heerlen-1", role=Role.PROCESREGISSEUR, organisation="GM0917")

BSNS = tuple(str(number) for number in range(999900006, 999999990) if is_bsn(str(number)))
"""The test range: they belong to nobody."""

postcode = TypeAdapter(Postcode).validate_python

words: SearchStrategy[Words] = st.sampled_from([Words("Belt morgen terug."), Words("“Ik wil naar huis.”"), Words("Zie verslag – één 🙂")])
actors: SearchStrategy[Actor] = st.sampled_from(
    [
        PROCESREGISSEUR,
        Actor(subject="pr-maastricht-1", role=Role.PROCESREGISSEUR, organisation="GM0935"),
        Actor(subject="gedragswetenschapper-1", role=Role.PROVIDER, organisation="koraal"),
        Actor(subject="jeugdbeschermer-1", role=Role.GI, organisation="gi-limburg"),
        Actor(subject="secretaris-1", role=Role.TEAM_SECRETARY, organisation="idt"),
    ]
)
sources: SearchStrategy[Source] = st.sampled_from([Source(kind="manual"), Source(kind="ijw", ref="JW305-20240101-17")])


def envelope(actor: Actor | None = None, despite: Despite | None = None, event_id: UUID | None = None) -> Envelope:
    """An ordinary envelope: recorded by hand by the procesregisseur of Heerlen."""
    return Envelope(event_id=event_id or UUID(int=1), actor=actor or PROCESREGISSEUR, source=Source(kind="manual"), despite=despite)


def identity(bsn: str | None, born_on: date = date(2009, 2, 14)) -> Identity:
    return Identity(
        bsn=Words(bsn) if bsn else None,
        no_bsn_reason=None if bsn else NoBsnReason.NOT_REGISTERED,
        surname=Words("Wit"),
        given_names=Words("Tom"),
        born_on=born_on,
        postcode=postcode("6411AA"),
        house_number=Words("1187"),
    )
