"""Sessions: work that lasts and can be resumed. Each kind of session has its own package."""
