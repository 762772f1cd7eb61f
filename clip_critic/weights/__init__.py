"""Weights that others have stored, read as data: nothing in a file is ever run, and torch is not needed."""
