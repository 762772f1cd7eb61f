"""Work that lasts and survives: each kind of session has a folder of its own."""
