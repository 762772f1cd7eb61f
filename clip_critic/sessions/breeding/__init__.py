"""Breeding: concepts that a person picks by their pictures, mixed into the next ones."""
