"""The domain: what can be recorded, what it means, and how it is judged.

Pure: it reads no clock, draws no random number and does no input or output; the day, the ids and the actor are passed in.
Follow an event through it: `events` (its shape), `judging` (the one door), `rules` (what is impossible, what is found),
`history` (how it reads among the others), `fold` (what it changes), `trajectory` (what is known then).
"""
