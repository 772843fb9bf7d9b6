"""What the law makes of a state: which titles stand, until when, what covers a night, which stays are one admission, which plan holds.

Readings of a trajectory that rules, deadlines and read models share. They find nothing and ask for nothing: that is for `rules` and
`deadlines`.
"""
