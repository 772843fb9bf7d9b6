"""De stem van de jeugdige, en aantekeningen."""

from domain.codes import Agreement, Role, VoiceAbout, VoiceForm
from domain.events.base import Event
from domain.words import Words


class VoiceRecorded(Event):
    """Stem van de jeugdige vastgelegd (Kinderrechtenverdrag 12; Jeugdwet 6.2.9, fifth paragraph; 7.3.2, first paragraph).

    He is talked with, not about (Regionaal beleid: met de jeugdige).
    """

    event_type = "voice-recorded"
    recorded_by = frozenset({Role.PROCESREGISSEUR, Role.TEAM_SECRETARY, Role.PROVIDER, Role.GI})

    about: VoiceAbout
    form: VoiceForm
    agrees: Agreement = Agreement.UNKNOWN
    summary: Words | None = None

    def sentence(self) -> str:
        return f"Stem van de jeugdige over {self.about.label}: {self.form.label}; eens: {self.agrees.label}."


class NoteAdded(Event):
    """Aantekening toegevoegd (Jeugdwet 7.3.8, first paragraph)."""

    event_type = "note-added"
    outlives_the_trajectory = True
    recorded_by = frozenset({Role.PROCESREGISSEUR, Role.TEAM_SECRETARY, Role.PROVIDER, Role.GI})

    text: Words

    def sentence(self) -> str:
        return "Aantekening toegevoegd."


class OwnStatementAdded(Event):
    """Eigen verklaring van de jeugdige toegevoegd (Jeugdwet 7.3.8, second paragraph)."""

    event_type = "own-statement-added"
    outlives_the_trajectory = True
    recorded_by = frozenset({Role.PROCESREGISSEUR, Role.PROVIDER, Role.JEUGDIGE})

    text: Words

    def sentence(self) -> str:
        return "Eigen verklaring van de jeugdige toegevoegd."
