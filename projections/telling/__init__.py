"""Histories in, rows out: what every read model tells of one trajectory."""
