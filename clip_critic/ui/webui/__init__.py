"""Our tab and our Script inside a WebUI."""
