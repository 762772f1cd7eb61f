"""Policies turn a ranking into the next prompt. `registry` lists them by name."""
