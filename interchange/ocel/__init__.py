"""The log of facts for process mining, as OCEL 2.0 JSON (ocel-standard.org): what happened in each trajectory, and what it concerned.

Events are those of the effective history, under the names by which they are stored: what never happened is not there, and what was
recorded wrongly reads as it was corrected. Each concerns its trajectory, and the stays, titles, help, referrals, measures of child
protection, providers, locations and municipalities that it names, with a qualifier that says how. One event and one thing stand in one
relation.

It is pseudonymised, not anonymous: who knows on which day somebody was admitted finds him. So it is for who may see the facts. Left out are

- words and identity, ids, case numbers, the date of birth and the postcode's area. Of the jeugdige stays the gender, and the age group at
  the opening: later ones would give away the birthday;
- who recorded it, but for the role and, of who works on trajectories, the organisation;
- every text that somebody could fill in: what may leave follows from the type of a field (`interchange.ocel.facts`);
- what is secret (`domain.secrecy`, as in lists), that anything is (safety flags), and which trajectory is that of a brother or sister;
- what is confided (`domain.events.Event.confided`): hulpverleningsplannen, vrijheidsbeperkende maatregelen, complaints, incidents.

Ids are pseudonyms made with a key that the caller gives: the same key gives the same pseudonyms, another key others, and without it nobody
makes them again. Municipalities and providers have the codes of the register; a location, which may be a family's home, has a pseudonym.

A moment is local, with its offset. Most events are known by their day alone: they stand at its beginning, with `clock` false. Of one
trajectory the events stand in the order in which they happened, so those of one moment can be told apart.
"""

from interchange.ocel.log import MEDIA_TYPE, ocel

__all__ = ["MEDIA_TYPE", "ocel"]
