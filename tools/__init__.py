"""Tools that made parts of the project, which nobody needs for using it."""
