"""Files on disk: writing them atomically, the folders they are stored in, and the project's own assets."""
