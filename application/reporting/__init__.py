"""Figures and record sets: told, delivered, and made again."""
