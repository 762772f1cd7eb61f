"""Keyword lists: their text, their presets, their names, and what makes two words the same."""
