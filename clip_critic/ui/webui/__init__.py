"""The tab and the Script inside a WebUI."""
