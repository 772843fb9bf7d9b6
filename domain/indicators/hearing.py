"""Whether the jeugdige is heard about something."""

from datetime import date

from domain.calendar import add_days
from domain.codes import VoiceAbout, VoiceForm
from domain.indicators.case import Case

DAYS_HEARD_BEFORE = 30
DAYS_HEARD_AFTER = 14
"""A voice belongs to what it is about from so many days before up to and including so many days after."""


def is_heard(case: Case, about: VoiceAbout, day: date) -> bool:
    """Whether his voice about it is recorded around that day; that he declined to speak is none. No event names what a voice belongs to."""
    first, last = add_days(day, -DAYS_HEARD_BEFORE), add_days(day, DAYS_HEARD_AFTER)
    return any(
        voice.about is about and voice.form is not VoiceForm.DECLINED and first <= voice.recorded_on <= last
        for voice in case.trajectory.voices
    )
