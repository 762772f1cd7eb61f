"""Concepts: vectors with a name, which stand in texts as a keyword does, such as ``<my-cat>``."""
