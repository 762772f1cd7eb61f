"""Sessions: work that lasts and survives crashes. Each kind has its own folder."""
