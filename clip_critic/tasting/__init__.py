"""Tasting: a user's pictures, their vectors and the log of choices, brought together."""
