"""The questions that are answered at once: which words are in a picture, and which phrases do anything."""
