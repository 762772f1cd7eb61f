"""Pictures: opening them, their pixels, their colours, and their infotext."""
