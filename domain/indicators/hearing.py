"""Whether the jeugdige is heard about something."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from datetime import date

from domain.calendar import add_days
from domain.codes import VoiceAbout, VoiceForm
from domain.trajectory import Trajectory, derived

DAYS_HEARD_BEFORE = 30
DAYS_HEARD_AFTER = 14
"""A voice belongs to what it is about from so many days before up to and including so many days after."""


def is_heard(trajectory: Trajectory, about: VoiceAbout, day: date) -> bool:
    """Whether his voice about it is recorded around that day; that he declined to speak is none. No event names what a voice belongs to."""
    spoke_on = _spoke_on(trajectory).get(about, ())
    first = bisect_left(spoke_on, add_days(day, -DAYS_HEARD_BEFORE))
    return first < len(spoke_on) and spoke_on[first] <= add_days(day, DAYS_HEARD_AFTER)


@derived
def _spoke_on(trajectory: Trajectory) -> Mapping[VoiceAbout, Sequence[date]]:
    """The days on which he spoke, in order, by what about."""
    days: dict[VoiceAbout, list[date]] = {}
    for voice in sorted(trajectory.voices, key=lambda voice: voice.recorded_on):
        if voice.form is not VoiceForm.DECLINED:
            days.setdefault(voice.about, []).append(voice.recorded_on)
    return days
