"""The chapters of a trajectory: each tells one part of a life as deeds, and moves its clock on.

A chapter may tell of a later day before an earlier one (a prolongation, before the leave that came in between): the desk
puts a story in order.
"""
