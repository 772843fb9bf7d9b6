"""Erasure: asked for, approved, carried out."""
