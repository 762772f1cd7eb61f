"""Exhibitions: pictures over axes and seeds, and what a word of the prompt does to them."""
