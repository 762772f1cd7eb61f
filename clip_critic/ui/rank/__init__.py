"""The panel *Rank keywords*."""
