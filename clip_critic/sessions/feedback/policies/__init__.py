"""The rules that turn a ranking into the next prompt: one file each, and `registry` knows them by name."""
