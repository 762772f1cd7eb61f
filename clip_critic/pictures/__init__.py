"""Pictures: opening them, their pixels, their colours, and the infotext that they carry."""
