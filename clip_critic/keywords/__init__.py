"""Keyword lists: their text, their presets, their names, and the identity of words."""
