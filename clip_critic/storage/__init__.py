"""Files on disk: written whole or not at all, where they are kept, and what comes with the project."""
